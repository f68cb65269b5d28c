import { binomialInterval, mostHits } from './binomialInterval';
import type { Share } from './binomialInterval';
import { lowDecileOf } from './lowDecile';
import type { TimedMeasurement } from './measurement';
import { sorted } from './medianInterval';
import { RATIO_CONFIDENCE, ratioOf } from './ratio';

/** Confidence of the intervals of the rates, and of the judgement on the rate of false alarms. */
const RATE_CONFIDENCE = 0.95;

/** One comparison of a strategy with itself, or with itself slowed. */
export interface NullComparison {
  /** The engine process that it ran in, counted from 0. */
  readonly engine: number;
  /** Time of the second over time of the first. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly elapsedMs: number;
  /** ln of the first's low decile over that of its calibration loop; `null` where it has none. */
  readonly lowDecile: number | null;
}

export function nullComparison(
  first: TimedMeasurement,
  second: TimedMeasurement,
  engine: number,
  elapsedMs: number,
): NullComparison {
  const { ratio, low, high } = ratioOf(second, first);
  const lowDecile = lowDecileOf(first, RATIO_CONFIDENCE)?.log ?? null;
  return { engine, ratio, low, high, elapsedMs, lowDecile };
}

/** What comparisons with one slow-down gave. */
export interface NullSeries {
  /** Share by which the second was slower in truth; 0: they were the same. */
  readonly slowedBy: number;
  readonly comparisons: number;
  readonly slower: number;
  readonly faster: number;
  /** Median of the ratios. */
  readonly medianRatio: number;
  /** Median of half the intervals' widths. */
  readonly medianHalfWidth: number;
  /** Median time of a comparison, in milliseconds. */
  readonly medianMs: number;
}

export function nullSeries(slowedBy: number, comparisons: readonly NullComparison[]): NullSeries {
  return {
    slowedBy,
    comparisons: comparisons.length,
    slower: comparisons.filter(({ low }) => low > 1).length,
    faster: comparisons.filter(({ high }) => high < 1).length,
    medianRatio: median(comparisons.map(({ ratio }) => ratio)),
    medianHalfWidth: median(comparisons.map(({ low, high }) => (high - low) / 2)),
    medianMs: median(comparisons.map(({ elapsedMs }) => elapsedMs)),
  };
}

/** Comparisons of a series that said what is wrong: any difference of the same with itself. */
export function falseAlarms({ slower, faster }: NullSeries): number {
  return slower + faster;
}

/** The rate at which a series found the second slower, or, where both were the same, a difference at all. */
export function rateOf(series: NullSeries): Share {
  const hits = series.slowedBy === 0 ? falseAlarms(series) : series.slower;
  return binomialInterval(hits, Math.max(1, series.comparisons), RATE_CONFIDENCE);
}

/**
 * The most false alarms that so many comparisons may have at the nominal rate of 5%, with its own sampling error: beyond it
 * lies the upper half of what a 95% interval of the rate leaves out (16 of 200).
 */
export function allowedFalseAlarms(comparisons: number): number {
  return mostHits(comparisons, 1 - RATIO_CONFIDENCE, 1 - (1 - RATE_CONFIDENCE) / 2);
}

/** Pairs of runs that say how far two runs of the same lie apart must be so many. */
const FEWEST_PAIRS = 20;

/**
 * How far two runs of the same, in different engine processes and at different times, lie apart in 95% of cases, as a share:
 * the 95% quantile of |ln(x/y)| over all such pairs, x and y being low deciles over their calibration loops. `null` where
 * there were too few. It holds all that changes from run to run: where memory lies, how code was compiled, what else ran.
 */
export function spreadBetweenRuns(comparisons: readonly NullComparison[]): number | null {
  const runs = comparisons.flatMap(({ engine, lowDecile }) => (lowDecile === null ? [] : [{ engine, lowDecile }]));
  const apart: number[] = [];
  for (const [index, one] of runs.entries()) {
    for (const other of runs.slice(index + 1)) {
      if (one.engine !== other.engine) apart.push(Math.abs(one.lowDecile - other.lowDecile));
    }
  }
  if (apart.length < FEWEST_PAIRS) return null;
  return sorted(apart)[Math.min(apart.length - 1, Math.floor(RATE_CONFIDENCE * apart.length))];
}

function median(values: readonly number[]): number {
  const rising = sorted(values);
  return rising.length === 0 ? NaN : rising[Math.floor(rising.length / 2)];
}
