import { elementCode } from './element';
import { fullTile, shapeKey } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { defineMicroKernel } from './microKernel';

/** The name of the function that the module exports; its parameters are those of the micro-kernel. */
export const TILE = 'tile';

/** A module of the micro-kernel alone, so that it is compiled within a few milliseconds. */
export function tileProbeModule(shape: GemmShape, sharedMemory: boolean): KernelModule {
  return generatedModule(['tile', shapeKey(shape)], sharedMemory, (module) => {
    module.export(TILE, defineMicroKernel(module, elementCode(shape.dtype), shape, fullTile(shape), 'panel'));
  });
}
