/** A generated WebAssembly module. Imports one memory as `env.memory`; equal keys mean equal bytes. */
export interface KernelModule {
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
