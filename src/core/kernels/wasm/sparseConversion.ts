import type { Dtype } from '../../problem';
import type { FunctionBody, Local, ModuleBuilder } from './assembler';
import { BSR_TILE_ROWS } from './bsrTiles';
import { elementCode } from './element';
import type { ElementCode } from './element';
import { i32, v128, zeroMemory } from './expressions';
import type { Expression, Integer } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { definePackingCopy, definePackingTranspose } from './packing';
import { addressOf } from './sparsePanel';

/**
 * The functions that convert a dense A, with their parameters in their order. `matrix` is the address of A as stored,
 * `rows` × `columns` elements without gaps, both ≥ 1. What is not 0 is stored, NaN included and −0 not.
 *
 * - `survey_rows`, `survey_columns` count it in each stored row, or column (32-bit integers at `counts`), and set the byte
 *   of every 4×4 cell that has some (`cells`, by rows of cells; the others become 0);
 * - `fill_by_rows` writes the entries of an A that is stored as it is, one behind the other;
 * - `fill_by_columns` those of an A that is stored transposed: `next` holds where the next entry of each stored column
 *   goes, and is moved on;
 * - `fill_blocks` writes the elements of blocks; `rows` × `columns` is the size of op(A), `rowStarts` and `blockColumns` say
 *   which blocks there are, `block` their size, `leading` the bytes from a stored row to the next.
 */
export const CONVERSION_PARAMETERS = {
  survey_rows: ['matrix', 'rows', 'columns', 'counts', 'cells'],
  survey_columns: ['matrix', 'rows', 'columns', 'counts', 'cells'],
  fill_by_rows: ['matrix', 'rows', 'columns', 'columnOf', 'values'],
  fill_by_columns: ['matrix', 'rows', 'columns', 'columnOf', 'values', 'next'],
  fill_blocks: ['matrix', 'rows', 'columns', 'leading', 'transposed', 'block', 'rowStarts', 'blockColumns', 'values'],
} as const;
export type ConversionStep = keyof typeof CONVERSION_PARAMETERS;

/** The module for an element type, to be used on this kind of memory; generated once. */
export function sparseConversionModule(dtype: Dtype, sharedMemory: boolean): KernelModule {
  return generatedModule(['sparse conversion', dtype], sharedMemory, (module) => {
    const element = elementCode(dtype);
    defineSurvey(module, element, 'survey_rows');
    defineSurvey(module, element, 'survey_columns');
    defineFill(module, element, 'fill_by_rows');
    defineFill(module, element, 'fill_by_columns');
    defineBlockFill(module, element);
  });
}

/** Elements that are looked at together: a row of a cell. */
const GROUP = 4;

type SurveyLocals = Readonly<Record<(typeof CONVERSION_PARAMETERS.survey_rows)[number], Local<'i32'>>>;

function defineSurvey(module: ModuleBuilder, element: ElementCode, name: 'survey_rows' | 'survey_columns'): void {
  const survey = module.define(name, CONVERSION_PARAMETERS[name], (f, parameters) => {
    const { matrix, rows, columns, counts, cells }: SurveyLocals = parameters;
    const [left, row, cell, cellRow, count, at] = ['left', 'row', 'cell', 'cell_row', 'count', 'count_at'].map((word) =>
      f.local('i32', word),
    );
    const cellColumns = f.local('i32', 'cell_columns');
    const bits = f.local('i32', 'bits');
    const vectors = Array.from({ length: GROUP / element.lanes }, () => f.local('v128', 'different'));
    const bitOf = nonzeroBit(f, element);

    const markCell = (): void => {
      f.run(i32.storeByte(cell, i32.or(i32.loadByte(cell), bits)));
      f.increase(cell, 1);
    };
    f.set(cellColumns, i32.shiftRight(i32.add(columns, GROUP - 1), 2));
    f.run(zeroMemory(cells, i32.multiply(cellColumns, i32.shiftRight(i32.add(rows, GROUP - 1), 2))));
    if (name === 'survey_columns') f.run(zeroMemory(counts, i32.multiply(columns, 4)));
    f.set(cellRow, cells);
    f.doWhile(
      () => {
        f.set(cell, cellRow);
        f.set(left, columns);
        f.setInteger(count, 0);
        f.set(at, counts);
        f.while(i32.atLeast(left, GROUP), () => {
          f.set(bits, groupBits(f, element, vectors, matrix));
          if (name === 'survey_rows') f.increase(count, i32.countOnes(bits));
          else f.run(v128.store(at, v128.subtractIntegers(v128.load(at), integerLanes(vectors))));
          markCell();
          f.increase(at, 4 * GROUP);
          f.increase(matrix, GROUP * element.bytes);
          f.decrease(left, GROUP);
        });
        f.if(left, () => {
          f.setInteger(bits, 0);
          f.doWhile(() => {
            const isNonzero = bitOf(matrix);
            if (name === 'survey_rows') f.increase(count, isNonzero);
            else f.run(i32.store(at, i32.add(i32.load(at), isNonzero)));
            f.set(bits, i32.or(bits, isNonzero));
            f.increase(at, 4);
            f.increase(matrix, element.bytes);
            f.decrease(left, 1);
          }, left);
          markCell();
        });
        if (name === 'survey_rows') {
          f.run(i32.store(counts, count));
          f.increase(counts, 4);
        }
        f.increase(row, 1);
        f.increase(cellRow, i32.select(i32.and(row, GROUP - 1), 0, cellColumns));
      },
      i32.below(row, rows),
    );
  });
  module.export(name, survey);
}

type FillLocals = Readonly<Record<(typeof CONVERSION_PARAMETERS.fill_by_rows)[number], Local<'i32'>>>;

function defineFill(module: ModuleBuilder, element: ElementCode, name: 'fill_by_rows' | 'fill_by_columns'): void {
  const write = (
    f: FunctionBody,
    { matrix, rows, columns, columnOf, values }: FillLocals,
    next: Local<'i32'> | null,
  ): void => {
    const [row, column, bits, lane, at, place] = ['row', 'column', 'bits', 'lane', 'at', 'place'].map((word) =>
      f.local('i32', word),
    );
    const vectors = Array.from({ length: GROUP / element.lanes }, () => f.local('v128', 'different'));
    const bitOf = nonzeroBit(f, element);

    /** Writes the element at [row, at] of the stored matrix; entries of rows come in their order. */
    const writeEntry = (value: Expression<typeof element.dtype>): void => {
      if (next === null) {
        f.run(i32.store(columnOf, at), element.store(values, value));
        f.increase(columnOf, 4);
        f.increase(values, element.bytes);
        return;
      }
      const counter = addressOf(next, at, 4);
      f.set(place, i32.load(counter));
      f.run(i32.store(counter, i32.add(place, 1)));
      f.run(
        i32.store(addressOf(columnOf, place, 4), row),
        element.store(addressOf(values, place, element.bytes), value),
      );
    };
    f.doWhile(
      () => {
        f.setInteger(column, 0);
        f.while(i32.atLeast(i32.subtract(columns, column), GROUP), () => {
          f.set(bits, groupBits(f, element, vectors, matrix));
          f.while(bits, () => {
            f.set(lane, i32.trailingZeros(bits));
            f.set(at, i32.add(column, lane));
            writeEntry(element.load(addressOf(matrix, lane, element.bytes)));
            f.set(bits, i32.and(bits, i32.subtract(bits, 1)));
          });
          f.increase(matrix, GROUP * element.bytes);
          f.increase(column, GROUP);
        });
        f.while(i32.below(column, columns), () => {
          f.if(bitOf(matrix), () => {
            f.set(at, column);
            writeEntry(element.load(matrix));
          });
          f.increase(matrix, element.bytes);
          f.increase(column, 1);
        });
        f.increase(row, 1);
      },
      i32.below(row, rows),
    );
  };
  const fill =
    name === 'fill_by_rows'
      ? module.define(name, CONVERSION_PARAMETERS[name], (f, parameters) => {
          write(f, parameters, null);
        })
      : module.define(name, CONVERSION_PARAMETERS[name], (f, parameters) => {
          write(f, parameters, parameters.next);
        });
  module.export(name, fill);
}

/** Blocks are packed as blocks of A are in a dense product: panels of rows, a step of k after the other. */
function defineBlockFill(module: ModuleBuilder, element: ElementCode): void {
  const across = definePackingTranspose(module, element, BSR_TILE_ROWS, 'pack_block_transpose');
  const along = definePackingCopy(module, element, BSR_TILE_ROWS, 'pack_block_copy');
  const { bytes } = element;
  const fill = module.define('fill_blocks', CONVERSION_PARAMETERS.fill_blocks, (f, parameters) => {
    const { matrix, rows, columns, leading, transposed, block, rowStarts, blockColumns, values } = parameters;
    const [entry, end, count, first] = ['entry', 'end', 'count', 'first'].map((word) => f.local('i32', word));
    const blockBytes = f.local('i32', 'block_bytes');
    f.set(blockBytes, i32.multiply(i32.multiply(block, block), bytes));
    f.doWhile(() => {
      f.set(count, i32.minimum(rows, block));
      f.set(entry, addressOf(blockColumns, i32.load(rowStarts), 4));
      f.increase(rowStarts, 4);
      f.set(end, addressOf(blockColumns, i32.load(rowStarts), 4));
      f.while(i32.below(entry, end), () => {
        f.set(first, i32.multiply(i32.load(entry), block));
        const depth = i32.minimum(block, i32.subtract(columns, first));
        f.if(
          transposed,
          () => {
            f.call(along, { source: addressOf(matrix, first, leading), leading, count, depth, target: values });
          },
          () => {
            f.call(across, { source: addressOf(matrix, first, bytes), leading, count, depth, target: values });
          },
        );
        f.increase(values, blockBytes);
        f.increase(entry, 4);
      });
      f.increase(matrix, i32.multiply(block, i32.select(transposed, bytes, leading)));
      f.decrease(rows, count);
    }, rows);
  });
  module.export('fill_blocks', fill);
}

/** Sets `vectors` to where the group at an address is not 0, and gives a bit for each of its elements. */
function groupBits(
  f: FunctionBody,
  element: ElementCode,
  vectors: readonly Local<'v128'>[],
  address: Local<'i32'>,
): Expression<'i32'> {
  vectors.forEach((vector, at) => {
    f.set(vector, element.differences(v128.load(address, at * 16), v128.zero));
  });
  return vectors
    .map((vector, at) => i32.shiftLeft(element.laneBits(vector), at * element.lanes))
    .reduce((x, y) => i32.or(x, y));
}

/** The masks of a group as four 32-bit integers: of 64-bit lanes one half each. */
function integerLanes(vectors: readonly Local<'v128'>[]): Expression<'v128'> {
  if (vectors.length === 1) return vectors[0];
  return v128.shuffle(vectors[0], vectors[1], [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]);
}

/** 1 where the element at an address is not 0, else 0. */
function nonzeroBit(f: FunctionBody, element: ElementCode): (address: Integer) => Expression<'i32'> {
  // Never written to.
  const zero = f.local(element.dtype, 'zero');
  return (address) => element.differ(element.load(address), zero);
}
