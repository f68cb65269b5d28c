import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { formatDuration, formatShare } from '../format';
import { imbalance, threadShares, WORK_KINDS } from '../measure/timeline';
import type { ThreadShare, Timeline, WorkKind } from '../measure/timeline';
import { sizeLabel } from '../problem';
import { sentences } from '../sentences';
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
  const of = timeShares(shares, totalNs);
  const traced = l10n.t(
    'One multiplication by {0}, {1} {2}: the fastest of those that were traced.',
    ...[strategy, sizeLabel(problem), problem.dtype],
  );
  if (isOpaque(shares)) {
    return {
      title: l10n.t('{0} does not tell what it does within a call of {1}', strategy, formatDuration(totalNs)),
      detail: sentences(
        traced,
        l10n.t(
          'Copying and threads of its own, where it has them, are in that time. simd, strassen and parallel tell.',
        ),
      ),
    };
  }
  return {
    title: titleOf(threads.length, of),
    detail: sentences(traced, balanceText(shares), packingText(of.packing)),
  };
}

/** Whether nothing is known but how long one call took: of a native library, or a kernel that is not traced within. */
function isOpaque(shares: readonly ThreadShare[]): boolean {
  return (
    shares.length === 1 &&
    shares.every(({ byKind }) => WORK_KINDS.every((kind) => kind === 'kernel' || byKind[kind] === 0))
  );
}

function titleOf(threads: number, { multiplying, packing, between, waiting }: TimeShares): string {
  const multiplied = formatShare(multiplying);
  if (threads > 1) {
    return l10n.t(
      'Waiting costs {0} of the {1} threads’ time; {2} is spent multiplying',
      ...[formatShare(waiting), threads, multiplied],
    );
  }
  return between > packing
    ? l10n.t(
        'Sums between the products cost {0} of the time; {1} is spent multiplying',
        formatShare(between),
        multiplied,
      )
    : l10n.t('Copying into panels costs {0} of the time; {1} is spent multiplying', formatShare(packing), multiplied);
}

function balanceText(shares: readonly ThreadShare[]): string {
  if (shares.length < 2) return '';
  const uneven = imbalance(shares);
  if (uneven < NOTABLE_IMBALANCE) {
    return l10n.t('All threads work alike: the busiest {0} longer than the average.', formatShare(uneven));
  }
  const busiest = shares.reduce((most, { busyNs }, at) => (busyNs > shares[most].busyNs ? at : most), 0);
  return l10n.t(
    'Thread {0} holds the others up: it works {1} longer than the average, because its part is larger or it has to share its core.',
    ...[busiest + 1, formatShare(uneven)],
  );
}

function packingText(packing: number): string {
  if (packing < NOTABLE_PACKING) return '';
  return l10n.t(
    '{0} goes into copying A and B: larger sizes repay it, or try the parameter path of simd.',
    formatShare(packing),
  );
}

/** What is said of the chart when it is asked. */
export function timelineExplanation(timeline: Timeline): Explanation {
  const { untracedNs, lostSpans } = timeline;
  return {
    sentences: [
      piecesText(timeline),
      sentences(
        l10n.t('Without tracing, the fastest of as many took {0}, from call to return.', formatDuration(untracedNs)),
        lostSpans === 0 ? '' : l10n.t('{0} more pieces found no room, so that the end is missing.', lostSpans),
      ),
    ],
    units: [
      {
        unit: l10n.t('pack A, pack B'),
        definition: l10n.t('copying a block of an operand into panels that lie as the kernel reads them.'),
      },
      {
        unit: workName('multiply'),
        definition: l10n.t(
          'adding the product of a block of A and panels of B to a block of C: the two inner loops around the register tile.',
        ),
      },
      {
        unit: workName('kernel'),
        definition: l10n.t('a kernel that does not tell of its pieces, from call to return.'),
      },
      {
        unit: workName('waiting'),
        definition: l10n.t('the time in which a thread does none of these, until the last has ended.'),
      },
    ],
  };
}

function piecesText({ threads, totalNs }: Timeline): string {
  const pieces = threads.reduce((sum, spans) => sum + spans.length, 0);
  const total = formatDuration(totalNs);
  if (threads.length === 1) {
    return pieces === 1
      ? l10n.t(
          'One row, for one thread, with 1 piece of work from the beginning of the multiplication to its end after {0}; where the row is empty the thread waits.',
          total,
        )
      : l10n.t(
          'One row, for one thread, with {0} pieces of work from the beginning of the multiplication to its end after {1}; where the row is empty the thread waits.',
          ...[pieces, total],
        );
  }
  return pieces === 1
    ? l10n.t(
        'A row for each of {0} threads, with 1 piece of work from the beginning of the multiplication to its end after {1}; where a row is empty its thread waits.',
        ...[threads.length, total],
      )
    : l10n.t(
        'A row for each of {0} threads, with {1} pieces of work from the beginning of the multiplication to its end after {2}; where a row is empty its thread waits.',
        ...[threads.length, pieces, total],
      );
}

/** What a kind of work is called, and what a thread does that does none. */
export function workName(kind: WorkKind | 'waiting'): string {
  switch (kind) {
    case 'pack A':
      return l10n.t('pack A');
    case 'pack B':
      return l10n.t('pack B');
    case 'multiply':
      return l10n.t('multiply');
    case 'between products':
      return l10n.t('between products');
    case 'kernel':
      return l10n.t('kernel');
    case 'waiting':
      return l10n.t({ message: 'waiting', comment: ['a thread that has nothing to do'] });
    default:
      return assertNever(kind);
  }
}

/** Kinds of work that there are, in the order in which they are listed. */
export function kindsOf({ threads }: Pick<Timeline, 'threads'>): readonly WorkKind[] {
  const there = new Set(threads.flat().map(({ kind }) => kind));
  return WORK_KINDS.filter((kind) => there.has(kind));
}
