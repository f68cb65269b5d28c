import * as l10n from '@vscode/l10n';
import {
  formatConfidence,
  formatDuration,
  formatGflops,
  formatPercentHalfWidth,
  formatRatio,
  formatRatioInterval,
} from '../format';
import { fastestOf, groupByProblem, isTimed } from '../measure/comparison';
import type { Fastest, ProblemGroup } from '../measure/comparison';
import type { Measurement, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import { sizeLabel } from '../problem';
import { listed } from '../sentences';
import { unitOfSpeed, unitOfTime } from './explanation';
import type { Explanation, UnitDefinition } from './explanation';

/**
 * What is said of the table when it is asked: which row is the fastest, and what its numbers mean.
 * @param measurements what is known of the rows, as far as it is
 * @param chosen a row of the problem to speak of; `null`: the first that has a time
 * @param count rows of the table, those too of which nothing is known
 */
export function tableExplanation(
  measurements: readonly Measurement[],
  chosen: Measurement | null,
  count: number,
): Explanation {
  const groups = groupByProblem(measurements);
  const decided = groups.flatMap((group) => {
    const result = fastestOf(group.measurements);
    return result === null ? [] : [{ group, result }];
  });
  const spoken = decided.find(({ group }) => chosen !== null && group.measurements.includes(chosen)) ?? decided[0];
  const timed = measurements.filter(isTimed);
  return {
    sentences:
      spoken === undefined
        ? [l10n.t('None of {0} rows has a time yet.', count), noTimeText()]
        : [
            fastestText({ timed: timed.length, count, groups: groups.length }, spoken.group, spoken.result),
            intervalText(spoken.group, spoken.result.fastest),
          ],
    units: unitsOf(timed),
  };
}

function noTimeText(): string {
  return l10n.t('A row that failed, was stopped or cannot run here says why in place of its numbers.');
}

interface Counts {
  readonly timed: number;
  readonly count: number;
  readonly groups: number;
}

function fastestText({ timed, count, groups }: Counts, { problem }: ProblemGroup, result: Fastest): string {
  const { fastest, ties } = result;
  const names = listed([fastest, ...ties].map(({ strategy }) => strategy));
  const of = [timed, count, groups, sizeLabel(problem), names] as const;
  if (ties.length > 0) {
    return groups === 1
      ? l10n.t(
          '{0} of {1} rows have a time; for {3} {4} are the fastest, with no difference found between them.',
          ...of,
        )
      : l10n.t(
          '{0} of {1} rows have a time, in {2} groups of the same problem; for {3} {4} are the fastest, with no difference found between them.',
          ...of,
        );
  }
  const speed = formatGflops(fastest.gflops);
  return groups === 1
    ? l10n.t('{0} of {1} rows have a time; for {3} {4} is the fastest with {5} GFLOP/s.', ...of, speed)
    : l10n.t(
        '{0} of {1} rows have a time, in {2} groups of the same problem; for {3} {4} is the fastest with {5} GFLOP/s.',
        ...[...of, speed],
      );
}

/** What the interval of a row says, with its own numbers, and how far naive is behind. */
function intervalText({ measurements }: ProblemGroup, row: TimedMeasurement): string {
  const { strategy, medianNs, intervalNs, confidence } = row;
  const numbers = [
    ...[strategy, formatDuration(medianNs), formatPercentHalfWidth(intervalNs, medianNs), formatConfidence(confidence)],
    ...intervalNs.map(formatDuration),
  ];
  const naive = measurements.filter(isTimed).find((each) => each.strategy === 'naive');
  if (naive === undefined || naive === row) {
    return l10n.t('The time of {0} is {1} {2}: with {3} confidence its median lies between {4} and {5}.', ...numbers);
  }
  const ratio = ratioOf(naive, row);
  return ratio.difference
    ? l10n.t(
        'The time of {0} is {1} {2}: with {3} confidence its median lies between {4} and {5}; naive takes {6} as long.',
        ...[...numbers, formatRatioInterval(ratio)],
      )
    : l10n.t(
        'The time of {0} is {1} {2}: with {3} confidence its median lies between {4} and {5}; from naive no difference was found, for 1 lies between {6} and {7}.',
        ...[...numbers, formatRatio(ratio.low), formatRatio(ratio.high)],
      );
}

function unitsOf(timed: readonly TimedMeasurement[]): readonly UnitDefinition[] {
  const hasNaive = timed.some(({ strategy }) => strategy === 'naive');
  const hasNative = timed.some(({ strategy }) => strategy === 'blas');
  return [
    unitOfTime(),
    {
      unit: l10n.t('95% interval'),
      definition: l10n.t(
        'half the width of the interval of the median, as a share of it, from order statistics of the samples; no distribution is assumed. The row’s details say where there are too few samples for 95%.',
      ),
    },
    unitOfSpeed(),
    ...(hasNaive ? [{ unit: l10n.t('against naive'), definition: againstText('naive') }] : []),
    ...(hasNative ? [{ unit: l10n.t('against BLAS'), definition: againstText('blas') }] : []),
    {
      unit: l10n.t('no difference found'),
      definition: l10n.t(
        'the interval of a ratio holds 1. All fastest rows of a problem that cannot be told apart are marked, and they are judged together (Holm), so that many rows give no more false differences than two.',
      ),
    },
    {
      unit: l10n.t('prepare, transfer, sum'),
      definition: l10n.t(
        'packing and conversion once for each A, moving data to and from a device, and both with the computation; the time and the speed hold no preparation.',
      ),
    },
    {
      unit: l10n.t('error ≤ bound'),
      definition: l10n.t(
        'the largest error against a product in float64, beside what rounding can explain; a result beyond the bound is wrong and gets no time.',
      ),
    },
  ];
}

function againstText(reference: 'naive' | 'blas'): string {
  return reference === 'naive'
    ? l10n.t(
        'time of naive at the same problem over the time of the row, from rounds in which both took turns where there are some: 2 is twice as fast.',
      )
    : l10n.t(
        'time of the fastest blas at the same problem over the time of the row, from rounds in which both took turns where there are some: 2 is twice as fast.',
      );
}
