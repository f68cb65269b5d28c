import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import type { GemmShape, Splat } from './gemmShape';

/**
 * How the rows of A's tile lie. `panel`: side by side, a step of k being `aStep` bytes further, as in a packed panel and in
 * an A that is stored transposed. `rows`: a step of k is the next element, the next row `aStep` bytes further, as in an A
 * that is stored as it is.
 */
export type TileAccess = 'panel' | 'rows';

/**
 * Computes a tile of C: `rows × nr` elements at `c`, rows `cStep` bytes apart, from `depth` ≥ 1 steps of k. A step of B is
 * nr neighbours at `b`, the next one `bStep` bytes further. Overwrites C with α·A·B where `beta` is 0, else it is the
 * address of β: α·A·B + β·C. α lies at `scalars`.
 */
export type MicroKernel = WasmFunction<(typeof PARAMETERS)[number]>;

const PARAMETERS = ['depth', 'a', 'aStep', 'b', 'bStep', 'c', 'cStep', 'scalars', 'beta'] as const;

/**
 * The innermost loop of GotoBLAS/BLIS: a sum of outer products that stay in registers. Of each step of k, nr elements of B
 * are loaded as vectors and `rows` elements of A are spread over all lanes, one after the other.
 *
 * A kernel is a function of its own so that it is called often, and the engine's optimizing compiler takes it up soon.
 */
export function defineMicroKernel(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  rows: number,
  access: TileAccess,
): MicroKernel {
  const vectors = shape.nr / element.lanes;
  return module.define(
    `micro_kernel_${rows}x${shape.nr}_${access}`,
    PARAMETERS,
    (f, { depth, a, aStep, b, bStep, c, cStep, scalars, beta }) => {
      const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => f.local('v128')));
      const bs = Array.from({ length: vectors }, () => f.local('v128'));
      const spread = f.local('v128');
      const rest = f.local('i32');
      const tile = tileReader(f, element, { a, aStep, rows, access, splat: shape.splat });

      const step = (index: number): void => {
        tile.beforeStep();
        bs.forEach((vector, at) => {
          f.set(vector, v128.load(b, at * 16));
        });
        sums.forEach((row, i) => {
          f.set(spread, tile.load(i, index));
          row.forEach((sum, at) => {
            f.set(sum, element.multiplyAdd(shape.multiplyAdd, spread, bs[at], sum));
          });
        });
        f.increase(b, bStep);
        tile.afterStep();
      };

      f.set(rest, i32.remainder(depth, shape.unroll));
      f.decrease(depth, rest);
      f.if(depth, () => {
        f.doWhile(() => {
          for (let index = 0; index < shape.unroll; index++) step(index);
          tile.afterTurn(shape.unroll);
          f.decrease(depth, shape.unroll);
        }, depth);
      });
      f.if(rest, () => {
        f.doWhile(() => {
          step(0);
          tile.afterTurn(1);
          f.decrease(rest, 1);
        }, rest);
      });

      writeTile(f, element, sums, { c, cStep, scalars, beta });
    },
  );
}

interface TileReader {
  beforeStep(): void;
  /** Row i of the tile at the step of k with this number in the turn. */
  load(i: number, step: number): Expression<'v128'>;
  afterStep(): void;
  afterTurn(steps: number): void;
}

interface TileSource {
  readonly a: Local<'i32'>;
  readonly aStep: Local<'i32'>;
  readonly rows: number;
  readonly access: TileAccess;
  readonly splat: Splat;
}

function tileReader(f: FunctionBody, element: ElementCode, { a, aStep, rows, access, splat }: TileSource): TileReader {
  const { bytes, lanes } = element;
  if (access === 'panel') {
    // Full vectors only: one that reaches beyond the tile would read beyond the panels.
    const vectors = Array.from({ length: splat === 'shuffle' ? Math.floor(rows / lanes) : 0 }, () => f.local('v128'));
    return {
      beforeStep: () => {
        vectors.forEach((vector, at) => {
          f.set(vector, v128.load(a, at * 16));
        });
      },
      load: (i) => {
        const vector = vectors.at(Math.floor(i / lanes));
        return i < vectors.length * lanes && vector !== undefined
          ? spreadLane(element, vector, i % lanes)
          : element.loadSplat(a, i * bytes);
      },
      afterStep: () => {
        f.increase(a, aStep);
      },
      afterTurn: () => undefined,
    };
  }
  const pointers = [a];
  for (let row = 1; row < rows; row++) {
    const next = f.local('i32');
    f.set(next, i32.add(pointers[row - 1], aStep));
    pointers.push(next);
  }
  return {
    beforeStep: () => undefined,
    load: (i, step) => element.loadSplat(pointers[i], step * bytes),
    afterStep: () => undefined,
    afterTurn: (steps) => {
      for (const pointer of pointers) f.increase(pointer, steps * bytes);
    },
  };
}

/** One lane of a vector in all lanes. */
function spreadLane(element: ElementCode, vector: Expression<'v128'>, lane: number): Expression<'v128'> {
  const { bytes } = element;
  return v128.shuffle(
    vector,
    vector,
    Array.from({ length: 16 }, (_, at) => lane * bytes + (at % bytes)),
  );
}

function writeTile(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly (readonly Local<'v128'>[])[],
  { c, cStep, scalars, beta }: Readonly<Record<'c' | 'cStep' | 'scalars' | 'beta', Local<'i32'>>>,
): void {
  const alphas = f.local('v128');
  const betas = f.local('v128');
  const write = (result: (sum: Local<'v128'>, offset: number) => Expression<'v128'>): void => {
    sums.forEach((row, i) => {
      row.forEach((sum, at) => {
        f.run(v128.store(c, result(sum, at * 16), at * 16));
      });
      if (i < sums.length - 1) f.increase(c, cStep);
    });
  };
  f.set(alphas, element.loadSplat(scalars));
  f.if(
    beta,
    () => {
      f.set(betas, element.loadSplat(beta));
      write((sum, offset) =>
        element.addVectors(element.multiplyVectors(sum, alphas), element.multiplyVectors(v128.load(c, offset), betas)),
      );
    },
    () => {
      write((sum) => element.multiplyVectors(sum, alphas));
    },
  );
}
