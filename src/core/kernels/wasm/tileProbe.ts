import { ModuleBuilder } from './assembler';
import { elementCode } from './element';
import type { GemmShape } from './gemmShape';
import type { KernelModule } from './kernelModule';
import { defineMicroKernel } from './microKernel';

/** The name of the function that the module exports; its parameters are those of the micro-kernel. */
export const TILE = 'tile';

/** A module of the micro-kernel alone, so that it is compiled within a few milliseconds. */
export function tileProbeModule(shape: GemmShape, sharedMemory: boolean): KernelModule {
  const { dtype, mr, nr, unroll, multiplyAdd, splat, vectorBits } = shape;
  const memory = sharedMemory ? 'shared' : 'unshared';
  const key = ['tile', dtype, `${mr}×${nr}`, unroll, multiplyAdd, splat, vectorBits, memory].join(' ');
  const module = new ModuleBuilder(sharedMemory, key);
  module.export(TILE, defineMicroKernel(module, elementCode(dtype), shape, mr, 'panel'));
  return { key, bytes: module.build() };
}
