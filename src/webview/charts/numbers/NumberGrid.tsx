import { useState } from 'preact/hooks';
import { CopyBar } from './CopyBar';
import { columnHeader, partText } from './numberTable';
import type { CopyPart, NumberTable } from './numberTable';

interface NumberGridProps {
  readonly table: NumberTable;
  readonly onCopy: (text: string) => void;
}

/**
 * The numbers of a chart, of which a cell, a row or all can be taken along. One tab stop: arrow keys go from cell to cell, and
 * what copies copies there.
 */
export function NumberGrid({ table, onCopy }: NumberGridProps) {
  const [part, setPart] = useState<CopyPart>('table');
  const [moved, setMoved] = useState({ row: 0, column: 0 });
  const at = {
    row: Math.max(0, Math.min(moved.row, table.rows.length - 1)),
    column: Math.max(0, Math.min(moved.column, table.columns.length - 1)),
  };
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const to = cellByKey(event.key, at, table);
    if (to === null) return;
    event.preventDefault();
    setMoved(to);
    event.currentTarget.querySelectorAll('tbody tr').item(to.row).querySelectorAll('td').item(to.column).focus();
  };
  return (
    <>
      <div class="tools">
        <CopyBar
          part={part}
          onPart={setPart}
          onCopy={(format) => {
            onCopy(partText(table, part, at, format));
          }}
        />
      </div>
      <div class="number-table">
        <table role="grid" aria-label={table.label} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.title} scope="col" class={column.numeric ? 'num' : ''}>
                  {columnHeader(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td
                    key={column}
                    class={table.columns[column].numeric ? 'num' : ''}
                    tabIndex={row === at.row && column === at.column ? 0 : -1}
                    aria-selected={isChosen(part, at, row, column)}
                    onFocus={() => {
                      setMoved({ row, column });
                    }}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

function isChosen(part: CopyPart, at: Cell, row: number, column: number): boolean {
  return part !== 'table' && row === at.row && (part === 'row' || column === at.column);
}

function cellByKey(key: string, { row, column }: Cell, { rows, columns }: NumberTable): Cell | null {
  const clamped = (to: Cell): Cell => ({
    row: Math.min(rows.length - 1, Math.max(0, to.row)),
    column: Math.min(columns.length - 1, Math.max(0, to.column)),
  });
  switch (key) {
    case 'ArrowRight':
      return clamped({ row, column: column + 1 });
    case 'ArrowLeft':
      return clamped({ row, column: column - 1 });
    case 'ArrowDown':
      return clamped({ row: row + 1, column });
    case 'ArrowUp':
      return clamped({ row: row - 1, column });
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns.length - 1 };
    default:
      return null;
  }
}
