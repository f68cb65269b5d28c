/** Element types of a problem: IEEE 754 binary32 and binary64. */
export const DTYPES = ['f32', 'f64'] as const;
export type Dtype = (typeof DTYPES)[number];

/**
 * How the nonzeros of op(A) lie: spread uniformly, in a band around the diagonal, in square blocks, or with row counts
 * that follow a power law. At density 1 all of them are dense.
 */
export const STRUCTURES = ['uniform', 'banded', 'block', 'power'] as const;
export type Structure = (typeof STRUCTURES)[number];

/**
 * One multiplication: C ← α·op(A)·op(B) + β·C, row-major, op(A) m×k, op(B) k×n, C m×n.
 *
 * The seed fixes every element. Elements are drawn from [-1, 1) in the order of op(A), op(B) and C, so that two problems
 * that differ only in their transposes have the same product.
 */
export interface Problem {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly dtype: Dtype;
  /** A is stored as k×m and used transposed. */
  readonly transposeA: boolean;
  /** B is stored as n×k and used transposed. */
  readonly transposeB: boolean;
  readonly alpha: number;
  readonly beta: number;
  readonly structure: Structure;
  /** Share of the elements of op(A) that are stored as nonzeros, above 0 and at most 1. B and C are always dense. */
  readonly density: number;
  readonly seed: number;
}

/** C = A·B, dense, in f32: what most things that can be asked for leave as it is. */
export function plainProblem(m: number, k: number, n: number): Problem {
  return {
    m,
    k,
    n,
    dtype: 'f32',
    transposeA: false,
    transposeB: false,
    alpha: 1,
    beta: 0,
    structure: 'uniform',
    density: 1,
    seed: 1,
  };
}

/** Bytes of one element. */
export function elementBytes(dtype: Dtype): number {
  return dtype === 'f32' ? 4 : 8;
}

/** Bytes of A, B and C, stored dense. */
export function operandBytes({ m, k, n, dtype }: Problem): number {
  return (m * k + k * n + m * n) * elementBytes(dtype);
}

/**
 * The flops of a problem, the same for every strategy: 2·m·n·k where A is dense, 2·nnz(A)·n where it is sparse.
 * `nonzeros` is the count that the generator returned; without it the count is estimated from the density.
 */
export function problemFlops({ m, k, n, density }: Problem, nonzeros = Math.round(m * k * density)): number {
  return density === 1 ? 2 * m * n * k : 2 * nonzeros * n;
}

/** '512×512×512' in the order m×k×n. */
export function sizeLabel({ m, k, n }: Problem): string {
  return `${m}×${k}×${n}`;
}
