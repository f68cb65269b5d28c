import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount } from '../format';
import type { Machine } from '../machine';
import { lastLevelCacheBytes } from '../model/peakTable';
import { operandBytes } from '../problem';
import type { Problem } from '../problem';

/** Operands are used again only when so many times the last-level cache has gone through it. */
const CACHES_BETWEEN_USES = 2;
/** More preparations take longer than the samples. */
const MOST_COPIES = 4096;

export type ColdCopies = { readonly copies: number } | { readonly refusal: string };

/**
 * How many copies of A, B and C a cold-cache sampling goes round: as many as together are at least twice the last-level
 * cache, so that a copy has left it when its turn comes again.
 */
export function coldCopies(problem: Problem, machine: Machine): ColdCopies {
  const cacheBytes = lastLevelCacheBytes(machine);
  const bytes = operandBytes(problem);
  const copies = Math.max(2, Math.ceil((CACHES_BETWEEN_USES * cacheBytes) / Math.max(1, bytes)));
  if (copies <= MOST_COPIES) return { copies };
  const refusal = l10n.t(
    'A cold cache of {0} needs {1} copies of so small operands; {2} is the most. Choose larger sizes, or a warm cache.',
    formatBytes(cacheBytes),
    formatCount(copies),
    formatCount(MOST_COPIES),
  );
  return { refusal };
}
