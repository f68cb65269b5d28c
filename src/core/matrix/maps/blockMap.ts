import type { Strided } from '../strided';
import { packNumbers } from './packedNumbers';
import type { PackedNumbers } from './packedNumbers';

/** Cells of a map at most, down and across: what is sent does not grow with the matrix. */
export const MOST_CELLS = 256;

/** Some rows and columns of a matrix. */
export interface Part {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
}

/** How a part is cut into cells of equal size; the last ones may be smaller. */
export interface CellGrid {
  readonly part: Part;
  readonly rowsOfCell: number;
  readonly columnsOfCell: number;
  /** Cells down and across. */
  readonly down: number;
  readonly across: number;
}

/** A part of a matrix, reduced to cells; the numbers of each row by row. */
export interface BlockMap extends CellGrid {
  readonly minimum: PackedNumbers;
  readonly maximum: PackedNumbers;
  readonly mean: PackedNumbers;
  /** How many elements of each cell are not 0. */
  readonly nonzeros: PackedNumbers;
}

/** Cuts a part into at most `cells` (of `MOST_CELLS`) down and across. */
export function cellGrid(part: Part, cells: number): CellGrid {
  const most = Math.min(MOST_CELLS, Math.max(1, cells));
  const rowsOfCell = Math.max(1, Math.ceil(part.rows / most));
  const columnsOfCell = Math.max(1, Math.ceil(part.columns / most));
  return {
    part,
    rowsOfCell,
    columnsOfCell,
    down: Math.ceil(part.rows / rowsOfCell),
    across: Math.ceil(part.columns / columnsOfCell),
  };
}

/** The part of a cell. */
export function partOfCell({ part, rowsOfCell, columnsOfCell }: CellGrid, line: number, column: number): Part {
  const [top, left] = [line * rowsOfCell, column * columnsOfCell];
  return {
    firstRow: part.firstRow + top,
    rows: Math.min(rowsOfCell, part.rows - top),
    firstColumn: part.firstColumn + left,
    columns: Math.min(columnsOfCell, part.columns - left),
  };
}

/** What a part holds of a matrix of so many rows and columns; `null` is all of it, and what lies outside is left away. */
export function partWithin(wanted: Part | null, rows: number, columns: number): Part {
  if (wanted === null) return { firstRow: 0, rows, firstColumn: 0, columns };
  const firstRow = Math.min(wanted.firstRow, Math.max(0, rows - 1));
  const firstColumn = Math.min(wanted.firstColumn, Math.max(0, columns - 1));
  return {
    firstRow,
    rows: Math.min(wanted.rows, rows - firstRow),
    firstColumn,
    columns: Math.min(wanted.columns, columns - firstColumn),
  };
}

/** Gathers elements, cell by cell. An element that is not a number makes the mean of its cell none either. */
export class CellStatistics {
  private readonly minimum: Float64Array;
  private readonly maximum: Float64Array;
  private readonly sum: Float64Array;
  private readonly count: Float64Array;
  private readonly nonzeros: Float64Array;

  constructor(private readonly grid: CellGrid) {
    const cells = grid.down * grid.across;
    this.minimum = new Float64Array(cells).fill(Infinity);
    this.maximum = new Float64Array(cells).fill(-Infinity);
    this.sum = new Float64Array(cells);
    this.count = new Float64Array(cells);
    this.nonzeros = new Float64Array(cells);
  }

  add(cell: number, value: number): void {
    if (value < this.minimum[cell]) this.minimum[cell] = value;
    if (value > this.maximum[cell]) this.maximum[cell] = value;
    this.sum[cell] += value;
    this.count[cell] += 1;
    if (value !== 0) this.nonzeros[cell] += 1;
  }

  map(): BlockMap {
    return {
      ...this.grid,
      minimum: packNumbers(this.minimum),
      maximum: packNumbers(this.maximum),
      mean: packNumbers(this.sum.map((sum, cell) => sum / this.count[cell])),
      nonzeros: packNumbers(this.nonzeros),
    };
  }
}

/** Reduces a part of a matrix. */
export function blockMap({ elements, rowStride, columnStride }: Strided, part: Part, cells: number): BlockMap {
  const grid = cellGrid(part, cells);
  const statistics = new CellStatistics(grid);
  for (let row = 0; row < part.rows; row++) {
    const firstCell = Math.floor(row / grid.rowsOfCell) * grid.across;
    let at = (part.firstRow + row) * rowStride + part.firstColumn * columnStride;
    for (let cell = 0; cell < grid.across; cell++) {
      const end = Math.min(part.columns, (cell + 1) * grid.columnsOfCell);
      for (let column = cell * grid.columnsOfCell; column < end; column++) {
        statistics.add(firstCell + cell, elements[at]);
        at += columnStride;
      }
    }
  }
  return statistics.map();
}
