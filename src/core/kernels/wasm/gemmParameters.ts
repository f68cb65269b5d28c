import { EPILOGUE_PARAMETERS } from './epilogue';

/**
 * What every way to compute C ← α·op(A)·op(B) + β·C takes, for m, k, n ≥ 1; C may be a part of a larger matrix. All are
 * integers:
 *
 * - `a`, `b`, `c`: addresses of op(A)[0, 0], op(B)[0, 0] and C[0, 0];
 * - `aLeading`, `bLeading`: bytes from a stored row to the next;
 * - `aTransposed`: 1 where A is stored transposed;
 * - `cRow`, `cColumn`: bytes from a row of C, or a column, to the next: C may be stored transposed;
 * - `kc`, `nc`: steps of k, and columns of op(B), that are worked on at a time;
 * - `panelsA`: address of the workspace for rows of op(A) (`gemmWorkspaceSize`);
 * - `scalars`: address of α, β and 1 (scalars.ts), `EDGE_OFFSET` before the tile for edges;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const PRODUCT_PARAMETERS = [
  'm',
  'k',
  'n',
  'a',
  'aLeading',
  'aTransposed',
  'b',
  'bLeading',
  'c',
  'cRow',
  'cColumn',
  'kc',
  'nc',
  'panelsA',
  'scalars',
  'beta',
] as const;

/**
 * Those of the five loops, which take nc in whole tiles:
 *
 * - `bTransposed`: 1 where B is stored transposed;
 * - `mc`: rows of op(A) that are worked on at a time, a multiple of mr;
 * - `packA`, `packB`: 1 where the operand is copied into panels; B always is where it is transposed;
 * - `wide`: 1 where wider tiles are to be used if m is at most as large as theirs;
 * - `panelsB`: address of the workspace for panels of op(B).
 */
export const FIVE_LOOPS_PARAMETERS = [
  ...PRODUCT_PARAMETERS,
  'bTransposed',
  'mc',
  'packA',
  'packB',
  'wide',
  'panelsB',
] as const;

/** Those of the exported function, in their order. `kernel` is the number of the kernel (`GEMM_KERNELS`). */
export const GEMM_PARAMETERS = [...FIVE_LOOPS_PARAMETERS, 'kernel'] as const;
/** The same of a module with an epilogue. */
export const FUSED_GEMM_PARAMETERS = [...GEMM_PARAMETERS, ...EPILOGUE_PARAMETERS] as const;
export type GemmParameter = (typeof GEMM_PARAMETERS)[number];
