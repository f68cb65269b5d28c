import type { GemmShape } from './wasm/gemmShape';
import type { KernelModule } from './wasm/kernelModule';

/** The code that a strategy runs for a problem, so that it can be shown. */
export type KernelCode =
  | {
      readonly language: 'wasm';
      /** What tells it from others of its strategy, in a word or two: '6×16', 'rank 4'. */
      readonly label: string;
      /** All modules that `prepare` instantiates, in that order. */
      readonly modules: readonly KernelModule[];
    }
  | {
      readonly language: 'js';
      readonly label: string;
      /** The text that was compiled for the element type (specialize.ts). */
      readonly source: string;
    };

/** The code of a kernel that keeps a tile of C in registers. */
export function tileCode({ mr, nr }: GemmShape, ...modules: readonly KernelModule[]): KernelCode {
  return { language: 'wasm', label: `${mr}×${nr}`, modules };
}

/** The code of a kernel in JavaScript: what `prepare` calls, as it was compiled. */
export function scriptCode(kernel: (...values: never[]) => unknown, label: string): KernelCode {
  return { language: 'js', label, source: kernel.toString() };
}
