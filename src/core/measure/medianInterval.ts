/** Samples in rising order. */
export type SortedSamples = readonly number[] & { readonly __sorted: unique symbol };

export function sorted(samples: readonly number[]): SortedSamples {
  return [...samples].sort((x, y) => x - y) as readonly number[] as SortedSamples;
}

export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Probability that the interval covers the median: at least the one asked for, or the best that so few samples allow. */
  readonly confidence: number;
}

/**
 * The median with a distribution-free interval from order statistics: the interval from the l-th to the u-th smallest of n
 * independent samples covers the median with probability P(l ≤ X < u), X ~ Binomial(n, ½), whatever their distribution.
 * Of the symmetric intervals (u = n + 1 − l) the narrowest that reaches `confidence` is taken; below six samples not even
 * the one from the smallest to the largest reaches 95%, and its own probability, 1 − 2^(1−n), is returned.
 * Source: David and Nagaraja, Order Statistics, 3rd ed., §7.1.
 * @throws {RangeError} without samples.
 */
export function medianInterval(samples: SortedSamples, confidence: number): MedianInterval {
  const n = samples.length;
  if (n === 0) throw new RangeError('a median needs at least one sample');
  const median = n % 2 === 1 ? samples[(n - 1) / 2] : (samples[n / 2 - 1] + samples[n / 2]) / 2;
  const rank = lowerRank(n, confidence);
  return {
    median,
    low: samples[rank - 1],
    high: samples[n - rank],
    confidence: rank === 1 ? Math.min(confidence, coverage(n, 1)) : confidence,
  };
}

/** The largest l for which the l-th smallest to the l-th largest of n samples cover the median as often as asked; at least 1. */
function lowerRank(n: number, confidence: number): number {
  let rank = 1;
  while (rank + 1 <= n / 2 && coverage(n, rank + 1) >= confidence) rank += 1;
  return rank;
}

const coverages = new Map<number, Float64Array>();

/** P(l ≤ X < n + 1 − l) = 1 − 2·P(X < l) for X ~ Binomial(n, ½). */
function coverage(n: number, l: number): number {
  let tails = coverages.get(n);
  if (tails === undefined) {
    tails = lowerTails(n);
    coverages.set(n, tails);
  }
  return 1 - 2 * tails[l];
}

/** Element l holds P(X < l), X ~ Binomial(n, ½), summed from the logarithms of its terms so that large n do not underflow. */
function lowerTails(n: number): Float64Array {
  const half = Math.floor(n / 2) + 1;
  const tails = new Float64Array(half + 1);
  let logTerm = -n * Math.LN2;
  for (let l = 1; l <= half; l++) {
    tails[l] = tails[l - 1] + Math.exp(logTerm);
    logTerm += Math.log(n - l + 1) - Math.log(l);
  }
  return tails;
}
