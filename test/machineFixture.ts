import type { Machine } from '../src/core/machine';

/** A machine that no test runs on. Tests that need a certain one spread it and change what matters to them. */
export const MACHINE: Machine = {
  processor: 'Example CPU 3000',
  architecture: 'x64',
  platform: 'linux',
  logicalCores: 2,
  memoryBytes: 8 * 2 ** 30,
  wasm: { simd: true, relaxedSimd: true, threads: true, codePaths: { f32: 'relaxed', f64: 'relaxed' } },
  blas: null,
};
