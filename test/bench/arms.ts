import type { ParameterValues } from '../../src/core/kernels/parameters';

/** Which process computes an arm. */
export const PROCESS_IDS = [
  'engine',
  'engine128',
  'openblas1',
  'openblas1Avx2',
  'openblasAll',
  'openblasAllAvx2',
  'onnxruntimeNode',
  'onnxruntimeWeb',
  'tfjsWasm',
  'mlMatrix',
  'mathjs',
  'stdlib',
  'gpujs',
  'scipy',
  'numpyTraining',
  'tfjsTraining',
] as const;
export type ProcessId = (typeof PROCESS_IDS)[number];

/** What is measured: a strategy of ours, or a peer. */
export interface Arm {
  readonly title: string;
  readonly process: ProcessId;
  /** Strategy, or what else the process offers; peers have one product only. */
  readonly kernel: string;
  readonly values: ParameterValues;
  /** Threads go on spinning after a batch; so long until nothing of it disturbs the next arm. */
  readonly settleMs: number;
}

/** How long OpenBLAS's threads look for work before they sleep, and more. */
const BLAS_PARKS_MS = 60;
/** Our threads sleep as soon as a batch of theirs ends. */
function ours(title: string, kernel: string, values: ParameterValues = {}): Arm {
  return { title, process: 'engine', kernel, values, settleMs: 0 };
}

function peer(title: string, process: ProcessId, settleMs = 0): Arm {
  return { title, process, kernel: 'product', values: {}, settleMs };
}

const arms = {
  simd: ours('simd', 'simd'),
  parallel: ours('parallel', 'parallel'),
  sparse: ours('sparse', 'sparse'),
  strassen: ours('strassen', 'strassen'),
  simd128: { ...ours('simd, 128 bit', 'simd'), process: 'engine128' },
  fmaPeak: { ...ours('128-bit FMA peak', 'fmaPeak'), process: 'engine128' },
  openblas1: peer('OpenBLAS, 1 thread', 'openblas1'),
  openblas1Avx2: peer('OpenBLAS, AVX2 kernels, 1 thread', 'openblas1Avx2'),
  openblasAll: peer('OpenBLAS, all threads', 'openblasAll', BLAS_PARKS_MS),
  openblasAllAvx2: peer('OpenBLAS, AVX2 kernels, all threads', 'openblasAllAvx2', BLAS_PARKS_MS),
  onnxruntimeNode: peer('onnxruntime-node', 'onnxruntimeNode'),
  onnxruntimeWeb: peer('onnxruntime-web', 'onnxruntimeWeb'),
  tfjsWasm: peer('tfjs-backend-wasm', 'tfjsWasm'),
  mlMatrix: peer('ml-matrix', 'mlMatrix'),
  mathjs: peer('mathjs', 'mathjs'),
  stdlib: peer('@stdlib sgemm', 'stdlib'),
  gpujs: peer('gpu.js, cpu', 'gpujs'),
  scipy: peer('scipy CSR', 'scipy'),
  training: ours('a training step', 'training'),
  numpyTraining: peer('numpy on its BLAS, 1 thread', 'numpyTraining'),
  tfjsTraining: peer('tfjs-backend-wasm, training', 'tfjsTraining'),
} as const satisfies Record<string, Arm>;

export type ArmId = keyof typeof arms;

export function armById(id: ArmId): Arm {
  return arms[id];
}

export function isArmId(id: string): id is ArmId {
  return id in arms;
}

/** Whether an arm is a strategy of ours, not a peer. */
export function isOurs(id: string): boolean {
  return isArmId(id) && arms[id].process.startsWith('engine');
}

/** The title of an arm of this build or of another's results. */
export function armTitle(id: string): string {
  return isArmId(id) ? arms[id].title : id;
}
