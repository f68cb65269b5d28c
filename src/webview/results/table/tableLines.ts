import type { ResultRow, RowGroup } from '../resultRows';

/** What stands in a line of the table: the title of a group or one of its rows. */
export type TableLine =
  | { readonly kind: 'group'; readonly key: string; readonly group: RowGroup }
  | { readonly kind: 'row'; readonly key: string; readonly group: RowGroup; readonly row: ResultRow };

/** The groups and their rows one below the other. */
export function linesOf(groups: readonly RowGroup[]): readonly TableLine[] {
  return groups.flatMap((group): readonly TableLine[] => [
    { kind: 'group', key: `group ${group.key}`, group },
    ...group.rows.map((row): TableLine => ({ kind: 'row', key: `row ${row.index}`, group, row })),
  ]);
}

/** Rows that PageUp and PageDown go past. */
const PAGE_ROWS = 10;

/** The line of the row that a key leads to from a line; `null` where the key does not move or there is no row further on. */
export function destinationOf(key: string, from: number, lines: readonly TableLine[]): number | null {
  const rows = lines.flatMap(({ kind }, line) => (kind === 'row' ? [line] : []));
  const at = rows.indexOf(from);
  if (at < 0) return null;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: Math.min(rows.length - 1, at + PAGE_ROWS),
    PageUp: Math.max(0, at - PAGE_ROWS),
    Home: 0,
    End: rows.length - 1,
  }[key];
  return to === undefined ? null : (rows[to] ?? null);
}
