import { describe, expect, it } from 'vitest';
import type { StrategyId } from '../../src/core/kernels/strategy';
import type { Span, Timeline } from '../../src/core/measure/timeline';
import { threadShares } from '../../src/core/measure/timeline';
import type { Problem } from '../../src/core/problem';
import type { ParameterValues } from '../../src/core/kernels/parameters';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

function trace(id: StrategyId, problem: Problem, values: ParameterValues = {}): Promise<Timeline> {
  return engine().timeline({ choice: { id, values }, problem, threads: 2 }, new AbortController().signal);
}

/** How often each element of C is multiplied, in steps of k. */
function stepsOfC({ threads, problem: { m, n } }: Timeline): Float64Array {
  const steps = new Float64Array(m * n);
  for (const { kind, place } of threads.flat()) {
    if (kind !== 'multiply') continue;
    if (place === null || place.rows === null || place.columns === null)
      throw new Error('a piece of a product serves a part of C');
    const { rows, columns } = place;
    for (let row = rows[0]; row < rows[0] + rows[1]; row++) {
      for (let column = columns[0]; column < columns[0] + columns[1]; column++)
        steps[row * n + column] += place.steps[1];
    }
  }
  return steps;
}

function expectInOrder(spans: readonly Span[], totalNs: number): void {
  let before = 0;
  for (const { startNs, endNs } of spans) {
    expect(startNs).toBeGreaterThanOrEqual(before);
    expect(endNs).toBeGreaterThanOrEqual(startNs);
    before = endNs;
  }
  expect(before).toBeLessThanOrEqual(totalNs);
}

describe('the timeline of a multiplication', () => {
  it.each([
    ['rows as they lie', { ...square(600), m: 611, n: 590 }],
    ['Aᵀ and Bᵀ', { ...square(300), transposeA: true, transposeB: true }],
    ['few columns, so that Cᵀ is computed', { ...square(256), n: 3, transposeB: true }],
    ['f64', { ...square(300), dtype: 'f64' as const }],
  ])('of simd covers each element of C with all steps of k, once: %s', async (_, problem) => {
    const timeline = await trace('simd', problem, { mc: 48, kc: 64, nc: 96 });
    expect(timeline.threads).toHaveLength(1);
    expect(stepsOfC(timeline).every((steps) => steps === problem.k)).toBe(true);
    expectInOrder(timeline.threads[0], timeline.totalNs);
    expect(timeline.lostSpans).toBe(0);
  });

  it('of parallel has a row for each thread, which share C', async () => {
    const timeline = await trace('parallel', square(512));
    expect(timeline.threads).toHaveLength(2);
    expect(timeline.threads.every((spans) => spans.length > 0)).toBe(true);
    expect(stepsOfC(timeline).every((steps) => steps === 512)).toBe(true);
    for (const spans of timeline.threads) expectInOrder(spans, timeline.totalNs);
    expect(timeline.backend).toMatch(/2 threads/);
    // What is written down of each thread is most of what the multiplication took.
    const [first] = threadShares(timeline);
    expect(first.busyNs).toBeGreaterThan(0.5 * timeline.totalNs);
  });

  it('tells packing and multiplying apart', async () => {
    const { threads } = await trace('simd', square(512), { path: 'packed' });
    const kinds = new Set(threads[0].map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['multiply', 'pack A', 'pack B']);
  });

  it('of Strassen has its products and the sums between them', async () => {
    const { threads } = await trace('strassen', square(512), { levels: 1 });
    const kinds = threads[0].map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'between products').length).toBeGreaterThan(3);
    expect(kinds).toContain('multiply');
    expectInOrder(threads[0], Infinity);
  });

  it('of a kernel that tells of no pieces is one piece for each thread', async () => {
    const naive = await trace('naive', square(64));
    expect(naive.threads).toMatchObject([[{ kind: 'kernel', place: null }]]);
    const sparse = await trace('sparse', { ...square(800), density: 0.1 }, { threads: 2 });
    expect(sparse.threads).toHaveLength(2);
    expect(sparse.threads.flat().map(({ kind }) => kind)).toEqual(['kernel', 'kernel']);
  });

  it('takes hardly longer than the multiplication itself', async () => {
    const { totalNs, untracedNs } = await trace('simd', square(512));
    // A multiple, for the machine may be busy; what tracing adds is some microseconds.
    expect(totalNs).toBeLessThan(3 * untracedNs);
  });

  it('is refused in words for a GPU, for sizes beyond the memory, and for what a strategy cannot do', async () => {
    await expect(trace('webgpu', square(64))).rejects.toThrow(/GPU do cannot be seen.*instead of webgpu/);
    await expect(trace('simd', square(40_000))).rejects.toThrow(/need .* GiB/);
    await expect(trace('simd', square(64), { nr: 3 })).rejects.toThrow(/multiple of 4/);
  });
});
