import { aligned } from '../../matrix/operands';
import type { ProductSize } from '../wasm/gemmBlocking';
import { halfOf, partOf, quartersOf } from './block';
import type { Block } from './block';

/** What becomes of C before a product is added to it: it is overwritten, kept, or multiplied by the problem's β. */
export type Start = 'zero' | 'kept' | 'beta';

/** One call of a kernel. `multiply` is C ← α·A·B + start·C; the sums are on stored matrices (wasm/matrixSums.ts). */
export type Step =
  | {
      readonly kind: 'multiply';
      readonly size: ProductSize;
      readonly a: Block;
      readonly b: Block;
      readonly c: Block;
      readonly start: Start;
    }
  | {
      readonly kind: 'add' | 'subtract';
      readonly rows: number;
      readonly columns: number;
      readonly target: Block;
      readonly x: Block;
      readonly y: Block;
    }
  | {
      readonly kind: 'gather';
      readonly rows: number;
      readonly columns: number;
      readonly target: Block;
      readonly x: Block;
      readonly y: Block;
      readonly start: 'kept' | 'beta';
    };

/** A product that is to be computed: op(A) and op(B) as they are stored, and where C lies. */
export interface Product {
  readonly size: ProductSize;
  readonly a: Block;
  readonly b: Block;
  readonly c: Block;
  readonly start: Start;
}

/** Levels that a product of this size can be cut into: the smallest quarter has one row, one column and one step of k. */
export function possibleLevels({ m, k, n }: ProductSize): number {
  return Math.floor(Math.log2(Math.max(1, Math.min(m, k, n))));
}

/** The part of a product that `levels` halvings divide without a rest. */
export function coreOf({ m, k, n }: ProductSize, levels: number): ProductSize {
  const even = (count: number): number => count - (count % 2 ** levels);
  return { m: even(m), k: even(k), n: even(n) };
}

/** Bytes of the temporary matrices of all levels, an upper bound. `start` is that of the whole product. */
export function temporaryBytes(size: ProductSize, levels: number, start: Start, elementBytes: number): number {
  let bytes = 0;
  let half = coreOf(size, levels);
  for (let level = 0; level < levels; level++) {
    half = halfOf(half);
    const { m, k, n } = half;
    // Below the first level there are products that are added to what is there.
    const needsW = start !== 'zero' || level > 0;
    bytes += [m * k, k * n, m * n, needsW ? m * n : 0].reduce((sum, count) => sum + aligned(count * elementBytes), 0);
  }
  return bytes;
}

/**
 * The steps of a product by `levels` levels of Strassen–Winograd, at most `possibleLevels`; 0 is one plain product.
 *
 * Sizes that the levels do not divide are peeled: the even part is computed recursively, the last rows, columns and steps
 * of k, fewer than 2^levels, by plain products (Huss-Lederman et al., Implementation of Strassen's Algorithm for Matrix
 * Multiplication, Supercomputing 1996, there one at a time).
 *
 * @param workspace address of `temporaryBytes`.
 */
export function strassenSteps(product: Product, levels: number, workspace: number, elementBytes: number): Step[] {
  const { size, a, b, c, start } = product;
  const steps: Step[] = [];
  const { m, k, n } = coreOf(size, levels);
  multiplyRecursively(steps, { size: { m, k, n }, a, b, c, start }, levels, workspace, elementBytes);

  const part = (block: Block, row: number, column: number): Block => partOf(block, row, column, elementBytes);
  const multiply = (rest: Product): void => {
    const { size } = rest;
    if (size.m * size.k * size.n > 0) steps.push({ kind: 'multiply', ...rest });
  };
  multiply({ size: { m, k: size.k - k, n }, a: part(a, 0, k), b: part(b, k, 0), c, start: 'kept' });
  multiply({ size: { m, k: size.k, n: size.n - n }, a, b: part(b, 0, n), c: part(c, 0, n), start });
  multiply({ size: { m: size.m - m, k: size.k, n: size.n }, a: part(a, m, 0), b, c: part(c, m, 0), start });
  return steps;
}

/**
 * One level of Winograd's variant: 7 products of quarters and 15 sums (Golub & Van Loan, Matrix Computations, 4th ed. 2013,
 * problem 1.3.8; schedules in Douglas et al., GEMMW: A Portable Level 3 BLAS Winograd Variant of Strassen's Matrix-Matrix
 * Multiply Algorithm, J. Comput. Phys. 110, 1994, and Boyer et al., Memory efficient scheduling of Strassen-Winograd's
 * matrix multiplication algorithm, ISSAC 2009).
 *
 *     S1 = A21 + A22   T1 = B12 − B11   P1 = A11·B11   P5 = S1·T1      U2 = P1 + P6        C11 = P1 + P2
 *     S2 = S1 − A11    T2 = B22 − T1    P2 = A12·B21   P6 = S2·T2      U3 = U2 + P7        C12 = U2 + P5 + P3
 *     S3 = A11 − A21   T3 = B22 − B12   P3 = S4·B22    P7 = S3·T3                          C21 = U3 − P4
 *     S4 = A12 − S2    T4 = T2 − B21    P4 = A22·T4                                        C22 = U3 + P5
 *
 * The kernel adds a product to what is there at next to no cost, so that P6 and P7 are added to P1 in Z as they are
 * computed; −T4 is formed, so that P4 is added too. What is left of the 7 sums on C is 4 passes over memory. For this there
 * is one temporary matrix more than the least: X for the S, Y for the T, Z for the U, and where C22 holds what must be
 * kept, W for P5.
 */
function multiplyRecursively(
  steps: Step[],
  { size, a, b, c, start }: Product,
  levels: number,
  workspace: number,
  elementBytes: number,
): void {
  if (levels === 0) {
    steps.push({ kind: 'multiply', size, a, b, c, start });
    return;
  }
  const half = halfOf(size);
  const { m, k, n } = half;
  let end = workspace;
  const temporary = (rows: number, columns: number, transposed: boolean): Block => {
    const address = end;
    end += aligned(rows * columns * elementBytes);
    return { address, leading: transposed ? rows : columns, transposed };
  };
  const as = quartersOf(a, m, k, elementBytes);
  const bs = quartersOf(b, k, n, elementBytes);
  const cs = quartersOf(c, m, n, elementBytes);
  const x = temporary(m, k, a.transposed);
  const y = temporary(k, n, b.transposed);
  const z = temporary(m, n, false);
  const w = start === 'zero' ? cs.lowerRight : temporary(m, n, false);

  const multiply = (left: Block, right: Block, target: Block, start: Start): void => {
    multiplyRecursively(steps, { size: half, a: left, b: right, c: target, start }, levels - 1, end, elementBytes);
  };
  // Sums are on what is stored: the other way round where the operand is transposed.
  const [aRows, aColumns] = a.transposed ? [k, m] : [m, k];
  const [bRows, bColumns] = b.transposed ? [n, k] : [k, n];
  const sumOfA = (kind: 'add' | 'subtract', first: Block, second: Block): void => {
    steps.push({ kind, rows: aRows, columns: aColumns, target: x, x: first, y: second });
  };
  const differenceOfB = (first: Block, second: Block): void => {
    steps.push({ kind: 'subtract', rows: bRows, columns: bColumns, target: y, x: first, y: second });
  };
  const addTo = (target: Block, block: Block): void => {
    steps.push({ kind: 'add', rows: m, columns: n, target, x: target, y: block });
  };
  const gather = (target: Block, start: 'kept' | 'beta'): void => {
    steps.push({ kind: 'gather', rows: m, columns: n, target, x: w, y: z, start });
  };

  multiply(as.upperLeft, bs.upperLeft, z, 'zero'); // P1
  multiply(as.upperRight, bs.lowerLeft, cs.upperLeft, start); // P2
  addTo(cs.upperLeft, z); // C11
  sumOfA('add', as.lowerLeft, as.lowerRight); // S1
  differenceOfB(bs.upperRight, bs.upperLeft); // T1
  multiply(x, y, w, 'zero'); // P5
  sumOfA('subtract', x, as.upperLeft); // S2
  differenceOfB(bs.lowerRight, y); // T2
  multiply(x, y, z, 'kept'); // U2 = P1 + P6
  sumOfA('subtract', as.upperRight, x); // S4
  multiply(x, bs.lowerRight, cs.upperRight, start); // P3
  gather(cs.upperRight, 'kept'); // C12
  differenceOfB(bs.lowerLeft, y); // −T4
  multiply(as.lowerRight, y, cs.lowerLeft, start); // −P4
  sumOfA('subtract', as.upperLeft, as.lowerLeft); // S3
  differenceOfB(bs.lowerRight, bs.upperRight); // T3
  multiply(x, y, z, 'kept'); // U3 = U2 + P7
  addTo(cs.lowerLeft, z); // C21
  if (start === 'zero') addTo(cs.lowerRight, z);
  else gather(cs.lowerRight, start); // C22
}
