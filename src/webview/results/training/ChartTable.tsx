import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface ChartTableProps {
  /** What the table is of: 'Loss'. */
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  /** Cells of each row; asked for while the table is open. */
  readonly rows: () => readonly (readonly ComponentChildren[])[];
}

/** The numbers of a chart as a table that folds; it is made while it is open. */
export function ChartTable({ title, columns, rows }: ChartTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details
      class="chart-table"
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{title} as a table</summary>
      {open && (
        <div class="chart-table-scroll" tabIndex={0} role="region" aria-label={`${title} as a table`}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.title} scope="col" class={column.isNumber ? 'num' : undefined}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, at) => (
                    <td key={at} class={columns.at(at)?.isNumber ? 'num' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
