import * as l10n from '@vscode/l10n';
import { formatGflops, formatSignificant } from '../format';
import type { Machine } from '../machine';
import { COMPUTE_CODES, MEMORY_LEVELS } from '../machinePeaks';
import type { ComputeCode, MemoryLevel } from '../machinePeaks';
import type { Dtype } from '../problem';
import { vectorCodeOf } from './roofline';
import { nameOfLevel } from './rooflineText';

/** A peak of arithmetic as measured on this machine. */
export interface ComputeRoof {
  readonly code: ComputeCode;
  readonly threads: number;
  readonly gflops: number;
  /** 'relaxed, 1 thread: 54.2'. */
  readonly name: string;
}

/** A bandwidth of a level as measured on this machine, the best of the ways to go through it. */
export interface BandwidthRoof {
  readonly level: MemoryLevel;
  readonly threads: number;
  readonly gbPerSecond: number;
  /** 'L2 210 GB/s'. */
  readonly name: string;
}

/**
 * The peaks of arithmetic of an element type: on one thread each kind that was measured, on all threads the vectors that
 * kernels are made of. The highest first; none where the machine has not been measured.
 */
export function computeRoofs(machine: Machine, dtype: Dtype): readonly ComputeRoof[] {
  const peaks = (machine.peaks?.compute ?? []).filter((peak) => peak.dtype === dtype);
  const all = Math.max(1, ...peaks.map(({ threads }) => threads));
  const vector = vectorCodeOf(machine, dtype);
  return COMPUTE_CODES.flatMap((code) =>
    [...new Set([1, all])].flatMap((threads): ComputeRoof[] => {
      const found = peaks.filter((peak) => peak.code === code && peak.threads === threads);
      if (found.length === 0 || (threads > 1 && code !== vector)) return [];
      const gflops = Math.max(...found.map((peak) => peak.gflops));
      const speed = formatGflops(gflops);
      const name =
        threads === 1
          ? l10n.t('{0}, 1 thread: {1}', code, speed)
          : l10n.t('{0}, {1} threads: {2}', code, threads, speed);
      return [{ code, threads, gflops, name }];
    }),
  ).sort((one, other) => other.gflops - one.gflops);
}

/** The bandwidth of each level on one thread and on all, the nearest to the core first. */
export function bandwidthRoofs({ peaks }: Machine): readonly BandwidthRoof[] {
  const all = Math.max(1, ...(peaks?.bandwidth ?? []).map(({ threads }) => threads));
  return MEMORY_LEVELS.flatMap((level) =>
    [...new Set([1, all])].flatMap((threads): BandwidthRoof[] => {
      const found = (peaks?.bandwidth ?? []).filter((peak) => peak.level === level && peak.threads === threads);
      if (found.length === 0) return [];
      const gbPerSecond = Math.max(...found.map((peak) => peak.gbPerSecond));
      const [of, figure] = [nameOfLevel(level), formatSignificant(gbPerSecond, 3)];
      const name = threads === 1 ? `${of} ${figure} GB/s` : l10n.t('{0} {1} GB/s, {2} threads', of, figure, threads);
      return [{ level, threads, gbPerSecond, name }];
    }),
  );
}
