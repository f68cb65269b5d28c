import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { formatGflops } from '../../../core/format';
import type { RunView } from '../../../shared/viewProtocol';
import { domainOf } from '../../charts/logScale';
import { problemFacts } from '../problemText';
import type { RowGroup } from '../resultRows';
import { ColumnHeader } from './ColumnHeader';
import { columnsFor, STRATEGY_COLUMN } from './columns';
import type { Sort, useRowOrder } from './rowOrder';
import { TableRow } from './TableRow';
import type { BarScale } from './TableRow';

interface ResultTableProps {
  readonly run: RunView;
  readonly order: ReturnType<typeof useRowOrder>;
  readonly sort: Sort;
  readonly logBars: boolean;
  readonly selected: number | null;
  readonly onSort: (sort: Sort) => void;
  readonly onSelect: (index: number) => void;
}

/** Rows that are drawn at once; a table of thousands is not read, and would make typing elsewhere slow. */
const PAGE = 500;

export function ResultTable({ run, order, sort, logBars, selected, onSort, onSelect }: ResultTableProps) {
  const [limit, setLimit] = useState(PAGE);
  // Rows keep what they are given for as long as nothing of theirs changes, so that it must be the same at all times.
  const latest = useRef(onSelect);
  latest.current = onSelect;
  const select = useCallback((index: number) => {
    latest.current(index);
  }, []);
  const { groups, sorted, onPointerEnter, onPointerLeave } = order;
  const columns = columnsFor(groups);
  // With the strategy's name and the bar.
  const width = columns.length + 2;
  const scale = useBarScale(groups, logBars);
  const total = run.rows.length;
  const shown = firstRows(groups, limit);
  return (
    <div class="table-scroll" onPointerEnter={onPointerEnter} onPointerLeave={onPointerLeave}>
      <table class="results" aria-label="Measurements" onKeyDown={moveBetweenRows}>
        <thead>
          <tr>
            <ColumnHeader
              id={STRATEGY_COLUMN.id}
              title={STRATEGY_COLUMN.title}
              room="always"
              sort={sort}
              sorted={sorted}
              onSort={onSort}
            />
            {columns.flatMap((column) => [
              <ColumnHeader key={column.id} {...column} sort={sort} sorted={sorted} onSort={onSort} />,
              ...(column.id === 'speed' ? [<BarHeader key="bar" scale={scale} />] : []),
            ])}
          </tr>
        </thead>
        {shown.map((group) => (
          <tbody key={group.key}>
            <tr class="group">
              <th scope="rowgroup" colSpan={width}>
                <b>{group.benchmark}</b>{' '}
                <span class="dim">{problemFacts(group.problem, nonzerosOf(group)).join(' · ')}</span>
              </th>
            </tr>
            {group.rows.map((row) => (
              <TableRow
                key={row.index}
                runId={run.id}
                row={row}
                columns={columns}
                leader={group.leaders.has(row.index)}
                active={run.activity?.row === row.index}
                selected={selected === row.index}
                scale={scale}
                onSelect={select}
              />
            ))}
          </tbody>
        ))}
      </table>
      {total > limit && (
        <p class="more">
          {limit} of {total} rows are shown.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              setLimit(limit + PAGE);
            }}
          >
            Show {Math.min(PAGE, total - limit)} more
          </button>
        </p>
      )}
    </div>
  );
}

/** Bars are drawn against the best of the run, from 0 or, on a log scale, from half the lowest speed. */
function useBarScale(groups: readonly RowGroup[], logarithmic: boolean): BarScale | null {
  const domain = domainOf(groups.flatMap(({ rows }) => rows.flatMap(({ timing }) => timing?.gflops ?? [])));
  const [low, high] = domain === null ? [0, 0] : [logarithmic ? domain.low / 2 : 0, domain.high];
  return useMemo(() => (high > 0 ? { low, high, logarithmic } : null), [low, high, logarithmic]);
}

function BarHeader({ scale }: { readonly scale: BarScale | null }) {
  return (
    <th scope="col" class="bar-cell">
      <span class="hidden-text">speed as a bar</span>
      {scale !== null && (
        <span class="bar-ends" aria-hidden="true">
          <span>{scale.logarithmic ? formatGflops(scale.low) : '0'}</span>
          <span>best {formatGflops(scale.high)}</span>
        </span>
      )}
    </th>
  );
}

function nonzerosOf({ rows }: RowGroup): number | undefined {
  return rows.find(({ timing }) => timing !== null)?.timing?.nonzeros;
}

function firstRows(groups: readonly RowGroup[], limit: number): readonly RowGroup[] {
  const shown: RowGroup[] = [];
  let room = limit;
  for (const group of groups) {
    if (room <= 0) break;
    shown.push(group.rows.length <= room ? group : { ...group, rows: group.rows.slice(0, room) });
    room -= group.rows.length;
  }
  return shown;
}

/** Arrow keys go from row to row, Home and End to the first and the last. */
function moveBetweenRows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches('.row-button')) return;
  const buttons = [...currentTarget.querySelectorAll<HTMLElement>('.row-button')];
  const at = buttons.indexOf(target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[key];
  const next = to === undefined ? undefined : buttons[to];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
