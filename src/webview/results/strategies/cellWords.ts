import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import type { CellState, TouchedNow } from '../../../core/model/steps/replay';
import type { Region } from '../../../core/model/steps/step';
import { listed } from '../../../core/sentences';

/** What a cell is and what becomes of it, for who cannot see it: 'A[2, 3], read now, missed, in the cache'. */
export function cellWords(region: Region, row: number, column: number, state: CellState, threads: number): string {
  const { now, cachedBy, summed, holds } = state;
  return listed([
    `${region.id}[${row}, ${column}]`,
    ...(holds === null ? [] : [holds === '' ? emptyWord(region) : holdsWords(region, holds)]),
    ...(now === null ? [] : [touchedWords(now, threads)]),
    ...(now === null
      ? []
      : [now.missed ? l10n.t({ message: 'missed', comment: ['not in the cache'] }) : l10n.t('hit')]),
    ...(summed === null ? [] : [l10n.t('{0} of {1} terms added', summed.terms, summed.of)]),
    cachedWords(cachedBy, threads),
  ]);
}

function holdsWords({ role, id }: Region, holds: string): string {
  if (role !== 'index' || id === 'values') return l10n.t('holds {0}', holds);
  return id === 'columns' ? l10n.t('column {0}', holds) : l10n.t('entry {0}', holds);
}

function emptyWord({ standsFor }: Region): string {
  return standsFor === undefined ? l10n.t('empty') : l10n.t('zero, not stored');
}

function touchedWords({ kind, thread }: TouchedNow, threads: number): string {
  switch (kind) {
    case 'read':
      return threads === 1 ? l10n.t('read now') : l10n.t('read now by thread {0}', thread + 1);
    case 'write':
      return threads === 1 ? l10n.t('written now') : l10n.t('written now by thread {0}', thread + 1);
    case 'read and write':
      return threads === 1 ? l10n.t('read and written now') : l10n.t('read and written now by thread {0}', thread + 1);
    default:
      return assertNever(kind);
  }
}

function cachedWords(cachedBy: readonly number[], threads: number): string {
  if (cachedBy.length === 0) return l10n.t('not in the cache');
  if (threads === 1) return l10n.t('in the cache');
  const names = cachedBy.map((thread) => String(thread + 1));
  return names.length === 1
    ? l10n.t('in the cache of thread {0}', names[0])
    : l10n.t('in the caches of threads {0}', listed(names));
}

/** What is written in a cell: the terms that were added, or what a copy holds, by its indices alone. */
export function cellText({ summed, holds }: CellState): string {
  if (holds !== null) return holds.replace(/^[A-Z]\[(\d+), (\d+)\]$/, '$1$2');
  return summed === null || summed.terms === 0 ? '' : String(summed.terms);
}

/** What a cell looks like. */
export function cellClass({ now, cachedBy, holds }: CellState, region: Region, threads: number): string {
  const held = threads === 1 ? (cachedBy.length > 0 ? ['held'] : []) : cachedBy.map((thread) => `held-${thread}`);
  return [
    'walk-cell',
    ...held,
    ...(now === null ? [] : [now.missed ? 'miss' : 'hit', ...(now.kind === 'read' ? [] : ['written'])]),
    ...(holds === '' && region.standsFor !== undefined ? ['zero'] : []),
  ].join(' ');
}
