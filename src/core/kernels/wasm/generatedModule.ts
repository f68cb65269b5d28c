import { ModuleBuilder } from './assembler';
import type { KernelModule } from './kernelModule';

const modules = new Map<string, KernelModule>();

/**
 * The module that `write` writes, to be used on this kind of memory; generated once. `words` name the generator and all that
 * its bytes depend on beside the memory.
 */
export function generatedModule(
  words: readonly string[],
  sharedMemory: boolean,
  write: (module: ModuleBuilder) => void,
): KernelModule {
  const key = [...words, sharedMemory ? 'shared' : 'unshared'].join(' ');
  let module = modules.get(key);
  if (module === undefined) {
    const builder = new ModuleBuilder(sharedMemory, key);
    write(builder);
    module = { key, bytes: builder.build() };
    modules.set(key, module);
  }
  return module;
}
