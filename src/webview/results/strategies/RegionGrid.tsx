import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import type { CellState } from '../../../core/model/steps/replay';
import type { Region } from '../../../core/model/steps/step';
import { cellClass, cellText, cellWords } from './cellWords';

interface RegionGridProps {
  readonly region: Region;
  readonly cells: readonly CellState[];
  readonly threads: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** A matrix, or what is kept beside: one tab stop, arrow keys move (WAI-ARIA "grid"). */
export function RegionGrid({ region, cells, threads }: RegionGridProps) {
  const { id, rows, columns, role } = region;
  const title = region.title();
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = neighbour(event, place, rows, columns);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  return (
    <figure class={`region ${role}`} data-region={id}>
      <figcaption class={role === 'matrix' ? '' : 'dim'}>{title}</figcaption>
      <div class="region-scroll">
        <div
          ref={grid}
          class={`walk-grid columns-${columns}`}
          role="grid"
          aria-label={l10n.t('{0}, {1} × {2}. Arrow keys move.', title, rows, columns)}
          aria-rowcount={rows}
          aria-colcount={columns}
          onKeyDown={onKeyDown}
        >
          {Array.from({ length: rows }, (_row, row) => (
            <div key={row} role="row" class="walk-row" aria-rowindex={row + 1}>
              {cells.slice(row * columns, (row + 1) * columns).map((cell, column) => (
                <div
                  key={column}
                  role="gridcell"
                  class={cellClass(cell, region, threads)}
                  data-cell={`${row}-${column}`}
                  tabIndex={row === place.row && column === place.column ? 0 : -1}
                  aria-colindex={column + 1}
                  aria-label={cellWords(region, row, column, cell, threads)}
                  title={cellWords(region, row, column, cell, threads)}
                  onFocus={() => {
                    setPlace({ row, column });
                  }}
                >
                  <span data-text={cellText(cell)} />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </figure>
  );
}

function neighbour(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Place,
  rows: number,
  columns: number,
): Place | null {
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}
