/**
 * The control block that all kernel threads of a pool share, apart from the kernel memory so that no kernel can overwrite
 * it: Int32 cells. First the cells of the job, then a block of cells for each thread, on cache lines of its own.
 */
export const CONTROL = {
  /** 1 as soon as the run has been cancelled. */
  cancelled: 0,
  /** Helpers that have not finished the job yet; the first thread waits on it. */
  pending: 1,
  /** 1 after a helper has failed. */
  failed: 2,
  /** Number of the loaded module, or LOAD. */
  module: 3,
  /** Index of the function among the module's exported functions, sorted by name. */
  function: 4,
  argumentCount: 5,
} as const;

/** In the cell `module`: the job is to take a new module from the message port. */
export const LOAD = -1;

const CELLS_OF_JOB = 32;
const CELLS_PER_THREAD = 64;
export const MAXIMUM_ARGUMENTS = 32;

/** Raised by one for each job of this thread, which waits on it. */
export function epochCell(thread: number): number {
  return CELLS_OF_JOB + thread * CELLS_PER_THREAD;
}

/** Where the arguments of this thread begin. */
export function firstArgumentCell(thread: number): number {
  return epochCell(thread) + 16;
}

export function controlBytes(threads: number): number {
  return epochCell(threads) * Int32Array.BYTES_PER_ELEMENT;
}

/**
 * How often a waiting thread looks before it sleeps: some tens of microseconds. Waking a sleeping thread costs 0.1 to 1 ms,
 * so that jobs which follow each other closely must find it awake; longer spinning would take a core from other rows.
 */
const SPINS_BEFORE_SLEEP = 20_000;

/** Waits until the cell no longer holds `value`: spins shortly, then sleeps. */
export function waitWhile(control: Int32Array, cell: number, value: number): void {
  for (let spin = 0; Atomics.load(control, cell) === value; spin++) {
    if (spin >= SPINS_BEFORE_SLEEP) Atomics.wait(control, cell, value);
  }
}
