import type { RunActivity, RunEvent } from '../shared/engineProtocol';

/** Messages about what goes on now are sent at most this often. */
const SHORTEST_PAUSE_MS = 80;
/** Warming up, verifying and generating take about this much beside the samples. */
const OVERHEAD = 1.4;

/** Tells what the engine does, how far it is, and how long it will take. */
export class Progress {
  private readonly startedMs = performance.now();
  private lastSentMs = -Infinity;
  /** What was said last, to be sent when the pause is over. */
  private late: NodeJS.Timeout | undefined;
  private done = 0;
  private open: readonly number[] = [];
  /** Share of each open row that is done. */
  private readonly shares = new Map<number, number>();

  constructor(
    private readonly rowsTotal: number,
    /** Upper estimate of the samples' time over all rows. */
    private readonly budgetMs: number,
    private readonly send: (event: RunEvent) => void,
  ) {}

  get elapsedMs(): number {
    return performance.now() - this.startedMs;
  }

  /** The rows of the next problem. */
  begin(rows: readonly number[]): void {
    this.open = rows;
    this.shares.clear();
  }

  /** Something new goes on; `row` is the row whose kernel runs. */
  say(text: string, row: number | null, share?: number): void {
    if (row !== null && share !== undefined) this.shares.set(row, share);
    clearTimeout(this.late);
    // A text without a row announces something that takes its time.
    const pauseMs = row === null ? 0 : this.lastSentMs + SHORTEST_PAUSE_MS - performance.now();
    if (pauseMs <= 0) this.tell(text, row);
    else
      this.late = setTimeout(() => {
        this.tell(text, row);
      }, pauseMs);
  }

  /** Ends it: nothing is sent any more. */
  stop(): void {
    clearTimeout(this.late);
  }

  /** A row is final. */
  finish(row: number): void {
    this.done += 1;
    this.shares.delete(row);
  }

  private tell(text: string, row: number | null): void {
    this.lastSentMs = performance.now();
    this.send({ type: 'activity', activity: this.activity(text, row) });
  }

  private activity(text: string, row: number | null): RunActivity {
    const running = [...this.shares.values()].reduce((sum, share) => sum + share, 0);
    const fraction = this.rowsTotal === 0 ? 1 : Math.min(1, (this.done + running) / this.rowsTotal);
    const { elapsedMs } = this;
    const atMost = this.budgetMs * OVERHEAD * (1 - fraction);
    const atThisPace = fraction > 0.05 ? (elapsedMs / fraction) * (1 - fraction) : atMost;
    return {
      rows: this.open,
      row,
      text,
      rowsDone: this.done,
      rowsTotal: this.rowsTotal,
      fraction,
      elapsedMs,
      remainingMs: Math.min(atMost, atThisPace),
    };
  }
}
