import type { Cache, MemoryLevel } from '../../machinePeaks';

export interface WorkingSet {
  readonly level: MemoryLevel;
  /** Bytes that each thread goes over. */
  readonly bytes: number;
}

/** What is taken for the caches where the system does not say: no processor of the last ten years has less. */
export const ASSUMED_CACHES: readonly Cache[] = [
  { level: 1, bytes: 32 * 1024, lineBytes: 64, sharedBy: 1 },
  { level: 2, bytes: 256 * 1024, lineBytes: 64, sharedBy: 1 },
];

const MIB = 2 ** 20;
/** A virtual machine may be told of a last-level cache of which it gets a small part. */
const LARGEST_L3_SET = 8 * MIB;
const SMALLEST_MEMORY_SET = 64 * MIB;
const LARGEST_MEMORY_SET = 384 * MIB;
/** Beyond this a last-level cache is not believed to belong to one machine's core alone. */
export const LARGEST_BELIEVED_CACHE = 96 * MIB;

/**
 * How much each of `threads` threads has to go over so that its data stays in each level: half of a cache, or of its share
 * of one; and four times the last level, so that little of it is left there, for memory.
 */
export function workingSets(caches: readonly Cache[], threads: number, availableBytes: number): readonly WorkingSet[] {
  const known = caches.length === 0 ? ASSUMED_CACHES : caches;
  const sets: WorkingSet[] = [];
  let below = 0;
  for (const { level, bytes, sharedBy } of known) {
    const name = NAMES[level - 1];
    if (name === undefined) continue;
    // The last level is shared by all, whether the system says so or not.
    const sharers = Math.min(threads, level >= 3 ? threads : sharedBy);
    const share = bytes / 2 / Math.max(1, sharers);
    const wanted = level >= 3 ? Math.min(share, LARGEST_L3_SET) : share;
    // Well beyond the level below, or it is that level which is measured.
    if (wanted < below * 1.5) continue;
    below = bytes;
    sets.push({ level: name, bytes: Math.floor(wanted) });
  }
  const last = Math.min(known.at(-1)?.bytes ?? 0, LARGEST_BELIEVED_CACHE);
  const total = Math.min(Math.max(SMALLEST_MEMORY_SET, 4 * last), LARGEST_MEMORY_SET, availableBytes / 4);
  return [...sets, { level: 'memory', bytes: Math.floor(total / threads) }];
}

const NAMES: readonly MemoryLevel[] = ['L1', 'L2', 'L3'];

/** Working sets between the last level's and memory's, each twice the one before: where does the cache end? */
export function setsBetween(from: number, to: number): readonly number[] {
  const sets: number[] = [];
  for (let bytes = 2 * from; bytes < to; bytes *= 2) sets.push(bytes);
  return sets;
}

/** The cache must be this much faster than memory to be told from it. */
const LEAST_GAIN = 1.3;

/**
 * The largest working set that is read nearer to the speed of the last-level cache than to that of memory, on a logarithmic
 * scale; `null` where the two are too much alike.
 * @param reads ascending, the first within the cache, the last in memory.
 */
export function lastLevelSeen(
  reads: readonly { readonly bytes: number; readonly gbPerSecond: number }[],
): number | null {
  const [cache, memory] = [reads.at(0), reads.at(-1)];
  if (cache === undefined || memory === undefined || cache.gbPerSecond < LEAST_GAIN * memory.gbPerSecond) return null;
  const limit = Math.sqrt(cache.gbPerSecond * memory.gbPerSecond);
  let seen = cache.bytes;
  for (const { bytes, gbPerSecond } of reads) {
    if (gbPerSecond < limit) break;
    seen = bytes;
  }
  return seen;
}
