import type { Floats } from './dense';

/**
 * A sparse matrix in rows of square blocks: row i of blocks has the blocks `rowStarts[i] … rowStarts[i + 1] - 1`, in rising
 * block columns. A block takes block² elements, which lie in tiles of 4 rows, a column of the tile after the other, so that
 * a kernel reads them in this order. Blocks at the lower edge have tiles that are filled up with zeros, or nothing; those at
 * the right edge have shorter tiles, one right behind the other.
 */
export interface Bsr {
  /** One more than there are rows of blocks; the last is the number of blocks. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Floats;
}

/** Rows and columns of a cell of the map that blocks are found with; those of a block are a multiple. */
export const CELL_SIZE = 4;

/** Which cells of a matrix hold something that is not zero. */
export interface CellMap {
  /** Not 0 where a cell does. */
  readonly cells: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** Distances in `cells` from a cell to the one below it, and to the one on its right. */
  readonly rowStride: number;
  readonly columnStride: number;
}

/** The map of a matrix of this size that is stored as it is, or transposed. `cells` has `cellCount` bytes. */
export function cellMap(cells: Uint8Array, matrixRows: number, matrixColumns: number, isTransposed: boolean): CellMap {
  const rows = Math.ceil(matrixRows / CELL_SIZE);
  const columns = Math.ceil(matrixColumns / CELL_SIZE);
  return isTransposed
    ? { cells, rows, columns, rowStride: 1, columnStride: rows }
    : { cells, rows, columns, rowStride: columns, columnStride: 1 };
}

export function cellCount(matrixRows: number, matrixColumns: number): number {
  return Math.ceil(matrixRows / CELL_SIZE) * Math.ceil(matrixColumns / CELL_SIZE);
}

/** The same map with cells that are so many times as high and wide. */
export function coarsened(map: CellMap, times: number): CellMap {
  const { cells, rowStride, columnStride } = map;
  const rows = Math.ceil(map.rows / times);
  const columns = Math.ceil(map.columns / times);
  const coarse = new Uint8Array(rows * columns);
  for (let row = 0; row < map.rows; row++) {
    let to = Math.floor(row / times) * columns;
    let from = row * rowStride;
    for (let first = 0; first < map.columns; first += times) {
      const end = Math.min(first + times, map.columns);
      let any = 0;
      for (let column = first; column < end; column++) {
        any |= cells[from];
        from += columnStride;
      }
      coarse[to++] |= any;
    }
  }
  return { cells: coarse, rows, columns, rowStride: columns, columnStride: 1 };
}

/** Cells that hold something. */
export function countCells({ cells }: CellMap): number {
  let count = 0;
  for (const cell of cells) if (cell !== 0) count++;
  return count;
}

/** Writes where the blocks are; `map` has a cell for each block. */
export function writeBlockIndex(
  { cells, rows, columns, rowStride, columnStride }: CellMap,
  index: Pick<Bsr, 'rowStarts' | 'columns'>,
): void {
  let block = 0;
  for (let row = 0; row < rows; row++) {
    index.rowStarts[row] = block;
    for (let column = 0; column < columns; column++) {
      if (cells[row * rowStride + column * columnStride] !== 0) index.columns[block++] = column;
    }
  }
  index.rowStarts[rows] = block;
}
