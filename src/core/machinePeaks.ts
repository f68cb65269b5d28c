import type { Dtype } from './problem';

/** A data cache as the system describes it. */
export interface Cache {
  /** 1 is the nearest to the core. */
  readonly level: number;
  readonly bytes: number;
  readonly lineBytes: number;
  /** Threads of the system that share it, as far as it says so; else 1. */
  readonly sharedBy: number;
}

/**
 * Loops of multiplications and additions in registers: `simd256` and `relaxed` are fused where the processor can,
 * `separate` is a vector multiplication and an addition, `scalar` the same without vectors, `chain` scalar too, each
 * addition waiting for the one before, as in a dot product.
 */
export const COMPUTE_CODES = ['simd256', 'relaxed', 'separate', 'scalar', 'chain'] as const;
export type ComputeCode = (typeof COMPUTE_CODES)[number];

export interface ComputePeak {
  readonly dtype: Dtype;
  readonly code: ComputeCode;
  readonly threads: number;
  readonly gflops: number;
}

/** Where the data of a stream lies. */
export const MEMORY_LEVELS = ['L1', 'L2', 'L3', 'memory'] as const;
export type MemoryLevel = (typeof MEMORY_LEVELS)[number];

/** `read`: all is read and summed. `triad`: a = b + s·c, of which three streams are counted, as STREAM does. */
export const ACCESSES = ['read', 'triad'] as const;
export type Access = (typeof ACCESSES)[number];

export interface BandwidthPeak {
  readonly level: MemoryLevel;
  readonly access: Access;
  readonly threads: number;
  /** 10⁹ bytes a second, of all threads together. */
  readonly gbPerSecond: number;
  /** Bytes that each thread goes over, again and again. */
  readonly workingSetBytes: number;
}

/** What the engine reached on this machine at most, under its flags. */
export interface MachinePeaks {
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly compute: readonly ComputePeak[];
  readonly bandwidth: readonly BandwidthPeak[];
  /**
   * How much of the last-level cache one thread seems to have: the largest working set that is read nearer to the speed of
   * that cache than to that of memory. `null` where the two could not be told apart.
   */
  readonly lastLevelSeenBytes: number | null;
}
