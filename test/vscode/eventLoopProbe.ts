import { readFileSync } from 'node:fs';

const PERIOD_MS = 5;

/** Watches the event loop of this process: a timer that is due every 5 ms comes late when something blocks. */
export class EventLoopProbe {
  private last = performance.now();
  private lastWaitMs = processorWaitMs();
  private longestMs = 0;
  private readonly timer = setInterval(() => {
    this.look();
  }, PERIOD_MS);

  /**
   * Ends the watch and gives the longest time, in milliseconds, for which the event loop did not turn. Without the time
   * for which its thread waited for a processor that other processes had, as far as that is known.
   */
  stop(): number {
    clearInterval(this.timer);
    this.look();
    return this.longestMs;
  }

  private look(): void {
    const now = performance.now();
    const waitMs = processorWaitMs();
    this.longestMs = Math.max(this.longestMs, now - this.last - PERIOD_MS - (waitMs - this.lastWaitMs));
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
