import { assertNever } from '../../assertNever';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { Operand } from '../strategy';
import { dotStep } from './dotKernel';
import type { GemmKernel } from './gemm';
import { wideTiles } from './gemmShape';
import type { GemmShape } from './gemmShape';

/** Rows and columns of op(A)·op(B), and what is summed over. */
export type ProductSize = Pick<Problem, 'm' | 'k' | 'n'>;

/** A product as its operands lie. */
export interface ProductLayout extends ProductSize {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Elements from a stored row of the operand to the next. */
  readonly aLeading: number;
  readonly bLeading: number;
  readonly cLeading: number;
}

/** How a product is computed. */
export interface GemmBlocking {
  readonly kernel: GemmKernel;
  /** Cᵀ = op(B)ᵀ·op(A)ᵀ is computed instead; the sizes below are for that. */
  readonly swapped: boolean;
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
  readonly packA: boolean;
  readonly packB: boolean;
  /** Whether few rows may be computed by wider tiles. */
  readonly wide: boolean;
}

/** Which operands are copied into panels; `auto` decides by the size, and takes other kernels where they are faster. */
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
/** Bytes of the panels of B, kc×nc: a part of a third-level cache; where few rows are multiplied with them, less pays. */
const B_PANELS_BYTES = 4 * 1024 * 1024;
const B_PANELS_BYTES_OF_FEW_ROWS = 128 * 1024;
/** Of unpacked B, too: kc rows of a tile's columns stay in the first-level cache. */
const DEPTH = 256;
/** Wide tiles read more of each row of B, so that fewer rows fill as much cache. */
const DEPTH_OF_WIDE = 128;

/*
 * When to copy an operand into panels, as measured on Zen 5 with Node 24 and 20, every code path, f32 and f64: read where it
 * lies, an operand costs nothing but slower reads, until its rows are too far apart.
 */

/** Rows whose distance is a multiple of this lie in the same few sets of a cache, and push each other out. */
const ALIAS_BYTES = 4096;
/** So few rows do not: no set is so small. */
const ALIAS_ROWS = 16;
/** B may reach over so many bytes: 300² in f32 is 3% faster unpacked, 400² 1% slower, 768² 3%; f64 likewise by its bytes. */
const DIRECT_B_BYTES = 384 * 1024;
/** Fewer tiles of A than this read a B of any size too few times to repay its copying; where its rows alias, fewer do. */
const TILES_TO_PACK_B = 10;
const TILES_TO_PACK_ALIASED_B = 3;
/** An A that is stored transposed may reach over so many bytes: 400² in f32 is level, 512² 2% slower unpacked. */
const DIRECT_TRANSPOSED_A_BYTES = 512 * 1024;
/** An A that is stored as it is: 1024² in f32 is level with both packed, and 2048². */
const DIRECT_A_BYTES = 4 * 1024 * 1024;
/** Fewer tiles of B than this read A too few times to repay its copying. */
const TILES_TO_PACK_A = 4;

/** Rows of op(A) up to which dot products beat the packing of a B that is stored transposed: level at 20. */
const MOST_ROWS_OF_DOT = 16;
/** Steps of k, and bytes of op(B), that are multiplied with all rows before the next ones are read, by dot products. */
const DOT_DEPTH = 2048;
const DOT_BLOCK_BYTES = 32 * 1024;

/** A product with another β or α is computed alike. */
export function layoutOf(
  problem: Problem,
  size: ProductSize = problem,
  leading: Readonly<Record<'a' | 'b' | 'c', Pick<Operand, 'columns'>>> = storedAlone(problem),
): ProductLayout {
  const { transposeA, transposeB } = problem;
  const { m, k, n } = size;
  const [aLeading, bLeading, cLeading] = [leading.a.columns, leading.b.columns, leading.c.columns];
  return { m, k, n, transposeA, transposeB, aLeading, bLeading, cLeading };
}

function storedAlone({ m, k, n, transposeA, transposeB }: Problem): Record<'a' | 'b' | 'c', { columns: number }> {
  return { a: { columns: transposeA ? m : k }, b: { columns: transposeB ? k : n }, c: { columns: n } };
}

/** How to compute a product; what is not wished for is chosen. */
export function gemmBlocking(shape: GemmShape, product: ProductLayout, wishes: BlockingWishes): GemmBlocking {
  const isFree = wishes.path === 'auto' && wishes.mc === null && wishes.kc === null && wishes.nc === null;
  if (!isFree) return tiles(shape, product, wishes, { swapped: false, wide: false });
  const { k, transposeB, bLeading } = product;
  if (k === 1 && (!transposeB || bLeading === 1)) {
    return { ...tiles(shape, product, wishes, { swapped: false, wide: false }), kernel: 'outer' };
  }
  const swapped = hasFewColumns(shape, product);
  const thin = swapped ? swappedLayout(product) : product;
  const isDot = thin.transposeB && thin.m < thin.n && thin.m <= MOST_ROWS_OF_DOT && k >= dotStep(shape);
  return isDot ? dotBlocking(shape, thin, swapped) : tiles(shape, thin, wishes, { swapped, wide: true });
}

/**
 * A tile that few columns fill by three quarters or less computes what is thrown away. Where C has more rows than that, Cᵀ is
 * computed instead: then the rows of C are what vectors lie along, or k is.
 */
function hasFewColumns({ nr }: GemmShape, { m, n }: ProductSize): boolean {
  return n < m && 4 * n <= 3 * nr;
}

/** Cᵀ = op(B)ᵀ·op(A)ᵀ. */
export function swappedLayout({
  m,
  n,
  transposeA,
  transposeB,
  aLeading,
  bLeading,
  ...rest
}: ProductLayout): ProductLayout {
  return {
    ...rest,
    m: n,
    n: m,
    transposeA: !transposeB,
    transposeB: !transposeA,
    aLeading: bLeading,
    bLeading: aLeading,
  };
}

function dotBlocking(shape: GemmShape, { k }: ProductSize, swapped: boolean): GemmBlocking {
  const kc = evenShare(k, DOT_DEPTH, dotStep(shape));
  const nc = Math.max(8, Math.floor(DOT_BLOCK_BYTES / (kc * elementBytes(shape.dtype))));
  return { kernel: 'dot', swapped, mc: shape.mr, kc, nc, packA: false, packB: false, wide: false };
}

/** `wide` allows wide tiles where there are few rows. */
function tiles(
  shape: GemmShape,
  product: ProductLayout,
  wishes: BlockingWishes,
  { swapped, wide: mayBeWide }: Readonly<Record<'swapped' | 'wide', boolean>>,
): GemmBlocking {
  const { m, k, transposeB } = product;
  const bytes = elementBytes(shape.dtype);
  const { packA, packB: wishesPackedB } = packingFor(shape, product, wishes.path);
  const packB = wishesPackedB || transposeB;
  const wide = mayBeWide && !packB && m <= wideTiles(shape).length;
  const kc = wishes.kc ?? evenShare(k, wide ? DEPTH_OF_WIDE : DEPTH, shape.unroll);
  const mc = wishes.mc ?? evenShare(m, A_BLOCK_BYTES / (kc * bytes), shape.mr);
  const panelsBytes = packB && m <= TILES_TO_PACK_B * shape.mr ? B_PANELS_BYTES_OF_FEW_ROWS : B_PANELS_BYTES;
  const nc = wishes.nc ?? panelsBytes / (kc * bytes);
  return { kernel: 'tiles', swapped, mc: multiple(mc, shape.mr), kc, nc: multiple(nc, shape.nr), packA, packB, wide };
}

function packingFor(
  shape: GemmShape,
  product: ProductLayout,
  path: PackingPath,
): { readonly packA: boolean; readonly packB: boolean } {
  switch (path) {
    case 'packed':
      return { packA: true, packB: true };
    case 'packed B':
      return { packA: false, packB: true };
    case 'direct':
      return { packA: false, packB: false };
    case 'auto':
      return { packA: repaysPackingA(shape, product), packB: repaysPackingB(shape, product) };
    default:
      return assertNever(path);
  }
}

function repaysPackingA({ dtype, nr }: GemmShape, { m, k, n, transposeA, aLeading }: ProductLayout): boolean {
  const rowBytes = aLeading * elementBytes(dtype);
  if (n <= TILES_TO_PACK_A * nr) return false;
  if (!transposeA) return m * rowBytes > DIRECT_A_BYTES;
  return aliases(rowBytes, k) || k * rowBytes > DIRECT_TRANSPOSED_A_BYTES;
}

function repaysPackingB({ dtype, mr }: GemmShape, { m, k, bLeading }: ProductLayout): boolean {
  const rowBytes = bLeading * elementBytes(dtype);
  if (aliases(rowBytes, k)) return m > TILES_TO_PACK_ALIASED_B * mr;
  return m > TILES_TO_PACK_B * mr && k * rowBytes > DIRECT_B_BYTES;
}

/** Whether the rows of an operand lie in the same few sets of a cache. */
function aliases(rowBytes: number, rows: number): boolean {
  return rowBytes % ALIAS_BYTES === 0 && rows > ALIAS_ROWS;
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
