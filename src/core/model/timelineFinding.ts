import { formatDuration, formatShare } from '../format';
import { imbalance, threadShares, WORK_KINDS } from '../measure/timeline';
import type { ThreadShare, Timeline, WorkKind } from '../measure/timeline';
import { sizeLabel } from '../problem';
import type { Explanation } from './explanation';
import type { Finding } from './findings';

/** What multiplies, and not what prepares that or waits for it. */
const MULTIPLYING: readonly WorkKind[] = ['multiply', 'kernel'];
/** A thread that works longer than the average by less than this is as quick as the others. */
const NOTABLE_IMBALANCE = 0.02;
/** Copying that takes more than this is worth a word. */
const NOTABLE_PACKING = 0.1;

/** What the threads' time went into, in all, as shares of it. */
export interface TimeShares {
  readonly multiplying: number;
  readonly packing: number;
  readonly between: number;
  readonly waiting: number;
}

export function timeShares(shares: readonly ThreadShare[], totalNs: number): TimeShares {
  const whole = Math.max(1, shares.length * totalNs);
  const sum = (of: (share: ThreadShare) => number): number =>
    shares.reduce((total, share) => total + of(share), 0) / whole;
  return {
    multiplying: sum(({ byKind }) => MULTIPLYING.reduce((total, kind) => total + byKind[kind], 0)),
    packing: sum(({ byKind }) => byKind['pack A'] + byKind['pack B']),
    between: sum(({ byKind }) => byKind['between products']),
    waiting: sum(({ idleNs }) => idleNs),
  };
}

/** What the time of the threads went into, and what follows from that. */
export function timelineFinding(strategy: string, timeline: Timeline): Finding {
  const { threads, totalNs, problem } = timeline;
  const shares = threadShares(timeline);
  const { multiplying, packing, between, waiting } = timeShares(shares, totalNs);
  const costs =
    threads.length > 1
      ? `Waiting costs ${formatShare(waiting)} of the ${threads.length} threads’ time`
      : between > packing
        ? `Sums between the products cost ${formatShare(between)} of the time`
        : `Copying into panels costs ${formatShare(packing)} of the time`;
  const what = `One multiplication by ${strategy}, ${sizeLabel(problem)} ${problem.dtype}: the fastest of those that were traced.`;
  return {
    title: `${costs}; ${formatShare(multiplying)} is spent multiplying`,
    detail: [what, balanceText(shares), packingText(packing)].filter((text) => text !== '').join(' '),
  };
}

function balanceText(shares: readonly ThreadShare[]): string {
  if (shares.length < 2) return '';
  const uneven = imbalance(shares);
  if (uneven < NOTABLE_IMBALANCE)
    return `All threads work alike: the busiest ${formatShare(uneven)} longer than the average.`;
  const busiest = shares.reduce((most, { busyNs }, at) => (busyNs > shares[most].busyNs ? at : most), 0);
  return `Thread ${busiest + 1} holds the others up: it works ${formatShare(uneven)} longer than the average, because its part is larger or it has to share its core.`;
}

function packingText(packing: number): string {
  if (packing < NOTABLE_PACKING) return '';
  return `${formatShare(packing)} goes into copying A and B: larger sizes repay it, or try the parameter path of simd.`;
}

/** What is said of the chart when it is asked. */
export function timelineExplanation(timeline: Timeline): Explanation {
  const { threads, totalNs, untracedNs, lostSpans } = timeline;
  const pieces = threads.reduce((sum, spans) => sum + spans.length, 0);
  const rows = threads.length === 1 ? 'One row, for one thread' : `A row for each of ${threads.length} threads`;
  const lost = lostSpans === 0 ? '' : ` ${lostSpans} more pieces found no room, so that the end is missing.`;
  return {
    sentences: [
      `${rows}, with ${pieces} ${pieces === 1 ? 'piece' : 'pieces'} of work from the begin of the multiplication to its end after ${formatDuration(totalNs)}; where a row is empty its thread waits.`,
      `Without tracing, the fastest of as many took ${formatDuration(untracedNs)}, from call to return.${lost}`,
    ],
    units: [
      {
        unit: 'pack A, pack B',
        definition: 'copying a block of an operand into panels that lie as the kernel reads them.',
      },
      {
        unit: 'multiply',
        definition:
          'adding the product of a block of A and panels of B to a block of C: the two inner loops around the register tile.',
      },
      { unit: 'kernel', definition: 'a kernel that does not tell of its pieces, from call to return.' },
      { unit: 'waiting', definition: 'the time in which a thread does none of these, until the last has ended.' },
    ],
  };
}

/** Kinds of work that there are, in the order in which they are listed. */
export function kindsOf({ threads }: Pick<Timeline, 'threads'>): readonly WorkKind[] {
  const there = new Set(threads.flat().map(({ kind }) => kind));
  return WORK_KINDS.filter((kind) => there.has(kind));
}
