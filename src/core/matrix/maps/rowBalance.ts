import type { Strided } from '../strided';

/** How evenly the nonzeros of a matrix lie over its rows. */
export interface RowBalance {
  readonly nonzeros: number;
  /** Nonzeros of the emptiest and of the fullest row, and the mean of all; 0 where there are no rows. */
  readonly fewest: number;
  readonly most: number;
  readonly mean: number;
  /** Rows by how many nonzeros they have, in bins of equal width that cover `fewest` to `most`. */
  readonly bins: readonly RowBin[];
  /**
   * Nonzeros of the fullest of `parts` parts with equally many rows, over their mean: what a thread too many has to do
   * where rows are shared out evenly.
   */
  readonly parts: number;
  readonly fullestPart: number;
}

export interface RowBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

const MOST_BINS = 24;

/** @param parts threads that would share the rows */
export function rowBalance(
  { elements, rowStride, columnStride }: Strided,
  rows: number,
  columns: number,
  parts: number,
): RowBalance {
  const counts = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let at = row * rowStride;
    for (let column = 0; column < columns; column++) {
      if (elements[at] !== 0) counts[row] += 1;
      at += columnStride;
    }
  }
  return balanceOf(counts, Math.max(1, Math.min(parts, rows)));
}

/** The same of the nonzeros of each row. */
export function balanceOf(counts: Float64Array, parts: number): RowBalance {
  const rows = counts.length;
  let [nonzeros, fewest, most] = [0, Infinity, 0];
  const ofParts = new Float64Array(parts);
  for (const [row, count] of counts.entries()) {
    nonzeros += count;
    fewest = Math.min(fewest, count);
    most = Math.max(most, count);
    ofParts[Math.floor((row * parts) / rows)] += count;
  }
  if (rows === 0) fewest = 0;
  return {
    nonzeros,
    fewest,
    most,
    mean: rows === 0 ? 0 : nonzeros / rows,
    bins: binsOf(counts, fewest, most),
    parts,
    fullestPart: nonzeros === 0 ? 1 : (ofParts.reduce((x, y) => Math.max(x, y), 0) * parts) / nonzeros,
  };
}

function binsOf(counts: Float64Array, fewest: number, most: number): readonly RowBin[] {
  const width = Math.max(1, Math.ceil((most - fewest + 1) / MOST_BINS));
  const rows = new Float64Array(counts.length === 0 ? 0 : Math.ceil((most - fewest + 1) / width));
  for (const count of counts) rows[Math.floor((count - fewest) / width)] += 1;
  return Array.from(rows, (each, bin) => ({
    from: fewest + bin * width,
    to: Math.min(most, fewest + (bin + 1) * width - 1),
    rows: each,
  }));
}
