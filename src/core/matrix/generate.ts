import type { Operand } from '../kernels/strategy';
import type { Problem } from '../problem';
import { RandomStream } from './random';
import { sparsityOf } from './sparsity';
import type { Sparsity } from './sparsity';

/** The first word of a stream's key: what it is used for. */
const STREAMS = { a: 1, b: 2, c: 3, pattern: 4 } as const;

/** Rows of a transposed operand that are drawn before they are stored: their elements of one column share cache lines. */
const ROWS_AT_A_TIME = 16;

/**
 * Fills A, B and C as stored. Every row of op(A), op(B) and C is drawn from a stream of its own, so that the product does
 * not depend on how the operands are stored. A nonzero is never 0: nonzeros can be counted in the matrix.
 */
export function generateOperands(problem: Problem, a: Operand, b: Operand, c: Operand): { readonly nonzeros: number } {
  const pattern = patternOfA(problem);
  const nonzeros = pattern === null ? generateDenseA(problem, a) : generateSparseA(problem, pattern, a);
  const fillB = denseRows(problem, STREAMS.b, problem.n);
  storeRows(b, problem.k, problem.n, fillB);
  generateC(problem, c);
  return { nonzeros };
}

/** Where the nonzeros of op(A) lie; `null` where all elements are. */
export function patternOfA(problem: Problem): Sparsity | null {
  return problem.density === 1 ? null : sparsityOf(problem, new RandomStream(STREAMS.pattern, problem.seed));
}

/** Sets C to what it holds before the first run. */
export function generateC(problem: Problem, c: Operand): void {
  storeRows(c, problem.m, problem.n, denseRows(problem, STREAMS.c, problem.n));
}

/** Writes the `columns` elements of a row to `target`, from `first` on. */
type RowFiller = (row: number, target: Float64Array, first: number) => void;

function denseRows({ seed, dtype }: Problem, stream: number, columns: number): RowFiller {
  const random = new RandomStream();
  const bits = dtype === 'f32' ? 24 : 52;
  return (row, target, first) => {
    random.restart(stream, seed, row);
    random.fill(target, first, columns, bits);
  };
}

function generateDenseA(problem: Problem, a: Operand): number {
  storeRows(a, problem.m, problem.k, denseRows(problem, STREAMS.a, problem.k));
  return problem.m * problem.k;
}

function generateSparseA({ m, k, seed, dtype }: Problem, pattern: Sparsity, a: Operand): number {
  const random = new RandomStream();
  const bits = dtype === 'f32' ? 24 : 52;
  const columns = new Int32Array(k);
  const values = new Float64Array(k);
  let nonzeros = 0;
  storeRows(a, m, k, (row, target, first) => {
    const count = pattern.row(row, columns);
    random.restart(STREAMS.a, seed, row);
    random.fill(values, 0, count, bits);
    target.fill(0, first, first + k);
    for (let at = 0; at < count; at++) target[first + columns[at]] = values[at];
    nonzeros += count;
  });
  return nonzeros;
}

/** Draws the rows of op(X), `rows × columns`, in their order and stores them where they belong. */
function storeRows(operand: Operand, rows: number, columns: number, fill: RowFiller): void {
  const { elements, rowStride, columnStride } = operand;
  const drawn = new Float64Array(ROWS_AT_A_TIME * columns);
  for (let firstRow = 0; firstRow < rows; firstRow += ROWS_AT_A_TIME) {
    const count = Math.min(ROWS_AT_A_TIME, rows - firstRow);
    for (let row = 0; row < count; row++) fill(firstRow + row, drawn, row * columns);
    if (columnStride === 1) {
      elements.set(drawn.subarray(0, count * columns), firstRow * rowStride);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      let from = column;
      const to = firstRow * rowStride + column * columnStride;
      for (let row = 0; row < count; row++) {
        elements[to + row * rowStride] = drawn[from];
        from += columns;
      }
    }
  }
}
