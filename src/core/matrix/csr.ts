import type { Floats } from './dense';

/** A sparse matrix in compressed rows: row i has the entries `rowStarts[i] … rowStarts[i + 1] - 1`, in rising columns. */
export interface Csr {
  /** One more than there are rows; the last is the number of entries. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Floats;
}

/** Makes starts of counts: `rowStarts[i + 1]` holds how many entries row i has, `rowStarts[0]` anything. */
export function startsFromCounts(rowStarts: Int32Array): void {
  rowStarts[0] = 0;
  for (let row = 1; row < rowStarts.length; row++) rowStarts[row] += rowStarts[row - 1];
}
