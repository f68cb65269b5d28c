import type { Colour } from '../colour';

/** A map of many cells, which are numbered row by row. */
export interface CellMap {
  readonly down: number;
  readonly across: number;
  /** `null`: nothing to colour; the ground is seen there. */
  readonly colourOf: (cell: number) => Colour | null;
  /** Whether the ground is hatched, which says that nothing was measured. */
  readonly isHatched: boolean;
  /** What is written into a cell that has room for it; '' for nothing. */
  readonly textOf: (cell: number) => string;
  /** Whether a corner of the cell is marked. */
  readonly isMarked: (cell: number) => boolean;
  /** All that is known of a cell, for the line below the map and the screen reader. */
  readonly wordsOf: (cell: number) => string;
  /** What stands beside the lines and above the columns; `null`: nothing. */
  readonly labels: {
    readonly ofLine: (line: number) => string;
    readonly ofColumn: (column: number) => string;
  } | null;
}

export interface CellPlace {
  readonly line: number;
  readonly column: number;
}

export function cellAt({ across }: Pick<CellMap, 'across'>, { line, column }: CellPlace): number {
  return line * across + column;
}

/** The nearest place that is on the map. */
export function placeWithin(
  { down, across }: Pick<CellMap, 'down' | 'across'>,
  { line, column }: CellPlace,
): CellPlace {
  return {
    line: Math.max(0, Math.min(line, down - 1)),
    column: Math.max(0, Math.min(column, across - 1)),
  };
}

/** Where a key leads from a place, a tenth of the map at a time with Page Up and Page Down; `null` where it does not move. */
export function placeByKey(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { line, column }: CellPlace,
  map: Pick<CellMap, 'down' | 'across'>,
): CellPlace | null {
  const [lastLine, lastColumn] = [map.down - 1, map.across - 1];
  const page = Math.max(1, Math.round(map.down / 10));
  switch (key) {
    case 'ArrowRight':
      return placeWithin(map, { line, column: column + 1 });
    case 'ArrowLeft':
      return placeWithin(map, { line, column: column - 1 });
    case 'ArrowDown':
      return placeWithin(map, { line: line + 1, column });
    case 'ArrowUp':
      return placeWithin(map, { line: line - 1, column });
    case 'PageDown':
      return placeWithin(map, { line: line + page, column });
    case 'PageUp':
      return placeWithin(map, { line: line - page, column });
    case 'Home':
      return { line: ctrlKey ? 0 : line, column: 0 };
    case 'End':
      return { line: ctrlKey ? lastLine : line, column: lastColumn };
    default:
      return null;
  }
}
