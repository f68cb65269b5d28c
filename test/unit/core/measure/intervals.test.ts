import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import { atLeast, binomialInterval, mostHits } from '../../../../src/core/measure/binomialInterval';
import { sorted } from '../../../../src/core/measure/medianInterval';
import { outlierClasses, outliersText } from '../../../../src/core/measure/outliers';
import { quantileInterval } from '../../../../src/core/measure/quantileInterval';

describe('binomialInterval', () => {
  it('is that of Clopper and Pearson', () => {
    // R: binom.test(16, 200)$conf.int, binom.test(0, 20)$conf.int, binom.test(20, 20)$conf.int
    const published: readonly (readonly [number, number, number, number])[] = [
      [16, 200, 0.0464, 0.1267],
      [0, 20, 0, 0.1684],
      [20, 20, 0.8316, 1],
    ];
    for (const [hits, trials, low, high] of published) {
      const interval = binomialInterval(hits, trials, 0.95);
      expect(interval.low).toBeCloseTo(low, 3);
      expect(interval.high).toBeCloseTo(high, 3);
    }
  });

  it('sums tails as a plain sum does', () => {
    expect(atLeast(2, 3, 0.5)).toBeCloseTo(0.5);
    expect(atLeast(0, 3, 0.5)).toBe(1);
    expect(atLeast(4, 3, 0.5)).toBe(0);
  });

  it('allows 15 false alarms of 200 at a rate of 5%, not 16', () => {
    // R: qbinom(0.95, 200, 0.05) = 15
    expect(mostHits(200, 0.05, 0.95)).toBe(15);
    expect(mostHits(20, 0.05, 0.95)).toBe(3);
  });
});

describe('quantileInterval', () => {
  it('has the ranks that the binomial distribution gives', () => {
    const samples = sorted(Array.from({ length: 100 }, (_, index) => index + 1));
    // R: qbinom(0.025, 100, 0.1) = 5, so that P(X < 5) ≤ 0.025 < P(X < 6); qbinom(0.975, 100, 0.1) = 16
    expect(quantileInterval(samples, 0.1, 0.95)).toEqual({ quantile: 11, low: 5, high: 17, isReached: true });
  });

  it('says where the samples are too few', () => {
    const samples = sorted([3, 1, 2]);
    expect(quantileInterval(samples, 0.1, 0.95)).toEqual({ quantile: 1, low: 1, high: 3, isReached: false });
  });

  it.each([0.1, 0.25, 0.5, 0.9])('covers the %f-quantile of independent samples in 95% of cases or more', (p) => {
    const random = new RandomStream(Math.round(100 * p));
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const { low, high } = quantileInterval(sorted(Array.from({ length: 80 }, () => random.next() ** 3)), p, 0.95);
      if (low <= p ** 3 && p ** 3 <= high) covered += 1 / 2000;
    }
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.985);
  });
});

describe("Tukey's classes", () => {
  const middle = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

  it('count what lies beyond the fences, mild and severe, on both sides', () => {
    expect(outlierClasses([...middle, -20, 1, 28, 60])).toEqual({
      lowSevere: 1,
      lowMild: 1,
      highMild: 1,
      highSevere: 1,
    });
    expect(outlierClasses([...middle, ...middle, 0, 29.5])).toEqual({
      lowSevere: 0,
      lowMild: 1,
      highMild: 1,
      highSevere: 0,
    });
  });

  it('are said in words', () => {
    expect(outliersText(middle)).toBe('no outliers');
    expect(outliersText([...middle, 60])).toBe('1 of 11 outliers: 1 high severe');
    expect(outliersText([1, 2])).toBe('no outliers');
  });
});
