import { describe, expect, test } from 'vitest';
import { cliffs, geometricMean, speedRatio } from '../../bench/ratio';

describe('speed ratios', () => {
  test('are above 1 where the first took less time', () => {
    expect(speedRatio([10, 10, 10], [20, 20, 20])).toMatchObject({ median: 2, low: 2, high: 2, best: 2, rounds: 3 });
  });

  test('are taken round by round, so that a drift that hits both leaves them as they are', () => {
    const drift = [1, 1.5, 2, 3, 5, 8, 13];
    const { median, low, high } = speedRatio(
      drift.map((factor) => 10 * factor),
      drift.map((factor) => 15 * factor),
    );
    expect(median).toBeCloseTo(1.5, 12);
    expect(high - low).toBeCloseTo(0, 12);
  });

  test('compare the best sample of each, whichever rounds those were in', () => {
    expect(speedRatio([10, 40, 20], [80, 30, 60]).best).toBe(3);
  });

  test('say how often so few rounds cover the median', () => {
    expect(speedRatio([1, 1, 1], [1, 2, 3]).confidence).toBeCloseTo(0.75, 12);
    expect(speedRatio([1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6]).confidence).toBe(0.95);
  });

  test('need a sample of both in every round', () => {
    expect(() => speedRatio([1, 2], [1])).toThrow(RangeError);
  });
});

describe('the geometric mean', () => {
  test('of a ratio and its inverse is 1', () => {
    expect(geometricMean([0.5, 2])).toBeCloseTo(1, 12);
  });

  test('of nothing is refused', () => {
    expect(() => geometricMean([])).toThrow(RangeError);
  });
});

describe('cliffs', () => {
  const curve = (gflops: (n: number) => number): { n: number; gflops: number }[] =>
    Array.from({ length: 100 }, (_, index) => ({ n: index + 1, gflops: gflops(index + 1) }));

  test('are found where one size falls below its neighbours', () => {
    expect(cliffs(curve((n) => (n === 65 ? 40 : 80))).at(0)).toEqual({ n: 65, share: 0.5 });
  });

  test('are not seen in a steady rise', () => {
    expect(cliffs(curve((n) => n)).at(0)?.share).toBeCloseTo(1, 12);
  });

  test('are not looked for where there are too few sizes', () => {
    expect(cliffs(curve((n) => n).slice(0, 10))).toEqual([]);
  });
});
