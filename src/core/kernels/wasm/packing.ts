import type { Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import { copyVectors } from './writeVectors';

/**
 * Copies a block of an operand into panels: `width` rows of A, or `width` columns of B, are a panel, and it holds them one
 * step of k after the other, in the order in which the micro-kernel reads. `count` rows or columns are packed, `depth` is
 * their extent along k. What lies beyond them in a last panel that is not full stays as it was: nothing that is made with it
 * is kept.
 */
export type Packing = WasmFunction<'source' | 'leading' | 'count' | 'depth' | 'target'>;

const PARAMETERS = ['source', 'leading', 'count', 'depth', 'target'] as const;

/** Panels that are written side by side where rows can be read further than one of them needs. */
const PANELS_AT_A_TIME = 4;

/**
 * Packs what lies the way it is needed: in memory, the rows (or columns) of a panel are neighbours, and a step of k is
 * `leading` bytes. So lie B as it is, and A where it is stored transposed.
 */
export function definePackingCopy(module: ModuleBuilder, element: ElementCode, width: number, name: string): Packing {
  const stepBytes = width * element.bytes;
  return module.define(name, PARAMETERS, (f, { source, leading, count, depth, target }) => {
    const from = f.local('i32', 'from');
    const to = f.local('i32', 'to');
    const left = f.local('i32', 'left');
    const panelBytes = f.local('i32', 'panel_bytes');
    const targets = [to, ...Array.from({ length: PANELS_AT_A_TIME - 1 }, (_, at) => f.local('i32', `to_${at + 1}`))];
    const pair = [f.local('v128', 'lower'), f.local('v128', 'upper')];

    const packPanels = (panels: number): void => {
      f.while(i32.atLeast(count, panels * width), () => {
        f.set(from, source);
        f.set(left, depth);
        f.set(to, target);
        targets.slice(1, panels).forEach((next, at) => {
          f.set(next, i32.add(targets[at], panelBytes));
        });
        f.doWhile(() => {
          for (let panel = 0; panel < panels; panel++) copyStep(panel * stepBytes, targets[panel]);
          f.increase(from, leading);
          for (let panel = 0; panel < panels; panel++) f.increase(targets[panel], stepBytes);
          f.decrease(left, 1);
        }, left);
        f.increase(source, panels * stepBytes);
        f.increase(target, i32.multiply(panelBytes, panels));
        f.decrease(count, panels * width);
      });
    };
    const copyStep = (fromOffset: number, to: Local<'i32'>): void => {
      const vectors = Math.floor(stepBytes / 16);
      copyVectors(f, vectors, { from, offset: fromOffset, to, pair });
      for (let offset = vectors * 16; offset < stepBytes; offset += element.bytes) {
        f.run(element.store(to, element.load(from, fromOffset + offset), offset));
      }
    };
    f.set(panelBytes, i32.multiply(depth, stepBytes));
    // Rows that are far apart are read slowly, a cache line at a time: several are taken of each.
    packPanels(PANELS_AT_A_TIME);
    packPanels(1);

    f.if(count, () => {
      f.doWhile(() => {
        f.set(from, source);
        f.set(to, target);
        f.set(left, count);
        f.while(i32.atLeast(left, element.lanes), () => {
          f.run(v128.store(to, v128.load(from)));
          f.increase(from, 16);
          f.increase(to, 16);
          f.decrease(left, element.lanes);
        });
        f.while(left, () => {
          f.run(element.store(to, element.load(from)));
          f.increase(from, element.bytes);
          f.increase(to, element.bytes);
          f.decrease(left, 1);
        });
        f.increase(source, leading);
        f.increase(target, stepBytes);
        f.decrease(depth, 1);
      }, depth);
    });
  });
}

/**
 * Packs what lies across: in memory, the steps of k of a row (or column) are neighbours, and the next row is `leading`
 * bytes further. So lie A as it is, and B where it is stored transposed. Vectors of several rows are transposed in
 * registers.
 */
export function definePackingTranspose(
  module: ModuleBuilder,
  element: ElementCode,
  width: number,
  name: string,
): Packing {
  const stepBytes = width * element.bytes;
  const packRow = defineRowPacking(module, element, stepBytes, `${name}_row`);
  const packRows = defineSquarePacking(module, element, stepBytes, `${name}_${element.lanes}_rows`);
  return module.define(name, PARAMETERS, (f, { source, leading, count, depth, target }) => {
    const row = f.local('i32', 'row');
    const place = f.local('i32', 'place');

    f.while(i32.atLeast(count, width), () => {
      f.set(row, source);
      for (let at = 0; at < width;) {
        const rows = at + element.lanes <= width ? element.lanes : 1;
        const to = i32.add(target, at * element.bytes);
        if (rows === 1) f.call(packRow, { source: row, depth, target: to });
        else f.call(packRows, { source: row, leading, depth, target: to });
        f.increase(row, i32.multiply(leading, rows));
        at += rows;
      }
      f.set(source, row);
      f.increase(target, i32.multiply(depth, stepBytes));
      f.decrease(count, width);
    });

    f.set(place, target);
    f.while(i32.atLeast(count, element.lanes), () => {
      f.call(packRows, { source, leading, depth, target: place });
      f.increase(source, i32.multiply(leading, element.lanes));
      f.increase(place, 16);
      f.decrease(count, element.lanes);
    });
    f.while(count, () => {
      f.call(packRow, { source, depth, target: place });
      f.increase(source, leading);
      f.increase(place, element.bytes);
      f.decrease(count, 1);
    });
  });
}

/** One row into every `stepBytes`-th byte. */
function defineRowPacking(
  module: ModuleBuilder,
  element: ElementCode,
  stepBytes: number,
  name: string,
): WasmFunction<'source' | 'depth' | 'target'> {
  const { bytes } = element;
  const unroll = 4;
  return module.define(name, ['source', 'depth', 'target'] as const, (f, { source, depth, target }) => {
    f.while(i32.atLeast(depth, unroll), () => {
      for (let step = 0; step < unroll; step++) {
        f.run(element.store(target, element.load(source, step * bytes), step * stepBytes));
      }
      f.increase(source, unroll * bytes);
      f.increase(target, unroll * stepBytes);
      f.decrease(depth, unroll);
    });
    f.while(depth, () => {
      f.run(element.store(target, element.load(source)));
      f.increase(source, bytes);
      f.increase(target, stepBytes);
      f.decrease(depth, 1);
    });
  });
}

/** As many rows as a vector has lanes, a square of elements at a time. */
function defineSquarePacking(
  module: ModuleBuilder,
  element: ElementCode,
  stepBytes: number,
  name: string,
): WasmFunction<'source' | 'leading' | 'depth' | 'target'> {
  const { bytes, lanes } = element;
  return module.define(
    name,
    ['source', 'leading', 'depth', 'target'] as const,
    (f, { source, leading, depth, target }) => {
      const rows = [source];
      for (let row = 1; row < lanes; row++) {
        const next = f.local('i32', `row_${row}`);
        f.set(next, i32.add(rows[row - 1], leading));
        rows.push(next);
      }
      const vectors = rows.map((_, row) => f.local('v128', `of_row_${row}`));
      const halves = rows.map((_, at) => f.local('v128', `zipped_${at}`));

      f.while(i32.atLeast(depth, lanes), () => {
        rows.forEach((row, at) => {
          f.set(vectors[at], v128.load(row));
        });
        let columns: readonly Expression<'v128'>[];
        if (lanes === 4) {
          // Pairs of rows are zipped, then pairs of pairs.
          f.set(halves[0], v128.shuffle(vectors[0], vectors[1], lanesOfBytes([0, 4, 1, 5], bytes)));
          f.set(halves[1], v128.shuffle(vectors[0], vectors[1], lanesOfBytes([2, 6, 3, 7], bytes)));
          f.set(halves[2], v128.shuffle(vectors[2], vectors[3], lanesOfBytes([0, 4, 1, 5], bytes)));
          f.set(halves[3], v128.shuffle(vectors[2], vectors[3], lanesOfBytes([2, 6, 3, 7], bytes)));
          const low = lanesOfBytes([0, 1, 4, 5], bytes);
          const high = lanesOfBytes([2, 3, 6, 7], bytes);
          columns = [
            v128.shuffle(halves[0], halves[2], low),
            v128.shuffle(halves[0], halves[2], high),
            v128.shuffle(halves[1], halves[3], low),
            v128.shuffle(halves[1], halves[3], high),
          ];
        } else {
          columns = [
            v128.shuffle(vectors[0], vectors[1], lanesOfBytes([0, 2], bytes)),
            v128.shuffle(vectors[0], vectors[1], lanesOfBytes([1, 3], bytes)),
          ];
        }
        columns.forEach((column, step) => {
          f.run(v128.store(target, column, step * stepBytes));
        });
        for (const row of rows) f.increase(row, 16);
        f.increase(target, lanes * stepBytes);
        f.decrease(depth, lanes);
      });
      f.while(depth, () => {
        rows.forEach((row, at) => {
          f.run(element.store(target, element.load(row), at * bytes));
        });
        for (const row of rows) f.increase(row, bytes);
        f.increase(target, stepBytes);
        f.decrease(depth, 1);
      });
    },
  );
}

/** Indices of lanes of two vectors as indices of their bytes. */
function lanesOfBytes(lanes: readonly number[], bytes: number): readonly number[] {
  return lanes.flatMap((lane) => Array.from({ length: bytes }, (_, byte) => lane * bytes + byte));
}
