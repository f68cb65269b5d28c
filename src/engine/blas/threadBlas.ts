import type { BlasLibrary } from '../../core/blas';
import type { LoadedBlas, NativeBlas } from '../../core/kernels/nativeBlas';
import { loadKoffi } from '../native/koffi';
import { NativeLibrary } from './nativeLibrary';

/**
 * Native BLAS in a kernel thread: on the kernel memory itself, without copies. A shared WebAssembly memory never moves,
 * however far it grows, so that addresses stay true.
 */
export class ThreadBlas implements NativeBlas {
  private readonly loaded = new Map<string, LoadedBlas>();

  constructor(private readonly memory: WebAssembly.Memory) {}

  load({ file }: BlasLibrary): LoadedBlas {
    let blas = this.loaded.get(file);
    if (blas === undefined) {
      const koffi = loadKoffi();
      blas = new NativeLibrary(koffi, file).on(koffi.address(new Uint8Array(this.memory.buffer)));
      this.loaded.set(file, blas);
    }
    return blas;
  }
}
