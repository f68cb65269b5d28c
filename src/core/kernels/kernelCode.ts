import { gemmModule } from './wasm/gemm';
import type { GemmBlocking, ProductLayout } from './wasm/gemmBlocking';
import type { GemmShape } from './wasm/gemmShape';
import { gemmKernelName, gemmWay } from './wasm/gemmWay';
import type { KernelModule } from './wasm/kernelModule';

/** Something worth a line above the code; functions are named as in the text, with a `$` before them. */
export type KernelFact = readonly [term: string, text: string];

/** The code that a strategy runs for a problem, so that it can be shown. */
export type KernelCode =
  | {
      readonly language: 'wasm';
      /** What tells it from others of its strategy, in a word or two: '6×16', 'rank 4'. */
      readonly label: string;
      /** Which way the product takes through the modules, and the like. */
      readonly facts: readonly KernelFact[];
      /** All modules that `prepare` instantiates, in that order. */
      readonly modules: readonly KernelModule[];
    }
  | {
      readonly language: 'js' | 'wgsl';
      readonly label: string;
      /** The text that was compiled: for the element type (specialize.ts), or for the GPU. */
      readonly source: string;
      /** What a reader has to know; left out where it is compiled for the element type. */
      readonly reading?: string;
    };

export type WasmCode = Extract<KernelCode, { language: 'wasm' }>;

/** The code of a product by the module of `simd`. */
export function gemmCode(
  shape: GemmShape,
  product: ProductLayout,
  blocking: GemmBlocking,
  sharedMemory: boolean,
): WasmCode {
  return {
    language: 'wasm',
    label: gemmKernelName(shape, blocking),
    facts: gemmWay(shape, product, blocking),
    modules: [gemmModule(shape, sharedMemory)],
  };
}

/** The code of a kernel in JavaScript: what `prepare` calls, as it was compiled. */
export function scriptCode(kernel: (...values: never[]) => unknown, label: string): KernelCode {
  return { language: 'js', label, source: kernel.toString() };
}
