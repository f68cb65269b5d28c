import process from 'node:process';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** How often the watchdog looks whether the process that started this one is still there. */
const LOOK_MS = 250;

/** What it is told: that a call begins, after which nothing may be heard of this thread any more, and that it has ended. */
type Notice = 'begins' | 'ended';

/**
 * Ends the process in which a native call hangs: the thread that made it hears neither that its parent has gone nor any
 * timer. So a thread of its own watches, and kills the process when a call takes longer than the limit, or the parent has
 * gone, in which case nobody else would.
 */
export class Watchdog {
  private readonly worker: Worker;

  /** @param script a script that calls `watch` where `isMainThread` is false */
  constructor(script: string, limitMs: number) {
    this.worker = new Worker(script, { workerData: { limitMs, parent: process.ppid } satisfies Watched });
    this.worker.unref();
  }

  /** Calls a native function that may hang. */
  guard<Result>(call: () => Result): Result {
    this.worker.postMessage('begins' satisfies Notice);
    try {
      return call();
    } finally {
      this.worker.postMessage('ended' satisfies Notice);
    }
  }
}

interface Watched {
  readonly limitMs: number;
  /** Process id. */
  readonly parent: number;
}

/** What the watchdog's thread does. */
export function watch(): void {
  const { limitMs, parent } = workerData as Watched;
  let limit: NodeJS.Timeout | undefined;
  parentPort?.on('message', (notice: Notice) => {
    clearTimeout(limit);
    if (notice === 'begins') limit = setTimeout(end, limitMs);
  });
  setInterval(() => {
    if (!isThere(parent)) end();
  }, LOOK_MS);
}

/** Systems other than Windows give a process whose parent has gone another one; on Windows it keeps the number of the dead. */
function isThere(parent: number): boolean {
  if (process.ppid !== parent) return false;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}

/** `process.exit` would end this thread only. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
