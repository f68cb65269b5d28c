import { basename } from 'node:path';
import type { BlasLibrary } from '../../core/blas';
import type { NativeFunction, NativeHandle, NativeType } from '../native/koffi';

/** What a library says of itself; the rest of `BlasLibrary` is known from outside. */
export type BlasIdentity = Pick<BlasLibrary, 'name' | 'version' | 'core' | 'integerBits' | 'threads'>;

/** How a build decorates its symbols: for 64-bit sizes, or so that two can be loaded side by side. */
export interface Decoration {
  readonly prefix: string;
  readonly suffix: string;
  readonly integerBits: 32 | 64;
}

/** A library's identity, and how its threads are set: returns how many its next calls use. */
export interface Identified {
  readonly identity: BlasIdentity;
  readonly useThreads: (wished: number) => number | null;
}

/** Asks a library who made it, by functions that only this maker's has. */
export function identify(handle: NativeHandle, decoration: Decoration, file: string): Identified {
  return (
    openBlas(handle, decoration) ??
    mkl(handle) ??
    blis(handle, decoration) ??
    accelerate(handle, file) ?? {
      identity: { name: basename(file), version: null, core: null, integerBits: decoration.integerBits, threads: null },
      useThreads: () => null,
    }
  );
}

/** https://github.com/OpenMathLib/OpenBLAS, cblas.h: openblas_get_config and what stands beside it. */
function openBlas(handle: NativeHandle, { prefix, suffix, integerBits }: Decoration): Identified | null {
  const own = (name: string, result: NativeType, parameters: readonly NativeType[] = []): NativeFunction | null =>
    symbol(handle, `${prefix}openblas_${name}${suffix}`, result, parameters);
  const config = text(own('get_config', 'const char *')?.());
  if (config === null) return null;
  // 0: a build without threads.
  const isSerial = own('get_parallel', 'int')?.() === 0;
  const set = own('set_num_threads', 'void', ['int']);
  const get = own('get_num_threads', 'int');
  return {
    identity: {
      name: 'OpenBLAS',
      version: /OpenBLAS (\d\S*)/.exec(config)?.[1] ?? null,
      core: text(own('get_corename', 'const char *')?.()),
      integerBits: config.includes('USE64BITINT') ? 64 : integerBits,
      threads: isSerial ? 1 : count(own('get_num_procs', 'int')?.()),
    },
    useThreads: (wished) => {
      set?.(wished);
      return count(get?.());
    },
  };
}

/** Characters of MKL's description of itself. */
const MKL_TEXT_LENGTH = 256;

/** oneMKL, developer reference for C, support functions. `mkl_rt` chooses its layers when it is first called. */
function mkl(handle: NativeHandle): Identified | null {
  const describe = symbol(handle, 'MKL_Get_Version_String', 'void', ['void *', 'int']);
  if (describe === null) return null;
  // 0 asks for 32-bit sizes; the answer is the layer that is in use.
  const layer = symbol(handle, 'MKL_Set_Interface_Layer', 'int', ['int'])?.(0);
  const buffer = new Uint8Array(MKL_TEXT_LENGTH);
  describe(buffer, MKL_TEXT_LENGTH);
  const description = new TextDecoder().decode(buffer);
  const most = symbol(handle, 'MKL_Get_Max_Threads', 'int', []);
  const set = symbol(handle, 'MKL_Set_Num_Threads', 'void', ['int']);
  return {
    identity: {
      name: 'Intel MKL',
      version: /Version ([\d.]+)/.exec(description)?.[1] ?? null,
      core: null,
      integerBits: layer === 1 ? 64 : 32,
      threads: count(most?.()),
    },
    useThreads: (wished) => {
      set?.(wished);
      return count(most?.());
    },
  };
}

/** BLIS, docs/BLISTypedAPI.md (query functions) and docs/Multithreading.md. Its own integers have 64 bits. */
function blis(handle: NativeHandle, { integerBits }: Decoration): Identified | null {
  const version = text(symbol(handle, 'bli_info_get_version_str', 'const char *', [])?.());
  if (version === null) return null;
  const information = (name: string): number | null => count(symbol(handle, `bli_info_get_${name}`, 'int64_t', [])?.());
  const architecture = symbol(handle, 'bli_arch_query_id', 'int', [])?.();
  const nameOf = symbol(handle, 'bli_arch_string', 'const char *', ['int']);
  const set = symbol(handle, 'bli_thread_set_num_threads', 'void', ['int64_t']);
  const isSerial = information('enable_threading') === 0;
  return {
    identity: {
      name: 'BLIS',
      version,
      core: typeof architecture === 'number' ? text(nameOf?.(architecture)) : null,
      integerBits: information('blas_int_type_size') === 64 ? 64 : integerBits,
      threads: isSerial ? 1 : THREADS_WITHOUT_LIMIT,
    },
    useThreads: (wished) => {
      if (isSerial || set === null) return isSerial ? 1 : null;
      set(wished);
      return wished;
    },
  };
}

/** BLIS starts as many threads as it is told to. */
const THREADS_WITHOUT_LIMIT = 256;

/** Apple, Accelerate/vecLib: `BLASSetThreading` is there from macOS 15 on, and knows only one thread, or many. */
function accelerate(handle: NativeHandle, file: string): Identified | null {
  if (basename(file) !== 'Accelerate') return null;
  const set = symbol(handle, 'BLASSetThreading', 'int', ['int']);
  return {
    identity: { name: 'Accelerate', version: null, core: null, integerBits: 32, threads: null },
    useThreads: (wished) => {
      if (set === null) return null;
      set(wished === 1 ? 1 : 0);
      return wished === 1 ? 1 : null;
    },
  };
}

/** The function of that name, or `null` where there is none. */
export function symbol(
  handle: NativeHandle,
  name: string,
  result: NativeType,
  parameters: readonly NativeType[],
): NativeFunction | null {
  try {
    return handle.func(name, result, parameters);
  } catch {
    return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}
