import { CELL_SIZE, coarsened, countCells } from '../../matrix/bsr';
import type { CellMap } from '../../matrix/bsr';

/** How a sparse A is stored. */
export type SparseLayout = { readonly format: 'csr' } | { readonly format: 'bsr'; readonly block: number };

/** What is known of A once it has been looked through. */
export interface Survey {
  readonly nonzeros: number;
  readonly map: CellMap;
}

/** A layout with the map of its blocks, where it has blocks. */
export type ChosenLayout =
  | { readonly format: 'csr' }
  | { readonly format: 'bsr'; readonly block: number; readonly blocks: number; readonly blockMap: CellMap };

/** Block sizes that are tried where none is asked for; each is twice the one before. */
export const BLOCK_SIZES = [CELL_SIZE, 2 * CELL_SIZE, 4 * CELL_SIZE];

/**
 * Time that an element of a block takes, filled or not, relative to an entry in compressed rows, by measurement: rows of B
 * that are gathered for each entry are the same for a whole tile of a block.
 */
export const BSR_ELEMENT_COST = 0.7;
/** The same for what a block costs beside its elements. */
const BSR_BLOCK_COST = 4;

/**
 * The layout that is computed with in the least time by estimate. A `format` or `block` that is not null is as it is; a
 * format that is asked for without a block size gets the best one.
 */
export function chooseLayout(
  { nonzeros, map }: Survey,
  format: 'csr' | 'bsr' | null,
  block: number | null,
): ChosenLayout {
  if (format === 'csr') return { format };
  let best: ChosenLayout = { format: 'csr' };
  let least = format === 'bsr' ? Infinity : nonzeros;
  let finer = map;
  let size = CELL_SIZE;
  for (const tried of block === null ? BLOCK_SIZES : [block]) {
    if (tried > size) finer = coarsened(finer, tried / size);
    size = tried;
    const blocks = countCells(finer);
    const cost = blocks * (size ** 2 * BSR_ELEMENT_COST + BSR_BLOCK_COST);
    if (cost >= least) continue;
    least = cost;
    best = { format: 'bsr', block: size, blocks, blockMap: finer };
  }
  return best;
}
