import { assertNever } from '../../assertNever';
import { aligned } from '../../matrix/operands';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { KernelContext, Operand } from '../strategy';
import { GEMM_PARAMETERS } from './gemm';
import type { GemmParameter } from './gemm';
import { tileElements } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { allocateScalars, EDGE_OFFSET } from './scalars';
import { betaAddress } from './stridedCall';

/** Rows and columns of op(A)·op(B), and what is summed over. */
export type ProductSize = Pick<Problem, 'm' | 'k' | 'n'>;

export interface GemmBlocking {
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
  readonly packA: boolean;
  readonly packB: boolean;
}

/** Which operands are copied into panels; `auto` decides by the size. */
export const PACKING_PATHS = ['auto', 'packed', 'packed B', 'direct'] as const;
export type PackingPath = (typeof PACKING_PATHS)[number];

/** What the user has set; `null` where the strategy chooses. */
export interface BlockingWishes {
  readonly mc: number | null;
  readonly kc: number | null;
  readonly nc: number | null;
  readonly path: PackingPath;
}

export const NO_WISHES: BlockingWishes = { mc: null, kc: null, nc: null, path: 'auto' };

/** Bytes of a block of A, mc×kc: a part of a second-level cache of 512 KiB or more. */
const A_BLOCK_BYTES = 192 * 1024;
/** Bytes of the panels of B, kc×nc: a part of a third-level cache. */
const B_PANELS_BYTES = 4 * 1024 * 1024;
const DEPTH = 256;

/** Operands of up to so many bytes together stay in the second-level cache: there is nothing that packing could win. */
const DIRECT_BYTES = 256 * 1024;
/** Up to so many bytes of A its rows are found fast enough. */
const DIRECT_A_BYTES = 1024 * 1024;
/** An operand that fewer tiles of the other one are multiplied with is read too few times to repay its copying. */
const TILES_TO_PACK = 4;

/** How to compute a product of this size; what is not wished for is chosen. */
export function gemmBlocking(
  shape: GemmShape,
  { m, k, n }: ProductSize,
  transposeB: boolean,
  wishes: BlockingWishes,
): GemmBlocking {
  const bytes = elementBytes(shape.dtype);
  const packing = packingFor(shape, { m, k, n }, wishes.path);
  const packB = packing.packB || transposeB;
  const kc = wishes.kc ?? (packB ? evenShare(k, DEPTH, shape.unroll) : k);
  const mc = wishes.mc ?? evenShare(m, A_BLOCK_BYTES / (kc * bytes), shape.mr);
  const nc = wishes.nc ?? B_PANELS_BYTES / (kc * bytes);
  return { mc: multiple(mc, shape.mr), kc, nc: multiple(nc, shape.nr), packA: packing.packA, packB };
}

function packingFor(
  { dtype, mr, nr }: GemmShape,
  { m, k, n }: ProductSize,
  path: PackingPath,
): { readonly packA: boolean; readonly packB: boolean } {
  switch (path) {
    case 'packed':
      return { packA: true, packB: true };
    case 'packed B':
      return { packA: false, packB: true };
    case 'direct':
      return { packA: false, packB: false };
    case 'auto': {
      const bytes = elementBytes(dtype);
      const isSmall = (m * k + k * n + m * n) * bytes <= DIRECT_BYTES;
      return {
        packA: m * k * bytes > DIRECT_A_BYTES && n > TILES_TO_PACK * nr,
        packB: !isSmall && m > TILES_TO_PACK * mr,
      };
    }
    default:
      return assertNever(path);
  }
}

/** The greatest multiple of `unit` that is at most `value`, but at least one. */
function multiple(value: number, unit: number): number {
  return Math.max(1, Math.floor(value / unit)) * unit;
}

/** Parts of `total` as equal as multiples of `unit` allow, of at most about `limit`, so that no small rest is left over. */
function evenShare(total: number, limit: number, unit: number): number {
  const parts = Math.max(1, Math.ceil(total / Math.max(limit, unit)));
  return Math.ceil(total / parts / unit) * unit;
}

/** Bytes of each piece of workspace that one thread needs, multiples of 64. */
export interface GemmWorkspaceSize {
  readonly panelsA: number;
  readonly panelsB: number;
  readonly scalars: number;
}

export function gemmWorkspaceSize(
  shape: GemmShape,
  { m, k, n }: ProductSize,
  blocking: GemmBlocking,
): GemmWorkspaceSize {
  const { mr, nr, dtype } = shape;
  const bytes = elementBytes(dtype);
  const depth = Math.min(k, blocking.kc);
  const rows = blocking.packA ? Math.ceil(Math.min(m, blocking.mc) / mr) * mr : 0;
  // Without packing there is still the panel of the last columns.
  const columns = blocking.packB ? Math.ceil(Math.min(n, blocking.nc) / nr) * nr : nr;
  return {
    panelsA: aligned(rows * depth * bytes),
    panelsB: aligned(columns * depth * bytes),
    scalars: aligned(EDGE_OFFSET + tileElements(shape) * bytes),
  };
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
  context: Pick<KernelContext, 'problem' | 'memory' | 'allocate'>,
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

/** The arguments of the exported function for a region of C, in the order of `GEMM_PARAMETERS`. */
export function gemmArguments(
  { problem, a, b, c }: Pick<KernelContext, 'problem' | 'a' | 'b' | 'c'>,
  { firstRow, rows, firstColumn, columns }: Region,
  blocking: GemmBlocking,
  workspace: GemmWorkspace,
): readonly number[] {
  const bytes = elementBytes(problem.dtype);
  const values: Readonly<Record<GemmParameter, number>> = {
    m: rows,
    k: problem.k,
    n: columns,
    a: a.offset + firstRow * a.rowStride * bytes,
    aLeading: a.columns * bytes,
    aTransposed: problem.transposeA ? 1 : 0,
    b: b.offset + firstColumn * b.columnStride * bytes,
    bLeading: b.columns * bytes,
    bTransposed: problem.transposeB ? 1 : 0,
    c: c.offset + (firstRow * c.rowStride + firstColumn) * bytes,
    cRow: c.columns * bytes,
    cColumn: bytes,
    mc: blocking.mc,
    kc: blocking.kc,
    nc: blocking.nc,
    packA: blocking.packA ? 1 : 0,
    packB: blocking.packB ? 1 : 0,
    wide: 1,
    ...workspace,
    beta: betaAddress(problem.beta, workspace.scalars),
  };
  return GEMM_PARAMETERS.map((name) => values[name]);
}
