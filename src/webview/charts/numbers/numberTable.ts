import { assertNever } from '../../../core/assertNever';
import type { CopyFormat, CopyPart } from '../../../shared/viewProtocol';

/** The numbers of a chart, as they are read and taken along. */
export interface NumberTable {
  /** What it holds, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly NumberColumn[];
  readonly rows: readonly (readonly string[])[];
}

export interface NumberColumn {
  readonly title: string;
  /** Its title for programs: the same in every language. */
  readonly plain: string;
  /** '' where there is none. */
  readonly unit: string;
  readonly numeric: boolean;
}

export const FORMAT_NAMES: Readonly<Record<CopyFormat, string>> = { markdown: 'Markdown', csv: 'CSV', tsv: 'TSV' };

/** 'time (ms)' */
export function columnHeader({ title, unit }: Pick<NumberColumn, 'title' | 'unit'>): string {
  return unit === '' ? title : `${title} (${unit})`;
}

/** A part of the table as text that ends with a line break, except of a cell; a row brings its header along. */
export function partText(
  table: NumberTable,
  part: CopyPart,
  { row, column }: { readonly row: number; readonly column: number },
  format: CopyFormat,
): string {
  switch (part) {
    case 'cell':
      return cellText(table.rows[row]?.[column] ?? '', format);
    case 'row':
      return tableText({ ...table, rows: table.rows.slice(row, row + 1) }, format);
    case 'table':
      return tableText(table, format);
    default:
      return assertNever(part);
  }
}

/**
 * GitHub-flavoured Markdown, with heads in the language of the page; CSV as RFC 4180 has it, or tabs between the cells, for
 * spreadsheets, with heads in English, as exported files have them.
 */
export function tableText({ columns, rows }: Omit<NumberTable, 'label'>, format: CopyFormat): string {
  const lines = [columns.map((column) => copiedHeader(column, format)), ...rows].map((cells) =>
    cells.map((cell) => cellText(cell, format)),
  );
  switch (format) {
    case 'markdown': {
      const [header, ...body] = lines.map((cells) => `| ${cells.join(' | ')} |`);
      const alignment = columns.map(({ numeric }) => (numeric ? '---:' : '---'));
      return [header, `| ${alignment.join(' | ')} |`, ...body].join('\n') + '\n';
    }
    case 'csv':
      return lines.map((cells) => cells.join(',')).join('\r\n') + '\r\n';
    case 'tsv':
      return lines.map((cells) => cells.join('\t')).join('\n') + '\n';
    default:
      return assertNever(format);
  }
}

function copiedHeader({ title, plain, unit }: NumberColumn, format: CopyFormat): string {
  return columnHeader({ title: format === 'markdown' ? title : plain, unit });
}

function cellText(cell: string, format: CopyFormat): string {
  switch (format) {
    case 'markdown':
      // On one line, and without what would end the cell.
      return cell.replace(/[\r\n]+/g, ' ').replace(/\|/g, '\\|');
    case 'csv': {
      const text = plainNumbers(cell);
      return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
    }
    case 'tsv':
      return plainNumbers(cell).replace(/[\t\r\n]+/g, ' ');
    default:
      return assertNever(format);
  }
}

/** Without thin spaces, and with the minus that programs read. */
function plainNumbers(cell: string): string {
  return cell.replace(/\u2009/g, '').replace(/^\u2212(?=[\d.])/, '-');
}
