import type { Machine } from '../../machine';
import { aligned } from '../../matrix/operands';
import { elementBytes } from '../../problem';
import type { Dtype, Problem } from '../../problem';
import { BSR_TILE_ROWS } from '../wasm/bsrTiles';
import { lanesOf } from '../wasm/element';
import { defaultShape, multiplyAddLabel } from '../wasm/gemmShape';
import type { SpmmShape } from '../wasm/spmm';
import type { SparseMatrix } from './conversion';
import type { SparseWork } from './split';

/** What of a converted A decides how it is multiplied. */
export type StoredMatrix = Pick<SparseMatrix, 'layout' | 'nonzeros'>;

/** A product as it is computed. */
export interface SparsePlan {
  readonly shape: SpmmShape;
  readonly packed: boolean;
}

/** Stored elements for each column of A from which on copying B into panels costs less than it saves. */
const PACKING_ELEMENTS = { csr: 4, bsr: 8 } as const;

/**
 * Vectors of a panel, by measurement. Of 256 bits: 64 columns in f32, 32 in f64, which stay in the second-level cache with a
 * thousand rows of B and more. Where B is read as it lies, each of its rows that an entry needs is better read by more
 * columns at a time. Of 128 bits: as many as there are registers for, or fewer, which is as fast.
 */
const PANEL_VECTORS = { 256: { packed: 16, direct: 24 }, 128: { packed: 8, direct: 12 } } as const;
/** The most columns that a packed panel has where none are asked for. */
export function widestPanel(dtype: Dtype): number {
  return PANEL_VECTORS[256].packed * lanesOf(dtype);
}

/** How a converted A is multiplied; `asked` is the panel that the user wants. */
export function planSparse(problem: Problem, machine: Machine, matrix: StoredMatrix, asked: number | null): SparsePlan {
  const { k, n, dtype } = problem;
  const { format } = matrix.layout;
  const lanes = lanesOf(dtype);
  const { multiplyAdd, unroll, vectorBits } = defaultShape(dtype, machine);
  const vectors = PANEL_VECTORS[vectorBits];
  // A B that is no wider than a panel lies as it would in one.
  const isNarrow = n <= (asked ?? vectors.packed * lanes);
  const packed = bIsTransposed(problem) || (!isNarrow && storedElements(matrix) >= PACKING_ELEMENTS[format] * k);
  const panel = columnsWithin(asked ?? (packed ? vectors.packed : vectors.direct) * lanes, problem);
  // The register tile of BSR is 4 × 16 or 4 × 8 in f32. More entries of CSR in one turn gain nothing.
  const strip = format === 'csr' ? panel : Math.min(panel, (vectorBits === 256 ? 4 : 2) * lanes);
  return {
    shape: { format, dtype, multiplyAdd, panel, strip, unroll: format === 'csr' ? Math.min(unroll, 2) : unroll },
    packed,
  };
}

/** A panel is not wider than C, in whole vectors. */
export function columnsWithin(panel: number, { n, dtype }: Problem): number {
  const lanes = lanesOf(dtype);
  return Math.max(lanes, Math.min(panel, Math.floor(n / lanes) * lanes));
}

/** A single column lies as a row does. */
export function bIsTransposed({ transposeB, n }: Problem): boolean {
  return transposeB && n > 1;
}

function storedElements({ layout, nonzeros }: StoredMatrix): number {
  return layout.format === 'csr' ? nonzeros : layout.blocks * layout.block ** 2;
}

/** Bytes of k packed rows of so many columns. */
export function panelBytes({ k, dtype }: Problem, columns: number): number {
  return aligned(k * columns * elementBytes(dtype));
}

/** Nanoseconds as in `SparseCosts`, for f32 and vectors of 256 bits, by measurement; a faster processor takes less. */
const ELEMENT_NS = { csr: 0.036, bsr: 0.021 } as const;
const PACK_NS = 0.1;
const ROW_NS = 0.06;

/** What is to be shared among threads, and what it costs. */
export function workOf(
  problem: Problem,
  machine: Machine,
  { layout, rowStarts }: SparseMatrix,
  { shape, packed }: SparsePlan,
): SparseWork {
  const { m, k, n, dtype } = problem;
  const size = elementBytes(dtype) / 4;
  const { vectorBits } = defaultShape(dtype, machine);
  return {
    m,
    k,
    n,
    rowStarts,
    ...(layout.format === 'csr'
      ? { height: 1, entryElements: 1 }
      : { height: layout.block, entryElements: layout.block ** 2 }),
    // A cache line of C belongs to one thread where its rows begin with one.
    columnUnit: 4 * lanesOf(dtype),
    costs: {
      elementNs: (ELEMENT_NS[shape.format] * size * 256) / vectorBits,
      packNs: packed ? PACK_NS * size : 0,
      rowNs: ROW_NS * size,
    },
  };
}

/** 'wasm simd256 CSR, panels of 64 columns, relaxed madd, packed B'; of BSR also its blocks, their fill, and the tile. */
export function planLabel(
  { shape, packed }: SparsePlan,
  matrix: SparseMatrix,
  { n, dtype }: Problem,
  machine: Machine,
): string {
  const { layout, nonzeros } = matrix;
  // V8 joins pairs of vectors; one column of CSR is computed without any.
  const isPaired = (shape.strip / lanesOf(dtype)) % 2 === 0;
  const vectors = `simd${isPaired ? defaultShape(dtype, machine).vectorBits : 128}`;
  const parts =
    layout.format === 'csr'
      ? [`wasm ${n === 1 ? 'scalar' : vectors} CSR`]
      : [
          `wasm ${vectors} BSR ${layout.block}×${layout.block}`,
          `${Math.round((100 * nonzeros) / Math.max(1, storedElements(matrix)))}% filled`,
          `tiles ${BSR_TILE_ROWS}×${shape.strip}`,
        ];
  parts.push(`panels of ${shape.panel} columns`, multiplyAddLabel(shape.multiplyAdd));
  if (packed) parts.push('packed B');
  return parts.join(', ');
}
