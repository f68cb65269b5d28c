import type { ModuleBuilder } from './assembler';
import { defineDotProducts } from './dotKernel';
import { elementCode } from './element';
import { i32 } from './expressions';
import { defineFiveLoops } from './fiveLoops';
import { FUSED_GEMM_PARAMETERS, GEMM_PARAMETERS } from './gemmParameters';
import { shapeKey } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { generatedModule } from './generatedModule';
import { importMark } from './marks';
import type { KernelModule } from './kernelModule';
import { defineOuterProduct } from './outerProduct';

/** The name of the function that the module exports; it takes `GEMM_PARAMETERS`. */
export const GEMM = 'gemm';

/**
 * `tiles`: five loops around a register tile, for any product. `dot`: vectors along k, for few rows of op(A) and a B that is
 * stored transposed. `outer`: for k = 1 and a B whose columns are neighbours.
 */
export const GEMM_KERNELS = ['tiles', 'dot', 'outer'] as const;
export type GemmKernel = (typeof GEMM_KERNELS)[number];

/**
 * The module for a shape, to be used on this kind of memory; generated once. One that is traced tells of each piece of its
 * five loops when it has ended (marks.ts); one with an epilogue can finish C for a layer of a network (epilogue.ts).
 */
export function gemmModule(
  shape: GemmShape,
  sharedMemory: boolean,
  isTraced = false,
  hasEpilogue = false,
): KernelModule {
  const words = ['gemm', shapeKey(shape), ...(isTraced ? ['traced'] : []), ...(hasEpilogue ? ['with epilogue'] : [])];
  return generatedModule(words, sharedMemory, (module) => {
    defineGemm(module, shape, isTraced, hasEpilogue);
  });
}

function defineGemm(module: ModuleBuilder, shape: GemmShape, isTraced: boolean, hasEpilogue: boolean): void {
  const mark = isTraced ? importMark(module) : null;
  const fiveLoops = defineFiveLoops(module, shape, mark, hasEpilogue);
  const dotProducts = defineDotProducts(module, shape);
  const outerProduct = defineOuterProduct(module, shape);
  const { bytes } = elementCode(shape.dtype);
  const gemm = module.define(GEMM, hasEpilogue ? FUSED_GEMM_PARAMETERS : GEMM_PARAMETERS, (f, parameters) => {
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
