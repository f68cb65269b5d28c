import type { Dtype } from '../../problem';
import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import { chooseByCount } from './chooseByCount';
import { elementCode } from './element';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression, Integer } from './expressions';
import { PRODUCT_PARAMETERS } from './gemmParameters';
import type { GemmShape } from './gemmShape';
import { EDGE_OFFSET, SCALARS } from './scalars';

/**
 * Columns of op(B) that are multiplied at a time, by the number of rows of op(A): as many sums as hide the latency of a
 * multiply-add, and as fit into registers with what is loaded.
 */
const COLUMNS_BY_ROWS = [8, 5, 3, 2] as const;
const MOST_ROWS = COLUMNS_BY_ROWS.length;

/** Rows of op(A) that are multiplied at a time, where so many are left: 5 are 3 and 2, not 4 and 1. */
export function rowsOfDots(left: number): number {
  return Math.min(left, left === 5 || left === 6 ? 3 : MOST_ROWS);
}

/** Columns of op(B) that are multiplied at a time with so many rows. */
export function columnsOfDots(rows: number): number {
  return COLUMNS_BY_ROWS[rows - 1] ?? 1;
}

/** Sums of the largest tile. */
const MOST_SUMS = Math.max(...COLUMNS_BY_ROWS.map((columns, at) => columns * (at + 1)));
/** Bytes of a sum in memory, and of either half of the table of masks. */
const SUM_BYTES = 32;
/** Bytes at `EDGE_OFFSET` that the kernel writes: its sums, and the table of masks. */
export const DOT_SCRATCH_BYTES = (MOST_SUMS + 2) * SUM_BYTES;

const ROWS_PARAMETERS = [
  'columns',
  'depth',
  'a',
  'aStep',
  'b',
  'bStep',
  'c',
  'cRow',
  'cColumn',
  'scalars',
  'beta',
  'scratch',
] as const;
type Tile = WasmFunction<(typeof ROWS_PARAMETERS)[number]>;

/** Steps of k in a vector operation: V8 joins two vectors to one of 256 bits. k must be at least as large. */
export function dotStep({ vectorBits, dtype }: GemmShape): number {
  return (vectorBits / 128) * elementCode(dtype).lanes;
}

/**
 * A product of a few rows of op(A) with a B that is stored transposed: vectors lie along k, where both are contiguous, and
 * nothing but an op(A) that is stored transposed is copied. `nc` columns of op(B), kc steps of k deep, are multiplied with
 * all rows before the next ones are read.
 */
export function defineDotProducts(
  module: ModuleBuilder,
  shape: GemmShape,
): WasmFunction<(typeof PRODUCT_PARAMETERS)[number]> {
  const element = elementCode(shape.dtype);
  const { bytes } = element;
  const gather = defineGathering(module, element);
  const rowKernels = COLUMNS_BY_ROWS.map((columns, at) => defineDotRows(module, element, shape, at + 1, columns));

  return module.define('dot_products', PRODUCT_PARAMETERS, (f, parameters) => {
    const { m, k, n, a, aLeading, aTransposed, b, bLeading, c, cRow, cColumn, kc, nc, panelsA, scalars, beta } =
      parameters;
    const integer = (name: string): Local<'i32'> => f.local('i32', name);
    const [pc, jc, depth, columns] = [integer('pc'), integer('jc'), integer('depth'), integer('columns')];
    const [aBlock, aAt, aStep] = [integer('a_block'), integer('a_at'), integer('a_step')];
    const [cAt, rowsLeft, rows, scratch] = [integer('c_at'), integer('rows_left'), integer('rows'), integer('scratch')];

    f.set(scratch, i32.add(scalars, EDGE_OFFSET));
    // A vector at element r of this table masks all but its last r lanes out.
    for (let at = 0; at < 2 * SUM_BYTES; at += 16) {
      f.run(v128.store(scratch, at < SUM_BYTES ? v128.zero : v128.allOnes, MOST_SUMS * SUM_BYTES + at));
    }
    f.while(i32.below(pc, k), () => {
      f.set(depth, i32.minimum(i32.subtract(k, pc), kc));
      f.if(
        aTransposed,
        () => {
          f.set(aStep, i32.multiply(depth, bytes));
          f.set(aBlock, panelsA);
          f.call(gather, {
            rows: m,
            depth,
            from: i32.add(a, i32.multiply(pc, aLeading)),
            leading: aLeading,
            to: panelsA,
          });
        },
        () => {
          f.set(aStep, aLeading);
          f.set(aBlock, i32.add(a, i32.multiply(pc, bytes)));
        },
      );
      f.setInteger(jc, 0);
      f.while(i32.below(jc, n), () => {
        f.set(columns, i32.minimum(i32.subtract(n, jc), nc));
        f.set(aAt, aBlock);
        f.set(cAt, i32.add(c, i32.multiply(jc, cColumn)));
        f.set(rowsLeft, m);
        f.while(rowsLeft, () => {
          // 5 rows are 3 and 2, not 4 and 1.
          const most = i32.select(i32.equal(i32.shiftRight(i32.add(rowsLeft, 1), 1), 3), 3, MOST_ROWS);
          f.set(rows, i32.minimum(rowsLeft, most));
          chooseByCount(f, rows, rowKernels, (kernel) => {
            f.call(kernel, {
              columns,
              depth,
              a: aAt,
              aStep,
              b: i32.add(b, i32.add(i32.multiply(jc, bLeading), i32.multiply(pc, bytes))),
              bStep: bLeading,
              c: cAt,
              cRow,
              cColumn,
              scalars,
              beta,
              scratch,
            });
          });
          f.increase(aAt, i32.multiply(rows, aStep));
          f.increase(cAt, i32.multiply(rows, cRow));
          f.decrease(rowsLeft, rows);
        });
        f.increase(jc, nc);
      });
      f.set(beta, i32.add(scalars, SCALARS.one));
      f.increase(pc, kc);
    });
  });
}

/** `rows` rows of A with any number of columns, a tile at a time. */
function defineDotRows(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  rows: number,
  most: number,
): Tile {
  const kernels = Array.from({ length: most }, (_, at) => defineDotTile(module, element, shape, rows, at + 1));
  return module.define(`dot_rows_${rows}`, ROWS_PARAMETERS, (f, parameters) => {
    const { columns, b, bStep, c, cColumn } = parameters;
    const width = f.local('i32', 'width');
    f.while(columns, () => {
      f.set(width, i32.minimum(columns, most));
      // A tile of a column or two has too few sums to keep the multipliers busy: the last two tiles are alike.
      f.if(i32.and(i32.below(most, columns), i32.atLeast(most + Math.floor(most / 2), columns)), () => {
        f.set(width, i32.shiftRight(i32.add(columns, 1), 1));
      });
      chooseByCount(f, width, kernels, (kernel) => {
        f.call(kernel, parameters);
      });
      f.increase(b, i32.multiply(bStep, width));
      f.increase(c, i32.multiply(cColumn, width));
      f.decrease(columns, width);
    });
  });
}

/** Dot products of `rows` rows of A and `columns` columns of B; their sums stay in registers. */
function defineDotTile(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  rows: number,
  columns: number,
): Tile {
  const { bytes, lanes } = element;
  const halves = shape.vectorBits / 128;
  const step = halves * lanes;
  /** Where as many zeros as a step has elements begin in the table of masks. */
  const tableOfStep = (MOST_SUMS + 1) * SUM_BYTES - step * bytes;
  return module.define(`dot_${rows}x${columns}`, ROWS_PARAMETERS, (f, parameters) => {
    const { depth, a, aStep, b, bStep, c, cRow, cColumn, scalars, beta, scratch } = parameters;
    const vectors = (name: string): readonly Local<'v128'>[] =>
      Array.from({ length: halves }, (_, half) => f.local('v128', `${name}_${half * lanes}`));
    const sums = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (__, j) => vectors(`c_${i}_${j}`)),
    );
    const ofA = Array.from({ length: rows }, (_, i) => vectors(`a_${i}`));
    const ofB = vectors('b');
    const masks = vectors('mask');
    const aRows = pointers(f, a, aStep, rows, 'a_row');
    const bColumns = pointers(f, b, bStep, columns, 'b_column');

    const multiply = (
      offset: number,
      masked: (vector: Expression<'v128'>, half: number) => Expression<'v128'>,
    ): void => {
      const load = (to: readonly Local<'v128'>[], from: Local<'i32'>): void => {
        to.forEach((vector, half) => {
          f.set(vector, masked(v128.load(from, offset + half * 16), half));
        });
      };
      ofA.forEach((vector, i) => {
        load(vector, aRows[i]);
      });
      bColumns.forEach((column, j) => {
        load(ofB, column);
        sums.forEach((row, i) => {
          row[j].forEach((sum, half) => {
            f.set(sum, element.multiplyAdd(shape.multiplyAdd, ofA[i][half], ofB[half], sum));
          });
        });
      });
    };
    const moveOn = (elements: Integer): void => {
      for (const pointer of [...aRows, ...bColumns]) f.increase(pointer, i32.multiply(elements, bytes));
    };
    const turn = (steps: number): void => {
      for (let at = 0; at < steps; at++) multiply(at * step * bytes, (vector) => vector);
      for (const pointer of [...aRows, ...bColumns]) f.increase(pointer, steps * step * bytes);
      f.decrease(depth, steps * step);
    };

    f.while(i32.atLeast(depth, 2 * step), () => {
      turn(2);
    });
    f.if(i32.atLeast(depth, step), () => {
      turn(1);
    });
    // The rest of k: the last `step` elements again, and those that were summed up already masked out.
    f.if(depth, () => {
      masks.forEach((mask, half) => {
        f.set(mask, v128.load(i32.add(scratch, i32.multiply(depth, bytes)), tableOfStep + half * 16));
      });
      moveOn(i32.subtract(depth, step));
      multiply(0, (vector, half) => v128.and(vector, masks[half]));
    });

    sums.forEach((row, i) => {
      row.forEach((sum, j) => {
        sum.forEach((vector, half) => {
          f.run(v128.store(scratch, vector, (i * columns + j) * SUM_BYTES + half * 16));
        });
      });
    });
    writeSums(f, element, halves, { rows, columns, c, cRow, cColumn, scalars, beta, scratch });
  });
}

/** Adds up the lanes of the sums in memory and takes them into C. */
function writeSums(
  f: FunctionBody,
  element: ElementCode,
  halves: number,
  {
    rows,
    columns,
    c,
    cRow,
    cColumn,
    scalars,
    beta,
    scratch,
  }: { readonly rows: number; readonly columns: number } & Readonly<
    Record<'c' | 'cRow' | 'cColumn' | 'scalars' | 'beta' | 'scratch', Local<'i32'>>
  >,
): void {
  const { dtype } = element;
  const vector = f.local('v128', 'sum');
  const value = f.local(dtype, 'value');
  const to = f.local('i32', 'to');
  for (let i = 0; i < rows; i++) {
    f.set(to, c);
    for (let j = 0; j < columns; j++) {
      const at = (i * columns + j) * SUM_BYTES;
      const first = v128.load(scratch, at);
      f.set(vector, halves === 2 ? element.addVectors(first, v128.load(scratch, at + 16)) : first);
      f.set(value, element.multiply(sumOfLanes(f, element, vector), element.load(scalars)));
      f.if(beta, () => {
        f.set(value, element.add(value, element.multiply(element.load(to), element.load(beta))));
      });
      f.run(element.store(to, value));
      if (j < columns - 1) f.increase(to, cColumn);
    }
    if (i < rows - 1) f.increase(c, cRow);
  }
}

function sumOfLanes(f: FunctionBody, element: ElementCode, vector: Local<'v128'>): Expression<Dtype> {
  const { dtype, lanes, bytes } = element;
  if (lanes === 4) {
    const upper = Array.from({ length: 16 }, (_, byte) => (byte + 2 * bytes) % 16);
    f.set(vector, element.addVectors(vector, v128.shuffle(vector, vector, upper)));
  }
  return element.add(v128.extract(dtype, vector, 0), v128.extract(dtype, vector, 1));
}

/** Addresses of the first elements of rows that are `step` bytes apart. */
function pointers(
  f: FunctionBody,
  first: Local<'i32'>,
  step: Local<'i32'>,
  count: number,
  name: string,
): Local<'i32'>[] {
  const all = [first];
  for (let row = 1; row < count; row++) {
    const next = f.local('i32', `${name}_${row}`);
    f.set(next, i32.add(all[row - 1], step));
    all.push(next);
  }
  return all;
}

/** Copies the rows of an op(A) that is stored transposed, so that each is contiguous. */
function defineGathering(
  module: ModuleBuilder,
  element: ElementCode,
): WasmFunction<'rows' | 'depth' | 'from' | 'leading' | 'to'> {
  const { bytes } = element;
  return module.define('gather_rows', ['rows', 'depth', 'from', 'leading', 'to'] as const, (f, parameters) => {
    const { rows, depth, from, leading, to } = parameters;
    const at = f.local('i32', 'at');
    const left = f.local('i32', 'left');
    f.while(rows, () => {
      f.set(at, from);
      f.set(left, depth);
      f.while(left, () => {
        f.run(element.store(to, element.load(at)));
        f.increase(at, leading);
        f.increase(to, bytes);
        f.decrease(left, 1);
      });
      f.increase(from, bytes);
      f.decrease(rows, 1);
    });
  });
}
