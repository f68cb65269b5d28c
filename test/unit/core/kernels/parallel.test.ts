import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parallel } from '../../../../src/core/kernels/parallel';
import { simd } from '../../../../src/core/kernels/simd';
import { fakeContext, machine, square } from './fakeContext';
import { denseProblems } from './problemArbitrary';
import { expectCorrect, runStrategy, THREADS } from './runStrategy';

const large = { ...square, m: 60, k: 400, n: 50 };

describe('parallel', () => {
  it('computes every part of C, whatever the threads', async () => {
    await fc.assert(
      fc.asyncProperty(denseProblems(120), fc.integer({ min: 2, max: THREADS }), (problem, threads) =>
        expectCorrect(parallel, problem, { threads }),
      ),
      { numRuns: 60 },
    );
  });

  it('says how many threads really ran, and the grid', async () => {
    expect((await runStrategy(parallel, large)).backend).toContain('4 threads (2×2)');
    expect((await runStrategy(parallel, large, { threads: 2 })).backend).toContain('2 threads (');
    expect((await runStrategy(parallel, large, { threads: 100 })).backend).toContain('4 threads (2×2)');
    expect((await runStrategy(parallel, { ...large, m: 4, n: 200 })).backend).toContain('4 threads (1×4)');
    expect((await runStrategy(parallel, { ...large, m: 200, n: 4 })).backend).toContain('4 threads (4×1)');
  });

  it('is simd where the product is too small to share, and says so', async () => {
    const small = { ...square, m: 20, n: 20 };
    const alone = await runStrategy(simd, small);
    const { backend, context } = await runStrategy(parallel, small, {}, ({ team }) => {
      team.job =
        team.run =
        team.load =
          () => {
            throw new Error('a thread was asked for');
          };
    });
    expect(backend).toBe(`${alone.backend}, 1 thread of 4, too small to share`);
    expect(context.allocatedBytes()).toBe(alone.context.allocatedBytes());
  });

  it('shares a small product where threads are asked for, as far as there are tiles', async () => {
    expect((await runStrategy(parallel, { ...square, m: 20, n: 20 }, { threads: 4 })).backend).toContain('4 threads');
    expect((await runStrategy(parallel, { ...square, m: 2, n: 3 }, { threads: 4 })).backend).toMatch(/, 1 thread$/);
  });

  it('measures once what threads compute alike', () => {
    const few = { ...machine, logicalCores: 2 };
    expect(parallel.effect?.(large, few, { threads: 16 })).toBe(parallel.effect?.(large, few, { threads: 2 }));
    expect(parallel.effect?.(large, few, {})).toBe(parallel.effect?.(large, few, { threads: 2 }));
    expect(parallel.effect?.(square, few, {})).toBe(parallel.effect?.(square, few, { threads: 1 }));
    expect(parallel.effect?.(large, few, { threads: 1 })).not.toBe(parallel.effect?.(large, few, { threads: 2 }));
  });

  it.each([
    ['as many threads as it uses', large, 4],
    ['no thread where it is alone', square, 1],
  ])('keeps awake during a batch %s', async (_, problem, threads) => {
    const workspaceBytes = parallel.workspaceBytes(problem, machine, {});
    const context = fakeContext(problem, { workspaceBytes, threads: THREADS });
    const whileAwake = vi.spyOn(context.team, 'whileAwake');
    await parallel.prepare(context, {}).runBatch(2);
    expect(whileAwake.mock.calls.map(([wanted]) => wanted)).toEqual([threads]);
  });
});
