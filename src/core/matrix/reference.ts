import type { Verification } from '../measure/measurement';
import type { Dtype, Problem } from '../problem';
import { accurateDot, timesPairs, timesSigns, timesVector } from './accurateSum';
import type { Dense } from './dense';
import {
  roundedOperandsBound,
  signedSumBound,
  signedSumBoundOfRounded,
  underflowBound,
  worstCaseBound,
} from './errorBound';
import type { OperandRounding } from './errorBound';
import { RandomStream } from './random';
import type { Strided } from './strided';

/** What the results of all strategies of a problem are compared with. */
export interface Reference {
  /**
   * Compares a result, m×n. The reference is computed at the first call and kept. With an `errorGrowth` (see `Prepared`)
   * errors are relative to the largest of the terms' sizes, not to those of their own element.
   */
  verify(c: Dense, errorGrowth?: number | null): Verification;
  /** Compares a result of operands that were rounded first. What they lost to underflow is no part of the error. */
  verifyRounded(c: Dense, rounding: OperandRounding): Verification;
}

/** Up to this many multiplications, and this many elements, every element is checked. */
const COMPLETE_PRODUCTS = 2 ** 24;
const COMPLETE_ELEMENTS = 2 ** 22;

/** Elements of a large C that are checked one by one: anywhere, and as many again in the last row and column each. */
const SAMPLES = 256;
const EDGE_SAMPLES = 32;

/** Vectors of Freivalds' check. */
const SIGN_VECTORS = 2;

/**
 * A float64 reference of C = α·op(A)·op(B) + β·C₀, by compensated dot products where the problem itself is in float64.
 *
 * Small products are checked element by element. Of large ones some elements are, and the whole of C by Freivalds' check
 * (Probabilistic Machines Can Use Less Running Time, IFIP 1977): C·x = α·op(A)·(op(B)·x) + β·C₀·x for vectors x of random
 * signs, row by row, within what rounding explains.
 *
 * @param c0 C before the first run, m×n; copied where β asks for it, so that its memory may be written to afterwards.
 */
export function createReference(problem: Problem, a: Strided, b: Strided, c0: Dense): Reference {
  const { m, k, n, beta } = problem;
  const start: Strided | null = beta === 0 ? null : { elements: c0.elements.slice(), rowStride: n, columnStride: 1 };
  const complete = m * n * Math.max(1, k) <= COMPLETE_PRODUCTS && m * n <= COMPLETE_ELEMENTS;
  const conventionalBound = worstCaseBound(problem);
  const operands = { problem, a, b, start };

  let elements: ElementChecks | undefined;
  let rows: RowChecks | undefined;
  return {
    verify(c, errorGrowth = null) {
      elements ??= elementChecks(operands, complete ? allElements(m, n) : sampledElements(problem));
      const { norm, bound } =
        errorGrowth === null
          ? { norm: errorNorm(elements, c), bound: conventionalBound }
          : normwiseError(operands, elements, c, errorGrowth);
      if (complete) return { norm, bound, method: 'complete' };
      rows ??= rowChecks(operands);
      const { norms } = rows;
      const largestNorm = norms.reduce((most, each) => Math.max(most, each), 0);
      const toleranceOf = (row: number): number =>
        errorGrowth === null ? signedSumBound(problem, norms[row]) : signedSumBound(problem, largestNorm, errorGrowth);
      return { norm: passes(rows, c, toleranceOf) ? norm : Infinity, bound, method: 'sampled and Freivalds' };
    },
    verifyRounded(c, rounding) {
      elements ??= elementChecks(operands, complete ? allElements(m, n) : sampledElements(problem));
      const norm = errorNorm(elements, c, (at) => underflowBound(problem, rounding, sizesOf(operands, at)));
      const bound = roundedOperandsBound(problem, rounding);
      if (complete) return { norm, bound, method: 'complete' };
      rows ??= rowChecks(operands);
      const { norms } = rows;
      const sums = k * (largest(a, m, k) + largest(b, k, n));
      const toleranceOf = (row: number): number => signedSumBoundOfRounded(problem, rounding, norms[row], sums);
      return { norm: passes(rows, c, toleranceOf) ? norm : Infinity, bound, method: 'sampled and Freivalds' };
    },
  };
}

export interface ReferenceOperands {
  readonly problem: Problem;
  readonly a: Strided;
  readonly b: Strided;
  /** C₀, where β is not 0. */
  readonly start: Strided | null;
}

/** Elements of C, `at` being their indices, what they should be, and the size of the terms that they are made of. */
export interface ElementChecks {
  readonly at: Float64Array;
  readonly expected: Float64Array;
  readonly magnitude: Float64Array;
}

function allElements(m: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => at);
}

function sampledElements({ m, n, seed }: Problem): Float64Array {
  const random = new RandomStream(SAMPLE_STREAM, seed);
  const lastRow = (m - 1) * n;
  const at = [0, n - 1, lastRow, lastRow + n - 1];
  for (let sample = 0; sample < SAMPLES; sample++) at.push(random.below(m * n));
  for (let sample = 0; sample < EDGE_SAMPLES; sample++) {
    at.push(lastRow + random.below(n), random.below(m) * n + n - 1);
  }
  return Float64Array.from(at);
}

/** First words of the streams' keys; others are in generate.ts. */
const SAMPLE_STREAM = 11;
const SIGN_STREAM = 12;

/** The reference of some elements of C, by their places row by row: in float64, compensated where the problem is. */
export function elementChecks({ problem, a, b, start }: ReferenceOperands, at: Float64Array): ElementChecks {
  const { k, n, dtype, alpha, beta } = problem;
  const expected = new Float64Array(at.length);
  const magnitude = new Float64Array(at.length);
  for (let check = 0; check < at.length; check++) {
    const i = Math.floor(at[check] / n);
    const j = at[check] - i * n;
    const c0 = start === null ? 0 : start.elements[at[check]];
    let sum = 0;
    let magnitudes = 0;
    // As in BLAS, α = 0 means that A and B are not looked at, and β = 0 that C₀ is not.
    if (alpha !== 0) {
      ({ sum, magnitudes } = plainDot(a, i, b, j, k));
      if (dtype === 'f64' && Number.isFinite(sum)) sum = accurateDot(a, i, b, j, k);
    }
    expected[check] = alpha * sum + beta * c0;
    magnitude[check] = Math.abs(alpha) * magnitudes + Math.abs(beta * c0);
  }
  return { at, expected, magnitude };
}

function plainDot(a: Strided, i: number, b: Strided, j: number, k: number): { sum: number; magnitudes: number } {
  const { elements: as, columnStride } = a;
  const { elements: bs, rowStride } = b;
  let aAt = i * a.rowStride;
  let bAt = j * b.columnStride;
  let sum = 0;
  let magnitudes = 0;
  for (let p = 0; p < k; p++) {
    const product = as[aAt] * bs[bAt];
    sum += product;
    magnitudes += Math.abs(product);
    aAt += columnStride;
    bAt += rowStride;
  }
  return { sum, magnitudes };
}

/** @param excused how far an element may be off beside, asked of those that are off. */
function errorNorm(
  { at, expected, magnitude }: ElementChecks,
  { elements }: Dense,
  excused: (at: number) => number = () => 0,
): number {
  let norm = 0;
  for (let check = 0; check < at.length; check++) {
    const error = relativeError(elements[at[check]], expected[check], magnitude[check]);
    if (error <= norm) continue;
    const excuse = excused(at[check]) / magnitude[check];
    norm = Math.max(norm, Number.isFinite(excuse) ? error - excuse : error);
  }
  return norm;
}

/** The sizes of a row of op(A) and of a column of op(B) summed up, of an element of C. */
function sizesOf({ problem: { k, n }, a, b }: ReferenceOperands, at: number): number {
  const i = Math.floor(at / n);
  const j = at - i * n;
  let sum = 0;
  for (let p = 0; p < k; p++) {
    sum += Math.abs(a.elements[i * a.rowStride + p * a.columnStride]);
    sum += Math.abs(b.elements[p * b.rowStride + j * b.columnStride]);
  }
  return sum;
}

/** |C − R| ÷ magnitude. Without terms the element must be exact; where R is NaN or infinite it must be the same. */
function relativeError(actual: number, expected: number, magnitude: number): number {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Infinity;
  return Math.abs(actual - expected) / magnitude;
}

/** The largest error relative to the largest of the terms' sizes, and how large it may be. */
function normwiseError(
  { problem, a, b, start }: ReferenceOperands,
  { at, expected, magnitude }: ElementChecks,
  { elements }: Dense,
  errorGrowth: number,
): { readonly norm: number; readonly bound: number } {
  const { m, k, n, alpha, beta } = problem;
  const scale = magnitude.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  let norm = 0;
  for (let check = 0; check < at.length; check++) {
    norm = Math.max(norm, relativeError(elements[at[check]], expected[check], scale));
  }
  const ofProduct = Math.abs(alpha) * k * largest(a, m, k) * largest(b, k, n);
  const ofStart = start === null ? 0 : Math.abs(beta) * largest(start, m, n);
  // Without terms only an exact result will do.
  const bound = scale === 0 ? 0 : (errorGrowth * worstCaseBound(problem) * (ofProduct + ofStart)) / scale;
  return { norm, bound };
}

/** The largest finite |element|. */
function largest({ elements, rowStride, columnStride }: Strided, rows: number, columns: number): number {
  let most = 0;
  for (let row = 0; row < rows; row++) {
    let at = row * rowStride;
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(elements[at]);
      if (size > most && size !== Infinity) most = size;
      at += columnStride;
    }
  }
  return most;
}

/** Vectors of signs, what C times each of them should be, and the size of the terms of each row. */
interface RowChecks {
  readonly dtype: Dtype;
  readonly vectors: readonly { readonly signs: Float64Array; readonly expected: Float64Array }[];
  /** Bounds of the Euclidean norms of the rows of |α|·|op(A)|·|op(B)| + |β|·|C₀|. */
  readonly norms: Float64Array;
}

function rowChecks({ problem, a, b, start }: ReferenceOperands): RowChecks {
  const { m, k, n, dtype, seed, alpha, beta } = problem;
  const vectors = Array.from({ length: SIGN_VECTORS }, (_, index) => {
    const random = new RandomStream(SIGN_STREAM, seed, index);
    const signs = Float64Array.from({ length: n }, () => (random.next() < 0.5 ? -1 : 1));
    const product =
      dtype === 'f32'
        ? timesVector(a, m, k, timesVector(b, k, n, signs))
        : timesPairs(a, m, k, timesSigns(b, k, n, signs));
    const started = start === null ? null : signedRowSums(dtype, start, m, n, signs);
    const expected = product.map((value, row) => {
      const fromStart = started === null ? 0 : beta * started[row];
      return alpha === 0 ? fromStart : alpha * value + fromStart;
    });
    return { signs, expected };
  });

  const normB = Math.sqrt(squares(b, k, n).reduce((sum, square) => sum + square, 0));
  const squaresC = start === null ? null : squares(start, m, n);
  const norms = squares(a, m, k).map((square, row) => {
    // Row i of |A|·|B| has a norm of at most ‖a_i‖·‖B‖_F, by Cauchy and Schwarz element by element.
    const norm = Math.abs(alpha) * Math.sqrt(square) * normB;
    const normC = squaresC === null ? 0 : Math.abs(beta) * Math.sqrt(squaresC[row]);
    return norm + normC;
  });
  return { dtype, vectors, norms };
}

/** X·x for signs x. The rounding of plain float64 sums is nothing beside that of float32 results. */
function signedRowSums(
  dtype: Dtype,
  matrix: Strided,
  rows: number,
  columns: number,
  signs: Float64Array,
): Float64Array {
  if (dtype === 'f32') return timesVector(matrix, rows, columns, signs);
  const { high, low } = timesSigns(matrix, rows, columns, signs);
  return high.map((value, row) => value + low[row]);
}

/** The squared Euclidean norm of each row. */
function squares({ elements, rowStride, columnStride }: Strided, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let at = row * rowStride;
    for (let column = 0; column < columns; column++) {
      sums[row] += elements[at] ** 2;
      at += columnStride;
    }
  }
  return sums;
}

function passes({ dtype, vectors }: RowChecks, c: Dense, toleranceOf: (row: number) => number): boolean {
  const { rows, columns, elements } = c;
  return vectors.every(({ signs, expected }) => {
    const sums = signedRowSums(dtype, { elements, rowStride: columns, columnStride: 1 }, rows, columns, signs);
    return expected.every((value, row) => {
      // Where the reference itself is not finite there is nothing to compare.
      if (!Number.isFinite(value)) return true;
      return Math.abs(sums[row] - value) <= toleranceOf(row);
    });
  });
}
