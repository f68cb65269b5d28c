import type { Strided } from '../matrix/strided';

/** Sizes and scalars of C ← α·op(A)·op(B) + β·C, with op(A) m×k and op(B) k×n. Kernels are called with all sizes > 0. */
export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly alpha: number;
  readonly beta: number;
}

export type LoopKernel = (product: Product, a: Strided, b: Strided, c: Strided) => void;

// The kernels below are compiled once for each element type from their source text (specialize.ts): each must stand by
// itself. Offsets grow by their strides, so that the inner loops hold no multiplication but the product's own.

/**
 * The order i-j-k: every element of C is a dot product of a row of op(A) and a column of op(B). The sum stays in a
 * register; the row of A stays in L1; B is read with a stride of a whole row, m times.
 */
export function dotProducts({ m, k, n, alpha, beta }: Product, a: Strided, b: Strided, c: Strided): void {
  const { elements: as, rowStride: aRow, columnStride: aColumn } = a;
  const { elements: bs, rowStride: bRow, columnStride: bColumn } = b;
  const { elements: cs, rowStride: cRow, columnStride: cColumn } = c;
  for (let i = 0; i < m; i++) {
    let cAt = i * cRow;
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let aAt = i * aRow;
      let bAt = j * bColumn;
      for (let p = 0; p < k; p++) {
        sum += as[aAt] * bs[bAt];
        aAt += aColumn;
        bAt += bRow;
      }
      cs[cAt] = beta === 0 ? alpha * sum : alpha * sum + beta * cs[cAt];
      cAt += cColumn;
    }
  }
}

/**
 * The order i-k-j, a gaxpy by rows: a row of C gathers multiples of the rows of op(B). The row of C stays in L1, and B is
 * read in the order in which it lies.
 */
export function rowUpdates({ m, k, n, alpha, beta }: Product, a: Strided, b: Strided, c: Strided): void {
  const { elements: as, rowStride: aRow, columnStride: aColumn } = a;
  const { elements: bs, rowStride: bRow, columnStride: bColumn } = b;
  const { elements: cs, rowStride: cRow, columnStride: cColumn } = c;
  for (let i = 0; i < m; i++) {
    const cFirst = i * cRow;
    let cAt = cFirst;
    for (let j = 0; j < n; j++) {
      cs[cAt] = beta === 0 ? 0 : beta * cs[cAt];
      cAt += cColumn;
    }
    let aAt = i * aRow;
    for (let p = 0; p < k; p++) {
      const factor = alpha * as[aAt];
      let bAt = p * bRow;
      cAt = cFirst;
      for (let j = 0; j < n; j++) {
        cs[cAt] += factor * bs[bAt];
        bAt += bColumn;
        cAt += cColumn;
      }
      aAt += aColumn;
    }
  }
}

/**
 * The order k-i-j: C is the sum of k outer products of a column of op(A) and a row of op(B). The row of B stays in L1; all
 * of C is read and written k times.
 */
export function outerProducts({ m, k, n, alpha, beta }: Product, a: Strided, b: Strided, c: Strided): void {
  const { elements: as, rowStride: aRow, columnStride: aColumn } = a;
  const { elements: bs, rowStride: bRow, columnStride: bColumn } = b;
  const { elements: cs, rowStride: cRow, columnStride: cColumn } = c;
  for (let i = 0; i < m; i++) {
    let cAt = i * cRow;
    for (let j = 0; j < n; j++) {
      cs[cAt] = beta === 0 ? 0 : beta * cs[cAt];
      cAt += cColumn;
    }
  }
  for (let p = 0; p < k; p++) {
    let aAt = p * aColumn;
    for (let i = 0; i < m; i++) {
      const factor = alpha * as[aAt];
      let bAt = p * bRow;
      let cAt = i * cRow;
      for (let j = 0; j < n; j++) {
        cs[cAt] += factor * bs[bAt];
        bAt += bColumn;
        cAt += cColumn;
      }
      aAt += aRow;
    }
  }
}
