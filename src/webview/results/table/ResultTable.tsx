import * as l10n from '@vscode/l10n';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatGflops } from '../../../core/format';
import type { RunView } from '../../../shared/viewProtocol';
import { domainOf } from '../../charts/logScale';
import { tableContext } from '../../charts/numbers/copyTargets';
import type { CopyPart } from '../../../shared/viewProtocol';
import type { RowGroup } from '../resultRows';
import { ColumnHeader } from './ColumnHeader';
import { columnsFor, STRATEGY_COLUMN } from './columns';
import { Gap } from './Gap';
import { GroupRow } from './GroupRow';
import type { Sort, useRowOrder } from './rowOrder';
import { useRowWindow } from './rowWindow';
import { ROWS_TABLE } from './rowsTable';
import { destinationOf, linesOf } from './tableLines';
import type { TableCell } from './rowsTable';
import { TableRow } from './TableRow';
import type { BarScale } from './TableRow';
import { WidthRow } from './WidthRow';

interface ResultTableProps {
  readonly run: RunView;
  readonly order: ReturnType<typeof useRowOrder>;
  readonly sort: Sort;
  readonly logBars: boolean;
  readonly selected: number | null;
  readonly onSort: (sort: Sort) => void;
  readonly onSelect: (index: number) => void;
  /** A cell that was gone to, by a key or the pointer. */
  readonly onVisit: (cell: TableCell) => void;
  /** What is copied of a cell where the user copies by key. */
  readonly textOf: (cell: TableCell, part: CopyPart) => string;
}

/** A table with more lines scrolls in a box of its own, so that the details below it stay near, and draws what is in sight. */
const MOST_DRAWN = 100;
/** Usual heights of lines, in CSS pixels. */
const ROW_PX = 26;
const GROUP_PX = 35;

/** The rows as a grid (WAI-ARIA): one tab stop, and arrow keys, PageUp, PageDown, Home and End go from row to row. */
export function ResultTable({ run, order, sort, logBars, selected, onSort, onSelect, ...props }: ResultTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [visited, setVisited] = useState<number | null>(null);
  // Rows keep what they are given for as long as nothing of theirs changes, so that it must be the same at all times.
  const latest = useRef(onSelect);
  latest.current = onSelect;
  const select = useCallback((index: number) => {
    latest.current(index);
  }, []);
  const { groups, sorted, onPointerEnter, onPointerLeave } = order;
  const columns = useMemo(() => columnsFor(groups), [groups]);
  // With the strategy's name and the bar.
  const width = columns.length + 2;
  const scale = useBarScale(groups, logBars);
  const lines = useMemo(() => linesOf(groups), [groups]);
  const isLong = lines.length > MOST_DRAWN;
  const lineOfRow = (index: number | null): number =>
    lines.findIndex((line) => line.kind === 'row' && line.row.index === index);
  const wanted = [visited, selected].map(lineOfRow).find((line) => line >= 0);
  const tabStop = wanted ?? lines.findIndex(({ kind }) => kind === 'row');
  const estimatePx = useCallback((line: number) => (lines[line]?.kind === 'group' ? GROUP_PX : ROW_PX), [lines]);
  const { drawn, restPx, measure } = useRowWindow({
    ...{ count: lines.length, isPartial: isLong, box, estimatePx, kept: tabStop },
  });
  /** The column whose cell of the tab stop's row is to have the focus, as soon as it is drawn. */
  const focusDue = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (focusDue.current === null) return;
    const target = focusDue.current === STRATEGY_COLUMN.id ? '.row-button' : `[data-column="${focusDue.current}"]`;
    focusDue.current = null;
    const button = box.current?.querySelector<HTMLElement>(`[data-index="${tabStop}"] :is(${target})`);
    // It is drawn wherever it is, and the browser scrolls to what has the focus.
    button?.focus();
  });
  useEffect(() => {
    if (!isLong || selected === null) return;
    box.current?.querySelector(`[data-row="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cellOf(event.target);
    if (at === null || !(event.target instanceof HTMLElement)) return;
    const { target } = event;
    if ((event.key === 'Enter' || event.key === ' ') && !target.matches('.row-button')) {
      event.preventDefault();
      onSelect(at.row);
      return;
    }
    const beside = cellBeside(event.key, target);
    if (beside !== null) {
      event.preventDefault();
      beside.focus();
      return;
    }
    const to = destinationOf(event.key, tabStop, lines);
    const line = to === null ? undefined : lines[to];
    if (to === null || line?.kind !== 'row') return;
    event.preventDefault();
    focusDue.current = at.column;
    setVisited(line.row.index);
  };
  return (
    <div
      class={isLong ? 'table-scroll long' : 'table-scroll'}
      ref={box}
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <table
        class="results"
        role="grid"
        aria-label={l10n.t('Measurements')}
        data-vscode-context={tableContext(ROWS_TABLE)}
        aria-rowcount={lines.length + 1}
        aria-colcount={width}
        onKeyDown={onKeyDown}
        onFocusIn={({ target }) => {
          const cell = cellOf(target);
          if (cell === null) return;
          setVisited(cell.row);
          props.onVisit(cell);
        }}
        onCopy={(event) => {
          const cell = cellOf(document.activeElement);
          // What is marked with the pointer goes before.
          if (cell === null || getSelection()?.isCollapsed === false) return;
          event.preventDefault();
          event.clipboardData?.setData(
            'text/plain',
            props.textOf(cell, cell.column === STRATEGY_COLUMN.id ? 'row' : 'cell'),
          );
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
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
        {isLong && <WidthRow lines={lines} columns={columns} />}
        <tbody>
          {drawn.flatMap(({ line: at, gapPx }) => {
            const line = lines[at];
            if (line === undefined) return [];
            const gap = gapPx > 0 ? [<Gap key={`gap ${line.key}`} heightPx={gapPx} span={width} />] : [];
            const own =
              line.kind === 'group' ? (
                <GroupRow key={line.key} group={line.group} line={at} span={width} measure={measure} />
              ) : (
                <TableRow
                  key={line.key}
                  runId={run.id}
                  row={line.row}
                  line={at}
                  columns={columns}
                  leader={line.group.leaders.has(line.row.index)}
                  active={run.activity?.row === line.row.index}
                  selected={selected === line.row.index}
                  tabStop={at === tabStop}
                  scale={scale}
                  measure={measure}
                  onSelect={select}
                />
              );
            return [...gap, own];
          })}
          {restPx > 0 && <Gap key="rest" heightPx={restPx} span={width} />}
        </tbody>
      </table>
    </div>
  );
}

/** The cell of an element in a row. */
function cellOf(element: EventTarget | null): TableCell | null {
  if (!(element instanceof HTMLElement)) return null;
  const row = element.closest<HTMLElement>('tr.row')?.dataset.row;
  const column = element.closest<HTMLElement>('td[data-column]')?.dataset.column ?? STRATEGY_COLUMN.id;
  return row === undefined ? null : { row: Number(row), column };
}

/** The cell that is seen to the left or the right of an element of a row. */
function cellBeside(key: string, element: HTMLElement): HTMLElement | null {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const row = element.closest('tr.row');
  if (step === undefined || row === null) return null;
  const cells = [...row.querySelectorAll<HTMLElement>('.row-button, td[data-column]')].filter(
    (cell) => cell.offsetParent !== null,
  );
  return cells[cells.indexOf(element) + step] ?? null;
}

/** Bars are drawn against the best of the run, from 0 or, on a log scale, from half the lowest speed. */
function useBarScale(groups: readonly RowGroup[], logarithmic: boolean): BarScale | null {
  const domain = useMemo(
    () => domainOf(groups.flatMap(({ rows }) => rows.flatMap(({ timing }) => timing?.gflops ?? []))),
    [groups],
  );
  const [low, high] = domain === null ? [0, 0] : [logarithmic ? domain.low / 2 : 0, domain.high];
  return useMemo(() => (high > 0 ? { low, high, logarithmic } : null), [low, high, logarithmic]);
}

function BarHeader({ scale }: { readonly scale: BarScale | null }) {
  return (
    <th scope="col" class="bar-cell">
      <span class="hidden-text">{l10n.t('speed as a bar')}</span>
      {scale !== null && (
        <span class="bar-ends" aria-hidden="true">
          <span>{scale.logarithmic ? formatGflops(scale.low) : '0'}</span>
          <span>{l10n.t('best {0}', formatGflops(scale.high))}</span>
        </span>
      )}
    </th>
  );
}
