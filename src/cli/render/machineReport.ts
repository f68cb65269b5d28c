import { blasText } from '../../core/blas';
import { formatBytes } from '../../core/format';
import { codePathText } from '../../core/machine';
import type { Machine, Versions, WasmFeatures } from '../../core/machine';

/** 'AMD EPYC 9R14, 2 threads, 16.0 GiB, Node 20.19.2'. */
export function machineLine({ processor, logicalCores, memoryBytes }: Machine, { node }: Versions): string {
  return `${processor}, ${threads(logicalCores)}, ${formatBytes(memoryBytes)}, Node ${node}`;
}

/** What there is to compute with: a fact a line. */
export function machineReport(machine: Machine, versions: Versions): string {
  const facts: readonly (readonly [string, string])[] = [
    ['processor', `${machine.processor} (${machine.architecture}, ${machine.platform})`],
    ['threads', String(machine.logicalCores)],
    ['memory', formatBytes(machine.memoryBytes)],
    ['WebAssembly', wasmText(machine.wasm)],
    ['dense kernels', codePathText(machine.wasm)],
    ['native BLAS', blasText(machine.blas)],
    ['Node', `${versions.node}, V8 ${versions.v8}`],
    ['engine flags', versions.engineFlags.length === 0 ? 'none' : versions.engineFlags.join(' ')],
    ['Matmul Profiler', versions.extension],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function wasmText({ simd, relaxedSimd, threads: shared }: WasmFeatures): string {
  const features: readonly (readonly [string, boolean])[] = [
    ['SIMD', simd],
    ['relaxed SIMD (fused multiply-add)', relaxedSimd],
    ['threads on shared memory', shared],
  ];
  return features.map(([name, there]) => (there ? name : `no ${name}`)).join(', ');
}

function threads(count: number): string {
  return count === 1 ? '1 thread' : `${count} threads`;
}
