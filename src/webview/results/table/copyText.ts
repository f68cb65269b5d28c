import { sizeLabel } from '../../../core/problem';
import { parametersText } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
import { columnsFor, statusText } from './columns';
import type { Column } from './columns';

/** What stands before the numbers of a row. */
const SUBJECT = ['benchmark', 'm×k×n', 'type', 'strategy', 'parameters'] as const;

function header(columns: readonly Column[]): readonly string[] {
  return [...SUBJECT, ...columns.map(({ title, unit }) => (unit === '' ? title : `${title} (${unit})`))];
}

/** The rows in their order, each with its benchmark and problem, as GitHub-flavoured Markdown. */
export function markdownTable(groups: readonly RowGroup[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  const columns = columnsFor(groups);
  const alignment = [...SUBJECT.map(() => '---'), ...columns.map(({ numeric }) => (numeric ? '---:' : '---'))];
  return [line(header(columns)), line(alignment), ...cellsOf(groups, columns).map(line)].join('\n') + '\n';
}

/** The same with tabs between the cells, for spreadsheets. */
export function separatedTable(groups: readonly RowGroup[]): string {
  const columns = columnsFor(groups);
  return [header(columns), ...cellsOf(groups, columns)].map((cells) => cells.map(plain).join('\t')).join('\n') + '\n';
}

/** On one line, and without what would end the cell. */
function escaped(cell: string): string {
  return cell.replace(/[\r\n]+/g, ' ').replace(/\|/g, '\\|');
}

/** Without tabs, line breaks and thin spaces. */
function plain(cell: string): string {
  return cell.replace(/[\t\r\n]+/g, ' ').replace(/\u2009/g, '');
}

function cellsOf(groups: readonly RowGroup[], columns: readonly Column[]): readonly (readonly string[])[] {
  return groups.flatMap(({ benchmark, problem, rows }) =>
    rows.map((row) => [
      benchmark,
      sizeLabel(problem),
      problem.dtype,
      row.subject.strategy,
      parametersText(row.subject),
      ...resultCells(row, columns),
    ]),
  );
}

function resultCells(row: ResultRow, columns: readonly Column[]): readonly string[] {
  const { timing } = row;
  if (timing !== null) return columns.map((column) => column.text(row, timing));
  const { word, reason } = statusText(row);
  return columns.map((_column, index) => (index === 0 ? [word, reason].filter(Boolean).join(': ') : ''));
}
