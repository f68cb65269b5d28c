import { describe, expect, test } from 'vitest';
import { plainProblem } from '../../../src/core/problem';
import type { ProcessId } from '../../bench/arms';
import { measureRow } from '../../bench/measureRow';
import type { RowProcesses } from '../../bench/measureRow';
import type { RowPlan } from '../../bench/sections';

const plan: RowPlan = {
  problem: plainProblem(100, 100, 100),
  arms: ['simd', 'mlMatrix', 'mathjs'],
  ratios: [
    ['simd', 'mlMatrix'],
    ['simd', 'mathjs'],
  ],
};

/** Processes whose runs take a set time; an id without one is left out, and one may fail at one of its requests. */
function fakeProcesses(
  runNs: Partial<Record<ProcessId, number>>,
  failing?: { readonly id: ProcessId; readonly at: 'open' | 'prepare' | 'runBatch' | 'close' },
): RowProcesses & { readonly dropped: ProcessId[] } {
  const dropped: ProcessId[] = [];
  return {
    dropped,
    get: (id) => {
      const ns = runNs[id];
      if (ns === undefined) return Promise.resolve(null);
      const answer = <T>(at: 'open' | 'prepare' | 'runBatch' | 'close', value: T): Promise<T> =>
        failing?.id === id && failing.at === at ? Promise.reject(new Error(`${at} failed`)) : Promise.resolve(value);
      return Promise.resolve({
        open: () => answer('open', { nonzeros: 10_000 }),
        prepare: () => answer('prepare', { handle: 0, backend: id, error: null }),
        runBatch: (_handle: number, times: number) =>
          answer('runBatch', { times, computeNs: times * ns, transferNs: 0 }),
        close: () => answer('close', undefined),
      });
    },
    drop: (id) => {
      dropped.push(id);
      return Promise.resolve();
    },
  };
}

describe('a row of the bench', () => {
  test('says how much faster ours is than each other', async () => {
    const row = await measureRow('libraries', plan, fakeProcesses({ engine: 2e6, mlMatrix: 8e6, mathjs: 10e6 }), 0.01);
    expect(row.ratios.map(({ over, median, best }) => [over, median, best])).toEqual([
      ['mlMatrix', 4, 4],
      ['mathjs', 5, 5],
    ]);
    expect(row.arms[0]).toMatchObject({ id: 'simd', bestNs: 2e6, gflops: 1 });
    expect(row.failures).toEqual([]);
  });

  test('has no ratio over what is left out, and is no failure for it', async () => {
    const row = await measureRow('libraries', plan, fakeProcesses({ engine: 2e6, mathjs: 10e6 }), 0.01);
    expect(row.ratios.map(({ over }) => over)).toEqual(['mathjs']);
    expect(row.failures).toEqual([]);
  });

  test.each(['open', 'prepare', 'runBatch'] as const)('goes on without a peer that fails at %s', async (at) => {
    const processes = fakeProcesses({ engine: 2e6, mlMatrix: 8e6, mathjs: 10e6 }, { id: 'mlMatrix', at });
    const row = await measureRow('libraries', plan, processes, 0.01);
    expect(row.ratios.map(({ over, median }) => [over, median])).toEqual([['mathjs', 5]]);
    expect(row.failures).toEqual([{ id: 'mlMatrix', reason: `${at} failed` }]);
    expect(processes.dropped).toEqual(['mlMatrix']);
  });

  test('keeps what was measured of a peer that fails afterwards', async () => {
    const processes = fakeProcesses({ engine: 2e6, mlMatrix: 8e6, mathjs: 10e6 }, { id: 'mlMatrix', at: 'close' });
    expect((await measureRow('libraries', plan, processes, 0.01)).ratios).toHaveLength(2);
  });
});
