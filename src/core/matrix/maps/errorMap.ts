import type { Problem } from '../../problem';
import type { Dense } from '../dense';
import { RandomStream } from '../random';
import { elementChecks } from '../reference';
import type { Strided } from '../strided';
import { cellGrid, CellStatistics, partOfCell } from './blockMap';
import type { BlockMap, CellGrid, Part } from './blockMap';
import { packNumbers } from './packedNumbers';
import type { PackedNumbers } from './packedNumbers';

/** A product and what a strategy made of it. */
export interface ComputedProduct {
  readonly problem: Problem;
  /** op(A) and op(B). */
  readonly a: Strided;
  readonly b: Strided;
  /** C before the run; looked at where β is not 0. */
  readonly start: Strided;
  /** C after it, m×n. */
  readonly computed: Dense;
}

/** Where C is furthest from the reference, relative to the size of the terms that the element is made of. */
export interface WorstElement {
  readonly row: number;
  readonly column: number;
  readonly computed: number;
  readonly expected: number;
  /** |computed − expected| ÷ (|α|·|op(A)|·|op(B)| + |β|·|C₀|) */
  readonly relative: number;
}

/** |C − reference| of a part of C; `nonzeros` of a cell are its elements that are off at all. */
export interface ErrorMap extends BlockMap {
  /** Elements of a cell that were compared, at most; fewer than it has where all would take too long. */
  readonly comparedOfCell: number;
  readonly compared: number;
  /** The largest error of each cell, relative to the size of its terms. */
  readonly relative: PackedNumbers;
  /** `null` where nothing was compared. */
  readonly worst: WorstElement | null;
}

/** Multiplications that the reference may take, within a second or so; what more there is is sampled. */
export const MOST_PRODUCTS = 2 ** 27;
/** The first word of the stream's key; others are in generate.ts and reference.ts. */
const SAMPLE_STREAM = 21;

/**
 * Compares a part of C with the float64 reference of reference.ts: all of it, or as many elements of each cell, drawn at
 * random, as `mostProducts` multiplications allow; where not even one of each does, in fewer cells.
 */
export function errorMap(
  product: ComputedProduct,
  part: Part,
  cells: number,
  mostProducts: number = MOST_PRODUCTS,
): ErrorMap {
  const { problem, a, b, start, computed } = product;
  const mostElements = Math.max(1, Math.floor(mostProducts / Math.max(1, problem.k)));
  const grid = cellGrid(part, Math.min(cells, Math.max(1, Math.floor(Math.sqrt(mostElements)))));
  const { at, cellOf, comparedOfCell } = chosenElements(grid, problem, mostElements);
  const operands = { problem, a, b, start: problem.beta === 0 ? null : start };
  const { expected, magnitude } = elementChecks(operands, at);

  const errors = new CellStatistics(grid);
  const relative = new Float64Array(grid.down * grid.across);
  let worst: WorstElement | null = null;
  for (let check = 0; check < at.length; check++) {
    const value = computed.elements[at[check]];
    const error = errorOf(value, expected[check]);
    const ofTerms = error === 0 ? 0 : error / magnitude[check];
    errors.add(cellOf[check], error);
    if (ofTerms > relative[cellOf[check]]) relative[cellOf[check]] = ofTerms;
    if (worst !== null && ofTerms <= worst.relative) continue;
    const row = Math.floor(at[check] / problem.n);
    const column = at[check] - row * problem.n;
    worst = { row, column, computed: value, expected: expected[check], relative: ofTerms };
  }
  return { ...errors.map(), comparedOfCell, compared: at.length, relative: packNumbers(relative), worst };
}

/** Where both are NaN, or infinite alike, nothing is wrong; where one of them is, all is. */
function errorOf(computed: number, expected: number): number {
  if (computed === expected || (Number.isNaN(computed) && Number.isNaN(expected))) return 0;
  const error = Math.abs(computed - expected);
  return Number.isNaN(error) ? Infinity : error;
}

interface Chosen {
  /** Places in C, row by row. */
  readonly at: Float64Array;
  readonly cellOf: Int32Array;
  readonly comparedOfCell: number;
}

function chosenElements(grid: CellGrid, { n, seed }: Problem, mostElements: number): Chosen {
  const { part, down, across, rowsOfCell, columnsOfCell } = grid;
  const all = rowsOfCell * columnsOfCell;
  const comparedOfCell = part.rows * part.columns <= mostElements ? all : Math.floor(mostElements / (down * across));
  const at: number[] = [];
  const cellOf: number[] = [];
  const random = new RandomStream(SAMPLE_STREAM, seed);
  for (let line = 0; line < down; line++) {
    for (let column = 0; column < across; column++) {
      const own = partOfCell(grid, line, column);
      const count = own.rows * own.columns;
      for (let index = 0; index < Math.min(count, comparedOfCell); index++) {
        const element = count <= comparedOfCell ? index : random.below(count);
        const row = Math.floor(element / own.columns);
        at.push((own.firstRow + row) * n + own.firstColumn + element - row * own.columns);
        cellOf.push(line * across + column);
      }
    }
  }
  return { at: Float64Array.from(at), cellOf: Int32Array.from(cellOf), comparedOfCell: Math.min(all, comparedOfCell) };
}
