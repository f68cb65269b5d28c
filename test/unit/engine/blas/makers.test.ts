import { describe, expect, it } from 'vitest';
import type { NativeFunction, NativeHandle } from '../../../../src/engine/native/koffi';
import { identify } from '../../../../src/engine/blas/makers';
import { NativeLibrary } from '../../../../src/engine/blas/nativeLibrary';

const PLAIN = { prefix: '', suffix: '', integerBits: 32 } as const;

/** A library with these functions and no other; the types under which each was bound. */
function library(functions: Readonly<Record<string, NativeFunction>>) {
  const types = new Map<string, readonly string[]>();
  const handle: NativeHandle = {
    func: (name, _result, parameters) => {
      const found = functions[name];
      if (found === undefined) throw new Error(`cannot find function ${name}`);
      types.set(name, parameters);
      return found;
    },
  };
  return { handle, types };
}

function openBlas(config: string, more: Readonly<Record<string, NativeFunction>> = {}, prefix = '', suffix = '') {
  let threads = 8;
  const functions: Record<string, NativeFunction> = {
    openblas_get_config: () => config,
    openblas_get_corename: () => 'SkylakeX',
    openblas_get_parallel: () => 1,
    openblas_get_num_procs: () => 8,
    openblas_get_num_threads: () => threads,
    openblas_set_num_threads: (wished) => {
      threads = Math.min(Number(wished), 6);
    },
    cblas_sgemm: () => undefined,
    cblas_dgemm: () => undefined,
    ...more,
  };
  return library(Object.fromEntries(Object.entries(functions).map(([name, each]) => [prefix + name + suffix, each])));
}

describe('a library is asked who made it', () => {
  it('OpenBLAS: version, kernels, and the threads that it says it uses', () => {
    const { identity, useThreads } = identify(
      openBlas('OpenBLAS 0.3.21 DYNAMIC_ARCH MAX_THREADS=6').handle,
      PLAIN,
      'x',
    );
    expect(identity).toEqual({ name: 'OpenBLAS', version: '0.3.21', core: 'SkylakeX', integerBits: 32, threads: 8 });
    expect([useThreads(2), useThreads(8)]).toEqual([2, 6]);
  });

  it('OpenBLAS with 64-bit sizes, or without threads', () => {
    const wide = identify(openBlas('OpenBLAS 0.3.26 USE64BITINT').handle, PLAIN, 'x').identity;
    expect(wide.integerBits).toBe(64);
    const serial = identify(
      openBlas('OpenBLAS 0.3.26', { openblas_get_parallel: () => 0 }).handle,
      PLAIN,
      'x',
    ).identity;
    expect(serial.threads).toBe(1);
  });

  it('MKL: it is told to use 32-bit sizes, and believed', () => {
    const mkl = (layer: number) => {
      const text = 'Intel(R) oneAPI Math Kernel Library Version 2023.2-Product Build 20230613';
      const { handle } = library({
        MKL_Get_Version_String: (buffer) => {
          if (buffer instanceof Uint8Array) new TextEncoder().encodeInto(text, buffer);
        },
        MKL_Set_Interface_Layer: () => layer,
        MKL_Get_Max_Threads: () => 12,
        MKL_Set_Num_Threads: () => undefined,
      });
      return identify(handle, PLAIN, 'libmkl_rt.so.2').identity;
    };
    expect(mkl(0)).toEqual({ name: 'Intel MKL', version: '2023.2', core: null, integerBits: 32, threads: 12 });
    expect(mkl(1).integerBits).toBe(64);
  });

  it('BLIS: its architecture, and no more than one thread where it was built for one', () => {
    const blis = (threading: number) =>
      identify(
        library({
          bli_info_get_version_str: () => '0.9.0',
          bli_info_get_enable_threading: () => threading,
          bli_info_get_blas_int_type_size: () => 32,
          bli_arch_query_id: () => 3,
          bli_arch_string: (id) => (id === 3 ? 'zen3' : 'another'),
          bli_thread_set_num_threads: () => undefined,
        }).handle,
        PLAIN,
        'libblis.so.4',
      );
    expect(blis(1).identity).toMatchObject({ name: 'BLIS', version: '0.9.0', core: 'zen3', integerBits: 32 });
    expect(blis(1).useThreads(2)).toBe(2);
    expect(blis(0).identity.threads).toBe(1);
    expect(blis(0).useThreads(2)).toBe(1);
  });

  it('Accelerate: one thread can be asked for from macOS 15 on, and nothing else', () => {
    const asked: unknown[] = [];
    const { handle } = library({ BLASSetThreading: (mode) => asked.push(mode) });
    const { identity, useThreads } = identify(handle, PLAIN, '/System/Library/Accelerate.framework/Accelerate');
    expect(identity).toMatchObject({ name: 'Accelerate', threads: null });
    expect([useThreads(1), useThreads(4)]).toEqual([1, null]);
    expect(asked).toEqual([1, 0]);
  });

  it('any other by its file', () => {
    const { identity, useThreads } = identify(library({}).handle, PLAIN, '/usr/lib/libblas.so.3');
    expect(identity).toMatchObject({ name: 'libblas.so.3', version: null, threads: null });
    expect(useThreads(2)).toBeNull();
  });
});

describe('a library is called', () => {
  const koffi = (handle: NativeHandle) => ({ load: () => handle, address: () => 0n });
  const problem = { dtype: 'f64', m: 2, n: 3, k: 4, alpha: 1.5, beta: -1 } as const;
  const places = { a: 64, lda: 5, b: 128, ldb: 6, c: 192, ldc: 7 };

  it('row-major, with transposes as CBLAS numbers them, at addresses in the kernel memory', () => {
    const calls: (readonly unknown[])[] = [];
    const { handle } = openBlas('OpenBLAS 1', { cblas_dgemm: (...values) => calls.push(values) });
    const run = new NativeLibrary(koffi(handle), 'x')
      .on(2n ** 40n)
      .gemm({ ...problem, ...places, transposeA: false, transposeB: true });
    run();
    const [a, b, c] = [64n, 128n, 192n].map((offset) => 2n ** 40n + offset);
    expect(calls).toEqual([[101, 111, 112, 2, 3, 4, 1.5, a, 5, b, 6, -1, c, 7]]);
  });

  it.each([
    ['', '', 'int'],
    ['', '64_', 'int64_t'],
    ['scipy_', '64_', 'int64_t'],
  ])('by symbols with the prefix "%s" and the suffix "%s", with sizes of type %s', (prefix, suffix, size) => {
    const { handle, types } = openBlas('OpenBLAS 0.3.27', {}, prefix, suffix);
    expect(new NativeLibrary(koffi(handle), 'x').identity.version).toBe('0.3.27');
    expect(types.get(`${prefix}cblas_sgemm${suffix}`)?.slice(3, 7)).toEqual([size, size, size, 'float']);
    expect(types.get(`${prefix}cblas_dgemm${suffix}`)?.[6]).toBe('double');
  });

  it('not at all where it has no C interface', () => {
    expect(() => new NativeLibrary(koffi(library({}).handle), 'x')).toThrow('no function cblas_sgemm');
  });
});
