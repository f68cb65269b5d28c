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
  /** LOAD, WAKE, PART, RECORD, COLLECT, or the number of the job, by which a helper knows the one that it has just done. */
  job: 3,
  /** Number of the loaded module. */
  module: 4,
  /** Index of the function among the module's exported functions, sorted by name. */
  function: 5,
  argumentCount: 6,
  /** Handle of the preparation that runs or ran last: the one to blame when a thread dies. */
  handle: 7,
  /** 1 within a batch: helpers that wait for a job look for it. On a cache line that no job writes to. */
  awake: 16,
} as const;

/** In the cell `job`: take a new module from the message port. */
export const LOAD = -1;
/** In the cell `job`: nothing is to be done, but a thread that slept is awake then. */
export const WAKE = -2;
/** In the cell `job`: move to the processor that the thread's first argument names; -1: stay. */
export const PART = -3;
/** In the cell `job`: write down what the time goes into from now on. */
export const RECORD = -4;
/** In the cell `job`: send what was written down to the message port, and write down no more. */
export const COLLECT = -5;

const CELLS_OF_JOB = 32;
const CELLS_PER_THREAD = 64;
export const MAXIMUM_ARGUMENTS = 32;

/** Raised by one for each job of this thread, which waits on it. */
export function epochCell(thread: number): number {
  return CELLS_OF_JOB + thread * CELLS_PER_THREAD;
}

/** The job of this thread that somebody does or has done. */
function claimCell(thread: number): number {
  return epochCell(thread) + 1;
}

/**
 * Whether the caller is the one to do the job of a thread that was begun with this epoch. Each is done once: by the thread
 * itself, or by the first thread where it is late.
 */
export function claims(control: Int32Array, thread: number, epoch: number): boolean {
  const before = (epoch - 1) | 0;
  return Atomics.compareExchange(control, claimCell(thread), before, epoch) === before;
}

/** Where the arguments of this thread begin. */
export function firstArgumentCell(thread: number): number {
  return epochCell(thread) + 16;
}

export function controlBytes(threads: number): number {
  return epochCell(threads) * Int32Array.BYTES_PER_ELEMENT;
}
