/**
 * A strategy taken apart: what it touches and computes, statement by statement, on a product small enough to be looked at.
 * Steps are made by the generators of this folder, one a strategy, and replayed by `replay.ts`. Whatever is text for people is
 * a function, for walks are made once and said in the language that is asked for then.
 */

/** Rows and columns of A, B and C in all walks. */
export const SIZE = 8;

/** Bytes of an element: f64, so that a row of eight fills a usual cache line. */
export const ELEMENT_BYTES = 8;

/** What is kept in a region: a matrix of the product, a copy in panels, the arrays of a sparse A, or a temporary matrix. */
export type RegionRole = 'matrix' | 'panels' | 'index' | 'temporary';

/** A region before it has a place in memory. */
export type RegionShape = Omit<Region, 'firstByte'>;

/** A matrix in memory, row by row. */
export interface Region {
  readonly id: string;
  /** For people: 'pB, B in panels of 4 columns'. */
  readonly title: () => string;
  readonly role: RegionRole;
  readonly rows: number;
  readonly columns: number;
  readonly elementBytes: number;
  /** Address of its first element, a multiple of 64. */
  readonly firstByte: number;
  /**
   * Set where it is not in memory itself: row by row the element that stands for each of its own, `null` where there is
   * none, as for the zeros of a sparse A.
   */
  readonly standsFor?: readonly (Cell | null)[];
  /** What its elements hold before the first step, for people: 'A[2, 3]'; left out where that is their own value. */
  readonly holds?: readonly string[];
}

/** An element of a region. */
export interface Cell {
  readonly region: string;
  readonly row: number;
  readonly column: number;
}

export interface Access {
  readonly cell: Cell;
  readonly kind: 'read' | 'write';
}

/** What happens to the values of cells. Sums that a kernel keeps in registers are counted where they will be stored. */
export type Operation =
  | { readonly kind: 'multiply'; readonly into: Cell; readonly x: Cell; readonly y: Cell }
  | { readonly kind: 'copy'; readonly from: Cell; readonly to: Cell }
  | { readonly kind: 'clear'; readonly to: Cell }
  /** to ← x + sign·y */
  | { readonly kind: 'sum'; readonly to: Cell; readonly x: Cell; readonly y: Cell; readonly sign: 1 | -1 }
  /** to ← to + x + y */
  | { readonly kind: 'gather'; readonly to: Cell; readonly x: Cell; readonly y: Cell };

/** One statement that one thread runs. */
export interface Work {
  readonly thread: number;
  /** The line of the pseudo-code. */
  readonly line: number;
  /** The statement with its indices filled in: 'C[2, 1] += A[2, 3]·B[3, 1]'. */
  readonly text: () => string;
  /** In the order in which the kernel makes them. */
  readonly accesses: readonly Access[];
  readonly operations: readonly Operation[];
}

/** What the threads do at the same time: one statement each. */
export type Step = readonly Work[];

/** A strategy on the small product. */
export interface Walk {
  /** 'i-k-j', 'packed, tiles of 4×4'. */
  readonly title: () => string;
  /** Lines, indented by two spaces a loop. */
  readonly code: () => readonly string[];
  readonly regions: readonly Region[];
  readonly threads: number;
  readonly steps: readonly Step[];
  /** Why it misses less, or more, than i-j-k does where most of the difference arises: region → a clause. */
  readonly reasons: () => Readonly<Record<string, Reason>>;
}

export interface Reason {
  readonly fewer?: string;
  readonly more?: string;
}

export function cell(region: string, row: number, column: number): Cell {
  return { region, row, column };
}

/** 'A[2, 3]' */
export function cellText({ region, row, column }: Cell): string {
  return `${region}[${row}, ${column}]`;
}

/** Address of an element. */
export function addressOf({ firstByte, columns, elementBytes }: Region, { row, column }: Cell): number {
  return firstByte + (row * columns + column) * elementBytes;
}

/** No two regions share a line of this or less. */
const ALIGNMENT_BYTES = 64;

/** Places regions one behind the other. */
export function layOutRegions(regions: readonly RegionShape[]): readonly Region[] {
  let end = 0;
  return regions.map((region) => {
    const firstByte = end;
    const bytes = region.standsFor === undefined ? region.rows * region.columns * region.elementBytes : 0;
    end = Math.ceil((firstByte + bytes) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    return { ...region, firstByte };
  });
}

/** A matrix of the product. */
export function matrixRegion(id: string): RegionShape {
  return { id, title: () => id, role: 'matrix', rows: SIZE, columns: SIZE, elementBytes: ELEMENT_BYTES };
}

/** A, B and C, which every walk has. */
export const OPERANDS = ['A', 'B', 'C'].map(matrixRegion);
