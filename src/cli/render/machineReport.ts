import { blasText } from '../../core/blas';
import { gpuText } from '../../core/gpu';
import { formatBytes } from '../../core/format';
import { codePathText } from '../../core/machine';
import type { Machine, Versions, WasmFeatures } from '../../core/machine';
import type { MachinePeaks } from '../../core/machinePeaks';
import { cachesText, peakTable } from '../../core/model/peakTable';
import type { PeakLine } from '../../core/model/peakTable';
import { textTable } from './textTable';

/** 'AMD EPYC 9R14, 2 threads, 16.0 GiB, Node 20.19.2'. */
export function machineLine({ processor, logicalCores, memoryBytes }: Machine, { node }: Versions): string {
  return `${processor}, ${threads(logicalCores)}, ${formatBytes(memoryBytes)}, Node ${node}`;
}

/** What there is to compute with: a fact a line, then the peaks where they have been measured. */
export function machineReport(machine: Machine, versions: Versions): string {
  const facts: readonly (readonly [string, string])[] = [
    ['processor', `${machine.processor} (${machine.architecture}, ${machine.platform})`],
    ['threads', coresText(machine)],
    ['caches', cachesText(machine)],
    ['memory', formatBytes(machine.memoryBytes)],
    ['WebAssembly', wasmText(machine.wasm)],
    ['dense kernels', codePathText(machine.wasm)],
    ['native BLAS', blasText(machine.blas)],
    ['GPU', gpuText(machine.gpu ?? null)],
    ['Node', `${versions.node}, V8 ${versions.v8}`],
    ['engine flags', versions.engineFlags.length === 0 ? 'none' : versions.engineFlags.join(' ')],
    ['Matmul Profiler', versions.extension],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
  return `${lines}\n\n${machine.peaks === undefined ? NOT_MEASURED : peaksText(machine.peaks)}`;
}

const NOT_MEASURED = 'Peaks have not been measured: matmul-profiler machine --measure';

function peaksText(peaks: MachinePeaks): string {
  const { columns, compute, bandwidth } = peakTable(peaks);
  const table = (title: string, lines: readonly PeakLine[]): string =>
    textTable<PeakLine>(
      [
        { title, align: 'left', cell: ({ name }) => name },
        ...columns.map((column, at) => ({
          title: column,
          align: 'right' as const,
          cell: ({ figures }: PeakLine) => figures[at],
        })),
      ],
      lines,
    );
  return [
    `Peaks as measured on ${peaks.measuredAt.slice(0, 16).replace('T', ' ')} UTC`,
    table('GFLOP/s', compute),
    table('GB/s', bandwidth),
  ].join('\n\n');
}

function coresText({ logicalCores, physicalCores }: Machine): string {
  return physicalCores === undefined || physicalCores === logicalCores
    ? String(logicalCores)
    : `${logicalCores} on ${physicalCores} cores`;
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
