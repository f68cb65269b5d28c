import { CONTROL } from './control';

/**
 * How long a thread looks for what it waits for before it sleeps, in milliseconds: a few times what waking it costs (0.05 to
 * 0.3 ms). It is bounded by time and not by turns, since with more threads than cores the one that is waited for may need
 * the very core.
 */
export const LONGEST_LOOK_MS = 0.2;
/** After looks in vain. */
export const SHORTEST_LOOK_MS = 0.01;
/** Reading the clock takes as long as some looks. */
const LOOKS_PER_CLOCK = 64;

/** Loads that pass the time where there is no instruction for it. */
const IDLE_LOADS = 16;
const idleCells = new Int32Array(1);

/** Leaves the core's other thread and the memory alone for some tens of nanoseconds. */
const pause: () => void =
  (Atomics as { pause?: () => void }).pause ??
  (() => {
    for (let load = 0; load < IDLE_LOADS; load++) Atomics.load(idleCells, 0);
  });

/**
 * How long a thread looks, by what it has seen in this batch: half as long after a look in vain, twice as long after one
 * that was not. Two threads on one core, where looking only keeps the other from working, soon stop doing so.
 */
export class Patience {
  private ms = LONGEST_LOOK_MS;

  get lookMs(): number {
    return this.ms;
  }

  /** A batch begins. */
  renew(): void {
    this.ms = LONGEST_LOOK_MS;
  }

  learn(hasPaid: boolean): void {
    this.ms = hasPaid ? Math.min(LONGEST_LOOK_MS, this.ms * 2) : Math.max(SHORTEST_LOOK_MS, this.ms / 2);
  }
}

/** Helpers that answer as soon as this, in milliseconds, run on cores of their own. */
const PROMPT_ANSWER_MS = 0.05;
/** The system parts threads that want the same core within some milliseconds, or not at all; it is waited for so long. */
export const LONGEST_PARTING_MS = 20;
/** After waits in vain: the cores are taken by others. */
export const SHORTEST_PARTING_MS = 0.2;

/** Threads to be parted. */
export interface Partable {
  /** Has every thread answer. */
  readonly callAll: () => void;
  /** Moves each to a core of its own, as far as that can be done. */
  readonly moveApart: () => void;
  readonly nowMs: () => number;
}

/**
 * Threads that were asleep are often woken on one core, and a system that sees no other load may leave them there for tens
 * of milliseconds. They are moved apart, once, and kept looking until each has a core of its own, before a batch is timed:
 * else its runs are those of one thread.
 */
export class Parting {
  private longestMs = LONGEST_PARTING_MS;

  wait({ callAll, moveApart, nowMs }: Partable): void {
    const start = nowMs();
    let begun = start;
    for (let calls = 1; ; calls++) {
      callAll();
      const answered = nowMs();
      if (answered - begun <= PROMPT_ANSWER_MS) {
        this.longestMs = Math.min(LONGEST_PARTING_MS, this.longestMs * 2);
        return;
      }
      if (answered >= start + this.longestMs) break;
      if (calls === 1) moveApart();
      begun = nowMs();
    }
    this.longestMs = Math.max(SHORTEST_PARTING_MS, this.longestMs / 2);
  }
}

/**
 * Waits until the cell no longer holds `value`. Within a batch it looks for a while and then sleeps; out of it, or as soon
 * as the batch ends, it sleeps at once, so that nobody else's row is disturbed.
 */
export function waitWhile(control: Int32Array, cell: number, value: number, patience: Patience): void {
  while (Atomics.load(control, cell) === value) {
    if (!changesSoon(control, cell, value, patience, performanceNow)) sleepWhile(control, cell, value);
  }
}

/** Looks at a cell for a while: whether it has changed. False as well when there is no batch any more. */
export function changesSoon(
  control: Int32Array,
  cell: number,
  value: number,
  patience: Patience,
  nowMs: () => number,
): boolean {
  if (Atomics.load(control, CONTROL.awake) === 0) return false;
  const end = nowMs() + patience.lookMs;
  do {
    for (let look = 0; look < LOOKS_PER_CLOCK; look++) {
      if (Atomics.load(control, cell) !== value) {
        patience.learn(true);
        return true;
      }
      if (Atomics.load(control, CONTROL.awake) === 0) return false;
      pause();
    }
  } while (nowMs() < end);
  patience.learn(false);
  return false;
}

export function performanceNow(): number {
  return performance.now();
}

/** Sleeps until the cell no longer holds `value`, or until someone wakes it: the caller looks again. */
export function sleepWhile(control: Int32Array, cell: number, value: number): void {
  Atomics.wait(control, cell, value);
}
