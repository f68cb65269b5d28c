import { describe, expect, it } from 'vitest';
import { blasText } from '../../../src/core/blas';
import { blasStates, NO_BLAS, OPENBLAS } from './kernels/fakeBlas';

describe('what is said of a native BLAS', () => {
  it('is its name, version, kernels, threads, file, and what the user has set for it', () => {
    expect(blasText(blasStates(OPENBLAS))).toBe('OpenBLAS 0.3.99 Example (up to 4 threads, libexample.so.0)');
    const wide = { ...OPENBLAS, integerBits: 64, environment: ['OPENBLAS_CORETYPE=Haswell'] } as const;
    expect(blasText(blasStates(wide))).toBe(
      'OpenBLAS 0.3.99 Example (up to 4 threads, 64-bit sizes, libexample.so.0, OPENBLAS_CORETYPE=Haswell)',
    );
    const plain = { ...OPENBLAS, version: null, core: null, name: 'libblas.so.3', file: 'libblas.so.3', threads: null };
    expect(blasText(blasStates(plain))).toBe('libblas.so.3 (libblas.so.3)');
    expect(blasText(blasStates({ ...OPENBLAS, threads: 1 }))).toContain('(1 thread,');
  });

  it('is the reason where there is none, and that nobody has looked', () => {
    expect(blasText(blasStates(NO_BLAS))).toBe('none. There is none. Install one.');
    expect(blasText(null)).toBe('not looked for');
  });
});
