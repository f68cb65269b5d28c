import { partOfCell } from './blockMap';
import type { CellGrid, Part } from './blockMap';

/** '[3, 4]', '[0 … 15, 4 … 7]' */
export function partText({ firstRow, rows, firstColumn, columns }: Part): string {
  return `[${rangeText(firstRow, rows)}, ${rangeText(firstColumn, columns)}]`;
}

/** 'A[0 … 15, 4 … 7]': what a cell is of. */
export function cellPlaceText(of: string, grid: CellGrid, cell: number): string {
  return `${of}${partText(partOfCell(grid, Math.floor(cell / grid.across), cell % grid.across))}`;
}

function rangeText(first: number, length: number): string {
  return length === 1 ? String(first) : `${first} … ${first + length - 1}`;
}
