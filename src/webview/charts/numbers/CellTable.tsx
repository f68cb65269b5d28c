import type { ComponentChildren } from 'preact';
import { PageBar } from './PageBar';
import { indicesOn, usePages } from './pages';

/** At most 2,500 cells at a time. */
const PAGE_ROWS = 50;
const PAGE_COLUMNS = 50;

interface CellTableProps {
  readonly class: string;
  /** What the region is called that the table scrolls in. */
  readonly label: string;
  readonly regionClass: string;
  readonly caption?: string;
  /** Above the names of the lines. */
  readonly corner: string;
  readonly down: number;
  readonly across: number;
  readonly lineLabel: (line: number) => string;
  readonly columnLabel: (column: number) => string;
  readonly cell: (line: number, column: number) => ComponentChildren;
  readonly isDim?: (line: number, column: number) => boolean;
  /** The cell that is on the page that is shown first. */
  readonly at?: { readonly line: number; readonly column: number };
  /** What the map is that it shows, for tests and styles. */
  readonly of?: string;
}

/** The cells of a map as a table, a page of its lines and columns at a time. */
export function CellTable({ at = { line: 0, column: 0 }, ...props }: CellTableProps) {
  const { label, regionClass, caption, corner, down, across, lineLabel, columnLabel, cell, isDim, of } = props;
  const lines = usePages(down, PAGE_ROWS, at.line);
  const columns = usePages(across, PAGE_COLUMNS, at.column);
  const drawn = indicesOn(columns);
  return (
    <>
      <div class={regionClass} tabIndex={0} role="region" aria-label={label}>
        <table class={props.class} data-map={of} aria-rowcount={down + 1} aria-colcount={across + 1}>
          {caption !== undefined && <caption class="dim">{caption}</caption>}
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" aria-colindex={1}>
                {corner}
              </th>
              {drawn.map((column) => (
                <th key={column} scope="col" class="num" aria-colindex={column + 2}>
                  {columnLabel(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indicesOn(lines).map((line) => (
              <tr key={line} aria-rowindex={line + 2}>
                <th scope="row" aria-colindex={1}>
                  {lineLabel(line)}
                </th>
                {drawn.map((column) => (
                  <td
                    key={column}
                    class={isDim?.(line, column) === true ? 'num dim' : 'num'}
                    aria-colindex={column + 2}
                  >
                    {cell(line, column)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(lines.end - lines.first < down || columns.end - columns.first < across) && (
        <p class="tools">
          <PageBar of="rows" page={lines} onTurn={lines.turn} />
          <PageBar of="columns" page={columns} onTurn={columns.turn} />
        </p>
      )}
    </>
  );
}
