import { aligned } from '../../matrix/operands';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { Epilogue, KernelContext, Operand } from '../strategy';
import { DOT_SCRATCH_BYTES } from './dotKernel';
import { GEMM_KERNELS } from './gemm';
import { layoutOf, swappedLayout } from './gemmBlocking';
import type { GemmBlocking, ProductLayout } from './gemmBlocking';
import { EPILOGUE_PARAMETERS } from './epilogue';
import { GEMM_PARAMETERS } from './gemmParameters';
import type { GemmParameter } from './gemmParameters';
import { tileElements } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { allocateScalars, EDGE_OFFSET } from './scalars';
import { betaAddress } from './stridedCall';

/** Bytes of each piece of workspace that one thread needs, multiples of 64. */
export interface GemmWorkspaceSize {
  readonly panelsA: number;
  readonly panelsB: number;
  readonly scalars: number;
}

export function gemmWorkspaceSize(
  shape: GemmShape,
  product: ProductLayout,
  { swapped, kernel, packA, packB, mc, kc, nc }: GemmBlocking,
): GemmWorkspaceSize {
  const { m, k, n, transposeA } = swapped ? swappedLayout(product) : product;
  const { mr, nr, dtype } = shape;
  const bytes = elementBytes(dtype);
  const depth = Math.min(k, kc);
  const scalars = aligned(EDGE_OFFSET + Math.max(tileElements(shape) * bytes, DOT_SCRATCH_BYTES));
  if (kernel === 'outer') return { panelsA: 0, panelsB: 0, scalars };
  if (kernel === 'dot') return { panelsA: transposeA ? aligned(m * depth * bytes) : 0, panelsB: 0, scalars };
  const rows = packA ? Math.ceil(Math.min(m, mc) / mr) * mr : 0;
  // Without packing there may still be the panel of the last columns.
  const columns = packB ? Math.ceil(Math.min(n, nc) / nr) * nr : nr;
  return { panelsA: aligned(rows * depth * bytes), panelsB: aligned(columns * depth * bytes), scalars };
}

export function totalBytes({ panelsA, panelsB, scalars }: GemmWorkspaceSize): number {
  return panelsA + panelsB + scalars;
}

/** The workspace of one thread, by addresses. */
export interface GemmWorkspace {
  readonly panelsA: number;
  readonly panelsB: number;
  readonly scalars: number;
}

/** Reserves the workspace of a thread and writes the scalars to it. */
export function allocateGemmWorkspace(
  size: GemmWorkspaceSize,
  context: Pick<KernelContext, 'problem' | 'memory' | 'allocate'> & { readonly epilogue?: Epilogue },
): GemmWorkspace {
  return {
    panelsA: context.allocate(size.panelsA),
    panelsB: context.allocate(size.panelsB),
    scalars: allocateScalars(context, size.scalars),
  };
}

/** The part of C that a call computes. */
export interface Region {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
}

export function wholeOf({ rows, columns }: Operand): Region {
  return { firstRow: 0, rows, firstColumn: 0, columns };
}

/**
 * Whether C is finished as it is written: by tiles that lie in C as it is stored. Dot products write C an element at a time,
 * and so do tiles of Cᵀ: there a pass in vectors is faster, by 0.3 µs where C is 64×10.
 */
export function canFuse({ kernel, swapped }: GemmBlocking): boolean {
  return kernel === 'tiles' && !swapped;
}

/**
 * What a module with an epilogue takes behind `gemmArguments` for a region of C, in the order of `EPILOGUE_PARAMETERS`; `null`
 * for the product alone.
 */
export function epilogueArguments(
  epilogue: Epilogue | null,
  { dtype }: Problem,
  { firstColumn }: Region,
): readonly number[] {
  const values: Readonly<Record<(typeof EPILOGUE_PARAMETERS)[number], number>> = {
    bias: epilogue === null ? 0 : epilogue.bias + firstColumn * elementBytes(dtype),
  };
  return EPILOGUE_PARAMETERS.map((name) => values[name]);
}

/** The arguments of the exported function for a region of C, in the order of `GEMM_PARAMETERS`. */
export function gemmArguments(
  { problem, a, b, c }: Pick<KernelContext, 'problem' | 'a' | 'b' | 'c'>,
  { firstRow, rows, firstColumn, columns }: Region,
  blocking: GemmBlocking,
  workspace: GemmWorkspace,
): readonly number[] {
  const bytes = elementBytes(problem.dtype);
  const { swapped } = blocking;
  const product = layoutOf(problem, { m: rows, k: problem.k, n: columns }, { a, b, c });
  const { m, k, n, transposeA, transposeB, aLeading, bLeading } = swapped ? swappedLayout(product) : product;
  const ofA = a.offset + firstRow * a.rowStride * bytes;
  const ofB = b.offset + firstColumn * b.columnStride * bytes;
  const cLeading = c.columns * bytes;
  const cColumn = swapped ? cLeading : bytes;
  const values: Readonly<Record<GemmParameter, number>> = {
    m,
    k,
    n,
    a: swapped ? ofB : ofA,
    aLeading: aLeading * bytes,
    aTransposed: transposeA ? 1 : 0,
    b: swapped ? ofA : ofB,
    bLeading: bLeading * bytes,
    bTransposed: transposeB ? 1 : 0,
    c: c.offset + (firstRow * c.rowStride + firstColumn) * bytes,
    cRow: swapped ? bytes : cLeading,
    cColumn,
    kernel: GEMM_KERNELS.indexOf(blocking.kernel),
    mc: blocking.mc,
    kc: blocking.kc,
    nc: blocking.nc,
    packA: blocking.packA ? 1 : 0,
    packB: blocking.packB ? 1 : 0,
    wide: blocking.wide ? 1 : 0,
    ...workspace,
    beta: betaAddress(problem.beta, workspace.scalars),
  };
  return GEMM_PARAMETERS.map((name) => values[name]);
}
