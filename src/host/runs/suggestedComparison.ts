import { isTimed } from '../../core/measure/comparison';
import type { Run } from '../../core/measure/measurement';
import { rowKey } from '../../core/measure/runComparison';
import type { CompareRequest } from '../../shared/viewProtocol';

/** Saved runs are never edited: the keys of their rows are made once. */
const keysOf = new WeakMap<Run, ReadonlySet<string>>();

/**
 * What a run is compared with before the user chooses: the baseline, where they have a row in common; else the newest of the
 * older runs that have most in common with it, or of the younger ones; `null` where no run has a row in common with it.
 * @param saved the newest first.
 */
export function suggestedComparison(shown: Run, saved: readonly Run[], baseline: string | null): CompareRequest | null {
  const others = saved.filter(({ id }) => id !== shown.id);
  const kept = others.filter(({ id }) => id === baseline);
  const older = others.filter(({ startedAt }) => startedAt < shown.startedAt);
  const before = mostInCommon(shown, kept) ?? mostInCommon(shown, older);
  if (before !== null) return { before: before.id, after: [shown.id] };
  const later = mostInCommon(shown, others);
  return later === null ? null : { before: shown.id, after: [later.id] };
}

function mostInCommon(shown: Run, others: readonly Run[]): Run | null {
  let best: { readonly run: Run | null; readonly rows: number } = { run: null, rows: 0 };
  for (const run of others) {
    const own = timedRows(run);
    const rows = [...timedRows(shown)].filter((key) => own.has(key)).length;
    if (rows > best.rows) best = { run, rows };
  }
  return best.run;
}

function timedRows(run: Run): ReadonlySet<string> {
  const known = keysOf.get(run) ?? new Set(run.measurements.filter(isTimed).map(rowKey));
  keysOf.set(run, known);
  return known;
}
