import { describe, expect, it } from 'vitest';
import { signedSumBound, strassenGrowth, unitRoundoff, worstCaseBound } from '../../../../src/core/matrix/errorBound';
import { square } from '../kernels/fakeContext';

describe('worstCaseBound', () => {
  it('is γ with one rounding for each step of k', () => {
    const u = 2 ** -24;
    expect(unitRoundoff('f32')).toBe(u);
    expect(worstCaseBound({ ...square, k: 1 })).toBe(u / (1 - u));
    expect(worstCaseBound({ ...square, k: 1000 })).toBe((1000 * u) / (1 - 1000 * u));
  });

  it('counts the roundings of α and β, and that of the reference in f64', () => {
    const roundings = (change: object): number => {
      const problem = { ...square, k: 10, ...change };
      const bound = worstCaseBound(problem);
      return Math.round(bound / (1 + bound) / unitRoundoff(problem.dtype));
    };
    expect(roundings({})).toBe(10);
    expect(roundings({ alpha: 2 })).toBe(12);
    expect(roundings({ beta: 1 })).toBe(11);
    expect(roundings({ beta: 0.3 })).toBe(13);
    expect(roundings({ alpha: 0.1, beta: 0.3 })).toBe(15);
    expect(roundings({ dtype: 'f64' })).toBe(11);
  });

  it('stays finite where the formula breaks down', () => {
    expect(worstCaseBound({ ...square, k: 2 ** 24 })).toBe(1);
  });
});

describe('signedSumBound', () => {
  it('grows with the square root of k, and is no wider than the worst case', () => {
    const at = (k: number): number => signedSumBound({ ...square, k }, 1);
    expect(at(40_000) / at(10_000)).toBeCloseTo(2, 2);
    expect(at(4)).toBe(8 * worstCaseBound({ ...square, k: 4 }));
    expect(signedSumBound({ ...square, k: 4 }, 3)).toBeCloseTo(3 * at(4), 12);
  });

  it('grows with the square root of what the worst case grows by, and no further than that', () => {
    const problem = { ...square, k: 10_000 };
    expect(signedSumBound(problem, 1, 16) / signedSumBound(problem, 1)).toBeCloseTo(4, 3);
    const short = { ...square, k: 1 };
    expect(signedSumBound(short, 1, 16)).toBe(8 * 16 * worstCaseBound(short));
  });
});

describe('strassenGrowth', () => {
  it('is 1 without a level, and about 4.5 for each', () => {
    expect(strassenGrowth(1000, 0)).toBe(1);
    expect(strassenGrowth(2 ** 20, 1)).toBeCloseTo(4.5, 3);
    expect(strassenGrowth(2 ** 20, 3)).toBeCloseTo(4.5 ** 3, 1);
  });

  it('is the formula of theorem 23.3 relative to k², with a last depth that is rounded up', () => {
    expect(strassenGrowth(8, 2)).toBe((324 * (4 + 12) - 48) / 64);
    expect(strassenGrowth(7, 2)).toBe((324 * (4 + 12) - 42) / 49);
  });
});
