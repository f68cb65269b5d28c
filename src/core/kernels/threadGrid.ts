import type { Region } from './wasm/gemmCall';

/** Regions that cover C without overlap, `down × across` of them, row by row. */
export interface ThreadGrid {
  readonly down: number;
  readonly across: number;
  readonly regions: readonly Region[];
  /** Time of the largest region over that of the whole on one thread, by estimate. */
  readonly busiestShare: number;
}

/**
 * What it costs to copy a column of op(B) into panels, in products of the same length: copying an element takes as long as
 * multiplying it with about so many others. Rows of op(A) cost less, since they are copied in large products only: of equal
 * cuts the one across was mostly faster, by 1 to 5%, when measured on two threads (128 to 2048).
 */
const COPYING_COLUMN = 12;
const COPYING_ROW = 11;

/**
 * Cuts C, m×n, into one region for each of at most `threads` threads, at the edges of register tiles of mr×nr. Of all
 * grids the one is taken whose largest region takes the least time: for its tiles, full or not, and for the panels that its
 * thread copies for itself. Between equals it is the one with the fewest regions.
 */
export function splitAmongThreads(
  { m, n }: { readonly m: number; readonly n: number },
  { mr, nr }: { readonly mr: number; readonly nr: number },
  threads: number,
): ThreadGrid {
  const tilesDown = Math.ceil(m / mr);
  const tilesAcross = Math.ceil(n / nr);
  const costOf = (down: number, across: number): number => {
    const rows = Math.ceil(tilesDown / down) * mr;
    const columns = Math.ceil(tilesAcross / across) * nr;
    return rows * columns + COPYING_ROW * rows + COPYING_COLUMN * columns;
  };
  let best = { down: 1, across: 1, cost: costOf(1, 1) };
  for (let down = 1; down <= Math.min(threads, tilesDown); down++) {
    const across = Math.min(Math.floor(threads / down), tilesAcross);
    const cost = costOf(down, across);
    if (cost < best.cost || (cost === best.cost && down * across < best.down * best.across)) {
      best = { down, across, cost };
    }
  }
  const rows = parts(m, mr, best.down);
  const columns = parts(n, nr, best.across);
  const regions = rows.flatMap(([firstRow, rowCount]) =>
    columns.map(([firstColumn, columnCount]) => ({
      firstRow,
      rows: rowCount,
      firstColumn,
      columns: columnCount,
    })),
  );
  const { down, across, cost } = best;
  return { down, across, regions, busiestShare: cost / costOf(1, 1) };
}

/** Cuts `total` into `count` parts at multiples of `unit`, as equal as can be: first index and length of each. */
function parts(total: number, unit: number, count: number): readonly (readonly [first: number, length: number])[] {
  const tiles = Math.ceil(total / unit);
  const edge = (part: number): number => Math.min(total, Math.floor((part * tiles) / count) * unit);
  return Array.from({ length: count }, (_, part) => [edge(part), edge(part + 1) - edge(part)]);
}
