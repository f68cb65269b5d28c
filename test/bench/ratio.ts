import { medianInterval, sorted } from '../../src/core/measure/medianInterval';

/** How much faster the first was than the second: above 1 it won. */
export interface SpeedRatio {
  /** Median of the rounds' ratios, with its distribution-free interval. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Of the fastest sample of each: what remains when others leave the machine alone. */
  readonly best: number;
  readonly rounds: number;
}

const CONFIDENCE = 0.95;

/**
 * Speed of `first` over speed of `second`. Sample i of both comes from the same round: what slowed the machine down then
 * slowed both, so that the ratio is taken round by round.
 * @param first times a run in nanoseconds
 * @throws {RangeError} without samples, or when the counts differ.
 */
export function speedRatio(first: readonly number[], second: readonly number[]): SpeedRatio {
  if (first.length !== second.length) throw new RangeError('rounds without one of the two');
  const ratios = first.map((ns, round) => second[round] / ns);
  const { median, low, high, confidence } = medianInterval(sorted(ratios), CONFIDENCE);
  return { median, low, high, confidence, best: Math.min(...second) / Math.min(...first), rounds: ratios.length };
}

/** @throws {RangeError} of nothing. */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('a mean needs at least one value');
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

export interface Cliff {
  readonly n: number;
  /** Speed there over the median speed of its neighbours. */
  readonly share: number;
}

/** Sizes on each side that a size is compared with: more than a tile of registers is wide. */
const NEIGHBOURS = 8;

/**
 * How far each size's speed falls below the median of its neighbours, the deepest fall first; a rise in speed on the way up
 * is none, since neighbours lie on both sides.
 * @param speeds in rising order of n
 */
export function cliffs(speeds: readonly { readonly n: number; readonly gflops: number }[]): readonly Cliff[] {
  const all: Cliff[] = [];
  for (let at = NEIGHBOURS; at < speeds.length - NEIGHBOURS; at++) {
    const around = speeds.slice(at - NEIGHBOURS, at + NEIGHBOURS + 1).map(({ gflops }) => gflops);
    const share = speeds[at].gflops / medianInterval(sorted(around), CONFIDENCE).median;
    all.push({ n: speeds[at].n, share });
  }
  return all.sort((x, y) => x.share - y.share);
}
