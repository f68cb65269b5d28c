import { describe, expect, it } from 'vitest';
import { engineFlags, flagsFor } from '../../../src/shared/engineFlags';

function listing(...options: readonly (readonly [name: string, byDefault: string])[]): string {
  return options
    .map(([name, byDefault]) => `  --${name} (what it does)\n        type: bool  default: ${byDefault}\n`)
    .join('');
}

describe('the flags of the engine', () => {
  it('are those that this V8 knows and has not set already', () => {
    const options = listing(
      ['liftoff', '--liftoff'],
      ['experimental-wasm-revectorize', '--no-experimental-wasm-revectorize'],
      ['wasm-tier-up', '--wasm-tier-up'],
    );
    expect(flagsFor(options, 13)).toEqual(['--no-liftoff', '--experimental-wasm-revectorize']);
    expect(flagsFor(listing(['liftoff', '--no-liftoff']), 13)).toEqual([]);
    expect(flagsFor('', 13)).toEqual([]);
  });

  it('leave away what an older V8 has not finished', () => {
    const options = listing(['turboshaft-wasm', '--no-turboshaft-wasm']);
    expect(flagsFor(options, 11)).toEqual([]);
    expect(flagsFor(options, 12)).toEqual(['--turboshaft-wasm']);
  });

  it('are asked of the Node that is to run, which does without the baseline compiler', async () => {
    expect(await engineFlags(process.execPath)).toContain('--no-liftoff');
  });

  it('are none for what cannot be asked', async () => {
    expect(await engineFlags('/no/such/node')).toEqual([]);
  });
});
