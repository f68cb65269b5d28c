import type { CompareRequest, RunSummary } from '../../../shared/viewProtocol';

/** Which runs are compared. */
export interface ComparedRuns {
  readonly before: string | null;
  readonly after: readonly string[];
}

/**
 * What the user has chosen, of what is still there; before that what the host suggests.
 * @param recent saved runs, the newest first.
 */
export function comparedRuns(
  chosen: readonly string[],
  recent: readonly RunSummary[],
  suggested: CompareRequest | null,
): ComparedRuns {
  const [before, ...after] = chosen;
  const isThere = (id: string): boolean => recent.some((run) => run.id === id);
  if (before !== undefined && isThere(before)) return { before, after: after.filter(isThere) };
  return suggested ?? { before: null, after: [] };
}
