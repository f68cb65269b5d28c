import type { ModuleBuilder } from './assembler';
import { defineDotProducts } from './dotKernel';
import { elementCode } from './element';
import { i32 } from './expressions';
import { defineFiveLoops } from './fiveLoops';
import { shapeKey } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { generatedModule } from './generatedModule';
import { importMark } from './marks';
import type { KernelModule } from './kernelModule';
import { defineOuterProduct } from './outerProduct';

/** The name of the function that the module exports. */
export const GEMM = 'gemm';

/**
 * The parameters of the exported function, in their order. It computes C ← α·op(A)·op(B) + β·C for m, k, n ≥ 1; C may be a
 * part of a larger matrix. All are integers:
 *
 * - `a`, `b`, `c`: addresses of op(A)[0, 0], op(B)[0, 0] and C[0, 0];
 * - `aLeading`, `bLeading`: bytes from a stored row to the next;
 * - `aTransposed`, `bTransposed`: 1 where the operand is stored transposed;
 * - `cRow`, `cColumn`: bytes from a row of C, or a column, to the next: C may be stored transposed;
 * - `kernel`: the number of the kernel (`GEMM_KERNELS`);
 * - `mc`, `kc`, `nc`: block sizes, nc a multiple of nr, mc a multiple of mr;
 * - `packA`, `packB`: 1 where the operand is copied into panels; B always is where it is transposed;
 * - `wide`: 1 where wider tiles are to be used if m is at most as large as theirs;
 * - `panelsA`, `panelsB`: addresses of the workspace for panels (`gemmWorkspace`);
 * - `scalars`: address of α, β and 1 (scalars.ts), `EDGE_OFFSET` before the tile for edges;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const GEMM_PARAMETERS = [
  'm',
  'k',
  'n',
  'a',
  'aLeading',
  'aTransposed',
  'b',
  'bLeading',
  'bTransposed',
  'c',
  'cRow',
  'cColumn',
  'kernel',
  'mc',
  'kc',
  'nc',
  'packA',
  'packB',
  'wide',
  'panelsA',
  'panelsB',
  'scalars',
  'beta',
] as const;
export type GemmParameter = (typeof GEMM_PARAMETERS)[number];

/**
 * `tiles`: five loops around a register tile, for any product. `dot`: vectors along k, for few rows of op(A) and a B that is
 * stored transposed. `outer`: for k = 1 and a B whose columns are neighbours.
 */
export const GEMM_KERNELS = ['tiles', 'dot', 'outer'] as const;
export type GemmKernel = (typeof GEMM_KERNELS)[number];

/**
 * The module for a shape, to be used on this kind of memory; generated once. One that is traced tells of each piece of its
 * five loops when it has ended (marks.ts).
 */
export function gemmModule(shape: GemmShape, sharedMemory: boolean, isTraced = false): KernelModule {
  const words = ['gemm', shapeKey(shape), ...(isTraced ? ['traced'] : [])];
  return generatedModule(words, sharedMemory, (module) => {
    defineGemm(module, shape, isTraced);
  });
}

function defineGemm(module: ModuleBuilder, shape: GemmShape, isTraced: boolean): void {
  const mark = isTraced ? importMark(module) : null;
  const fiveLoops = defineFiveLoops(module, shape, mark);
  const dotProducts = defineDotProducts(module, shape);
  const outerProduct = defineOuterProduct(module, shape);
  const { bytes } = elementCode(shape.dtype);
  const gemm = module.define(GEMM, GEMM_PARAMETERS, (f, parameters) => {
    const { kernel, aTransposed, aLeading } = parameters;
    const calls: Readonly<Record<GemmKernel, () => void>> = {
      tiles: () => {
        f.call(fiveLoops, parameters);
      },
      dot: () => {
        f.call(dotProducts, parameters);
      },
      outer: () => {
        f.call(outerProduct, { ...parameters, aStep: i32.select(aTransposed, bytes, aLeading) });
      },
    };
    GEMM_KERNELS.forEach((id, number) => {
      f.if(i32.equal(kernel, number), calls[id]);
    });
  });
  module.export(GEMM, gemm);
}
