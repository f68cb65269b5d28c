import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CELL_SECTION } from '../../../shared/viewProtocol';
import type { CopyPart } from '../../../shared/viewProtocol';
import { contextOf, useCopyTarget, tableContext } from './copyTargets';
import { CopyBar } from './CopyBar';
import { columnHeader, partText } from './numberTable';
import type { NumberTable } from './numberTable';
import { PageBar } from './PageBar';

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
  const name = useId();
  useCopyTarget(name, ({ row, column }, copied, format) =>
    partText(table, copied, { row: row ?? 0, column: Number(column) }, format),
  );
  const first = PAGE_ROWS * Math.floor(at.row / PAGE_ROWS);
  const rows = table.rows.slice(first, first + PAGE_ROWS);
  const body = useRef<HTMLTableSectionElement>(null);
  const isFocusDue = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = cellByKey(event.key, at, table);
    if (to === null) return;
    event.preventDefault();
    isFocusDue.current = true;
    setMoved(to);
  };
  useLayoutEffect(() => {
    if (!isFocusDue.current) return;
    isFocusDue.current = false;
    body.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  }, [at.row, at.column]);
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
        <table
          role="grid"
          aria-label={table.label}
          aria-rowcount={table.rows.length + 1}
          data-vscode-context={tableContext(name)}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={index} scope="col" class={column.numeric ? 'num' : ''}>
                  {columnHeader(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((cells, index) => (
              <tr
                key={first + index}
                aria-rowindex={first + index + 2}
                data-vscode-context={contextOf({ webviewSection: CELL_SECTION, row: first + index })}
              >
                {cells.map((cell, column) => (
                  <td
                    key={column}
                    class={table.columns[column].numeric ? 'num' : ''}
                    tabIndex={first + index === at.row && column === at.column ? 0 : -1}
                    data-vscode-context={contextOf({ column: String(column) })}
                    aria-selected={isChosen(part, at, first + index, column)}
                    onFocus={() => {
                      setMoved({ row: first + index, column });
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
      {table.rows.length > PAGE_ROWS && (
        <p class="tools">
          <PageBar
            of="rows"
            page={{ first, end: first + rows.length, total: table.rows.length }}
            onTurn={(by) => {
              setMoved({ row: first + by * PAGE_ROWS, column: at.column });
            }}
          />
        </p>
      )}
    </>
  );
}

/** Rows that are drawn at a time: thousands would take seconds. */
const PAGE_ROWS = 200;

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
    case 'PageDown':
      return clamped({ row: row + PAGE_ROWS, column });
    case 'PageUp':
      return clamped({ row: row - PAGE_ROWS, column });
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns.length - 1 };
    default:
      return null;
  }
}
