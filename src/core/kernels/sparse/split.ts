/** Rows `firstRow … firstRow + rows - 1` and columns `firstColumn … firstColumn + columns - 1` of C. */
export interface SparseRegion {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstColumn: number;
  readonly columns: number;
}

/** What a product costs, in nanoseconds. */
export interface SparseCosts {
  /** Of a stored element of A, for each column of B. */
  readonly elementNs: number;
  /** Of a row of B, for each of its columns; 0 where B is not packed. */
  readonly packNs: number;
  /** Of a row of C, for each of its columns. */
  readonly rowNs: number;
}

/** What is cut: A in rows, or in rows of blocks, each of `height` rows of A and each entry of `entryElements` elements. */
export interface SparseWork {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly rowStarts: Int32Array;
  readonly height: number;
  readonly entryElements: number;
  /** Columns of C are cut at multiples of it. */
  readonly columnUnit: number;
  readonly costs: SparseCosts;
}

/** A cut for so many threads, or fewer. */
export interface SparseSplit {
  readonly down: number;
  readonly across: number;
  readonly regions: readonly SparseRegion[];
  /** Estimated time of the region that takes the longest. */
  readonly busiestNs: number;
}

/**
 * Cuts C into at most `threads` regions, by rows so that each has as much work (not as many rows), by columns where that
 * is the better cut: each thread packs the columns of B that it needs, and all of its rows.
 */
export function splitSparse(work: SparseWork, threads: number): SparseSplit {
  const units = Math.ceil(work.n / work.columnUnit);
  let best: SparseSplit | null = null;
  for (let across = 1; across <= Math.min(threads, units); across++) {
    const columns = columnParts(work, units, across);
    const rows = rowParts(work, Math.floor(threads / across));
    const regions = rows.flatMap((row) => columns.map((column) => ({ ...row, ...column })));
    const busiestNs = Math.max(...regions.map((region) => regionNs(work, region)));
    if (best === null || busiestNs < best.busiestNs) {
      best = { down: rows.length, across: columns.length, regions, busiestNs };
    }
  }
  if (best === null) throw new RangeError('a product without rows or columns is not cut');
  return best;
}

function columnParts(
  { n, columnUnit }: SparseWork,
  units: number,
  across: number,
): readonly Pick<SparseRegion, 'firstColumn' | 'columns'>[] {
  const edge = (part: number): number => Math.min(n, Math.floor((part * units) / across) * columnUnit);
  return Array.from({ length: across }, (_, part) => ({
    firstColumn: edge(part),
    columns: edge(part + 1) - edge(part),
  }));
}

/** Ranges of equal work, found in the prefix sums that `rowStarts` are. Those without rows are left out. */
function rowParts(work: SparseWork, parts: number): readonly Pick<SparseRegion, 'firstRow' | 'rows'>[] {
  const { m, rowStarts, height } = work;
  const last = rowStarts.length - 1;
  const total = workAbove(work, last);
  const edges = [0];
  for (let part = 1; part < parts; part++) edges.push(rowAtWork(work, (part * total) / parts));
  edges.push(last);
  return edges
    .slice(1)
    .map((end, part) => ({ firstRow: edges[part] * height, rows: Math.min(m, end * height) - edges[part] * height }))
    .filter(({ rows }) => rows > 0);
}

/** Time for each column of C of the rows (of blocks) above this one. */
function workAbove({ m, rowStarts, height, entryElements, costs }: SparseWork, row: number): number {
  return rowStarts[row] * entryElements * costs.elementNs + Math.min(m, row * height) * costs.rowNs;
}

/** The row (of blocks) with nearest to so much work above it, by bisection. */
function rowAtWork(work: SparseWork, wanted: number): number {
  let low = 0;
  let high = work.rowStarts.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (workAbove(work, middle) < wanted) low = middle + 1;
    else high = middle;
  }
  const isBelowNearer = low > 0 && wanted - workAbove(work, low - 1) < workAbove(work, low) - wanted;
  return isBelowNearer ? low - 1 : low;
}

function regionNs(work: SparseWork, { firstRow, rows, columns }: SparseRegion): number {
  const { k, height, costs } = work;
  const end = Math.ceil((firstRow + rows) / height);
  return columns * (workAbove(work, end) - workAbove(work, firstRow / height) + k * costs.packNs);
}
