import { useMemo, useRef, useState } from 'preact/hooks';
import type { RunView } from '../../../shared/viewProtocol';
import type { ResultRow, RowGroup } from '../resultRows';
import type { SavedView } from '../savedView';
import { COLUMNS, STRATEGY_COLUMN } from './columns';

export type Sort = SavedView['sort'];

interface RowOrder {
  /** The groups with their rows in the order in which they are shown. */
  readonly groups: readonly RowGroup[];
  /** What the rows are sorted by now; `null` while they stand in the order of the run. */
  readonly sorted: Sort | null;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
}

/** Rows by a column; rows without a value at the end, equal ones in the order of the run. */
export function sortRows(rows: readonly ResultRow[], { column, descending }: Sort): readonly ResultRow[] {
  const sortBy =
    column === STRATEGY_COLUMN.id ? STRATEGY_COLUMN.sortBy : COLUMNS.find(({ id }) => id === column)?.sortBy;
  if (sortBy === undefined) return rows;
  return rows
    .map((row) => ({ row, value: sortBy(row) }))
    .sort((x, y) => compare(x.value, y.value, descending) || x.row.index - y.row.index)
    .map(({ row }) => row);
}

function compare(x: number | string | null, y: number | string | null, descending: boolean): number {
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
  return descending ? -order : order;
}

/**
 * The order of the rows, which never changes under the user's eyes: while a run goes on rows stay where they are unless
 * the user sorts, and when it ends they are sorted as soon as the pointer is not over them.
 */
export function useRowOrder(run: RunView, groups: readonly RowGroup[], sort: Sort): RowOrder {
  const [inside, setInside] = useState(false);
  const running = run.state === 'running';
  const order = useRef<Order>({ runId: '', sort, sorted: null, settled: true, ranks: new Map() });

  const before = order.current;
  const anotherRun = before.runId !== run.id;
  const userSorted = !anotherRun && before.sort !== sort;
  const settle = !running && (anotherRun || !before.settled) && (anotherRun || !inside);
  if (anotherRun && running) {
    order.current = { runId: run.id, sort, sorted: null, settled: false, ranks: new Map() };
  } else if (userSorted || settle) {
    const sorted = groups.flatMap(({ rows }) => sortRows(rows, sort));
    const ranks = new Map(sorted.map(({ index }, rank) => [index, rank]));
    order.current = { runId: run.id, sort, sorted: sort, settled: !running && (settle || before.settled), ranks };
  } else if (running && before.settled) {
    order.current = { ...before, settled: false };
  }

  const { ranks, sorted } = order.current;
  const ordered = useMemo(() => {
    const rankOf = ({ index }: ResultRow): number => ranks.get(index) ?? index;
    return sorted === null
      ? groups
      : groups.map((group) => ({ ...group, rows: [...group.rows].sort((x, y) => rankOf(x) - rankOf(y)) }));
  }, [groups, sorted, ranks]);
  return {
    groups: ordered,
    sorted,
    onPointerEnter: () => {
      setInside(true);
    },
    onPointerLeave: () => {
      setInside(false);
    },
  };
}

interface Order {
  readonly runId: string;
  readonly sort: Sort;
  readonly sorted: Sort | null;
  /** Whether the rows of the run that has ended have been sorted. */
  readonly settled: boolean;
  /** Row → its place. */
  readonly ranks: ReadonlyMap<number, number>;
}
