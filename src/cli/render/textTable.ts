import Table from 'cli-table3';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

const GAP = 2;

/** The last column takes what is left of a line; below this, its words would be torn apart. */
export const MINIMUM_LAST_WIDTH = 24;

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

/** Characters that each column needs: its title's or its widest cell's. */
export function columnWidths<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly number[] {
  return columns.map(({ title, cell }) => Math.max(...[title, ...rows.map(cell)].map(visibleLength)));
}

/** Characters of a line with columns of these widths. */
export function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

/** Takes from the last column what a line of `width` characters has no room for, down to a minimum. */
export function widthsWithin(widths: readonly number[], width: number | null): readonly number[] {
  if (width === null || lineWidth(widths) <= width) return widths;
  const others = widths.slice(0, -1);
  return [...others, Math.max(MINIMUM_LAST_WIDTH, width - lineWidth([...others, 0]))];
}

/**
 * A table without lines, one row a line; where the last column is given less than it needs, its words go on in the lines
 * below. Lines have no spaces at their end.
 */
export function textTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  widths: readonly number[] = columnWidths(columns, rows),
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    chars: NO_BORDERS,
    colWidths: [...widths],
    colAligns: columns.map(({ align }) => align),
    wordWrap: true,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => columns.map(({ cell }) => cell(row))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Characters that are seen: escape codes have no width. All signs that tables use are one column wide. */
export function visibleLength(text: string): number {
  return text.replace(/\u001b\[\d+m/g, '').length;
}
