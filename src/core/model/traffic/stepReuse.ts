import type { Block } from '../../kernels/strassen/block';
import type { Step } from '../../kernels/strassen/schedule';

/** A piece of a matrix that a step touches as a whole, named by its address. */
interface Touched {
  readonly address: number;
  readonly bytes: number;
  readonly isWritten: boolean;
}

/**
 * What each step touches, in order, in pieces of the smallest products' operands: the matrices of a level consist of four
 * of the next one, so that a sum of large ones and a product of their quarters are seen to share them.
 */
export function touchedBySteps(steps: readonly Step[], elementBytes: number): readonly (readonly Touched[])[] {
  const piece = smallestPiece(steps);
  return steps.map((step) => {
    const touched: Touched[] = [];
    const touch = ({ address, leading }: Block, rows: number, columns: number, isWritten: boolean): void => {
      const pieces = piecesOf(rows, columns, piece);
      const [high, wide] = [rows / pieces, columns / pieces];
      for (let i = 0; i < pieces; i++) {
        for (let j = 0; j < pieces; j++) {
          const first = address + (i * high * leading + j * wide) * elementBytes;
          touched.push({ address: first, bytes: high * wide * elementBytes, isWritten });
        }
      }
    };
    if (step.kind === 'multiply') {
      const { a, b, c, size } = step;
      const { m, k, n } = size;
      touch(a, ...(a.transposed ? ([k, m] as const) : ([m, k] as const)), false);
      touch(b, ...(b.transposed ? ([n, k] as const) : ([k, n] as const)), false);
      touch(c, m, n, true);
    } else {
      const { x, y, target, rows, columns } = step;
      touch(x, rows, columns, false);
      touch(y, rows, columns, false);
      touch(target, rows, columns, true);
    }
    return touched;
  });
}

/**
 * Bytes that the steps, each begun with an empty cache, would fetch or write back once more than with a cache of so many
 * bytes that keeps whole pieces, those used last: a piece that is still there is not fetched, and one that is changed again
 * before it leaves is written back once.
 */
export function bytesReused(steps: readonly (readonly Touched[])[], cacheBytes: number): number {
  /** Address → bytes and whether it was changed, in the order of the last use. */
  const kept = new Map<number, { readonly bytes: number; readonly isChanged: boolean }>();
  let inUse = 0;
  let reused = 0;
  for (const step of steps) {
    const seen = new Set<number>();
    for (const { address, bytes, isWritten } of step) {
      const there = kept.get(address);
      // Within a step its own model knows what is used again.
      if (there !== undefined && !seen.has(address)) {
        reused += bytes;
        if (isWritten && there.isChanged) reused += bytes;
      }
      seen.add(address);
      if (there === undefined) inUse += bytes;
      kept.delete(address);
      kept.set(address, { bytes, isChanged: isWritten || there?.isChanged === true });
      for (const [oldest, { bytes: leaving }] of kept) {
        if (inUse <= cacheBytes) break;
        kept.delete(oldest);
        inUse -= leaving;
      }
    }
  }
  return reused;
}

type Piece = readonly [rows: number, columns: number];

/** Sizes of the operands of the smallest product that is not a rest. */
function smallestPiece(steps: readonly Step[]): readonly Piece[] {
  const first = steps.find((step) => step.kind === 'multiply');
  if (first === undefined) return [];
  const { m, k, n } = first.size;
  return [
    [m, k],
    [k, n],
    [m, n],
    [k, m],
    [n, k],
  ];
}

/** Into how many pieces each way a matrix is cut; 1 where it is none of the levels'. */
function piecesOf(rows: number, columns: number, pieces: readonly Piece[]): number {
  for (const [high, wide] of pieces) {
    const count = rows / high;
    if (Number.isInteger(count) && columns === count * wide) return count;
  }
  return 1;
}
