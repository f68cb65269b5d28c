import type { Problem } from '../problem';
import type { Measurement, TimedMeasurement, Timing } from './measurement';

export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** False where 1 lies in the interval: no difference was found. */
  readonly difference: boolean;
}

/**
 * Time of `first` over time of `second`. The interval is the quotient of the two intervals' opposite ends, which covers
 * the ratio of the medians at least as often as both intervals cover theirs (Bonferroni): conservative, without any
 * assumption on the distribution of the samples.
 */
export function ratioOf(first: Timing, second: Timing): Ratio {
  const low = first.intervalNs[0] / second.intervalNs[1];
  const high = first.intervalNs[1] / second.intervalNs[0];
  return { ratio: first.medianNs / second.medianNs, low, high, difference: low > 1 || high < 1 };
}

export interface Fastest {
  readonly fastest: TimedMeasurement;
  /** Others whose time cannot be told apart from that of the fastest. */
  readonly ties: readonly TimedMeasurement[];
  /** The next after the fastest and its ties, or `null`. */
  readonly runnerUp: TimedMeasurement | null;
}

/** The fastest of some rows of one problem, by median; rows without a timing do not compete. */
export function fastestOf(rows: readonly Measurement[]): Fastest | null {
  const timed = rows.filter(isTimed).sort((x, y) => x.medianNs - y.medianNs);
  const [fastest, ...others] = timed;
  if (fastest === undefined) return null;
  const ties = others.filter((other) => !ratioOf(other, fastest).difference);
  const runnerUp = others.find((other) => !ties.includes(other)) ?? null;
  return { fastest, ties, runnerUp };
}

/** The native reference of some rows of one problem: the fastest of `blas`, or `null` where it has no timing. */
export function nativeReferenceOf(rows: readonly Measurement[]): TimedMeasurement | null {
  return fastestOf(rows.filter(({ strategy }) => strategy === 'blas'))?.fastest ?? null;
}

export function isTimed(measurement: Measurement): measurement is TimedMeasurement {
  return measurement.status === 'ok';
}

export interface ProblemGroup {
  readonly benchmark: string;
  readonly problem: Problem;
  readonly measurements: readonly Measurement[];
}

/** Text that is equal for equal problems. */
export function problemKey(problem: Problem): string {
  return JSON.stringify([
    problem.m,
    problem.k,
    problem.n,
    problem.dtype,
    problem.transposeA,
    problem.transposeB,
    problem.alpha,
    problem.beta,
    problem.structure,
    problem.density,
    problem.seed,
  ]);
}

/** Measurements of the same benchmark and problem together, in the order of their first. */
export function groupByProblem(measurements: readonly Measurement[]): readonly ProblemGroup[] {
  const groups = new Map<string, { benchmark: string; problem: Problem; measurements: Measurement[] }>();
  for (const measurement of measurements) {
    const key = `${measurement.benchmark}\n${problemKey(measurement.problem)}`;
    const group = groups.get(key);
    if (group) group.measurements.push(measurement);
    else
      groups.set(key, {
        benchmark: measurement.benchmark,
        problem: measurement.problem,
        measurements: [measurement],
      });
  }
  return [...groups.values()];
}
