import { specializeAll } from '../kernels/specialize';
import type { Dtype } from '../problem';
import type { Floats } from './dense';
import type { Strided } from './strided';

/** A sparse matrix in compressed rows: row i has the entries `rowStarts[i] … rowStarts[i + 1] - 1`, in rising columns. */
export interface Csr {
  /** One more than there are rows; the last is the number of entries. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Floats;
}

/**
 * Counts what is not zero in a `rows × columns` matrix, NaN included, and writes the row starts.
 *
 * Compiled for each element type from its source text, as the next one: it must stand by itself.
 */
function startRows(matrix: Strided, rows: number, columns: number, rowStarts: Int32Array): void {
  const { elements, rowStride, columnStride } = matrix;
  rowStarts.fill(0);
  // Both loops go the way in which the elements lie.
  const byRows = columnStride <= rowStride;
  const outerCount = byRows ? rows : columns;
  const innerCount = byRows ? columns : rows;
  const outerStride = byRows ? rowStride : columnStride;
  for (let outer = 0; outer < outerCount; outer++) {
    let at = outer * outerStride;
    for (let inner = 0; inner < innerCount; inner++) {
      if (elements[at] !== 0) rowStarts[(byRows ? outer : inner) + 1]++;
      at++;
    }
  }
  for (let row = 0; row < rows; row++) rowStarts[row + 1] += rowStarts[row];
}

/** Writes columns and values of what is not zero to where the row starts say. */
function fillRows(matrix: Strided, rows: number, columns: number, csr: Csr): void {
  const { elements, rowStride, columnStride } = matrix;
  const { columns: columnOf, values } = csr;
  const next = csr.rowStarts.slice();
  const byRows = columnStride <= rowStride;
  const outerCount = byRows ? rows : columns;
  const innerCount = byRows ? columns : rows;
  const outerStride = byRows ? rowStride : columnStride;
  for (let outer = 0; outer < outerCount; outer++) {
    let at = outer * outerStride;
    for (let inner = 0; inner < innerCount; inner++) {
      const value = elements[at];
      if (value !== 0) {
        const entry = next[byRows ? outer : inner]++;
        columnOf[entry] = byRows ? inner : outer;
        values[entry] = value;
      }
      at++;
    }
  }
}

const rowStarters = specializeAll(startRows);
const rowFillers = specializeAll(fillRows);

/** Elements of a matrix that are not zero, NaN included. */
export function countNonzeros({ elements }: Pick<Strided, 'elements'>): number {
  let count = 0;
  for (const element of elements) if (element !== 0) count++;
  return count;
}

/** Converts a dense `rows × columns` matrix without gaps, stored by rows or by columns, into arrays of the right length. */
export function writeCsr(matrix: Strided, dtype: Dtype, rows: number, columns: number, csr: Csr): void {
  rowStarters[dtype](matrix, rows, columns, csr.rowStarts);
  rowFillers[dtype](matrix, rows, columns, csr);
}
