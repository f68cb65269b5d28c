import * as l10n from '@vscode/l10n';
import type { TimedMeasurement } from '../core/measure/measurement';
import { nullComparison, nullSeries, spreadBetweenRuns } from '../core/measure/nullTest';
import type { NullComparison } from '../core/measure/nullTest';
import { spreadOfTimings } from '../core/measure/rowSpread';
import type { RowSpread } from '../core/measure/rowSpread';
import { NULL_TEST_SCHEMA, nullComparisonSpec, spreadRunSpec } from '../core/spec/nullTestSpec';
import type { NullTestAnswer, NullTestPlan } from '../core/spec/nullTestSpec';
import type { EngineClient } from './engineClient';

/** Comparisons in one engine process; then it is started anew, so that what differs from process to process is seen. */
const COMPARISONS_PER_ENGINE = 10;

export interface NullTestProgress {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** A comparison of the null test had no result, so that nothing can be said. */
export class NullTestError extends Error {
  override readonly name = 'NullTestError';
  readonly reason = 'no timing';
}

/**
 * Compares a strategy with itself, and with itself slowed by known shares, again and again: each comparison is a run as any
 * other, judged as any two rows are. In between, in processes of their own, all strategies are measured, for how far two runs
 * of the same lie apart. Ends early, with what it has, when the signal is aborted.
 * @throws {NullTestError} where the strategy cannot be measured here.
 * @throws {EngineLostError}
 */
export async function runNullTest(
  plan: NullTestPlan,
  engine: Pick<EngineClient, 'describe' | 'run' | 'restart'>,
  onProgress: (progress: NullTestProgress) => void,
  signal: AbortSignal,
): Promise<NullTestAnswer> {
  const startedMs = performance.now();
  const takenAt = new Date().toISOString();
  const { machine } = await engine.describe();
  const shares = [0, ...plan.slow];
  const wanted = shares.map((slowedBy) => (slowedBy === 0 ? plan.comparisons : plan.slowComparisons));
  const comparisons = wanted.reduce((sum, count) => sum + count, 0);
  const total = comparisons + plan.runs;
  const taken: NullComparison[][] = shares.map(() => []);
  const runs: (readonly TimedMeasurement[])[] = [];
  let [done, compared] = [0, 0];
  const step = (): void => {
    done += 1;
    onProgress({ done, total, elapsedMs: performance.now() - startedMs });
  };
  const takeRun = async (): Promise<boolean> => {
    const rows = await spreadRun(engine, signal);
    engine.restart();
    if (rows === null) return false;
    runs.push(rows);
    step();
    return true;
  };
  for (const [series, slowedBy] of shares.entries()) {
    while (taken[series].length < wanted[series] && !signal.aborted) {
      if (compared > 0 && compared % COMPARISONS_PER_ENGINE === 0) {
        engine.restart();
        // Spread over the time that the comparisons take.
        if (runs.length < plan.runs * (compared / comparisons) && !(await takeRun())) break;
      }
      const comparison = await compare(plan, slowedBy, Math.floor(compared / COMPARISONS_PER_ENGINE), engine, signal);
      if (comparison === null) break;
      taken[series].push(comparison);
      compared += 1;
      step();
    }
  }
  if (runs.length < plan.runs && !signal.aborted) engine.restart();
  while (runs.length < plan.runs && !signal.aborted && (await takeRun()));
  return {
    schema: NULL_TEST_SCHEMA,
    takenAt,
    processor: machine.processor,
    strategy: plan.strategy,
    size: plan.size,
    budgetSeconds: plan.budgetSeconds,
    series: shares.map((slowedBy, series) => nullSeries(slowedBy, taken[series])),
    betweenRuns: spreadBetweenRuns(taken.flat()),
    spreads: spreadsOf(runs),
    isComplete: done === total,
  };
}

/** The rows of one run of every strategy that have a time; `null` when it was cancelled. */
async function spreadRun(
  engine: Pick<EngineClient, 'run'>,
  signal: AbortSignal,
): Promise<readonly TimedMeasurement[] | null> {
  const rows: TimedMeasurement[] = [];
  const { state } = await engine.run(
    spreadRunSpec(),
    (event) => {
      if (event.type === 'measured' && event.final && event.measurement.status === 'ok') rows.push(event.measurement);
    },
    signal,
  );
  return state === 'cancelled' ? null : rows;
}

/** How far the runs lie apart, row by row. */
function spreadsOf(runs: readonly (readonly TimedMeasurement[])[]): readonly RowSpread[] {
  const rows = new Map<string, TimedMeasurement[]>();
  for (const row of runs.flat()) {
    const key = `${row.strategy} ${row.problem.m}`;
    rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  return [...rows.values()].flatMap((timings) => {
    const spread = spreadOfTimings(timings);
    const [{ strategy, problem }] = timings;
    return spread === null ? [] : [{ strategy, size: problem.m, runs: timings.length, share: spread.share }];
  });
}

/** `null` when it was cancelled. */
async function compare(
  plan: NullTestPlan,
  slowedBy: number,
  process: number,
  engine: Pick<EngineClient, 'run'>,
  signal: AbortSignal,
): Promise<NullComparison | null> {
  const startedMs = performance.now();
  const rows: (TimedMeasurement | undefined)[] = [];
  let failure = '';
  const { state } = await engine.run(
    nullComparisonSpec(plan, slowedBy),
    (event) => {
      if (event.type !== 'measured' || !event.final) return;
      if (event.measurement.status === 'ok') rows[event.row] = event.measurement;
      else failure = event.measurement.reason;
    },
    signal,
  );
  if (state === 'cancelled') return null;
  const [first, second] = rows;
  if (first === undefined || second === undefined) {
    throw new NullTestError(l10n.t('{0} could not be measured: {1}', plan.strategy, failure));
  }
  return nullComparison(first, second, process, performance.now() - startedMs);
}
