import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { LARGEST_BELIEVED_CACHE } from '../kernels/peaks/workingSets';
import { formatBytes, formatSignificant } from '../format';
import type { Machine } from '../machine';
import type { Access, Cache, MachinePeaks, MemoryLevel } from '../machinePeaks';
import { listed } from '../sentences';

/** A line of peaks: its name, and a figure for one thread and for all; empty where there is none. */
export interface PeakLine {
  readonly name: string;
  readonly figures: readonly string[];
}

export interface PeakTable {
  /** '1 thread', '8 threads'. */
  readonly columns: readonly string[];
  /** GFLOP/s. */
  readonly compute: readonly PeakLine[];
  /** GB/s. */
  readonly bandwidth: readonly PeakLine[];
}

/** The measured peaks as people read them. */
export function peakTable({ compute, bandwidth }: MachinePeaks): PeakTable {
  const threads = [...new Set([...compute, ...bandwidth].map((peak) => peak.threads))].sort((x, y) => x - y);
  const line = (name: string, figureOf: (count: number) => number | undefined): PeakLine => ({
    name,
    figures: threads.map((count) => {
      const figure = figureOf(count);
      return figure === undefined ? '' : formatSignificant(figure, 3);
    }),
  });
  const kinds = [...new Map(compute.map(({ dtype, code }) => [`${dtype} ${code}`, { dtype, code }])).values()];
  const streams = [
    ...new Map(bandwidth.map(({ level, access }) => [`${level} ${access}`, { level, access }])).values(),
  ];
  return {
    columns: threads.map((count) => (count === 1 ? l10n.t('1 thread') : l10n.t('{0} threads', count))),
    compute: kinds.map(({ dtype, code }) =>
      line(
        `${dtype} ${code}`,
        (count) => compute.find((peak) => peak.dtype === dtype && peak.code === code && peak.threads === count)?.gflops,
      ),
    ),
    bandwidth: streams.map(({ level, access }) =>
      line(
        streamText(level, access),
        (count) =>
          bandwidth.find((peak) => peak.level === level && peak.access === access && peak.threads === count)
            ?.gbPerSecond,
      ),
    ),
  };
}

/** 'L1 48.0 KiB, L2 1.0 MiB, L3 32.0 MiB (shared by 16 threads)'. */
export function cachesText(machine: Machine): string {
  const { caches, peaks } = machine;
  if (caches === undefined || caches.length === 0) return l10n.t('the system does not say');
  const texts = caches.map(({ level, bytes, sharedBy }) => {
    const cache = `L${level} ${formatBytes(bytes)}`;
    return sharedBy > 1 ? l10n.t('{0} (shared by {1} threads)', cache, sharedBy) : cache;
  });
  const seen = peaks?.lastLevelSeenBytes ?? null;
  const last = caches.at(-1);
  const doubted = seen !== null && last !== undefined && last.level >= 3 && seen < last.bytes / 2;
  return doubted
    ? l10n.t('{0}, of which one thread seems to have about {1}', listed(texts), formatBytes(seen))
    : listed(texts);
}

/** 'L1 read', 'memory triad'. */
function streamText(level: MemoryLevel, access: Access): string {
  switch (access) {
    case 'read':
      return level === 'memory' ? l10n.t('memory read') : l10n.t('{0} read', level);
    case 'triad':
      return level === 'memory' ? l10n.t('memory triad') : l10n.t('{0} triad', level);
    default:
      return assertNever(access);
  }
}

/**
 * The caches that a model is to reckon with: those of the system, the last one not larger than it was seen to be. Empty
 * where the system does not say.
 */
export function effectiveCaches({ caches, peaks }: Machine): readonly (Cache & { readonly name: MemoryLevel })[] {
  const seen = peaks?.lastLevelSeenBytes ?? null;
  return (caches ?? []).flatMap((cache) => {
    const name = NAMES[cache.level - 1];
    if (name === undefined) return [];
    const bytes = cache.level >= 3 && seen !== null ? Math.min(cache.bytes, 2 * seen) : cache.bytes;
    return [{ ...cache, bytes, name }];
  });
}

/** As large as that of most processors, where the system does not say. */
const USUAL_LAST_LEVEL_BYTES = 32 * 2 ** 20;

/**
 * Bytes that are to be gone through before data has left the caches. Where it was not measured, a last-level cache is not
 * believed to be larger than any that one core has: virtual machines name all of their host's.
 */
export function lastLevelCacheBytes(machine: Machine): number {
  const last = effectiveCaches(machine).at(-1);
  if (last === undefined) return USUAL_LAST_LEVEL_BYTES;
  const isSeen = (machine.peaks?.lastLevelSeenBytes ?? null) !== null;
  return isSeen ? last.bytes : Math.min(last.bytes, LARGEST_BELIEVED_CACHE);
}

const NAMES: readonly MemoryLevel[] = ['L1', 'L2', 'L3'];
