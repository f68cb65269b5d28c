import type { MultiplyAdd } from './element';
import { elementCode } from './element';
import type { ElementCode } from './element';
import type { ModuleBuilder } from './assembler';
import type { WasmFunction } from './assembler';
import { i32, v128 } from './expressions';
import type { Integer } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { definePackingCopy, definePackingTranspose } from './packing';
import type { Dtype } from '../../problem';

export interface SpmmShape {
  readonly dtype: Dtype;
  readonly multiplyAdd: MultiplyAdd;
}

/** The name of the function that the module exports. */
export const SPMM = 'spmm';

/**
 * The parameters of the exported function, in their order. It computes C ← α·A·op(B) + β·C for an A in compressed rows
 * (matrix/csr.ts) and m, k, n ≥ 1; A may have no entries. All are integers:
 *
 * - `m`, `k`, `n`: A is m×k, op(B) k×n;
 * - `rowStarts`, `columns`, `values`: addresses of A's arrays;
 * - `b`, `bLeading`, `bTransposed`: address of B, bytes from a stored row to the next, 1 where it is stored n×k;
 * - `packB`: 1 to copy B into panels; it always is where it is transposed;
 * - `panel`: address of k × `PANEL_VECTORS` vectors of workspace;
 * - `c`, `cLeading`: address of C and bytes from row to row;
 * - `scalars`: address of α;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const SPMM_PARAMETERS = [
  'm',
  'k',
  'n',
  'rowStarts',
  'columns',
  'values',
  'b',
  'bLeading',
  'bTransposed',
  'packB',
  'panel',
  'c',
  'cLeading',
  'scalars',
  'beta',
] as const;
export type SpmmParameter = (typeof SPMM_PARAMETERS)[number];

/** Vectors of C that are kept in registers: 32 columns in f32, 16 in f64, enough to hide the latency of the additions. */
export const PANEL_VECTORS = 8;

/** The module for an element type, to be used on this kind of memory; generated once. */
export function spmmModule({ dtype, multiplyAdd }: SpmmShape, sharedMemory: boolean): KernelModule {
  return generatedModule(['spmm', dtype, multiplyAdd], sharedMemory, (module) => {
    defineSpmm(module, elementCode(dtype), multiplyAdd);
  });
}

/**
 * A is passed once for every panel of columns of B. A row of C within the panel stays in registers while the row's entries
 * gather rows of the panel, which stays in L2 where it is packed: k rows of B that are far apart in memory would take the
 * same few sets of the cache.
 */
function defineSpmm(module: ModuleBuilder, element: ElementCode, multiplyAdd: MultiplyAdd): void {
  const { bytes, lanes } = element;
  const width = PANEL_VECTORS * lanes;
  const copy = definePackingCopy(module, element, width, 'pack_b_copy');
  const transpose = definePackingTranspose(module, element, width, 'pack_b_transpose');
  const multiplyPanel = defineRows(module, element, multiplyAdd, PANEL_VECTORS);
  const narrower = [4, 2, 1].map((vectors) => ({
    columns: vectors * lanes,
    multiply: defineRows(module, element, multiplyAdd, vectors),
  }));
  const multiplyColumn = defineColumn(module, element);

  const spmm = module.define(SPMM, SPMM_PARAMETERS, (f, parameters) => {
    const { m, k, n, b, bLeading, bTransposed, packB, panel, c, cLeading } = parameters;
    const count = f.local('i32');
    const left = f.local('i32');
    const from = f.local('i32');
    const step = f.local('i32');
    const to = f.local('i32');

    f.set(packB, i32.or(packB, bTransposed));
    f.while(n, () => {
      f.set(count, i32.minimum(n, width));
      f.if(
        packB,
        () => {
          const values = { source: b, leading: bLeading, count, depth: k, target: panel };
          f.if(
            bTransposed,
            () => {
              f.call(transpose, values);
            },
            () => {
              f.call(copy, values);
            },
          );
          f.set(from, panel);
          f.setInteger(step, width * bytes);
        },
        () => {
          f.set(from, b);
          f.set(step, bLeading);
        },
      );

      const values = { ...parameters, rows: m, b: from, bStep: step, c: to, cStep: cLeading };
      const advance = (columns: number): void => {
        f.increase(from, columns * bytes);
        f.increase(to, columns * bytes);
        f.decrease(left, columns);
      };
      f.set(to, c);
      f.if(
        i32.equal(count, width),
        () => {
          f.call(multiplyPanel, values);
        },
        () => {
          f.set(left, count);
          for (const { columns, multiply } of narrower) {
            f.if(i32.atLeast(left, columns), () => {
              f.call(multiply, values);
              advance(columns);
            });
          }
          f.while(left, () => {
            f.call(multiplyColumn, values);
            advance(1);
          });
        },
      );
      f.increase(b, i32.select(bTransposed, i32.multiply(bLeading, width), width * bytes));
      f.increase(c, width * bytes);
      f.decrease(n, count);
    });
  });
  module.export(SPMM, spmm);
}

const ROWS_PARAMETERS = [
  'rows',
  'rowStarts',
  'columns',
  'values',
  'b',
  'bStep',
  'c',
  'cStep',
  'scalars',
  'beta',
] as const;
/** Multiplies all rows of A with some neighbouring columns of B, rows of B being `bStep` bytes apart. */
type RowsKernel = WasmFunction<(typeof ROWS_PARAMETERS)[number]>;

function defineRows(
  module: ModuleBuilder,
  element: ElementCode,
  multiplyAdd: MultiplyAdd,
  vectors: number,
): RowsKernel {
  return module.define(`multiply_${vectors}_vectors`, ROWS_PARAMETERS, (f, parameters) => {
    const { rows, rowStarts, columns, values, b, bStep, c, cStep, scalars, beta } = parameters;
    const sums = Array.from({ length: vectors }, () => f.local('v128'));
    const spread = f.local('v128');
    const [entry, end, value, row] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
    const alphas = f.local('v128');
    const betas = f.local('v128');
    f.set(alphas, element.loadSplat(scalars));
    f.if(beta, () => {
      f.set(betas, element.loadSplat(beta));
    });

    f.doWhile(() => {
      for (const sum of sums) f.set(sum, v128.zero);
      f.set(entry, addressOf(columns, i32.load(rowStarts), 4));
      f.set(end, addressOf(columns, i32.load(rowStarts, 4), 4));
      f.set(value, addressOf(values, i32.load(rowStarts), element.bytes));
      f.while(i32.below(entry, end), () => {
        f.set(row, i32.add(b, i32.multiply(i32.load(entry), bStep)));
        f.set(spread, element.loadSplat(value));
        sums.forEach((sum, at) => {
          f.set(sum, element.multiplyAdd(multiplyAdd, spread, v128.load(row, at * 16), sum));
        });
        f.increase(entry, 4);
        f.increase(value, element.bytes);
      });
      f.if(
        beta,
        () => {
          sums.forEach((sum, at) => {
            const kept = element.multiplyVectors(v128.load(c, at * 16), betas);
            f.run(v128.store(c, element.addVectors(element.multiplyVectors(sum, alphas), kept), at * 16));
          });
        },
        () => {
          sums.forEach((sum, at) => {
            f.run(v128.store(c, element.multiplyVectors(sum, alphas), at * 16));
          });
        },
      );
      f.increase(c, cStep);
      f.increase(rowStarts, 4);
      f.decrease(rows, 1);
    }, rows);
  });
}

/** The same for one column. */
function defineColumn(module: ModuleBuilder, element: ElementCode): RowsKernel {
  return module.define('multiply_column', ROWS_PARAMETERS, (f, parameters) => {
    const { rows, rowStarts, columns, values, b, bStep, c, cStep, scalars, beta } = parameters;
    const [entry, end, value, row] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
    const sum = f.local(element.dtype);
    // Never written to.
    const zero = f.local(element.dtype);

    f.doWhile(() => {
      f.set(sum, zero);
      f.set(entry, addressOf(columns, i32.load(rowStarts), 4));
      f.set(end, addressOf(columns, i32.load(rowStarts, 4), 4));
      f.set(value, addressOf(values, i32.load(rowStarts), element.bytes));
      f.while(i32.below(entry, end), () => {
        f.set(row, i32.add(b, i32.multiply(i32.load(entry), bStep)));
        f.set(sum, element.add(sum, element.multiply(element.load(value), element.load(row))));
        f.increase(entry, 4);
        f.increase(value, element.bytes);
      });
      f.set(sum, element.multiply(sum, element.load(scalars)));
      f.if(beta, () => {
        f.set(sum, element.add(sum, element.multiply(element.load(c), element.load(beta))));
      });
      f.run(element.store(c, sum));
      f.increase(c, cStep);
      f.increase(rowStarts, 4);
      f.decrease(rows, 1);
    }, rows);
  });
}

function addressOf(array: Integer, index: Integer, bytes: number): ReturnType<typeof i32.add> {
  return i32.add(array, i32.multiply(index, bytes));
}
