/** Work that can be cut into parts for threads. */
export interface SharedWork {
  /** Estimated time of the whole work on one thread, in nanoseconds; rather too short than too long. */
  readonly workNs: number;
  /** The share of the work that falls to the busiest of so many threads; even parts where it is left out. */
  readonly busiestShare?: (threads: number) => number;
}

/**
 * What it costs to give a part of the work to a helper that is awake and to hear of its end, in nanoseconds. It was 0.6 µs
 * for an empty job, and 1.1 µs with what moves from one core's cache to the other's (a product of 64×64×64); some machines
 * are slower.
 */
const DISPATCH_NS = 2500;
/** Each further helper is another pair of cells that the first thread has to write and a helper has to read. */
const FURTHER_HELPER_NS = 500;
/** Work is shared when that saves this much of its time by estimate: it may save less, but is not to lose any. */
const LEAST_GAIN = 0.1;

/**
 * How many of the threads that are there finish the work soonest:
 *
 *     time(1) = workNs,   time(t) = workNs · busiestShare(t) + 2.5 µs + (t − 2) · 0.5 µs
 *
 * One thread unless another number saves a tenth of that; of equals the fewest.
 */
export function chooseThreads(available: number, { workNs, busiestShare = evenShare }: SharedWork): number {
  let threads = 1;
  let least = workNs * (1 - LEAST_GAIN);
  for (let candidate = 2; candidate <= available; candidate++) {
    const timeNs = workNs * busiestShare(candidate) + DISPATCH_NS + (candidate - 2) * FURTHER_HELPER_NS;
    if (timeNs < least) {
      threads = candidate;
      least = timeNs;
    }
  }
  return threads;
}

function evenShare(threads: number): number {
  return 1 / threads;
}

/** '2 threads', '1 thread'; '1 thread of 2, too small to share' where more could have been chosen. */
export function threadsLabel(threads: number, available: number, isAsked: boolean): string {
  if (threads > 1) return `${threads} threads`;
  return isAsked || available === 1 ? '1 thread' : `1 thread of ${available}, too small to share`;
}
