import { describe, expect, it } from 'vitest';
import type { CodePath } from '../../../src/core/codePath';
import type { CodePathResult } from '../../../src/core/kernels/codePathTest';
import { selectCodePaths } from '../../../src/engine/codePathSelection';
import { MACHINE } from '../../machineFixture';

const REVECTORIZE = ['--experimental-wasm-revectorize'];
const SPEED: Readonly<Record<CodePath, number>> = { simd256: 100, relaxed: 50, shuffle: 49, unroll1: 48, separate: 40 };

function means() {
  const kept = new Map<string, readonly CodePathResult[]>();
  const tested: (readonly CodePath[])[] = [];
  return {
    tested,
    cache: {
      read: (key: string) => Promise.resolve(kept.get(key)),
      write: (key: string, results: readonly CodePathResult[]) => {
        kept.set(key, results);
        return Promise.resolve();
      },
    },
    test: (paths: readonly CodePath[]) => {
      tested.push(paths);
      return Promise.resolve(
        paths.flatMap((path) => [
          { dtype: 'f32' as const, path, gflops: SPEED[path] },
          { dtype: 'f64' as const, path, gflops: path === 'simd256' ? null : SPEED[path] / 2 },
        ]),
      );
    },
  };
}

describe('the choice of the code path', () => {
  it('is made by a test, once for each compiler, its flags and the processor', async () => {
    const all = means();
    const first = await selectCodePaths('auto', MACHINE, all, REVECTORIZE);
    expect(first.codePaths).toEqual({ f32: 'simd256', f64: 'relaxed' });
    expect(await selectCodePaths('auto', MACHINE, all, REVECTORIZE)).toEqual(first);
    expect(all.tested).toHaveLength(1);
    expect((await selectCodePaths('auto', MACHINE, all, [])).codePaths.f32).toBe('relaxed');
    await selectCodePaths('auto', { ...MACHINE, processor: 'another' }, all, REVECTORIZE);
    expect(all.tested).toHaveLength(3);
  });

  it('is the one that was asked for, without a test', async () => {
    const all = means();
    expect(await selectCodePaths('unroll1', MACHINE, all, REVECTORIZE)).toEqual({
      codePaths: { f32: 'unroll1', f64: 'unroll1' },
      results: [],
      notes: [],
    });
    expect(all.tested).toEqual([]);
  });

  it('is made by the test, with a note, where the one that was asked for is not there', async () => {
    const { codePaths, notes } = await selectCodePaths('simd256', MACHINE, means(), []);
    expect(codePaths.f32).toBe('relaxed');
    expect(notes).toEqual([expect.stringMatching(/^The code path simd256 is not available .* separate, relaxed/)]);
  });

  it('never takes 256 bits on a processor that V8 does not join pairs for', async () => {
    const arm = { ...MACHINE, architecture: 'arm64' };
    expect((await selectCodePaths('auto', arm, means(), REVECTORIZE)).codePaths.f32).toBe('relaxed');
  });
});
