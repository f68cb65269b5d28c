import { defineBsrPanel } from './bsrTiles';
import { defineCsrPanel } from './csrRows';
import { elementCode } from './element';
import type { ElementCode, MultiplyAdd } from './element';
import { i32 } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import type { Local, ModuleBuilder } from './assembler';
import { definePackingCopy, definePackingTranspose } from './packing';
import type { Packing } from './packing';
import type { PanelDefinition } from './sparsePanel';
import { copyVectors } from './writeVectors';
import type { Dtype } from '../../problem';

export const SPARSE_FORMATS = ['csr', 'bsr'] as const;
export type SparseFormat = (typeof SPARSE_FORMATS)[number];

export interface SpmmShape {
  readonly format: SparseFormat;
  readonly dtype: Dtype;
  readonly multiplyAdd: MultiplyAdd;
  /** Columns of B that are kept at a time, a multiple of the lanes of a vector. */
  readonly panel: number;
  /** Columns of a row of C that are kept in registers, likewise; in CSR those of the panel. */
  readonly strip: number;
  readonly unroll: number;
}

/** The name of the function that the module exports. */
export const SPMM = 'spmm';

/**
 * The parameters of the exported function, in their order. It computes C ← α·A·op(B) + β·C for an A in compressed rows
 * (matrix/csr.ts) or rows of blocks (matrix/bsr.ts) and m, k, n ≥ 1; A may have no entries. All are integers:
 *
 * - `m`, `k`, `n`: A is m×k, op(B) k×n;
 * - `block`: rows and columns of a block, a multiple of 4; of no meaning in CSR;
 * - `rowStarts`: address of the start of the first row, or row of blocks;
 * - `columns`, `values`: addresses of A's arrays;
 * - `b`, `bLeading`, `bTransposed`: address of B, bytes from a stored row to the next, 1 where it is stored n×k;
 * - `packB`: 1 to copy B into panels; it always is where it is transposed;
 * - `panel`: address of workspace for k rows of a panel, whole strips;
 * - `c`, `cLeading`: address of C and bytes from row to row;
 * - `scalars`: address of α;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const SPMM_PARAMETERS = [
  'm',
  'k',
  'n',
  'block',
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

const panels: Readonly<Record<SparseFormat, PanelDefinition>> = { csr: defineCsrPanel, bsr: defineBsrPanel };

/** The module for a shape, to be used on this kind of memory; generated once. */
export function spmmModule(shape: SpmmShape, sharedMemory: boolean): KernelModule {
  const { format, dtype, multiplyAdd, panel, strip, unroll } = shape;
  const words = ['spmm', format, dtype, multiplyAdd, `${panel}`, `${strip}`, `${unroll}`];
  return generatedModule(words, sharedMemory, (module) => {
    defineSpmm(module, shape);
  });
}

/**
 * A is passed once for every panel of columns of B. Where the panel is packed it stays in the second-level cache: k rows of
 * B that are far apart in memory would take the same few sets of it.
 */
function defineSpmm(
  module: ModuleBuilder,
  { format, dtype, multiplyAdd, panel: width, strip, unroll }: SpmmShape,
): void {
  const element = elementCode(dtype);
  const { bytes, lanes } = element;
  const copy = definePackingCopy(module, element, strip, 'pack_b_copy');
  const copyPanel = strip < width && width % strip === 0 ? definePanelCopy(module, element, strip, width) : null;
  const transpose = definePackingTranspose(module, element, strip, 'pack_b_transpose');
  const multiply = panels[format](module, element, { multiplyAdd, vectors: strip / lanes, unroll });

  const spmm = module.define(SPMM, SPMM_PARAMETERS, (f, parameters) => {
    const { m, k, n, b, bLeading, bTransposed, packB, panel, c, cLeading } = parameters;
    const [count, from, step, stripStep] = [
      f.local('i32', 'count'),
      f.local('i32', 'from'),
      f.local('i32', 'step'),
      f.local('i32', 'strip_step'),
    ];
    f.set(packB, i32.or(packB, bTransposed));
    f.while(n, () => {
      f.set(count, i32.minimum(n, width));
      f.if(
        packB,
        () => {
          const packing = { source: b, leading: bLeading, count, depth: k, target: panel };
          f.if(
            bTransposed,
            () => {
              f.call(transpose, packing);
            },
            () => {
              if (copyPanel === null) f.call(copy, packing);
              else {
                f.if(
                  i32.equal(count, width),
                  () => {
                    f.call(copyPanel, packing);
                  },
                  () => {
                    f.call(copy, packing);
                  },
                );
              }
            },
          );
          f.set(from, panel);
          f.setInteger(step, strip * bytes);
          f.set(stripStep, i32.multiply(k, strip * bytes));
        },
        () => {
          f.set(from, b);
          f.set(step, bLeading);
          f.setInteger(stripStep, strip * bytes);
        },
      );
      f.call(multiply, { ...parameters, rows: m, b: from, bStep: step, stripStep, cStep: cLeading, count });
      f.increase(b, i32.select(bTransposed, i32.multiply(bLeading, width), width * bytes));
      f.increase(c, width * bytes);
      f.decrease(n, count);
    });
  });
  module.export(SPMM, spmm);
}

/** Packs a full panel of several strips as `definePackingCopy` does, but reads each row of it only once. */
function definePanelCopy(module: ModuleBuilder, element: ElementCode, strip: number, width: number): Packing {
  const stripBytes = strip * element.bytes;
  const parameters = ['source', 'leading', 'count', 'depth', 'target'] as const;
  return module.define('pack_b_panel', parameters, (f, { source, leading, depth, target }) => {
    const pair = [f.local('v128', 'lower'), f.local('v128', 'upper')];
    const targets: Local<'i32'>[] = [target];
    for (let index = 1; index < width / strip; index++) {
      const next = f.local('i32', `target_${index}`);
      f.set(next, i32.add(targets[index - 1], i32.multiply(depth, stripBytes)));
      targets.push(next);
    }
    f.doWhile(() => {
      targets.forEach((to, index) => {
        copyVectors(f, stripBytes / 16, { from: source, offset: index * stripBytes, to, pair });
        f.increase(to, stripBytes);
      });
      f.increase(source, leading);
      f.decrease(depth, 1);
    }, depth);
  });
}
