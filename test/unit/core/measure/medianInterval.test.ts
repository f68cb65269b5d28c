import { describe, expect, it } from 'vitest';
import { medianInterval, sorted } from '../../../../src/core/measure/medianInterval';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('medianInterval', () => {
  it('takes the middle sample, or the mean of the two in the middle', () => {
    expect(medianInterval(sorted([3, 1, 2]), 0.95).median).toBe(2);
    expect(medianInterval(sorted([4, 1, 3, 2]), 0.95).median).toBe(2.5);
  });

  it('says how rarely few samples cover the median', () => {
    expect(medianInterval(sorted([7]), 0.95).confidence).toBe(0);
    expect(medianInterval(sorted([7, 8]), 0.95).confidence).toBeCloseTo(0.5, 12);
    expect(medianInterval(sorted(upTo(5)), 0.95).confidence).toBeCloseTo(1 - 2 / 32, 12);
    expect(medianInterval(sorted(upTo(6)), 0.95).confidence).toBe(0.95);
  });

  // Ranks of the 95% interval as tabulated by Conover, Practical Nonparametric Statistics, and in biostatistics tables.
  it.each([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [12, 3, 10],
    [15, 4, 12],
    [20, 6, 15],
    [25, 8, 18],
    [30, 10, 21],
    [50, 18, 33],
    [100, 40, 61],
  ])('of %i samples takes those of rank %i and %i', (n, low, high) => {
    const interval = medianInterval(sorted(upTo(n)), 0.95);
    expect([interval.low, interval.high]).toEqual([low, high]);
  });

  it('does not underflow for thousands of samples', () => {
    const { low, high } = medianInterval(sorted(upTo(5000)), 0.95);
    // n/2 ± 1.96·√n/2
    expect(low).toBeGreaterThan(2425);
    expect(low).toBeLessThan(2437);
    expect(high).toBe(5001 - low);
  });

  it('refuses to name the median of nothing', () => {
    expect(() => medianInterval(sorted([]), 0.95)).toThrow(RangeError);
  });
});
