import type { TimedMeasurement } from '../core/measure/measurement';
import { nullComparison, nullSeries, spreadBetweenRuns } from '../core/measure/nullTest';
import type { NullComparison } from '../core/measure/nullTest';
import { NULL_TEST_SCHEMA, nullComparisonSpec } from '../core/spec/nullTestSpec';
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
 * other, judged as any two rows are. Ends early, with what it has, when the signal is aborted.
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
  const total = wanted.reduce((sum, count) => sum + count, 0);
  const taken: NullComparison[][] = shares.map(() => []);
  let done = 0;
  for (const [series, slowedBy] of shares.entries()) {
    while (taken[series].length < wanted[series] && !signal.aborted) {
      if (done > 0 && done % COMPARISONS_PER_ENGINE === 0) engine.restart();
      const comparison = await compare(plan, slowedBy, Math.floor(done / COMPARISONS_PER_ENGINE), engine, signal);
      if (comparison === null) break;
      taken[series].push(comparison);
      done += 1;
      onProgress({ done, total, elapsedMs: performance.now() - startedMs });
    }
  }
  return {
    schema: NULL_TEST_SCHEMA,
    takenAt,
    processor: machine.processor,
    strategy: plan.strategy,
    size: plan.size,
    budgetSeconds: plan.budgetSeconds,
    series: shares.map((slowedBy, series) => nullSeries(slowedBy, taken[series])),
    betweenRuns: spreadBetweenRuns(taken.flat()),
    isComplete: done === total,
  };
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
    throw new NullTestError(`${plan.strategy} could not be measured: ${failure}`);
  }
  return nullComparison(first, second, process, performance.now() - startedMs);
}
