import type { Region } from './wasm/gemmCall';

/** Regions that cover C without overlap, `down × across` of them, row by row. */
export interface ThreadGrid {
  readonly down: number;
  readonly across: number;
  readonly regions: readonly Region[];
}

/**
 * Cuts C, m×n, into one region for each of at most `threads` threads, at the edges of register tiles of mr×nr. Of all
 * grids the one is taken whose largest region has the fewest tiles; between equals the one whose regions read the least of
 * A and B, which is the most square one.
 */
export function splitAmongThreads(
  { m, n }: { readonly m: number; readonly n: number },
  { mr, nr }: { readonly mr: number; readonly nr: number },
  threads: number,
): ThreadGrid {
  const tilesDown = Math.ceil(m / mr);
  const tilesAcross = Math.ceil(n / nr);
  let best = { down: 1, across: 1, tiles: Infinity, operands: Infinity };
  for (let down = 1; down <= Math.min(threads, tilesDown); down++) {
    const across = Math.min(Math.floor(threads / down), tilesAcross);
    const rows = Math.ceil(tilesDown / down);
    const columns = Math.ceil(tilesAcross / across);
    const candidate = { down, across, tiles: rows * columns, operands: rows * mr + columns * nr };
    const isBetter =
      candidate.tiles < best.tiles || (candidate.tiles === best.tiles && candidate.operands < best.operands);
    if (isBetter) best = candidate;
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
  return { down: best.down, across: best.across, regions };
}

/** Cuts `total` into `count` parts at multiples of `unit`, as equal as can be: first index and length of each. */
function parts(total: number, unit: number, count: number): readonly (readonly [first: number, length: number])[] {
  const tiles = Math.ceil(total / unit);
  const edge = (part: number): number => Math.min(total, Math.floor((part * tiles) / count) * unit);
  return Array.from({ length: count }, (_, part) => [edge(part), edge(part + 1) - edge(part)]);
}
