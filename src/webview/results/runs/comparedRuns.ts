import type { RunSummary } from '../../../shared/viewProtocol';

/** Which runs are compared. */
export interface ComparedRuns {
  readonly before: string | null;
  readonly after: readonly string[];
}

/**
 * What the user has chosen, of what is still there; before that the shown run with the baseline, or with the next older one
 * of the same title, or of any.
 * @param recent saved runs, the newest first.
 */
export function comparedRuns(
  chosen: readonly string[],
  recent: readonly RunSummary[],
  baseline: string | null,
  shown: string | null,
): ComparedRuns {
  const [before, ...after] = chosen;
  const isThere = (id: string): boolean => recent.some((run) => run.id === id);
  if (before !== undefined && isThere(before)) return { before, after: after.filter(isThere) };
  const at = recent.findIndex(({ id }) => id === shown);
  if (shown === null || at < 0) return { before: null, after: [] };
  const older = recent.slice(at + 1);
  const likely = older.find(({ title }) => title === recent[at]?.title) ?? older[0];
  const earlier = baseline !== null && baseline !== shown && isThere(baseline) ? baseline : (likely?.id ?? null);
  return { before: earlier, after: earlier === null ? [] : [shown] };
}
