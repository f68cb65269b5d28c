import process from 'node:process';
import { PIECES } from '../core/kernels/wasm/marks';

/** What traced kernels call at the end of a piece of their work (core/kernels/wasm/marks.ts). */
export type Mark = (
  piece: number,
  c: number,
  cRow: number,
  rows: number,
  columns: number,
  step: number,
  steps: number,
) => void;

/** Spans of one thread, `SPAN_NUMBERS` numbers each: piece, start, end, c, cRow, rows, columns, step, steps. */
export interface SpanRecord {
  readonly spans: Float64Array;
  /** Spans that there was no room for: the record ends before the work did. */
  readonly lost: number;
}

export const SPAN_NUMBERS = 9;
/** In place of a piece: the time of a call that told of no pieces, or between those of them that did. */
export const WHOLE_CALL = -1;
export const BETWEEN_PRODUCTS = -2;
/** More than a view can draw apart. */
const MOST_SPANS = 20_000;
/** What lies between a product and the next is other work, unless it is nothing but the call. */
const SHORTEST_GAP_NS = 2_000;
const BEGIN = PIECES.indexOf('begin');

/** Writes down what the time of one thread goes into, while it is told to. Times are those of a clock that all threads share. */
export class SpanRecorder {
  private isOn = false;
  private values: number[] = [];
  private lost = 0;
  private lastNs = 0;
  /** Products of the call that is under way, where its spans begin, and the span before the first product. */
  private products = 0;
  private callStart = 0;
  private firstGap: readonly number[] = [];
  /** Whether a call that is under way has made others of those that are told of: what lies between them is waiting. */
  private hasInner = false;

  readonly mark: Mark = (piece, c, cRow, rows, columns, step, steps) => {
    if (!this.isOn) return;
    const now = sharedNowNs();
    if (piece !== BEGIN) this.add(piece, this.lastNs, now, c, cRow, rows, columns, step, steps);
    else {
      this.products += 1;
      const gap = now - this.lastNs < SHORTEST_GAP_NS ? [] : wholeSpan(BETWEEN_PRODUCTS, this.lastNs, now);
      // What lies before an only product is none of its sums, but a thread that had to wait for a core.
      if (this.products === 1) this.firstGap = gap;
      else this.add(...gap);
      if (this.products === 2) this.values.splice(this.callStart, 0, ...this.firstGap);
    }
    this.lastNs = sharedNowNs();
  };

  start(): void {
    this.isOn = true;
    this.values = [];
    this.lost = 0;
  }

  /** Makes a call; where it tells of no pieces, it is one. */
  around(call: () => void): void {
    if (!this.isOn) {
      call();
      return;
    }
    const before = this.count;
    const start = sharedNowNs();
    this.lastNs = start;
    this.hasInner = false;
    this.products = 0;
    this.callStart = this.values.length;
    try {
      call();
    } finally {
      const end = sharedNowNs();
      if (this.count === before) this.add(...wholeSpan(WHOLE_CALL, start, end));
      else if (!this.hasInner && this.products > 1 && end - this.lastNs >= SHORTEST_GAP_NS) {
        this.add(...wholeSpan(BETWEEN_PRODUCTS, this.lastNs, end));
      }
      this.hasInner = true;
    }
  }

  /** Ends the record. */
  take(): SpanRecord {
    this.isOn = false;
    const record = { spans: Float64Array.from(this.values), lost: this.lost };
    this.values = [];
    return record;
  }

  private get count(): number {
    return this.values.length + this.lost;
  }

  private add(...span: readonly number[]): void {
    if (span.length === 0) return;
    if (this.values.length >= MOST_SPANS * SPAN_NUMBERS) this.lost += 1;
    else this.values.push(...span);
  }
}

function wholeSpan(piece: number, start: number, end: number): readonly number[] {
  return [piece, start, end, 0, 0, 0, 0, 0, 0];
}

/** Nanoseconds of a monotonic clock that is the same in all threads of the process. */
function sharedNowNs(): number {
  return Number(process.hrtime.bigint());
}
