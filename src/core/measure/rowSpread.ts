import type { MeasurementSubject, TimedMeasurement } from './measurement';
import { lowDecileOf } from './lowDecile';
import { RATIO_CONFIDENCE } from './ratio';
import { studentQuantile } from './studentQuantile';

/** How far two runs of one row lie apart in 95% of cases, as the null test has measured it. */
export interface RowSpread {
  readonly strategy: string;
  /** m, k and n of what was measured. */
  readonly size: number;
  /** Engine processes that it was measured in. */
  readonly runs: number;
  /** |ln| of the ratio of two runs. */
  readonly share: number;
}

/** How far two runs of the same lie apart on a machine, row by row where that is known. */
export interface RunSpread {
  /** Of rows of which nothing else is known. */
  readonly share: number;
  readonly rows: readonly RowSpread[];
}

/** That of one row; `runs` says by how many it is known, `null`: by so many that it is as good as exact. */
export interface SpreadOfRow {
  readonly share: number;
  readonly runs: number | null;
}

/** Fewer say nothing of how much runs differ. */
const FEWEST_RUNS = 4;

/** The spread of a row: of its strategy at the size that is nearest to it by its work. */
export function spreadOfRow({ share, rows }: RunSpread, { strategy, problem }: MeasurementSubject): SpreadOfRow {
  const log = Math.log(Math.max(1, problem.m * problem.k * problem.n));
  const distance = ({ size }: RowSpread): number => Math.abs(3 * Math.log(size) - log);
  const [nearest] = rows.filter((row) => row.strategy === strategy).sort((x, y) => distance(x) - distance(y));
  return nearest === undefined ? { share, runs: null } : nearest;
}

/** The spread at a confidence: wider where it is known by few runs (Student's distribution). */
export function spreadAt({ share, runs }: SpreadOfRow, confidence: number): number {
  const quantile = (at: number): number => studentQuantile((1 + at) / 2, runs === null ? Infinity : runs - 1);
  return (share * quantile(confidence)) / quantile(RATIO_CONFIDENCE);
}

/**
 * How far the next two runs of a row will lie apart, from one timing of it in each of several engine processes: t·s·√2, s
 * being the standard deviation of the logarithms, the interval that covers the difference of two further ones in 95% of
 * cases if they are normal (Hahn and Meeker, Statistical Intervals, §4.8). It holds all that changes from process to process
 * and from minute to minute: where memory lies, how code was compiled, what else the machine did. Kalibera and Jones
 * ("Rigorous benchmarking in reasonable time", ISMM 2013) show why repeating within one process cannot tell it.
 * @returns `null` where there are too few.
 */
export function spreadOfTimings(timings: readonly TimedMeasurement[]): SpreadOfRow | null {
  const runs = timings.length;
  if (runs < FEWEST_RUNS) return null;
  const deciles = timings.map((timing) => lowDecileOf(timing, RATIO_CONFIDENCE)?.log ?? null);
  // As a comparison does: medians where not all of them have a low decile.
  const known = deciles.filter((log) => log !== null);
  const logs = known.length === runs ? known : timings.map(({ medianNs }) => Math.log(medianNs));
  const mean = logs.reduce((sum, log) => sum + log, 0) / runs;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (runs - 1);
  const share = studentQuantile((1 + RATIO_CONFIDENCE) / 2, runs - 1) * Math.sqrt(2 * variance);
  return { share, runs };
}
