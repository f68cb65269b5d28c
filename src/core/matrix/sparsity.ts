import { assertNever } from '../assertNever';
import type { Problem } from '../problem';
import { RandomStream } from './random';

/** Rows and columns of the square blocks of the structure 'block'. */
export const BLOCK_SIZE = 16;

/**
 * Where the nonzeros of op(A) lie, row by row. Rows must be asked for once each, from 0 up: the choice of one row depends
 * on those before it.
 */
export interface Sparsity {
  /** Writes the columns of the nonzeros of `row` to `columns`, in rising order, and returns how many there are. */
  row(row: number, columns: Int32Array): number;
}

/** The pattern of a problem whose A is not dense, `rows × columns` being the size of op(A). */
export function sparsityOf(problem: Problem, random: RandomStream): Sparsity {
  const { m: rows, k: columns, structure, density } = problem;
  const wanted = Math.round(density * rows * columns);
  switch (structure) {
    case 'uniform':
      return uniform(rows * columns, columns, wanted, random);
    case 'banded':
      return banded(rows, columns, wanted);
    case 'block':
      return blocks(rows, columns, density, random);
    case 'power':
      return powerLaw(rows, columns, wanted, random);
    default:
      return assertNever(structure);
  }
}

/** An upper bound of the nonzeros of op(A), without drawing them. */
export function maximumNonzeros({ m, k, structure, density }: Problem): number {
  if (density === 1) return m * k;
  switch (structure) {
    case 'uniform':
    case 'power':
      return Math.round(density * m * k);
    case 'banded':
      // A step of the band's width adds at most one element on either side of a row.
      return Math.min(m * k, Math.round(density * m * k) + 2 * m);
    case 'block':
      return Math.min(m * k, chosenBlocks(m, k, density) * BLOCK_SIZE ** 2);
    default:
      return assertNever(structure);
  }
}

/**
 * Chooses exactly `wanted` of `positions` in one pass, each set equally likely: selection sampling, algorithm S of Knuth,
 * TAOCP vol. 2, section 3.4.2.
 */
class Selection {
  constructor(
    private wanted: number,
    private positions: number,
    private readonly random: RandomStream,
  ) {}

  next(): boolean {
    const chosen = this.random.next() * this.positions < this.wanted;
    this.positions--;
    if (chosen) this.wanted--;
    return chosen;
  }
}

function uniform(positions: number, columns: number, wanted: number, random: RandomStream): Sparsity {
  const selection = new Selection(wanted, positions, random);
  return { row: (_row, target) => select(selection, columns, target) };
}

function select(selection: Selection, columns: number, target: Int32Array): number {
  let count = 0;
  for (let column = 0; column < columns; column++) if (selection.next()) target[count++] = column;
  return count;
}

/**
 * A band around the diagonal, which goes from corner to corner where the matrix is not square. All rows have the width
 * whose count comes nearest to the one that is wanted.
 */
function banded(rows: number, columns: number, wanted: number): Sparsity {
  const middle = (row: number): number => ((row + 0.5) * columns) / rows - 0.5;
  const first = (row: number, width: number): number => Math.max(0, Math.ceil(middle(row) - width / 2));
  const end = (row: number, width: number): number => Math.min(columns, Math.floor(middle(row) + width / 2) + 1);
  const length = (row: number, width: number): number => Math.max(0, end(row, width) - first(row, width));
  const countAll = (width: number): number => {
    let total = 0;
    for (let row = 0; row < rows; row++) total += length(row, width);
    return total;
  };

  let tooNarrow = 0;
  let wideEnough = 2 * columns + 2;
  for (let step = 0; step < 48; step++) {
    const width = (tooNarrow + wideEnough) / 2;
    if (countAll(width) < wanted) tooNarrow = width;
    else wideEnough = width;
  }
  const width = wanted - countAll(tooNarrow) < countAll(wideEnough) - wanted ? tooNarrow : wideEnough;
  return {
    row: (row, target) => {
      const from = first(row, width);
      const count = length(row, width);
      for (let at = 0; at < count; at++) target[at] = from + at;
      return count;
    },
  };
}

function chosenBlocks(rows: number, columns: number, density: number): number {
  const all = Math.ceil(rows / BLOCK_SIZE) * Math.ceil(columns / BLOCK_SIZE);
  return Math.min(all, Math.max(1, Math.round(density * all)));
}

/** Full square blocks on a grid; those at the right and lower edge may be cut off. */
function blocks(rows: number, columns: number, density: number, random: RandomStream): Sparsity {
  const across = Math.ceil(columns / BLOCK_SIZE);
  const selection = new Selection(chosenBlocks(rows, columns, density), Math.ceil(rows / BLOCK_SIZE) * across, random);
  let chosen: boolean[] = [];
  return {
    row: (row, target) => {
      if (row % BLOCK_SIZE === 0) chosen = Array.from({ length: across }, () => selection.next());
      let count = 0;
      for (let block = 0; block < across; block++) {
        if (!chosen[block]) continue;
        const end = Math.min(columns, (block + 1) * BLOCK_SIZE);
        for (let column = block * BLOCK_SIZE; column < end; column++) target[count++] = column;
      }
      return count;
    },
  };
}

/**
 * Row counts that follow a power law, the r-th fullest row having a share of 1 ÷ r (Zipf's law), in an order that the seed
 * shuffles. The columns of a row are chosen uniformly.
 */
function powerLaw(rows: number, columns: number, wanted: number, random: RandomStream): Sparsity {
  const counts = powerLawCounts(rows, columns, wanted);
  // Fisher–Yates: algorithm P of Knuth, TAOCP vol. 2, section 3.4.2.
  for (let last = rows - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [counts[last], counts[other]] = [counts[other], counts[last]];
  }
  return { row: (row, target) => select(new Selection(counts[row], columns, random), columns, target) };
}

/** Whole numbers c₁ ≥ c₂ ≥ …, proportional to 1 ÷ r but at most `columns`, that add up to `wanted` ≤ rows·columns. */
export function powerLawCounts(rows: number, columns: number, wanted: number): Float64Array {
  const total = (scale: number): number => {
    let sum = 0;
    for (let rank = 1; rank <= rows; rank++) sum += Math.min(columns, Math.floor(scale / rank));
    return sum;
  };
  let low = 0;
  let high = columns * rows + 1;
  for (let step = 0; step < 64 && high - low > 2 ** -20; step++) {
    const scale = (low + high) / 2;
    if (total(scale) <= wanted) low = scale;
    else high = scale;
  }
  const counts = new Float64Array(rows);
  let left = wanted;
  for (let rank = 1; rank <= rows; rank++) {
    counts[rank - 1] = Math.min(columns, Math.floor(low / rank));
    left -= counts[rank - 1];
  }
  // What rounding down has left goes to the first rows that have room.
  for (let at = 0; left > 0; at = (at + 1) % rows) {
    if (counts[at] === columns) continue;
    counts[at]++;
    left--;
  }
  return counts;
}
