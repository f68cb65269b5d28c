import * as l10n from '@vscode/l10n';
import type { BlasStates } from './blas';
import type { CodePath } from './codePath';
import type { GpuState } from './gpu';
import type { Cache, MachinePeaks } from './machinePeaks';
import type { Dtype } from './problem';

/** What is known of the machine, and of the engine process that runs the kernels on it. */
export interface Machine {
  readonly processor: string;
  readonly architecture: string;
  readonly platform: string;
  /** Threads that the operating system can run at once. */
  readonly logicalCores: number;
  readonly memoryBytes: number;
  /** Left out where the system does not say. */
  readonly physicalCores?: number;
  /** Data caches, the nearest to the core first; left out where the system does not say. */
  readonly caches?: readonly Cache[];
  /** Left out until they are measured. */
  readonly peaks?: MachinePeaks;
  /** WebAssembly features as probed in the engine, under its flags. */
  readonly wasm: WasmFeatures;
  /** Native BLAS by choice; `null` while nobody has looked for it. */
  readonly blas: BlasStates | null;
  /** The GPU, or why there is none; left out or `null` while nobody has looked for it. */
  readonly gpu?: GpuState | null;
}

export interface WasmFeatures {
  readonly simd: boolean;
  /** Fused or unfused multiply-add in one instruction. */
  readonly relaxedSimd: boolean;
  /** Shared memory and atomics. */
  readonly threads: boolean;
  /** How the dense kernels of each element type are generated, as the self-test chose or the user forced. */
  readonly codePaths: Readonly<Record<Dtype, CodePath>>;
}

/** 'simd256', or what each element type has. */
export function codePathText({ codePaths: { f32, f64 } }: WasmFeatures): string {
  return f32 === f64 ? f32 : l10n.t('{0} for f32, {1} for f64', f32, f64);
}

/** The versions that a run depends on. */
export interface Versions {
  readonly extension: string;
  readonly node: string;
  readonly v8: string;
  /** Flags that the engine process was started with. */
  readonly engineFlags: readonly string[];
}
