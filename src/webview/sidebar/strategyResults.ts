import * as l10n from '@vscode/l10n';
import type { TimedMeasurement } from '../../core/measure/measurement';
import { sizeLabel } from '../../core/problem';
import type { RowState, RunView } from '../../shared/viewProtocol';
import { measurementOf, subjectOf } from '../rowState';

/** What a run says of one strategy, all its rows together. */
export type StrategyResult =
  | { readonly kind: 'running'; readonly text: string; readonly timing: TimedMeasurement | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'timed'; readonly timing: TimedMeasurement }
  | { readonly kind: 'without'; readonly status: 'failed' | 'unsupported' | 'cancelled'; readonly reason: string };

/** The result of each strategy of a run; where it has several rows, the one with the highest speed speaks for it. */
export function strategyResults(run: RunView): ReadonlyMap<string, StrategyResult> {
  const rows = new Map<string, RowState[]>();
  for (const row of run.rows) {
    const { strategy } = subjectOf(row);
    rows.set(strategy, [...(rows.get(strategy) ?? []), row]);
  }
  const running = run.activity?.row ?? null;
  const now = running === null ? undefined : run.rows[running];
  const text = run.activity?.text ?? '';
  return new Map([...rows].map(([strategy, own]) => [strategy, resultOf(own, now, text)]));
}

function resultOf(rows: readonly RowState[], now: RowState | undefined, text: string): StrategyResult {
  const timing = rows.reduce<TimedMeasurement | null>((best, row) => {
    const one = timingOf(row);
    return one !== null && (best === null || one.gflops > best.gflops) ? one : best;
  }, null);
  if (now !== undefined && rows.includes(now)) return { kind: 'running', text, timing };
  if (timing !== null) return { kind: 'timed', timing };
  for (const row of rows) {
    if (row.state === 'done' && row.measurement.status !== 'ok') {
      return { kind: 'without', status: row.measurement.status, reason: row.measurement.reason };
    }
  }
  return { kind: 'waiting' };
}

function timingOf(row: RowState): TimedMeasurement | null {
  const measurement = measurementOf(row);
  return measurement?.status === 'ok' ? measurement : null;
}

/** What the speeds are of: 'GFLOP/s at 512×512×512', or that the best size of several is shown. */
export function speedNote(run: RunView): string {
  const sizes = new Set(run.rows.map((row) => sizeLabel(subjectOf(row).problem)));
  const [only] = sizes;
  return sizes.size === 1 && only !== undefined
    ? l10n.t('GFLOP/s at {0}', only)
    : l10n.t('GFLOP/s, best of {0} sizes', sizes.size);
}
