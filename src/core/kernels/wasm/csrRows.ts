import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import { addressOf, ENTRIES_PARAMETERS, narrowing, PANEL_PARAMETERS, spreadScalars, writeVectors } from './sparsePanel';
import type { PanelKernel, PanelShape } from './sparsePanel';

/** Multiplies rows of A with as many columns of B as the kernel is for. */
type RowsKernel = WasmFunction<(typeof ENTRIES_PARAMETERS)[number]>;

/**
 * A in compressed rows (matrix/csr.ts) times a panel of B: a row of C within the panel stays in registers while the row's
 * entries gather rows of B. What a panel lacks to its full width is done by narrower kernels, one after the other.
 *
 * The last two or three columns in f32 are computed as a full vector, of which the rest is not stored: up to 8 bytes behind
 * B are read, where C lies.
 */
export function defineCsrPanel(module: ModuleBuilder, element: ElementCode, shape: PanelShape): PanelKernel {
  const { bytes, lanes } = element;
  const kernels = narrowing(shape.vectors).map((vectors) => ({
    columns: vectors * lanes,
    multiply: defineRows(module, element, shape, vectors, 'all columns'),
  }));
  const multiplySome = lanes > 2 ? defineRows(module, element, shape, 1, 'some columns') : null;
  const multiplyColumn = defineColumn(module, element);

  return module.define('multiply_csr_panel', PANEL_PARAMETERS, (f, parameters) => {
    const { b, c, count } = parameters;
    for (const { columns, multiply } of kernels) {
      f.if(i32.atLeast(count, columns), () => {
        f.call(multiply, parameters);
        f.increase(b, columns * bytes);
        f.increase(c, columns * bytes);
        f.decrease(count, columns);
      });
    }
    if (multiplySome !== null) {
      f.if(i32.atLeast(count, 2), () => {
        f.call(multiplySome, parameters);
        f.setInteger(count, 0);
      });
    }
    f.if(count, () => {
      f.call(multiplyColumn, parameters);
    });
  });
}

/** Sums that take turns, so that an addition need not wait for the one before: so many vectors hide its latency. */
const LATENCY_VECTORS = 4;

function defineRows(
  module: ModuleBuilder,
  element: ElementCode,
  { multiplyAdd, unroll }: PanelShape,
  vectors: number,
  stored: 'all columns' | 'some columns',
): RowsKernel {
  const name = stored === 'all columns' ? `multiply_rows_${vectors}_vectors` : 'multiply_rows_some_columns';
  return module.define(name, ENTRIES_PARAMETERS, (f, parameters) => {
    const { rows, b, bStep, c, cStep, count, beta } = parameters;
    const turns = Math.max(1, Math.floor(LATENCY_VECTORS / vectors));
    const sums = Array.from({ length: turns }, () => Array.from({ length: vectors }, () => f.local('v128', 'sum')));
    const spread = f.local('v128', 'spread');
    const row = f.local('i32', 'row');
    const scalars = spreadScalars(f, element, parameters);

    f.doWhile(() => {
      for (const sum of sums.flat()) f.set(sum, v128.zero);
      const step = ({ entry, value }: Entry, at: number): void => {
        f.set(row, addressOf(b, i32.load(entry, at * 4), bStep));
        f.set(spread, element.loadSplat(value, at * element.bytes));
        sums[at % turns].forEach((sum, vector) => {
          f.set(sum, element.multiplyAdd(multiplyAdd, spread, v128.load(row, vector * 16), sum));
        });
      };
      forEntries(f, element, parameters, Math.max(turns, unroll), step);
      const totals = sums[0].map((_, vector) =>
        sums.map((turn): Expression<'v128'> => turn[vector]).reduce((x, y) => element.addVectors(x, y)),
      );
      if (stored === 'all columns') writeVectors(f, element, totals, { c, beta, ...scalars });
      else writeSome(f, element, totals[0], { c, count, beta, spread, ...scalars });
      f.increase(c, cStep);
      f.decrease(rows, 1);
    }, rows);
  });
}

/** One column: the sums are scalar, and four take turns. */
function defineColumn(module: ModuleBuilder, element: ElementCode): RowsKernel {
  return module.define('multiply_column', ENTRIES_PARAMETERS, (f, parameters) => {
    const { rows, b, bStep, c, cStep, scalars, beta } = parameters;
    const sums = Array.from({ length: LATENCY_VECTORS }, () => f.local(element.dtype, 'sum'));
    // Never written to.
    const zero = f.local(element.dtype, 'zero');

    f.doWhile(() => {
      for (const sum of sums) f.set(sum, zero);
      forEntries(f, element, parameters, sums.length, ({ entry, value }, at) => {
        const from = addressOf(b, i32.load(entry, at * 4), bStep);
        const product = element.multiply(element.load(value, at * element.bytes), element.load(from));
        f.set(sums[at], element.add(sums[at], product));
      });
      const total = sums.map((sum): Expression<typeof element.dtype> => sum).reduce((x, y) => element.add(x, y));
      f.set(sums[0], element.multiply(total, element.load(scalars)));
      f.if(beta, () => {
        f.set(sums[0], element.add(sums[0], element.multiply(element.load(c), element.load(beta))));
      });
      f.run(element.store(c, sums[0]));
      f.increase(c, cStep);
      f.decrease(rows, 1);
    }, rows);
  });
}

/** Addresses of the column and of the value of an entry. */
interface Entry {
  readonly entry: Local<'i32'>;
  readonly value: Local<'i32'>;
}

/** Goes through the entries of a row, `unroll` at a time while there are so many, and on to the next row. */
function forEntries(
  f: FunctionBody,
  element: ElementCode,
  { rowStarts, columns, values }: Readonly<Record<'rowStarts' | 'columns' | 'values', Local<'i32'>>>,
  unroll: number,
  step: (entry: Entry, at: number) => void,
): void {
  const [entry, value, end] = [f.local('i32', 'entry'), f.local('i32', 'value'), f.local('i32', 'end')];
  const turn = (entries: number): void => {
    for (let at = 0; at < entries; at++) step({ entry, value }, at);
    f.increase(entry, 4 * entries);
    f.increase(value, element.bytes * entries);
  };
  f.set(entry, addressOf(columns, i32.load(rowStarts), 4));
  f.set(value, addressOf(values, i32.load(rowStarts), element.bytes));
  f.increase(rowStarts, 4);
  f.set(end, addressOf(columns, i32.load(rowStarts), 4));
  if (unroll > 1) {
    f.while(i32.atLeast(i32.subtract(end, entry), 4 * unroll), () => {
      turn(unroll);
    });
  }
  f.while(i32.below(entry, end), () => {
    turn(1);
  });
}

/** Writes the first two or three elements of a vector. */
function writeSome(
  f: FunctionBody,
  element: ElementCode,
  sum: Expression<'v128'>,
  {
    c,
    count,
    beta,
    spread: result,
    alphas,
    betas,
  }: Readonly<Record<'spread' | 'alphas' | 'betas', Local<'v128'>>> &
    Readonly<Record<'c' | 'count' | 'beta', Local<'i32'>>>,
): void {
  const kept = f.local('v128', 'kept');
  const isThree = i32.equal(count, 3);
  f.set(result, element.multiplyVectors(sum, alphas));
  f.if(beta, () => {
    f.set(betas, element.loadSplat(beta));
    f.set(kept, v128.loadHalf(c));
    f.if(isThree, () => {
      f.set(kept, v128.loadQuarter(c, 2, kept, 8));
    });
    f.set(result, element.addVectors(result, element.multiplyVectors(kept, betas)));
  });
  f.run(v128.storeHalf(c, 0, result));
  f.if(isThree, () => {
    f.run(v128.storeQuarter(c, 2, result, 8));
  });
}
