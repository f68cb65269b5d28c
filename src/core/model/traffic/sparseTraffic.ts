import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { ModelCache } from './loopTree';

export interface SparseShape {
  readonly nonzeros: number;
  /** Columns of C that are worked on at a time. */
  readonly width: number;
  readonly packB: boolean;
}

/**
 * Bytes beyond a cache of A in compressed rows times B (wasm/spmm.ts): A is read once for every panel of columns of B; its
 * entries pick rows of the panel.
 *
 * Rows are taken to be picked at random, each as likely as any other (the independent reference model: Coffman and Denning,
 * Operating Systems Theory, 1973): of those that have been picked before, as large a share is found as lies in the cache
 * beside a row of C. A banded A is kinder, since its rows pick what the row before picked: then the window counts.
 */
export function sparseBytesBeyond(problem: Problem, shape: SparseShape, cache: ModelCache): number {
  const { m, k, n, dtype, structure, density } = problem;
  const { nonzeros, width, packB } = shape;
  const bytes = elementBytes(dtype);
  const panels = Math.ceil(n / width);
  const wide = Math.min(width, n) * bytes;
  // A row of a panel is whole lines where B is packed; where it lies, as many as it reaches into.
  const rowBytes = packB ? wide : Math.ceil(wide / cache.lineBytes) * cache.lineBytes;
  const bytesOfA = nonzeros * (bytes + 4) + (m + 1) * 4;
  const bytesOfC = m * n * bytes * 2;
  const picked = pickedRows(problem, nonzeros);
  const window = structure === 'banded' ? Math.min(picked, Math.max(1, 2 * density * k)) : picked;
  const room = Math.max(0, cache.bytes - wide - perRow(bytesOfA, m));
  const share = Math.min(1, room / Math.max(1, window * rowBytes));
  const again = Math.max(0, nonzeros - picked) * rowBytes * (1 - share);
  const packedOnce = k * wide;
  // B is read to be packed, the panel is written; a panel that fits is still there for the next one.
  const packing = packB ? packedOnce + (packedOnce <= cache.bytes ? 0 : 2 * packedOnce) : 0;
  const firstPicks = packB ? (packedOnce <= cache.bytes ? 0 : picked * rowBytes) : picked * rowBytes;
  const keepsA = bytesOfA + (packB ? packedOnce : picked * rowBytes) <= cache.bytes;
  const panelOnce = packB && packedOnce <= cache.bytes ? 2 * packedOnce : 0;
  return (keepsA ? 1 : panels) * bytesOfA + panels * (packing + firstPicks + again) + panelOnce + bytesOfC;
}

/** Bytes of all that is touched. */
export function sparseFootprintBytes(problem: Problem, { nonzeros, width, packB }: SparseShape): number {
  const { m, k, n, dtype } = problem;
  const bytes = elementBytes(dtype);
  const panel = packB ? k * Math.min(width, n) * bytes : 0;
  return nonzeros * (bytes + 4) + (m + 1) * 4 + (k * n + m * n) * bytes + panel;
}

/** Bytes that its loads and stores move: of an entry its column, its value and a row of the panel. */
export function sparseBytesOfInstructions(problem: Problem, { nonzeros, width, packB }: SparseShape): number {
  const { m, k, n, dtype, beta } = problem;
  const bytes = elementBytes(dtype);
  const panels = Math.ceil(n / width);
  const packing = packB ? 2 * k * n * bytes : 0;
  return (
    panels * (nonzeros * (4 + bytes) + 8 * m) + nonzeros * n * bytes + packing + m * n * bytes * (beta === 0 ? 1 : 2)
  );
}

/** Rows of B that at least one entry picks. */
function pickedRows({ m, k, density }: Problem, nonzeros: number): number {
  return density === 1 ? k : Math.min(k * (1 - (1 - Math.min(1, nonzeros / (m * k))) ** m), nonzeros);
}

function perRow(bytes: number, rows: number): number {
  return bytes / Math.max(1, rows);
}
