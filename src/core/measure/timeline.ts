import type { Problem } from '../problem';

/**
 * What a thread does: copies blocks of A or B into panels, multiplies them, does what lies between products (the sums of
 * Strassen), or runs a kernel that tells of no pieces.
 */
export const WORK_KINDS = ['pack A', 'pack B', 'multiply', 'between products', 'kernel'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** The rows and columns of C that a piece of work serves, and the steps of k; all of them where a number is `null`. */
export interface WorkPlace {
  readonly rows: readonly [first: number, count: number] | null;
  readonly columns: readonly [first: number, count: number] | null;
  readonly steps: readonly [first: number, count: number];
}

/** A piece of work of one thread; times in nanoseconds from the begin of the multiplication. */
export interface Span {
  readonly kind: WorkKind;
  readonly startNs: number;
  readonly endNs: number;
  /** `null`: all of C, or no part of it. */
  readonly place: WorkPlace | null;
}

/** What each thread did in one multiplication, the fastest of those that were traced. */
export interface Timeline {
  readonly problem: Problem;
  readonly backend: string;
  readonly threads: readonly (readonly Span[])[];
  /** From the begin of the first piece of work to the end of the last, in nanoseconds. */
  readonly totalNs: number;
  /** The fastest of as many multiplications that were not traced. */
  readonly untracedNs: number;
  /** Spans that there was no room for: the timeline ends before the work did. */
  readonly lostSpans: number;
}

/** How one thread spent a multiplication, in nanoseconds. */
export interface ThreadShare {
  readonly byKind: Readonly<Record<WorkKind, number>>;
  readonly busyNs: number;
  readonly idleNs: number;
}

export function threadShares({ threads, totalNs }: Pick<Timeline, 'threads' | 'totalNs'>): readonly ThreadShare[] {
  return threads.map((spans) => {
    const byKind: Record<WorkKind, number> = {
      'pack A': 0,
      'pack B': 0,
      multiply: 0,
      'between products': 0,
      kernel: 0,
    };
    for (const { kind, startNs, endNs } of spans) byKind[kind] += endNs - startNs;
    const busyNs = Object.values(byKind).reduce((sum, ns) => sum + ns, 0);
    return { byKind, busyNs, idleNs: Math.max(0, totalNs - busyNs) };
  });
}

/** What the busiest thread works longer than the average, as a share of its own time; 0 where all work alike. */
export function imbalance(shares: readonly Pick<ThreadShare, 'busyNs'>[]): number {
  const most = Math.max(0, ...shares.map(({ busyNs }) => busyNs));
  if (most === 0) return 0;
  const mean = shares.reduce((sum, { busyNs }) => sum + busyNs, 0) / shares.length;
  return 1 - mean / most;
}
