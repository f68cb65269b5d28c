import type { SortedSamples } from './medianInterval';

export interface QuantileInterval {
  readonly quantile: number;
  readonly low: number;
  readonly high: number;
  /** Whether so many samples can give an interval of the confidence asked for. */
  readonly isReached: boolean;
}

/**
 * The p-quantile with a distribution-free interval from order statistics: the number of n independent samples below it is
 * X ~ Binomial(n, p), so that the l-th to the u-th smallest cover it with probability P(l ≤ X < u), whatever their
 * distribution. l is the largest rank with P(X < l) ≤ α/2, u the smallest with P(X ≥ u) ≤ α/2. Where the samples are too
 * few for one of them, the smallest or largest sample stands in, and `isReached` is false.
 * Source: David and Nagaraja, Order Statistics, 3rd ed., §7.1.
 * @throws {RangeError} without samples, or where p is not between 0 and 1.
 */
export function quantileInterval(samples: SortedSamples, p: number, confidence: number): QuantileInterval {
  const n = samples.length;
  if (n === 0) throw new RangeError('a quantile needs at least one sample');
  if (!(p > 0 && p < 1)) throw new RangeError(`${p} is no share between 0 and 1`);
  const tail = (1 - confidence) / 2;
  const lower = lowerRank(n, p, tail);
  // X ≥ u means that at most n − u samples lie above the quantile: the same question about 1 − p from the other end.
  const upper = lowerRank(n, 1 - p, tail);
  return {
    quantile: samples[Math.min(n - 1, Math.floor(p * n))],
    low: samples[Math.max(1, lower) - 1],
    high: samples[n - Math.max(1, upper)],
    isReached: lower >= 1 && upper >= 1,
  };
}

/** The largest l with P(X < l) ≤ `tail` for X ~ Binomial(n, p); 0 where there is none from 1 up. */
function lowerRank(n: number, p: number, tail: number): number {
  let logTerm = n * Math.log1p(-p);
  let below = Math.exp(logTerm);
  let rank = 0;
  while (rank < n && below <= tail) {
    rank += 1;
    logTerm += Math.log(n - rank + 1) - Math.log(rank) + Math.log(p) - Math.log1p(-p);
    below += Math.exp(logTerm);
  }
  return rank;
}
