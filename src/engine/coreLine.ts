import { openSync, readSync } from 'node:fs';

/**
 * Linux says here of a thread how long it ran, how long it stood in line for a core though it could have run, and how often
 * it got one (Documentation/scheduler/sched-stats.rst); times in nanoseconds.
 */
const OWN_SCHEDULE = '/proc/thread-self/schedstat';
const LONGEST_TEXT = 128;

/** How long this thread has stood in line for a core. Reading it takes about 3 µs. */
export class CoreLine {
  private readonly text = Buffer.alloc(LONGEST_TEXT);
  /** `null` where the system does not say. */
  private readonly file: number | null;

  /** To be made on the thread that is meant. */
  constructor(path = OWN_SCHEDULE) {
    this.file = open(path);
  }

  /** In nanoseconds, since the thread began; always 0 where the system does not say. */
  waitedNs(): number {
    if (this.file === null) return 0;
    const length = readSync(this.file, this.text, 0, LONGEST_TEXT, 0);
    const waited = Number(this.text.toString('latin1', 0, length).split(' ').at(1));
    return Number.isFinite(waited) ? waited : 0;
  }
}

function open(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
