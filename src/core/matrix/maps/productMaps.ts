import type { Verification } from '../../measure/measurement';
import { blockMap, partWithin } from './blockMap';
import type { BlockMap, Part } from './blockMap';
import { errorMap } from './errorMap';
import type { ComputedProduct, ErrorMap } from './errorMap';
import { rowBalance } from './rowBalance';
import type { RowBalance } from './rowBalance';

/** What can be mapped: op(A), op(B), C as computed, and how far it is from the reference. */
export const MAPPED = ['A', 'B', 'C', 'error'] as const;
export type Mapped = (typeof MAPPED)[number];

/** A map that is asked for. */
export interface WantedMap {
  readonly of: Mapped;
  /** `null`: all of the matrix. */
  readonly part: Part | null;
  /** Cells down and across, at most `MOST_CELLS`. */
  readonly cells: number;
}

export type ProductMap =
  { readonly of: Exclude<Mapped, 'error'>; readonly map: BlockMap } | { readonly of: 'error'; readonly map: ErrorMap };

/** A product looked into. What it holds does not grow with the size of the product. */
export interface Inspection {
  /** What really ran. */
  readonly backend: string;
  readonly verification: Verification;
  /** The nonzeros of op(A). */
  readonly rows: RowBalance;
  /** In the order in which they were asked for. */
  readonly maps: readonly ProductMap[];
}

/** Maps of one product. @param threads that would share the rows of op(A) */
export function productMaps(
  product: ComputedProduct,
  wanted: readonly WantedMap[],
  threads: number,
): Pick<Inspection, 'rows' | 'maps'> {
  const { m, k } = product.problem;
  return {
    rows: rowBalance(product.a, m, k, threads),
    maps: wanted.map((each) => productMap(product, each)),
  };
}

function productMap(product: ComputedProduct, { of, part, cells }: WantedMap): ProductMap {
  const { problem, a, b, computed } = product;
  const { m, k, n } = problem;
  switch (of) {
    case 'A':
      return { of, map: blockMap(a, partWithin(part, m, k), cells) };
    case 'B':
      return { of, map: blockMap(b, partWithin(part, k, n), cells) };
    case 'C':
      return {
        of,
        map: blockMap({ elements: computed.elements, rowStride: n, columnStride: 1 }, partWithin(part, m, n), cells),
      };
    case 'error':
      return { of, map: errorMap(product, partWithin(part, m, n), cells) };
  }
}
