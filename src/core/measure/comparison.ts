import type { Problem } from '../problem';
import { holm } from './holm';
import type { Measurement, TimedMeasurement } from './measurement';
import { evidenceOf, RATIO_CONFIDENCE, ratioAt, ratioOf } from './ratio';

export interface Fastest {
  readonly fastest: TimedMeasurement;
  /** Others whose time cannot be told apart from that of the fastest. */
  readonly ties: readonly TimedMeasurement[];
  /** The next after the fastest and its ties, or `null`. */
  readonly runnerUp: TimedMeasurement | null;
}

/**
 * The fastest of some rows of one problem; rows without a timing do not compete. Who is told apart from it is decided for
 * all others together (`holm`).
 */
export function fastestOf(rows: readonly Measurement[]): Fastest | null {
  const timed = rows.filter(isTimed).sort((x, y) => x.medianNs - y.medianNs);
  const [first] = timed;
  if (first === undefined) return null;
  // Pairs see more than medians: one whose rounds are faster than those of the row with the best median goes before it.
  const fastest = timed.reduce((best, other) => (ratioOf(other, best).high < 1 ? other : best), first);
  const others = timed.filter((other) => other !== fastest);
  const evidence = others.map((other) => evidenceOf(other, fastest));
  const verdicts = holm(
    evidence.map((each) => (confidence) => ratioAt(each, confidence).difference),
    RATIO_CONFIDENCE,
  );
  const ties = others.filter((_, index) => !verdicts[index].difference);
  const runnerUp = others.find((_, index) => verdicts[index].difference) ?? null;
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
