/** A generated WebAssembly module. Imports one memory as `env.memory`, and `env.mark` where it is traced; equal keys mean equal bytes. */
export interface KernelModule {
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Whether the modules for a memory must be generated for sharing. */
export function isShared(memory: WebAssembly.Memory): boolean {
  return memory.buffer instanceof SharedArrayBuffer;
}

/** A function of a module whose parameters are integers and that has no result. */
export type ExportedFunction = (...values: readonly number[]) => void;

/** @throws {TypeError} when the module does not export it. */
export function exportedFunction(exports: WebAssembly.Exports, name: string): ExportedFunction {
  const value: unknown = exports[name];
  if (!isFunction(value)) throw new TypeError(`the module does not export ${name}`);
  return value;
}

function isFunction(value: unknown): value is ExportedFunction {
  return typeof value === 'function';
}
