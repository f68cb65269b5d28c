import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import { addressOf, narrowing, PANEL_PARAMETERS, ROWS_PARAMETERS, spreadScalars, writeVectors } from './sparsePanel';
import type { PanelKernel, PanelShape } from './sparsePanel';

/** Rows of C that are kept in registers. The rows of a block are a multiple of it. */
export const BSR_TILE_ROWS = 4;

const TILE_PARAMETERS = [...ROWS_PARAMETERS, 'entry', 'end', 'blockBytes', 'tileRow', 'block', 'k'] as const;
/**
 * Computes at most `BSR_TILE_ROWS` rows of C, beginning with row `tileRow` of a row of blocks, whose block columns lie at
 * `entry` to `end` and whose first block lies at `values`.
 */
type TileKernel = WasmFunction<(typeof TILE_PARAMETERS)[number]>;

/**
 * A in rows of blocks (matrix/bsr.ts) times a panel of B. A tile of C, 4 rows × a strip of the panel, stays in registers
 * while all blocks of the row are multiplied: within a block it is a product as dense as that of the register tile in
 * GotoBLAS/BLIS. The strips of B that the blocks need are used by the next tiles of the row, from the first-level cache;
 * the blocks of the row by the next strips of the panel.
 */
export function defineBsrPanel(module: ModuleBuilder, element: ElementCode, shape: PanelShape): PanelKernel {
  const { bytes, lanes } = element;
  const strips = narrowing(shape.vectors).map((vectors) => ({
    columns: vectors * lanes,
    multiply: defineTiles(
      module,
      `multiply_tiles_${vectors}_vectors`,
      [4, 2, 1].map((rows) => ({ rows, kernel: defineTile(module, element, shape, rows, vectors) })),
    ),
  }));
  const multiplyColumn = defineColumn(module, element, shape);
  const clear = defineClearing(module, element);

  return module.define('multiply_bsr_panel', PANEL_PARAMETERS, (f, parameters) => {
    const { rows, block, rowStarts, columns, values, b, stripStep, c, cStep, count, beta } = parameters;
    const [height, left, from, to] = [
      f.local('i32', 'height'),
      f.local('i32', 'left'),
      f.local('i32', 'from'),
      f.local('i32', 'to'),
    ];
    const [entry, end, value] = [f.local('i32', 'entry'), f.local('i32', 'end'), f.local('i32', 'value')];
    const blockBytes = f.local('i32', 'block_bytes');
    f.set(blockBytes, i32.multiply(i32.multiply(block, block), bytes));
    f.doWhile(() => {
      f.set(height, i32.minimum(rows, block));
      f.set(entry, addressOf(columns, i32.load(rowStarts), 4));
      f.set(value, addressOf(values, i32.load(rowStarts), blockBytes));
      f.increase(rowStarts, 4);
      f.set(end, addressOf(columns, i32.load(rowStarts), 4));
      f.set(left, count);
      f.set(from, b);
      f.set(to, c);
      f.if(i32.and(i32.equal(entry, end), i32.isZero(beta)), () => {
        f.call(clear, { rows: height, c, cStep, width: i32.multiply(count, bytes) });
        f.setInteger(left, 0);
      });
      const tile = { ...parameters, rows: height, entry, end, values: value, blockBytes, tileRow: 0, b: from, c: to };
      strips.forEach(({ columns: width, multiply }, at) => {
        const strip = (): void => {
          f.call(multiply, tile);
          f.increase(from, at === 0 ? stripStep : width * bytes);
          f.increase(to, width * bytes);
          f.decrease(left, width);
        };
        if (at === 0) f.while(i32.atLeast(left, width), strip);
        else f.if(i32.atLeast(left, width), strip);
      });
      f.while(left, () => {
        f.call(multiplyColumn, tile);
        f.increase(from, bytes);
        f.increase(to, bytes);
        f.decrease(left, 1);
      });
      f.increase(c, i32.multiply(cStep, block));
      f.decrease(rows, height);
    }, rows);
  });
}

/** Sets `width` bytes of some rows to 0: what a row without blocks comes to, without a call for each of its tiles. */
function defineClearing(module: ModuleBuilder, element: ElementCode): WasmFunction<'rows' | 'c' | 'cStep' | 'width'> {
  return module.define('clear_rows', ['rows', 'c', 'cStep', 'width'] as const, (f, { rows, c, cStep, width }) => {
    const [to, left] = [f.local('i32', 'to'), f.local('i32', 'left')];
    // Never written to.
    const zero = f.local(element.dtype, 'zero');
    const clear = (bytes: number, write: () => void): void => {
      f.while(i32.atLeast(left, bytes), () => {
        write();
        f.increase(to, bytes);
        f.decrease(left, bytes);
      });
    };
    f.doWhile(() => {
      f.set(to, c);
      f.set(left, width);
      clear(64, () => {
        for (let offset = 0; offset < 64; offset += 16) f.run(v128.store(to, v128.zero, offset));
      });
      clear(element.bytes, () => {
        f.run(element.store(to, zero));
      });
      f.increase(c, cStep);
      f.decrease(rows, 1);
    }, rows);
  });
}

/** All tiles of a row of blocks within a strip: the tallest kernel as long as there are rows for it, then the lower ones. */
function defineTiles(
  module: ModuleBuilder,
  name: string,
  kernels: readonly { readonly rows: number; readonly kernel: TileKernel }[],
): TileKernel {
  return module.define(name, TILE_PARAMETERS, (f, parameters) => {
    const { rows, tileRow, c, cStep } = parameters;
    for (const { rows: height, kernel } of kernels) {
      f.while(i32.atLeast(rows, height), () => {
        f.call(kernel, parameters);
        f.increase(tileRow, height);
        f.increase(c, i32.multiply(cStep, height));
        f.decrease(rows, height);
      });
    }
  });
}

function defineTile(
  module: ModuleBuilder,
  element: ElementCode,
  shape: PanelShape,
  rows: number,
  vectors: number,
): TileKernel {
  return module.define(`multiply_tile_${rows}_rows_${vectors}_vectors`, TILE_PARAMETERS, (f, parameters) => {
    const { c, cStep, beta } = parameters;
    const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => f.local('v128', 'sum')));
    const bs = Array.from({ length: vectors }, () => f.local('v128', 'b_vector'));
    const spread = f.local('v128', 'spread');
    forSteps(f, element, parameters, shape.unroll, ({ a, b }, step) => {
      bs.forEach((vector, at) => {
        f.set(vector, v128.load(b, at * 16));
      });
      sums.forEach((row, i) => {
        f.set(spread, element.loadSplat(a, (step * BSR_TILE_ROWS + i) * element.bytes));
        row.forEach((sum, at) => {
          f.set(sum, element.multiplyAdd(shape.multiplyAdd, spread, bs[at], sum));
        });
      });
    });
    const scalars = spreadScalars(f, element, parameters);
    sums.forEach((row, i) => {
      writeVectors(f, element, row, { c, beta, ...scalars });
      if (i < rows - 1) f.increase(c, cStep);
    });
  });
}

/** One column: the lanes of a vector are rows of A, which lie side by side in a tile of a block. */
function defineColumn(module: ModuleBuilder, element: ElementCode, { multiplyAdd }: PanelShape): TileKernel {
  const { bytes, lanes } = element;
  const multiplyTile = module.define('multiply_tile_column', TILE_PARAMETERS, (f, parameters) => {
    const { rows, c, cStep, scalars, beta } = parameters;
    const vectors = BSR_TILE_ROWS / lanes;
    // As many steps of k take turns as hide the latency of an addition.
    const turns = 4;
    const sums = Array.from({ length: turns }, () => Array.from({ length: vectors }, () => f.local('v128', 'sum')));
    const spread = f.local('v128', 'spread');
    const result = f.local(element.dtype, 'result');
    forSteps(f, element, parameters, turns, ({ a, b }, step) => {
      f.set(spread, element.loadSplat(b));
      sums[step].forEach((sum, at) => {
        const column = v128.load(a, step * BSR_TILE_ROWS * bytes + at * 16);
        f.set(sum, element.multiplyAdd(multiplyAdd, spread, column, sum));
      });
    });
    sums[0].forEach((total, vector) => {
      f.set(
        total,
        sums.map((turn): Expression<'v128'> => turn[vector]).reduce((x, y) => element.addVectors(x, y)),
      );
    });
    for (let row = 0; row < BSR_TILE_ROWS; row++) {
      f.if(i32.below(row, rows), () => {
        const sum = element.lane(sums[0][Math.floor(row / lanes)], row % lanes);
        f.set(result, element.multiply(sum, element.load(scalars)));
        f.if(beta, () => {
          f.set(result, element.add(result, element.multiply(element.load(c), element.load(beta))));
        });
        f.run(element.store(c, result));
        f.increase(c, cStep);
      });
    }
  });

  return module.define('multiply_tiles_column', TILE_PARAMETERS, (f, parameters) => {
    const { rows, tileRow, c, cStep } = parameters;
    f.while(rows, () => {
      f.call(multiplyTile, parameters);
      f.increase(tileRow, BSR_TILE_ROWS);
      f.increase(c, i32.multiply(cStep, BSR_TILE_ROWS));
      f.decrease(rows, i32.minimum(rows, BSR_TILE_ROWS));
    });
  });
}

/** Addresses of a tile's rows of A and of a row of B at a step of k. */
interface Step {
  readonly a: Local<'i32'>;
  readonly b: Local<'i32'>;
}

/** Goes through the steps of k of all blocks of a row, `unroll` at a time. The last block column may be cut off. */
function forSteps(
  f: FunctionBody,
  element: ElementCode,
  {
    entry,
    end,
    values,
    blockBytes,
    tileRow,
    block,
    k,
    b,
    bStep,
  }: Readonly<Record<Exclude<(typeof TILE_PARAMETERS)[number], 'rows'>, Local<'i32'>>>,
  unroll: number,
  step: (at: Step, index: number) => void,
): void {
  const [row, left, a, bAt] = [
    f.local('i32', 'row'),
    f.local('i32', 'left'),
    f.local('i32', 'a'),
    f.local('i32', 'b_at'),
  ];
  const turn = (steps: number): void => {
    for (let index = 0; index < steps; index++) {
      step({ a, b: bAt }, index);
      f.increase(bAt, bStep);
    }
    f.increase(a, steps * BSR_TILE_ROWS * element.bytes);
    f.decrease(left, steps);
  };
  // Kernels of fewer rows begin within a tile, too.
  const rowInTile = i32.and(tileRow, BSR_TILE_ROWS - 1);
  const firstOfTile = i32.subtract(tileRow, rowInTile);
  f.while(i32.below(entry, end), () => {
    f.set(row, i32.multiply(i32.load(entry), block));
    f.set(left, i32.minimum(block, i32.subtract(k, row)));
    f.set(a, addressOf(values, i32.add(i32.multiply(firstOfTile, left), rowInTile), element.bytes));
    f.set(bAt, addressOf(b, row, bStep));
    f.while(i32.atLeast(left, unroll), () => {
      turn(unroll);
    });
    if (unroll > 1) {
      f.while(left, () => {
        turn(1);
      });
    }
    f.increase(entry, 4);
    f.increase(values, blockBytes);
  });
}
