import { problemFlops } from '../../src/core/problem';
import type { RowPlan, Section } from './sections';

/** Bounds of the seconds of samples that an arm gets. */
const LEAST_SECONDS = 0.05;
const MOST_SECONDS = 5;

/** Runs that an arm has in any case: warm-up, verification, the fewest rounds. */
const RUNS_IN_ANY_CASE = 9;
/** Flops a second that such runs are expected to reach. */
const EXPECTED = { f32: 9e10, f64: 4.5e10 } as const;
/** Of an arm that starts a row, whatever its size. */
const START_SECONDS = 0.05;

/** Shares out the time that a whole bench may take. */
export class TimeShares {
  private readonly waiting: Section[];

  /** @param endMs when all sections are to be done, as performance.now() tells the time */
  constructor(
    sections: readonly Section[],
    private readonly endMs: number,
  ) {
    this.waiting = [...sections];
  }

  /**
   * Seconds of samples for each arm of the next section: what is left for samples, when all that has to be done in any case
   * is set aside, is shared among the arms that still wait. What a section did not use, or used beyond that, is shared by
   * the next.
   */
  next(nowMs: number): number {
    const rows = this.waiting.flatMap((section) => section.rows);
    const secondsLeft = (this.endMs - nowMs) / 1000;
    const fixed = sumOf(rows, fixedSeconds);
    const shares = sumOf(rows, ({ arms, budgetShare = 1 }) => arms.length * budgetShare);
    this.waiting.shift();
    return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, (secondsLeft - fixed) / shares));
  }
}

function fixedSeconds({ problem, arms }: RowPlan): number {
  return arms.length * (START_SECONDS + (RUNS_IN_ANY_CASE * problemFlops(problem)) / EXPECTED[problem.dtype]);
}

function sumOf(rows: readonly RowPlan[], of: (plan: RowPlan) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
