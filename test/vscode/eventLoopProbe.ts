import { readFileSync } from 'node:fs';

const PERIOD_MS = 5;

/** A time for which the event loop did not turn. */
export interface Block {
  /** Without the time for which its thread waited for a processor that other processes had, as far as that is known. */
  readonly durationMs: number;
  /** With that time. */
  readonly elapsedMs: number;
  /** Since the watch began. */
  readonly afterMs: number;
}

/** Watches the event loop of this process: a timer that is due every 5 ms comes late when something blocks. */
export class EventLoopProbe {
  private readonly begun = performance.now();
  private last = this.begun;
  private lastWaitMs = processorWaitMs();
  private longest: Block = { durationMs: 0, elapsedMs: 0, afterMs: 0 };
  private readonly timer = setInterval(() => {
    this.look();
  }, PERIOD_MS);

  /** Ends the watch and gives the longest block. */
  stop(): Block {
    clearInterval(this.timer);
    this.look();
    return this.longest;
  }

  private look(): void {
    const now = performance.now();
    const waitMs = processorWaitMs();
    const elapsedMs = now - this.last - PERIOD_MS;
    const durationMs = elapsedMs - (waitMs - this.lastWaitMs);
    if (durationMs > this.longest.durationMs) {
      this.longest = { durationMs, elapsedMs, afterMs: this.last - this.begun };
    }
    this.last = now;
    this.lastWaitMs = waitMs;
  }
}

/** Time for which the main thread could run but had no processor. Linux counts it; elsewhere it is taken to be 0. */
function processorWaitMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
