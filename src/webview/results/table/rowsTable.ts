import * as l10n from '@vscode/l10n';
import { sizeLabel } from '../../../core/problem';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { tableText, partText } from '../../charts/numbers/numberTable';
import type { CopyFormat, CopyPart } from '../../../shared/viewProtocol';
import type { NumberColumn, NumberTable } from '../../charts/numbers/numberTable';
import { statusText } from '../../statusText';
import { parametersText, statusOf, sumNs } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
import { columnsFor, STRATEGY_COLUMN } from './columns';
import type { Column } from './columns';

/** The name of the table in its context. */
export const ROWS_TABLE = 'rows';

/** A cell of the table: a row of the run, by its index, and the id of a column. */
export interface TableCell {
  readonly row: number;
  readonly column: string;
}

/** What is copied of the rows: one cell, a row with its header, or all in the order in which they are shown. */
export function copiedText(
  groups: readonly RowGroup[],
  part: CopyPart,
  cell: TableCell | null,
  format: CopyFormat,
): string {
  const own = groups.flatMap((group) => {
    const row = group.rows.find(({ index }) => index === cell?.row);
    return row === undefined ? [] : [{ ...group, rows: [row] }];
  });
  switch (part) {
    case 'table':
      return tableText(rowsTable(groups, format), format);
    case 'row':
      return tableText(rowsTable(own, format, columnsFor(groups)), format);
    case 'cell': {
      const table = rowsTable(own, format, columnsFor(groups));
      const column = table.ids.indexOf(cell?.column ?? '');
      return partText(
        table,
        'cell',
        { row: 0, column: column < 0 ? table.ids.indexOf(STRATEGY_COLUMN.id) : column },
        format,
      );
    }
  }
}

interface RowsTable extends NumberTable {
  /** Of the columns of the shown table; what was one there may be several here, of which the first counts. */
  readonly ids: readonly string[];
}

/**
 * The rows, each with its benchmark and problem: as they are read in Markdown, else for programs, with every digit and heads
 * that are the same in every language.
 */
function rowsTable(groups: readonly RowGroup[], format: CopyFormat, shown = columnsFor(groups)): RowsTable {
  const columns = shown.flatMap((column): readonly CopiedColumn[] =>
    format === 'markdown'
      ? [asShown(column)]
      : (EXACT[column.id] ?? [asShown(column)]).map((each) => ({ ...each, id: column.id })),
  );
  return {
    label: l10n.t('Measurements'),
    ids: [...SUBJECT.map(({ id }) => id), ...columns.map(({ id }) => id)],
    columns: [...SUBJECT, ...columns],
    rows: groups.flatMap((group) =>
      group.rows.map((row) => [...SUBJECT.map(({ of }) => of(group, row)), ...resultCells(row, columns, format)]),
    ),
  };
}

interface SubjectColumn extends NumberColumn {
  readonly id: string;
  readonly of: (group: RowGroup, row: ResultRow) => string;
}

/** What stands before the numbers of a row. */
const SUBJECT: readonly SubjectColumn[] = [
  subject(
    'benchmark',
    'benchmark',
    () => l10n.t('benchmark'),
    ({ benchmark }) => benchmark,
  ),
  subject(
    'size',
    'm×k×n',
    () => 'm×k×n',
    ({ problem }) => sizeLabel(problem),
  ),
  subject(
    'type',
    'type',
    () => l10n.t('type'),
    ({ problem }) => problem.dtype,
  ),
  subject(
    STRATEGY_COLUMN.id,
    'strategy',
    () => STRATEGY_COLUMN.title,
    (_group, row) => row.subject.strategy,
  ),
  subject(
    'parameters',
    'parameters',
    () => l10n.t('parameters'),
    (_group, row) => parametersText(row.subject),
  ),
];

/** Words in the page's language are asked for when they are shown. */
function subject(id: string, plain: string, title: () => string, of: SubjectColumn['of']): SubjectColumn {
  return {
    ...{ id, plain, unit: '', numeric: false, of },
    get title() {
      return title();
    },
  };
}

interface CopiedColumn extends NumberColumn {
  readonly id: string;
  readonly of: (row: ResultRow, timing: TimedMeasurement) => string | number | null;
}

function asShown({ id, title, unit, numeric, text }: Column): CopiedColumn {
  return { id, title, plain: id, unit, numeric, of: text };
}

function exact(title: string, unit: string, of: CopiedColumn['of']): Omit<CopiedColumn, 'id'> {
  return { title, plain: title, unit, numeric: true, of };
}

/** By the id of the column, what it says to programs: all digits, times in nanoseconds. */
const EXACT: Readonly<Record<string, readonly Omit<CopiedColumn, 'id'>[] | undefined>> = {
  backend: [
    {
      title: 'backend that ran',
      plain: 'backend that ran',
      unit: '',
      numeric: false,
      of: (_row, { backend }) => backend,
    },
  ],
  time: [exact('time', 'ns', (_row, { medianNs }) => medianNs)],
  interval: [
    exact('time from', 'ns', (_row, { intervalNs }) => intervalNs[0]),
    exact('time to', 'ns', (_row, { intervalNs }) => intervalNs[1]),
  ],
  speed: [exact('speed', 'GFLOP/s', (_row, { gflops }) => gflops)],
  speedup: [exact('against naive', '×', ({ ratio }) => ratio?.ratio ?? null)],
  speedupInterval: [
    exact('against naive from', '×', ({ ratio }) => ratio?.low ?? null),
    exact('against naive to', '×', ({ ratio }) => ratio?.high ?? null),
  ],
  native: [exact('against BLAS', '×', ({ nativeRatio }) => nativeRatio?.ratio ?? null)],
  nativeInterval: [
    exact('against BLAS from', '×', ({ nativeRatio }) => nativeRatio?.low ?? null),
    exact('against BLAS to', '×', ({ nativeRatio }) => nativeRatio?.high ?? null),
  ],
  prepare: [exact('prepare', 'ns', (_row, { phasesNs }) => phasesNs.prepare)],
  transfer: [exact('transfer', 'ns', (_row, { phasesNs }) => phasesNs.transfer)],
  sum: [exact('sum', 'ns', (_row, timing) => sumNs(timing))],
  error: [
    exact('error', '', (_row, { error }) => error.norm),
    exact('error bound', '', (_row, { error }) => error.bound),
  ],
  samples: [exact('samples', '', (_row, { samples }) => samples)],
};

function resultCells(row: ResultRow, columns: readonly CopiedColumn[], format: CopyFormat): readonly string[] {
  const { timing } = row;
  if (timing !== null) return columns.map(({ of }) => String(of(row, timing) ?? ''));
  const { status, reason } = statusOf(row);
  const word = format === 'markdown' ? statusText(status) : status;
  return columns.map((_column, index) => (index === 0 ? [word, reason].filter(Boolean).join(': ') : ''));
}
