import * as l10n from '@vscode/l10n';
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
  const label = l10n.t({ message: '{0} as a table', args: [title], comment: ['what folds out below'] });
  return (
    <details
      class="chart-table"
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{label}</summary>
      {open && (
        <div class="chart-table-scroll" tabIndex={0} role="region" aria-label={label}>
          <table>
            <thead>
              <tr>
                {columns.map((column, at) => (
                  <th key={at} scope="col" class={column.isNumber ? 'num' : undefined}>
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
