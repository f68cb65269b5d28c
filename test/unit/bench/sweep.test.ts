import { describe, expect, test } from 'vitest';
import { plainProblem } from '../../../src/core/problem';
import type { BenchRow } from '../../bench/benchResult';
import { dips, isSquare, sweepRows, withoutPassingDips } from '../../bench/sweep';

function row(n: number, gflops: number): BenchRow {
  const arm = { backend: '', medianNs: 1, bestNs: 1, samplesNs: [1], error: null };
  return {
    section: 'sweep',
    problem: plainProblem(n, n, n),
    arms: [
      { ...arm, id: 'openblas1', gflops: 1 },
      { ...arm, id: 'simd', gflops },
    ],
    ratios: [],
    failures: [],
  };
}

function curve(gflops: (n: number) => number): BenchRow[] {
  return Array.from({ length: 60 }, (_, index) => row(index + 1, gflops(index + 1)));
}

describe('the sweep', () => {
  test('has every size from 1 to 300 and thin shapes, of each element type', () => {
    const rows = sweepRows(null, ['f32', 'f64']);
    for (const dtype of ['f32', 'f64']) {
      const own = rows.filter(({ problem }) => problem.dtype === dtype);
      expect(own.filter(isSquare).map(({ problem }) => problem.n)).toEqual(
        Array.from({ length: 300 }, (_, index) => index + 1),
      );
      const thin = own.filter((plan) => !isSquare(plan)).map(({ problem: { m, k, n } }) => Math.min(m, k, n));
      expect(Math.max(...thin)).toBeLessThanOrEqual(16);
      expect(thin.length).toBeGreaterThan(10);
    }
  });

  test('has the sizes that are asked for instead', () => {
    expect(sweepRows([5, 7], ['f32']).map(({ problem }) => problem.n)).toEqual([5, 7]);
  });

  test('finds the size at which our kernel falls below its neighbours', () => {
    expect(
      dips(
        curve((n) => (n === 33 ? 40 : 80)),
        'f32',
      )[0],
    ).toEqual({ n: 33, share: 0.5 });
    expect(
      dips(
        curve((n) => (n === 33 ? 40 : 80)),
        'f64',
      ),
    ).toEqual([]);
  });

  test('measures a dip again and keeps it only where it is there again', async () => {
    const asked: number[] = [];
    const settled = await withoutPassingDips(
      curve((n) => (n === 20 || n === 40 ? 40 : 80)),
      (index) => {
        asked.push(index + 1);
        return Promise.resolve(row(index + 1, index + 1 === 40 ? 41 : 79));
      },
    );
    expect(asked).toEqual([20, 40, 40, 40]);
    const speedAt = (n: number): number | undefined => settled[n - 1].arms.find(({ id }) => id === 'simd')?.gflops;
    expect([speedAt(20), speedAt(40), speedAt(30)]).toEqual([79, 41, 80]);
  });
});
