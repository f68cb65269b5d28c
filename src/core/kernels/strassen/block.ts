import type { ProductSize } from '../wasm/gemmBlocking';

/** A matrix in the kernel memory, or a part of one. Its size is known where it is used. */
export interface Block {
  /** Address of its first element. */
  readonly address: number;
  /** Elements from a stored row to the next. */
  readonly leading: number;
  /** It is stored with rows and columns swapped. */
  readonly transposed: boolean;
}

/** The part of a matrix, as it is used, that begins at a row and a column. */
export function partOf(block: Block, row: number, column: number, elementBytes: number): Block {
  const { address, leading, transposed } = block;
  const elements = transposed ? column * leading + row : row * leading + column;
  return { ...block, address: address + elements * elementBytes };
}

export interface Quarters {
  readonly upperLeft: Block;
  readonly upperRight: Block;
  readonly lowerLeft: Block;
  readonly lowerRight: Block;
}

/** The quarters of a matrix with twice so many rows and columns. */
export function quartersOf(block: Block, rows: number, columns: number, elementBytes: number): Quarters {
  return {
    upperLeft: block,
    upperRight: partOf(block, 0, columns, elementBytes),
    lowerLeft: partOf(block, rows, 0, elementBytes),
    lowerRight: partOf(block, rows, columns, elementBytes),
  };
}

/** The halves of sizes that are even. */
export function halfOf({ m, k, n }: ProductSize): ProductSize {
  return { m: m / 2, k: k / 2, n: n / 2 };
}
