import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { floorVector } from './epilogue';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import type { GemmShape, Splat, TileSize } from './gemmShape';
import { writeFinished, writeScaled, writeUpdated } from './writeVectors';

/**
 * How the rows of A's tile lie. `panel`: side by side, a step of k being `aStep` bytes further, as in a packed panel and in
 * an A that is stored transposed. `rows`: a step of k is the next element, the next row `aStep` bytes further, as in an A
 * that is stored as it is.
 */
export type TileAccess = 'panel' | 'rows';

/**
 * Computes a tile of C at `c`, rows `cStep` bytes apart, from `depth` ≥ 1 steps of k. A step of B is as many neighbours as
 * the tile is wide, at `b`, the next one `bStep` bytes further. Overwrites C with α·A·B where `beta` is 0, else it is the
 * address of β: α·A·B + β·C. α lies at `scalars`. With an epilogue (epilogue.ts), C is finished where `bias` is not 0: the
 * address of the bias of the first column.
 */
export type MicroKernel = WasmFunction<(typeof FUSED_PARAMETERS)[number]>;

const PARAMETERS = ['depth', 'a', 'aStep', 'b', 'bStep', 'c', 'cStep', 'scalars', 'beta'] as const;
const FUSED_PARAMETERS = [...PARAMETERS, 'bias'] as const;

/** Of tiles that are not the full one, steps of k in a turn: as few as let V8 join all pairs of vectors. */
const EDGE_UNROLL = 2;

/**
 * The innermost loop of GotoBLAS/BLIS: a sum of outer products that stay in registers. Of each step of k, a row of B's tile
 * is loaded as vectors and the elements of A's column are spread over all lanes, one after the other.
 *
 * A kernel is a function of its own so that it is called often, and the engine's optimizing compiler takes it up soon.
 */
export function defineMicroKernel(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  { rows, vectors }: TileSize,
  access: TileAccess,
  hasEpilogue = false,
): MicroKernel {
  const columns = vectors * element.lanes;
  const isFull = rows === shape.mr && columns === shape.nr;
  const unroll = isFull ? shape.unroll : Math.min(shape.unroll, EDGE_UNROLL);
  return module.define(
    `micro_kernel_${rows}x${columns}_${access}`,
    hasEpilogue ? FUSED_PARAMETERS : PARAMETERS,
    (f, { depth, a, aStep, b, bStep, c, cStep, scalars, beta, bias }) => {
      const sums = Array.from({ length: rows }, (_, i) =>
        Array.from({ length: vectors }, (_, at) => f.local('v128', `c_${i}_${at * element.lanes}`)),
      );
      // A row of B is kept only where several rows of A are multiplied with it.
      const kept = Array.from({ length: rows > 1 ? vectors : 0 }, (_, at) =>
        f.local('v128', `b_${at * element.lanes}`),
      );
      const spread = f.local('v128', 'a_spread');
      const rest = f.local('i32', 'depth_rest');
      const tile = tileReader(f, element, { a, aStep, rows, access, splat: shape.splat });

      const step = (index: number): void => {
        tile.beforeStep();
        kept.forEach((vector, at) => {
          f.set(vector, v128.load(b, at * 16));
        });
        sums.forEach((row, i) => {
          f.set(spread, tile.load(i, index));
          row.forEach((sum, at) => {
            const ofB = kept.length > 0 ? kept[at] : v128.load(b, at * 16);
            f.set(sum, element.multiplyAdd(shape.multiplyAdd, spread, ofB, sum));
          });
        });
        f.increase(b, bStep);
        tile.afterStep();
      };

      f.set(rest, i32.remainder(depth, unroll));
      f.decrease(depth, rest);
      f.if(depth, () => {
        f.doWhile(() => {
          for (let index = 0; index < unroll; index++) step(index);
          tile.afterTurn(unroll);
          f.decrease(depth, unroll);
        }, depth);
      });
      f.if(rest, () => {
        f.doWhile(() => {
          step(0);
          tile.afterTurn(1);
          f.decrease(rest, 1);
        }, rest);
      });

      const place = { c, cStep, scalars, beta };
      if (hasEpilogue) writeFinishedTile(f, element, sums, { ...place, bias });
      else writeTile(f, element, sums, place);
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
    const count = splat === 'shuffle' ? Math.floor(rows / lanes) : 0;
    const vectors = Array.from({ length: count }, (_, at) => f.local('v128', `a_${at * lanes}`));
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
    const next = f.local('i32', `a_row_${row}`);
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

type TilePlace = Readonly<Record<'c' | 'cStep' | 'scalars' | 'beta', Local<'i32'>>>;

function writeTile(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly (readonly Local<'v128'>[])[],
  { c, cStep, scalars, beta }: TilePlace,
): void {
  const alphas = f.local('v128', 'alpha');
  const betas = f.local('v128', 'beta_spread');
  const kept = [f.local('v128', 'kept'), f.local('v128', 'kept')];
  const forEachRow = (write: (row: readonly Local<'v128'>[]) => void): void => {
    sums.forEach((row, i) => {
      write(row);
      if (i < sums.length - 1) f.increase(c, cStep);
    });
  };
  f.set(alphas, element.loadSplat(scalars));
  f.if(
    beta,
    () => {
      f.set(betas, element.loadSplat(beta));
      forEachRow((row) => {
        writeUpdated(f, element, row, { c, alphas, betas, kept });
      });
    },
    () => {
      forEachRow((row) => {
        writeScaled(f, element, row, { c, alphas });
      });
    },
  );
}

/** Writes a tile, and finishes it where there is a bias. */
function writeFinishedTile(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly (readonly Local<'v128'>[])[],
  { bias, ...place }: TilePlace & Readonly<Record<'bias', Local<'i32'>>>,
): void {
  const { c, cStep, scalars, beta } = place;
  f.if(
    bias,
    () => {
      const [alphas, betas, floors] = ['alpha', 'beta_spread', 'floor'].map((name) => f.local('v128', name));
      const kept = [f.local('v128', 'kept'), f.local('v128', 'kept')];
      const biases = [f.local('v128', 'bias'), f.local('v128', 'bias')];
      const writeRows = (spread: Local<'v128'> | null): void => {
        sums.forEach((row, i) => {
          writeFinished(f, element, row, { c, alphas, betas: spread, kept, bias, biases, floors });
          if (i < sums.length - 1) f.increase(c, cStep);
        });
      };
      f.set(alphas, element.loadSplat(scalars));
      f.set(floors, floorVector(element, scalars));
      f.if(
        beta,
        () => {
          f.set(betas, element.loadSplat(beta));
          writeRows(betas);
        },
        () => {
          writeRows(null);
        },
      );
    },
    () => {
      writeTile(f, element, sums, place);
    },
  );
}
