import type { KernelModule } from '../core/kernels/wasm/kernelModule';
import { MARK } from '../core/kernels/wasm/marks';
import type { Mark } from './spanRecorder';

/** A module as instantiated in one thread. Its functions are numbered in the order of their names, alike in all threads. */
export interface LoadedModule {
  readonly exports: WebAssembly.Exports;
  readonly functionNames: readonly string[];
  readonly functions: readonly ((...values: number[]) => unknown)[];
}

/**
 * Compiles and instantiates a module on the kernel memory; V8 shares the code of equal bytes among threads.
 * @param mark what traced modules call.
 */
export function loadModule(module: KernelModule, memory: WebAssembly.Memory, mark: Mark): LoadedModule {
  const imports = { env: { memory, [MARK]: mark } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), imports);
  const functions = Object.entries(exports)
    .filter((entry): entry is [string, (...values: number[]) => unknown] => typeof entry[1] === 'function')
    .sort(([x], [y]) => (x < y ? -1 : 1));
  return {
    exports,
    functionNames: functions.map(([name]) => name),
    functions: functions.map(([, value]) => value),
  };
}
