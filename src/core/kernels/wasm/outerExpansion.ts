import type { Dtype } from '../../problem';
import type { ModuleBuilder } from './assembler';
import type { FunctionBody, Local, WasmFunction } from './assembler';
import { elementCode } from './element';
import type { ElementCode, MultiplyAdd } from './element';
import { i32, v128 } from './expressions';
import type { Integer } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { STRIDED_PARAMETERS } from './stridedCall';
import { writeNeighbours } from './writeVectors';

/** The name of the function that the module exports. */
export const OUTER = 'outer';

/**
 * The parameters of the exported function, in their order. It computes C ← α·op(A)·op(B) + β·C for m, k, n ≥ 1. All are
 * integers:
 *
 * - `a`, `b`, `c`: addresses of op(A), op(B) and C;
 * - `aRow`, `aColumn`, `bRow`, `bColumn`, `cRow`: bytes from a row, or a column, to the next; columns of C are neighbours;
 * - `scalars`: address of α;
 * - `rank`: columns of A and rows of B in one term of the sum;
 * - `panel`: 0 where the columns of B are neighbours, else workspace for rank × n elements;
 * - `factors`: workspace for `rank` vectors;
 * - `overwrite`: 1 where β is 0; then C is not read;
 * - `beta`: the address of β where it is neither 0 nor 1, else 0.
 */
export const OUTER_PARAMETERS = [...STRIDED_PARAMETERS, 'rank', 'panel', 'factors', 'overwrite', 'beta'] as const;
export type OuterParameter = (typeof OUTER_PARAMETERS)[number];

/** Bytes of a factor: all lanes of a vector. */
export const FACTOR_BYTES = 16;

/** Vectors of C that are in registers while the rows of B are added to them. */
export const OUTER_VECTORS = 8;

/** The module for an element type, to be used on this kind of memory; generated once. */
export function outerModule(dtype: Dtype, multiplyAdd: MultiplyAdd, sharedMemory: boolean): KernelModule {
  return generatedModule([OUTER, dtype, multiplyAdd], sharedMemory, (module) => {
    defineExpansion(module, elementCode(dtype), multiplyAdd);
  });
}

/**
 * C += op(A)[:, p … p+r]·op(B)[p … p+r, :] for p = 0, r, 2r, …: a sum of products of rank r. All of C is read and written
 * once for each: k ÷ r times. A row's r factors and r rows of B stay in the first-level or second-level cache.
 */
function defineExpansion(module: ModuleBuilder, element: ElementCode, multiplyAdd: MultiplyAdd): void {
  const { bytes } = element;
  const scaleRow = defineScaling(module, element);
  const gatherRow = defineGathering(module, element);
  const updateRow = defineRowUpdate(module, element, multiplyAdd);
  const outer = module.define(OUTER, OUTER_PARAMETERS, (f, parameters) => {
    const { m, k, n, a, aRow, aColumn, b, bRow, bColumn, c, cRow } = parameters;
    const { rank, panel, factors, scalars, overwrite, beta } = parameters;
    const left = f.local('i32', 'left');
    const depth = f.local('i32', 'depth');
    const [aAt, cAt, rows, rowStep, to, from] = ['a_at', 'c_at', 'rows', 'row_step', 'to', 'from'].map((name) =>
      f.local('i32', name),
    );
    const times = (count: Integer, body: () => void): void => {
      f.setInteger(left, count);
      f.doWhile(() => {
        body();
        f.decrease(left, 1);
      }, left);
    };

    f.if(beta, () => {
      f.set(cAt, c);
      times(m, () => {
        f.call(scaleRow, { n, c: cAt, beta });
        f.increase(cAt, cRow);
      });
    });
    f.while(k, () => {
      f.set(depth, i32.minimum(k, rank));
      f.set(rows, b);
      f.set(rowStep, bRow);
      f.if(panel, () => {
        f.set(rows, panel);
        f.set(rowStep, i32.multiply(n, bytes));
        f.set(to, panel);
        f.set(from, b);
        times(depth, () => {
          f.call(gatherRow, { n, from, step: bColumn, to });
          f.increase(from, bRow);
          f.increase(to, rowStep);
        });
      });
      f.set(aAt, a);
      f.set(cAt, c);
      times(m, () => {
        writeFactors(f, element, { from: aAt, step: aColumn, count: depth, to: factors, scalars });
        f.call(updateRow, { n, depth, rows, rowStep, c: cAt, factors, overwrite });
        f.increase(aAt, aRow);
        f.increase(cAt, cRow);
      });
      f.setInteger(overwrite, 0);
      f.increase(a, i32.multiply(depth, aColumn));
      f.increase(b, i32.multiply(depth, bRow));
      f.decrease(k, depth);
    });
  });
  module.export(OUTER, outer);
}

/** α times each of the elements of A that a row of C is made with, in all lanes of a vector. */
function writeFactors(
  f: FunctionBody,
  element: ElementCode,
  { from, step, count, to, scalars }: Readonly<Record<'from' | 'step' | 'count' | 'to' | 'scalars', Local<'i32'>>>,
): void {
  const [at, target, left] = ['factor_from', 'factor_to', 'factors_left'].map((name) => f.local('i32', name));
  f.set(at, from);
  f.set(target, to);
  f.set(left, count);
  f.doWhile(() => {
    f.run(v128.store(target, element.multiplyVectors(element.loadSplat(at), element.loadSplat(scalars))));
    f.increase(at, step);
    f.increase(target, FACTOR_BYTES);
    f.decrease(left, 1);
  }, left);
}

function defineScaling(module: ModuleBuilder, element: ElementCode): WasmFunction<'n' | 'c' | 'beta'> {
  return module.define('scale_row', ['n', 'c', 'beta'] as const, (f, { n, c, beta }) => {
    f.while(i32.atLeast(n, element.lanes), () => {
      f.run(v128.store(c, element.multiplyVectors(v128.load(c), element.loadSplat(beta))));
      f.increase(c, 16);
      f.decrease(n, element.lanes);
    });
    f.while(n, () => {
      f.run(element.store(c, element.multiply(element.load(c), element.load(beta))));
      f.increase(c, element.bytes);
      f.decrease(n, 1);
    });
  });
}

/** Copies a row of op(B) whose elements lie `step` bytes apart. */
function defineGathering(module: ModuleBuilder, element: ElementCode): WasmFunction<'n' | 'from' | 'step' | 'to'> {
  return module.define('gather_row', ['n', 'from', 'step', 'to'] as const, (f, { n, from, step, to }) => {
    f.doWhile(() => {
      f.run(element.store(to, element.load(from)));
      f.increase(from, step);
      f.increase(to, element.bytes);
      f.decrease(n, 1);
    }, n);
  });
}

const UPDATE_PARAMETERS = ['n', 'depth', 'rows', 'rowStep', 'c', 'factors', 'overwrite'] as const;

/** Adds `depth` ≥ 1 multiples of rows of B to a row of C; a piece of it is in registers meanwhile. */
function defineRowUpdate(
  module: ModuleBuilder,
  element: ElementCode,
  multiplyAdd: MultiplyAdd,
): WasmFunction<(typeof UPDATE_PARAMETERS)[number]> {
  const { bytes, lanes, dtype } = element;
  return module.define('update_row', UPDATE_PARAMETERS, (f, parameters) => {
    const { n, depth, rows, rowStep, c, factors, overwrite } = parameters;
    const [row, factor, left] = ['row', 'factor', 'left'].map((name) => f.local('i32', name));
    const spread = f.local('v128', 'spread');
    const sums = Array.from({ length: OUTER_VECTORS }, () => f.local('v128', 'sums'));
    const sum = f.local(dtype, 'sum');
    // Never written to.
    const zero = f.local(dtype, 'zero');

    const eachRow = (body: () => void): void => {
      f.set(row, rows);
      f.set(factor, factors);
      f.set(left, depth);
      f.doWhile(() => {
        body();
        f.increase(row, rowStep);
        f.increase(factor, FACTOR_BYTES);
        f.decrease(left, 1);
      }, left);
    };
    const advance = (columns: number): void => {
      f.increase(rows, columns * bytes);
      f.increase(c, columns * bytes);
      f.decrease(n, columns);
    };
    for (const vectors of [sums, sums.slice(0, 2), sums.slice(0, 1)]) {
      f.while(i32.atLeast(n, vectors.length * lanes), () => {
        f.if(
          overwrite,
          () => {
            for (const vector of vectors) f.set(vector, v128.zero);
          },
          () => {
            vectors.forEach((vector, at) => {
              f.set(vector, v128.load(c, at * 16));
            });
          },
        );
        eachRow(() => {
          f.set(spread, v128.load(factor));
          vectors.forEach((vector, at) => {
            f.set(vector, element.multiplyAdd(multiplyAdd, spread, v128.load(row, at * 16), vector));
          });
        });
        writeNeighbours(f, vectors, { to: c });
        advance(vectors.length * lanes);
      });
    }
    f.while(n, () => {
      f.set(sum, zero);
      f.if(i32.isZero(overwrite), () => {
        f.set(sum, element.load(c));
      });
      eachRow(() => {
        f.set(sum, element.add(sum, element.multiply(element.load(factor), element.load(row))));
      });
      f.run(element.store(c, sum));
      advance(1);
    });
  });
}
