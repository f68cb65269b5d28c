import type { CellState } from '../../../core/model/steps/replay';
import type { Region } from '../../../core/model/steps/step';

/** What a cell is and what becomes of it, for who cannot see it: 'A[2, 3], read now, missed, in the cache'. */
export function cellWords(region: Region, row: number, column: number, state: CellState, threads: number): string {
  const { now, cachedBy, summed, holds } = state;
  return [
    `${region.id}[${row}, ${column}]`,
    ...(holds === null ? [] : [holds === '' ? emptyWord(region) : holdsWords(region, holds)]),
    ...(now === null ? [] : [`${now.kind} now${threads > 1 ? ` by thread ${now.thread}` : ''}`]),
    ...(now === null ? [] : [now.missed ? 'missed' : 'hit']),
    ...(summed === null ? [] : [`${summed.terms} of ${summed.of} terms added`]),
    cachedWords(cachedBy, threads),
  ].join(', ');
}

function holdsWords({ role, id }: Region, holds: string): string {
  if (role !== 'index' || id === 'values') return `holds ${holds}`;
  return id === 'columns' ? `column ${holds}` : `entry ${holds}`;
}

function emptyWord({ standsFor }: Region): string {
  return standsFor === undefined ? 'empty' : 'zero, not stored';
}

function cachedWords(cachedBy: readonly number[], threads: number): string {
  if (cachedBy.length === 0) return 'not in the cache';
  return threads === 1 ? 'in the cache' : `in the cache of thread ${cachedBy.join(' and ')}`;
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
