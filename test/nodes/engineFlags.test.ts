import process from 'node:process';
import { expect, it } from 'vitest';
import { REVECTORIZE, engineFlags } from '../../src/shared/engineFlags';
import { codePaths } from '../unit/core/kernels/codePaths';

// Whether the properties beside this file were tested on what they are to be tested on.

it('runs the kernels under the flags of the engine', async () => {
  expect(process.execArgv).toEqual(expect.arrayContaining([...(await engineFlags(process.execPath))]));
  expect(process.execArgv).toContain('--no-liftoff');
});

it('has every code path, of which this V8 compiles all but one the usual way', () => {
  expect(codePaths).toEqual(['separate', 'relaxed', 'shuffle', 'unroll1', 'simd256']);
});

it.runIf(process.arch === 'x64' && process.platform !== 'darwin' && Number.parseInt(process.versions.v8, 10) >= 13)(
  'joins vectors where V8 can',
  () => {
    expect(process.execArgv).toContain(REVECTORIZE);
  },
);
