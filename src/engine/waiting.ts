import { CONTROL } from './control';

/**
 * How long a thread looks for what it waits for before it sleeps, in milliseconds. Waking it costs 0.05 to 0.3 ms; so much
 * looking costs at most about twice what the better of both would have. It is bounded by time and not by turns, since with
 * more threads than cores the one that is waited for may need the very core.
 */
export const LONGEST_LOOK_MS = 0.5;
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
 * Waits until the cell no longer holds `value`. Within a batch it looks for at most `LONGEST_LOOK_MS` and then sleeps; out
 * of it, or as soon as the batch ends, it sleeps at once, so that nobody else's row is disturbed.
 */
export function waitWhile(control: Int32Array, cell: number, value: number): void {
  while (Atomics.load(control, cell) === value) {
    if (!changesSoon(control, cell, value, performanceNow)) sleepWhile(control, cell, value);
  }
}

function performanceNow(): number {
  return performance.now();
}

/** Sleeps until the cell no longer holds `value`, or until someone wakes it: the caller looks again. */
export function sleepWhile(control: Int32Array, cell: number, value: number): void {
  Atomics.wait(control, cell, value);
}

/** Looks at a cell for a while: whether it has changed. False as well when there is no batch any more. */
export function changesSoon(control: Int32Array, cell: number, value: number, nowMs: () => number): boolean {
  if (Atomics.load(control, CONTROL.awake) === 0) return false;
  const end = nowMs() + LONGEST_LOOK_MS;
  do {
    for (let look = 0; look < LOOKS_PER_CLOCK; look++) {
      if (Atomics.load(control, cell) !== value) return true;
      if (Atomics.load(control, CONTROL.awake) === 0) return false;
      pause();
    }
  } while (nowMs() < end);
  return false;
}
