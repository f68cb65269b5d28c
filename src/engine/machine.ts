import os from 'node:os';
import process from 'node:process';
import type { Machine, Versions, WasmFeatures } from '../core/machine';

/** The machine as this process sees it, under its own flags. */
export function describeMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown processor',
    architecture: os.arch(),
    platform: `${os.type()} ${os.release()}`,
    logicalCores: os.availableParallelism(),
    memoryBytes: memoryLimit(),
    wasm: probeWasm(),
    blas: null,
  };
}

export function describeVersions(): Omit<Versions, 'extension'> {
  return { node: process.versions.node, v8: process.versions.v8, engineFlags: process.execArgv };
}

/** Bytes that can be allocated now without swapping, within the limit of the container where there is one. */
export function availableBytes(): number {
  const { availableMemory } = process as { availableMemory?: () => number };
  return typeof availableMemory === 'function' ? availableMemory.call(process) : os.freemem();
}

function memoryLimit(): number {
  const { constrainedMemory } = process as { constrainedMemory?: () => number };
  const limit = typeof constrainedMemory === 'function' ? constrainedMemory.call(process) : 0;
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}

/** (module (func (result v128) v128.const 0)) */
const SIMD_MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 22, 1, 20, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 11,
];

/** (module (func (param v128 v128 v128) (result v128) f32x4.relaxed_madd of the three)) */
const RELAXED_MODULE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2,
  253, 133, 2, 11,
];

function probeWasm(): WasmFeatures {
  return {
    simd: WebAssembly.validate(new Uint8Array(SIMD_MODULE)),
    relaxedSimd: WebAssembly.validate(new Uint8Array(RELAXED_MODULE)),
    threads: typeof SharedArrayBuffer === 'function',
    // Until one is chosen.
    codePaths: { f32: 'separate', f64: 'separate' },
  };
}
