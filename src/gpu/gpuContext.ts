import type { Problem } from '../core/problem';
import type { GpuJs } from './gpuJs';
import type { TestedGpu } from './testedGpu';

/** What a GPU strategy finds when it is prepared. A and B as stored; C before the first run, m×n. */
export interface GpuContext {
  readonly gpu: TestedGpu;
  readonly problem: Problem;
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
  readonly c: Float32Array<ArrayBuffer>;
  /** gpu.js on this very GPU, loaded when first asked for. */
  readonly gpuJs: () => Promise<GpuJs>;
  /** A monotonic clock in nanoseconds. */
  readonly nowNs: () => number;
}
