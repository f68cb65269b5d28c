import type { Strided } from './strided';

/**
 * Sums and dot products as if computed with twice the digits of float64 and rounded once: Ogita, Rump & Oishi, Accurate Sum
 * and Dot Product (SIAM J. Sci. Comput. 26, 2005), algorithms 4.3 (Sum2) and 5.3 (Dot2). Their error-free transformations
 * are Knuth's TwoSum and Dekker's TwoProduct with Veltkamp's splitting, written out where they are needed.
 */

/** A vector of float64 pairs: element i is `high[i] + low[i]`. */
export interface PairVector {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** 2^27 + 1: Veltkamp's constant, which splits 53 bits in two halves. */
const SPLITTER = 134217729;

/**
 * The dot product of row `i` of x and column `j` of y, `length` elements, by Dot2.
 *
 * Not finite where an element is not finite, though not always the same NaN or infinity as by plain summation.
 */
export function accurateDot(x: Strided, i: number, y: Strided, j: number, length: number): number {
  const { elements: xs, columnStride } = x;
  const { elements: ys, rowStride } = y;
  let xAt = i * x.rowStride;
  let yAt = j * y.columnStride;
  let sum = 0;
  let correction = 0;
  for (let p = 0; p < length; p++) {
    const a = xs[xAt];
    const b = ys[yAt];
    const product = a * b;
    const next = sum + product;
    const part = next - sum;
    correction += sum - (next - part) + (product - part) + productError(a, b, product);
    sum = next;
    xAt += columnStride;
    yAt += rowStride;
  }
  return sum + correction;
}

/** X·x for X of `rows × columns` elements and a vector of signs ±1, each element by Sum2, kept as pairs. */
export function timesSigns(matrix: Strided, rows: number, columns: number, signs: Float64Array): PairVector {
  const { elements, rowStride, columnStride } = matrix;
  const high = new Float64Array(rows);
  const low = new Float64Array(rows);
  // The inner loop goes the way in which the elements lie.
  const byRows = columnStride <= rowStride;
  const [outerCount, innerCount, outerStride, innerStride] = byRows
    ? [rows, columns, rowStride, columnStride]
    : [columns, rows, columnStride, rowStride];
  for (let outer = 0; outer < outerCount; outer++) {
    let at = outer * outerStride;
    for (let inner = 0; inner < innerCount; inner++) {
      const row = byRows ? outer : inner;
      const value = elements[at] * signs[byRows ? inner : outer];
      const sum = high[row];
      const next = sum + value;
      const part = next - sum;
      high[row] = next;
      low[row] += sum - (next - part) + (value - part);
      at += innerStride;
    }
  }
  return { high, low };
}

/** X·y for X of `rows × columns` elements and a vector of pairs, by Dot2 on the high parts and plain sums of the low ones. */
export function timesPairs(matrix: Strided, rows: number, columns: number, vector: PairVector): Float64Array {
  const { elements, rowStride, columnStride } = matrix;
  const sums = new Float64Array(rows);
  const corrections = new Float64Array(rows);
  const byRows = columnStride <= rowStride;
  const [outerCount, innerCount, outerStride, innerStride] = byRows
    ? [rows, columns, rowStride, columnStride]
    : [columns, rows, columnStride, rowStride];
  for (let outer = 0; outer < outerCount; outer++) {
    let at = outer * outerStride;
    for (let inner = 0; inner < innerCount; inner++) {
      const row = byRows ? outer : inner;
      const column = byRows ? inner : outer;
      const a = elements[at];
      const b = vector.high[column];
      const product = a * b;
      const sum = sums[row];
      const next = sum + product;
      const part = next - sum;
      sums[row] = next;
      corrections[row] += sum - (next - part) + (product - part) + productError(a, b, product) + a * vector.low[column];
      at += innerStride;
    }
  }
  for (let row = 0; row < rows; row++) sums[row] += corrections[row];
  return sums;
}

/** TwoProduct: what rounding took from `product = a·b`. */
function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** X·y by plain sums, for matrices in float32, whose products float64 holds exactly. */
export function timesVector(matrix: Strided, rows: number, columns: number, vector: Float64Array): Float64Array {
  const { elements, rowStride, columnStride } = matrix;
  const sums = new Float64Array(rows);
  if (columnStride <= rowStride) {
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      let at = row * rowStride;
      for (let column = 0; column < columns; column++) {
        sum += elements[at] * vector[column];
        at += columnStride;
      }
      sums[row] = sum;
    }
  } else {
    for (let column = 0; column < columns; column++) {
      const factor = vector[column];
      let at = column * columnStride;
      for (let row = 0; row < rows; row++) {
        sums[row] += elements[at] * factor;
        at += rowStride;
      }
    }
  }
  return sums;
}
