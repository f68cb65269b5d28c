import type { Machine } from '../machine';
import type { ComputeCode, MachinePeaks, MemoryLevel } from '../machinePeaks';
import { elementBytes } from '../problem';
import type { Dtype, Problem } from '../problem';
import { ASSUMED_CACHES } from '../kernels/peaks/workingSets';
import { effectiveCaches } from './peakTable';
import type { TrafficModel } from './traffic/trafficModel';

/** Bytes that a run moves out of a level of the memory hierarchy and back, by the model. */
export interface LevelTraffic {
  readonly level: MemoryLevel;
  readonly bytes: number;
  /** The speed that the bandwidth of the level allows, in GFLOP/s of the problem; `null` where nothing is moved. */
  readonly ceilingGflops: number | null;
}

/** What limits a strategy: arithmetic of a kind, or the bandwidth of a level. */
export type Bound =
  | { readonly kind: 'compute'; readonly code: ComputeCode }
  | { readonly kind: 'bandwidth'; readonly level: MemoryLevel };

/**
 * The roofline of one strategy at one problem (Williams, Waterman and Patterson, Roofline: An Insightful Visual Performance
 * Model, CACM 52, 2009), with a roof for each cache level (Ilic, Pratas and Sousa, Cache-aware Roofline Model, IEEE CAL 13,
 * 2014). The peaks are measured; the bytes are a model's.
 */
export interface Roofline {
  /** Flops of the problem. */
  readonly flops: number;
  /** Bytes that must be moved whatever the strategy: A and B read, C written, and read where β is not 0. */
  readonly minimumBytes: number;
  /** flops ÷ minimumBytes. */
  readonly intensity: number;
  readonly traffic: readonly LevelTraffic[];
  readonly bound: Bound;
  /** The lowest of all roofs, in GFLOP/s of the problem. */
  readonly attainableGflops: number;
}

/**
 * The roofline, or `null` where the peaks of this machine have not been measured, or not of the arithmetic that it needs.
 * The runs are taken as they are measured: one after the other, so that what fits into a cache is there when the next one
 * begins.
 */
export function rooflineOf(
  problem: Problem,
  nonzeros: number,
  flops: number,
  machine: Machine,
  model: TrafficModel,
): Roofline | null {
  const { peaks } = machine;
  if (peaks === undefined || flops <= 0) return null;
  const compute = computeCeiling(problem, flops, machine, peaks, model);
  if (compute === null) return null;
  const traffic = trafficOf(machine, peaks, model, flops);
  let bound: Bound = { kind: 'compute', code: compute.code };
  let attainableGflops = compute.gflops;
  for (const { level, ceilingGflops } of traffic) {
    if (ceilingGflops === null || ceilingGflops >= attainableGflops) continue;
    attainableGflops = ceilingGflops;
    bound = { kind: 'bandwidth', level };
  }
  const minimumBytes = minimumBytesOf(problem, nonzeros);
  return { flops, minimumBytes, intensity: flops / minimumBytes, traffic, bound, attainableGflops };
}

/** A sparse A is its nonzeros, with a column index of 4 bytes each. */
export function minimumBytesOf({ m, k, n, dtype, beta, density }: Problem, nonzeros: number): number {
  const bytes = elementBytes(dtype);
  const a = density === 1 ? m * k * bytes : nonzeros * (bytes + 4);
  return a + (k * n + m * n * (beta === 0 ? 1 : 2)) * bytes;
}

function computeCeiling(
  { m, k, n, dtype }: Problem,
  flops: number,
  machine: Machine,
  { compute }: MachinePeaks,
  { arithmetic, threads, flopsShare, skipsZeros }: TrafficModel,
): { readonly code: ComputeCode; readonly gflops: number } | null {
  const code = arithmetic === 'vector' ? vectorCodeOf(machine, dtype) : arithmetic;
  const gflops = onThreads(
    compute.filter((peak) => peak.code === code && peak.dtype === dtype),
    threads,
    ({ gflops }) => gflops,
  );
  // What is spent on zeros does not count among the flops of a sparse problem.
  const done = flopsShare * (skipsZeros ? 1 : (2 * m * k * n) / flops);
  return gflops === null ? null : { code, gflops: gflops / done };
}

/** What the code paths do in registers; they differ in how operands get there. */
const VECTOR_CODES = {
  simd256: 'simd256',
  relaxed: 'relaxed',
  shuffle: 'relaxed',
  unroll1: 'relaxed',
  separate: 'separate',
} as const;

/** The arithmetic that the vector kernels of an element type are made of on this machine. */
export function vectorCodeOf({ wasm }: Machine, dtype: Dtype): ComputeCode {
  return VECTOR_CODES[wasm.codePaths[dtype]];
}

function trafficOf(machine: Machine, peaks: MachinePeaks, model: TrafficModel, flops: number): readonly LevelTraffic[] {
  const known = effectiveCaches(machine);
  const caches = known.length > 0 ? known : effectiveCaches({ ...machine, caches: ASSUMED_CACHES });
  const lineBytes = caches[0]?.lineBytes ?? 64;
  const levels: { level: MemoryLevel; bytes: number }[] = [{ level: 'L1', bytes: model.bytesOfInstructions }];
  for (const [index, cache] of caches.entries()) {
    // The last level is shared by the threads; what is beyond a cache comes from the next one.
    const bytes = cache.level >= 3 ? cache.bytes / model.threads : cache.bytes;
    const isThere = model.footprintBytes(lineBytes) <= bytes;
    const level = caches[index + 1]?.name ?? 'memory';
    const modelled = { bytes, lineBytes, ...(cache.level === 1 ? { wayBytes: wayBytesOf(machine) } : {}) };
    levels.push({ level, bytes: isThere ? 0 : model.bytesBeyond(modelled) });
  }
  return levels.flatMap(({ level, bytes }): LevelTraffic[] => {
    const gbPerSecond = onThreads(
      peaks.bandwidth.filter((peak) => peak.level === level),
      model.threads,
      (peak) => peak.gbPerSecond,
    );
    if (gbPerSecond === null) return [];
    return [{ level, bytes, ceilingGflops: bytes === 0 ? null : (flops * gbPerSecond) / bytes }];
  });
}

/**
 * The first level is looked up by the bits of an address that are the same for the program and for memory, those within a
 * page, so that a way is no larger than one. Beyond, pages lie anywhere, and conflicts even out.
 */
function wayBytesOf({ architecture, platform }: Machine): number {
  return architecture === 'arm64' && platform.startsWith('Darwin') ? 16_384 : 4096;
}

/** The most of what was measured on that many threads; else that of one thread for each, at most that of all. */
function onThreads<T extends { readonly threads: number }>(
  peaks: readonly T[],
  threads: number,
  figure: (peak: T) => number,
): number | null {
  const most = (some: readonly T[]): number | null => (some.length === 0 ? null : Math.max(...some.map(figure)));
  const same = most(peaks.filter((peak) => peak.threads === threads));
  if (same !== null) return same;
  const one = most(peaks.filter((peak) => peak.threads === 1));
  const all = most(peaks.filter((peak) => peak.threads > threads));
  if (one === null) return all;
  return all === null ? one * threads : Math.min(one * threads, all);
}
