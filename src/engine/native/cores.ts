import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { loadKoffi } from './koffi';

/** On which processors the calling thread runs, by the system's numbers. */
export interface Cores {
  /** The processors that it may run on, in ascending order. */
  readonly allowed: readonly number[];
  /** The one that it runs on now. */
  current(): number;
  /** Moves it there at once. From then on it may run on all that it was allowed before. */
  moveTo(core: number): void;
}

/** The kernel's own limit is 8192; a machine with more than these is served as if the system moved threads by itself. */
const MASK_BYTES = 128;

/**
 * Linux, sched_setaffinity(2) and sched_getcpu(3); `null` on other systems, and where native calls are not possible: there
 * the system alone decides.
 */
export function coresOfThisThread(): Cores | null {
  if (process.platform !== 'linux') return null;
  try {
    const libc = loadKoffi().load(null);
    const getAffinity = libc.func('sched_getaffinity', 'int', ['int', 'int64_t', 'void *']);
    const setAffinity = libc.func('sched_setaffinity', 'int', ['int', 'int64_t', 'void *']);
    const getCpu = libc.func('sched_getcpu', 'int', []);
    const CALLER = 0;
    const mask = new Uint8Array(MASK_BYTES);
    if (Number(getAffinity(CALLER, MASK_BYTES, mask)) < 0) return null;
    return {
      allowed: coresOfMask(mask),
      current: () => Number(getCpu()),
      moveTo: (core) => {
        if (Number(setAffinity(CALLER, MASK_BYTES, maskOfCore(core))) === 0) setAffinity(CALLER, MASK_BYTES, mask);
      },
    };
  } catch {
    return null;
  }
}

/** Bit i of the mask, counted from the lowest of its first byte, stands for processor i. */
export function coresOfMask(mask: Uint8Array): readonly number[] {
  return Array.from({ length: 8 * mask.length }, (_, core) => core).filter(
    (core) => ((mask[core >> 3] >> (core & 7)) & 1) === 1,
  );
}

function maskOfCore(core: number): Uint8Array {
  const mask = new Uint8Array(MASK_BYTES);
  mask[core >> 3] = 1 << (core & 7);
  return mask;
}

/** What tells which processors are hardware threads of one core: equal texts for those of one. */
export type SiblingsOf = (core: number) => string;

export const siblingsFromSysfs: SiblingsOf = (core) => {
  const file = `/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : String(core);
};

/**
 * A processor for each of `threads` threads, the first of which stays where it is: on physical cores of their own as long
 * as there are such, then on their other hardware threads. Fewer than `threads` where fewer are allowed.
 */
export function spread(
  allowed: readonly number[],
  first: number,
  threads: number,
  siblingsOf: SiblingsOf,
): readonly number[] {
  const others = allowed.filter((core) => core !== first);
  const taken = new Set([siblingsOf(first)]);
  const alone: number[] = [];
  const shared: number[] = [];
  for (const core of others) {
    const siblings = siblingsOf(core);
    (taken.has(siblings) ? shared : alone).push(core);
    taken.add(siblings);
  }
  return [first, ...alone, ...shared].slice(0, threads);
}
