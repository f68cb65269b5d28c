import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { ModelCache } from './loopTree';
import type { TrafficModel } from './trafficModel';

/** How a sparse product is computed, as it is known once A has been converted. */
export interface SparseShape {
  /** Rows and columns of a block; 1 in compressed rows. */
  readonly block: number;
  /** Nonzeros, or blocks, that are stored. */
  readonly entries: number;
  /** Columns of C that are worked on at a time. */
  readonly width: number;
  /** Columns of C that are kept in registers: in compressed rows those of the panel. */
  readonly strip: number;
  readonly packB: boolean;
  /** Regions of C, one for each thread. */
  readonly down: number;
  readonly across: number;
}

/** Rows of C that a tile of blocks has. */
const TILE_ROWS = 4;

/** The model of `sparse`: regions side by side, each with as many entries and a cache of its own. */
export function sparseTraffic(problem: Problem, nonzeros: number, shape: SparseShape): TrafficModel {
  const { down, across, block, entries } = shape;
  const threads = down * across;
  const part = { ...problem, m: problem.m / down, n: problem.n / across };
  const share = { ...shape, entries: entries / down };
  return {
    arithmetic: 'vector',
    threads,
    // Zeros within blocks are multiplied too.
    flopsShare: (entries * block ** 2) / Math.max(1, nonzeros),
    skipsZeros: true,
    bytesOfInstructions: threads * sparseBytesOfInstructions(part, share),
    bytesBeyond: (cache) => threads * sparseBytesBeyond(part, share, cache),
    footprintBytes: () => sparseFootprintBytes(part, share),
  };
}

/**
 * Bytes beyond a cache of A in compressed rows, or rows of blocks, times B (wasm/spmm.ts): A is read once for every panel of
 * columns of B; its entries pick rows of the panel, as many as a block has.
 *
 * Rows are taken to be picked at random, each as likely as any other (the independent reference model: Coffman and Denning,
 * Operating Systems Theory, 1973): of those that have been picked before, as large a share is found as lies in the cache
 * beside a row of C. A banded A is kinder, since its rows pick what the row before picked: then the window counts. In blocks
 * each strip of a panel goes through all entries of a row of blocks, once for every 4 rows of it.
 */
export function sparseBytesBeyond(problem: Problem, shape: SparseShape, cache: ModelCache): number {
  const { m, k, n, dtype, structure, density } = problem;
  const { block, entries, width, packB } = shape;
  const bytes = elementBytes(dtype);
  const panels = Math.ceil(n / width);
  const wide = Math.min(width, n) * bytes;
  const lines = (size: number): number => Math.ceil(size / cache.lineBytes) * cache.lineBytes;
  // A row of a panel is whole lines where B is packed; where it lies, as many as it reaches into.
  const rowBytes = block * (packB ? wide : lines(wide));
  const rows = Math.ceil(m / block);
  const bytesOfA = bytesOfEntries(problem, shape);
  const bytesOfC = m * n * bytes * 2;
  const picked = pickedEntries(problem, shape);
  const window = structure === 'banded' ? Math.min(picked, Math.max(1, (2 * density * k) / block)) : picked;
  // What a row of C, or a tile of blocks, takes beside the rows of B that it picks.
  const room = Math.max(0, cache.bytes - wide * (block === 1 ? 1 : TILE_ROWS) - bytesOfA / Math.max(1, rows));
  const share = Math.min(1, room / Math.max(1, window * rowBytes));
  const again = Math.max(0, entries - picked) * rowBytes * (1 - share);
  const within = block === 1 ? 0 : bytesWithinRows(problem, shape, cache);
  const packedOnce = k * wide;
  // B is read to be packed, the panel is written; a panel that fits is still there for the next one.
  const packing = packB ? packedOnce + (packedOnce <= cache.bytes ? 0 : 2 * packedOnce) : 0;
  const firstPicks = packB && packedOnce <= cache.bytes ? 0 : picked * rowBytes;
  const keepsA = bytesOfA + (packB ? packedOnce : picked * rowBytes) <= cache.bytes;
  const panelOnce = packB && packedOnce <= cache.bytes ? 2 * packedOnce : 0;
  return (keepsA ? 1 : panels) * bytesOfA + panels * (packing + firstPicks + again + within) + panelOnce + bytesOfC;
}

/** Bytes that the tiles of a row of blocks fetch again, of all rows for one panel: strips of B for each, A for each strip. */
function bytesWithinRows({ m, n, dtype }: Problem, shape: SparseShape, cache: ModelCache): number {
  const { block, entries, width, strip } = shape;
  const bytes = elementBytes(dtype);
  const wide = Math.min(width, n);
  const strips = Math.max(1, wide / strip);
  const perRow = entries / Math.max(1, Math.ceil(m / block));
  const stripBytes = perRow * block * Math.min(strip, wide) * bytes;
  const ofA = perRow * block ** 2 * bytes;
  // Of a tile, its own rows of A and the strip; of a strip, all of both.
  const tilesAgain = stripBytes + ofA / (block / TILE_ROWS) > cache.bytes ? block / TILE_ROWS - 1 : 0;
  const stripsAgain = stripBytes + ofA > cache.bytes ? strips - 1 : 0;
  return (entries / Math.max(1, perRow)) * (strips * tilesAgain * stripBytes + stripsAgain * ofA);
}

/** Bytes of all that is touched. */
export function sparseFootprintBytes(problem: Problem, shape: SparseShape): number {
  const { m, k, n, dtype } = problem;
  const bytes = elementBytes(dtype);
  const panel = shape.packB ? k * Math.min(shape.width, n) * bytes : 0;
  return bytesOfEntries(problem, shape) + (k * n + m * n) * bytes + panel;
}

/** Bytes that its loads and stores move: of an entry its column, its values and a row of the panel for each 4 or 1 of its rows. */
export function sparseBytesOfInstructions(problem: Problem, shape: SparseShape): number {
  const { m, k, n, dtype, beta } = problem;
  const { block, entries, width, strip, packB } = shape;
  const bytes = elementBytes(dtype);
  const panels = Math.ceil(n / width);
  const strips = block === 1 ? panels : panels * Math.max(1, Math.min(width, n) / strip);
  const heights = block === 1 ? 1 : block / TILE_ROWS;
  const packing = packB ? 2 * k * n * bytes : 0;
  const ofEntries = strips * (entries * (4 * heights + block ** 2 * bytes) + (8 * m) / block);
  return ofEntries + entries * block * heights * n * bytes + packing + m * n * bytes * (beta === 0 ? 1 : 2);
}

function bytesOfEntries({ m, dtype }: Problem, { block, entries }: SparseShape): number {
  return entries * (block ** 2 * elementBytes(dtype) + 4) + (Math.ceil(m / block) + 1) * 4;
}

/** Rows of B, or groups of them, that at least one entry picks. */
function pickedEntries({ m, k, density }: Problem, { block, entries }: SparseShape): number {
  const [rows, groups] = [Math.ceil(m / block), Math.ceil(k / block)];
  if (density === 1) return groups;
  return Math.min(groups * (1 - (1 - Math.min(1, entries / (rows * groups))) ** rows), entries);
}
