import * as l10n from '@vscode/l10n';
import { formatGflops, formatRatioInterval, formatSignificant } from '../format';
import { fastestOf } from '../measure/comparison';
import type { TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import { clauses, ended, listed, sentences } from '../sentences';
import { crossingBetween } from './curves';
import type { Curve, CurveAxis, CurveCrossing, Curves } from './curves';
import { unitOfIntervals, unitOfRatios, unitOfSpeed, unitOfTime } from './explanation';
import type { Explanation } from './explanation';
import type { Finding } from './findings';

/** '512', '0.31', '96.8'. */
export function axisNumber(position: number): string {
  return Number.isInteger(position) ? String(position) : formatSignificant(position, 3);
}

/** 'n = 512', 'density 0.31', 'size 96.8'. */
export function axisText({ varies }: CurveAxis, position: number, sign: '=' | '≈' = '='): string {
  switch (varies) {
    case 'density':
      return l10n.t('density {0}', axisNumber(position));
    case 'size':
      return l10n.t('size {0}', axisNumber(position));
    case 'm':
    case 'k':
    case 'n':
      return `${varies} ${sign} ${axisNumber(position)}`;
  }
}

/** Where two cross by their estimate: 'n ≈ 152'. */
export function estimateText(axis: CurveAxis, estimate: number): string {
  return axisText(axis, Number(estimate.toPrecision(3)), '≈');
}

/** What the curves show: who overtakes whom and where, or who is the fastest throughout; then what to do about it. */
export function curvesFinding(curves: Curves): Finding {
  const { axis, positions } = curves;
  const [lowest, highest] = [positions.at(0), positions.at(-1)];
  if (lowest === undefined || highest === undefined) {
    return {
      title: l10n.t('Nothing has been measured yet'),
      detail: l10n.t('Curves appear with the first rows that have a time.'),
    };
  }
  if (lowest === highest) {
    return {
      title: leader(curves, highest, isAhead).title,
      detail: l10n.t(
        'One size makes no curve. Give the benchmark several, such as {0}, to see where it turns.',
        '"size": [64, 128, 256]',
      ),
    };
  }
  const found = curves.crossings.filter(({ crossing }) => crossing.kind === 'bracket');
  const [first, ...others] = found;
  if (first !== undefined) {
    return {
      title: overtaking(axis, first),
      detail: sentences(advice(curves, first), ...others.map((each) => ended(overtaking(axis, each)))),
    };
  }
  const [several] = curves.crossings;
  if (several !== undefined)
    return { title: takingTurns(axis, several, lowest, highest), detail: advice(curves, several) };
  return leader(curves, highest, staysAhead);
}

/** 'parallel overtakes simd at n ≈ 152 (128–192)': the interval is the bracket. */
function overtaking(axis: CurveAxis, { first, second, crossing, estimate }: CurveCrossing): string {
  if (crossing.kind !== 'bracket' || estimate === null) return '';
  const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
  return l10n.t(
    '{0} overtakes {1} at {2} ({3}–{4})',
    ...[after.name, before.name, estimateText(axis, estimate)],
    ...[axisNumber(crossing.last), axisNumber(crossing.first)],
  );
}

/** What is faster at the upper end, by how much, and how sure it is. */
function advice({ axis, positions }: Curves, { first, second, crossing }: CurveCrossing): string {
  const common = positions.filter((position) => at(first, position) !== null && at(second, position) !== null);
  const end = common.at(-1);
  const [one, other] = end === undefined ? [null, null] : [at(first, end), at(second, end)];
  if (end === undefined || one === null || other === null) return '';
  const ratio = formatRatioInterval(ratioOf(one, other));
  const gain = l10n.t('{0} takes {1} the time of {2} at {3}', first.name, ratio, second.name, axisText(axis, end));
  if (crossing.kind !== 'bracket') {
    return l10n.t('No single place was found from which on one is faster: {0}.', gain);
  }
  const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
  return l10n.t(
    'Use {0} up to {1} and {2} from {3} on: {4}. The ends are decided by their own intervals; Find a Crossover… measures between them.',
    ...[before.name, axisNumber(crossing.last), after.name, axisNumber(crossing.first), gain],
  );
}

function takingTurns(axis: CurveAxis, { first, second, crossing }: CurveCrossing, low: number, high: number): string {
  const places = [first.name, second.name, axisText(axis, low), axisNumber(high)];
  return crossing.kind === 'several'
    ? l10n.t(
        '{0} and {1} take turns at being faster from {2} to {3}: the winner changes {4} times at least',
        ...[...places, crossing.changes],
      )
    : l10n.t('{0} and {1} lie close together from {2} to {3}: where they cross was not decided', ...places);
}

/** How it is said that one is the fastest somewhere: by what ratio, and of which. */
type Lead = (fastest: string, ratio: string, next: string, where: string) => string;

const isAhead: Lead = (fastest, ratio, next, where) =>
  l10n.t('{0} is ahead, {1} as fast as {2} at {3}', fastest, ratio, next, where);
const staysAhead: Lead = (fastest, ratio, next, where) =>
  l10n.t('No crossover: {0} stays ahead, {1} as fast as {2} at {3}', fastest, ratio, next, where);

/** Who is the fastest at the upper end, and by how much. */
function leader({ axis, curves }: Curves, highest: number, lead: Lead): Finding {
  const timings = curves.flatMap((curve) => at(curve, highest) ?? []);
  const result = fastestOf(timings);
  if (result === null) return { title: l10n.t('Nothing has been measured yet'), detail: '' };
  const nameOf = (timing: TimedMeasurement): string =>
    curves.find(({ points }) => points.some((point) => point.timing === timing))?.name ?? timing.strategy;
  const fastest = nameOf(result.fastest);
  const where = axisText(axis, highest);
  const alike = listed(result.ties.map(nameOf));
  if (result.runnerUp === null) {
    const { gflops, flops, intervalNs } = result.fastest;
    const speeds = [gflops, flops / intervalNs[1], flops / intervalNs[0]].map(formatGflops);
    return {
      title: l10n.t('{0} reaches {1} GFLOP/s ({2}–{3}) at {4}', ...[fastest, ...speeds, where]),
      detail:
        alike === ''
          ? l10n.t('Nothing else was measured there to compare it with.')
          : l10n.t('No difference was found from {0}: use whichever is simpler.', alike),
    };
  }
  const next = nameOf(result.runnerUp);
  return {
    title: lead(fastest, formatRatioInterval(ratioOf(result.runnerUp, result.fastest)), next, where),
    detail:
      alike === ''
        ? l10n.t('Use {0} throughout; {1} is the next at the upper end.', fastest, next)
        : l10n.t(
            'No difference was found there between {0} and {1}: use whichever is simpler; {2} is the next.',
            ...[fastest, alike, next],
          ),
  };
}

function at({ points }: Curve, position: number): TimedMeasurement | null {
  return points.find((point) => point.position === position)?.timing ?? null;
}

/** What is to be seen in the curves, from the curves themselves. */
export function curvesExplanation(
  { axis, curves, positions, crossings }: Curves,
  metric: 'speed' | 'time',
  peaks: number,
): Explanation {
  const [low = 0, high = 0] = [positions.at(0), positions.at(-1)];
  const marked = crossings.filter(({ crossing }) => crossing.kind === 'bracket').length;
  const places = [curves.length, axis.title, axisNumber(low), axisNumber(high)];
  const lines =
    metric === 'speed'
      ? l10n.t(
          'Each line ({0} in all) is a strategy over {1} from {2} to {3}, in GFLOP/s, higher is better; both axes are logarithmic, so equal distances are equal factors.',
          ...places,
        )
      : l10n.t(
          'Each line ({0} in all) is a strategy over {1} from {2} to {3}, in milliseconds, lower is better; both axes are logarithmic, so equal distances are equal factors.',
          ...places,
        );
  const bands = [
    ...(marked === 1 ? [l10n.t('The upright band is where the fastest changes.')] : []),
    ...(marked > 1 ? [l10n.t('The upright bands are where the fastest changes.')] : []),
  ];
  const best = curves
    .flatMap(({ name, points }) => points.map(({ position, timing }) => ({ name, position, gflops: timing.gflops })))
    .reduce((top, each) => (each.gflops > top.gflops ? each : top), { name: '', position: 0, gflops: 0 });
  const highest = l10n.t(
    'The highest speed is {0} GFLOP/s, of {1} at {2}',
    ...[formatGflops(best.gflops), best.name, axisText(axis, best.position)],
  );
  const levels =
    peaks > 0 && metric === 'speed'
      ? [l10n.t('the {0} level lines are what this machine was measured to compute at most', peaks)]
      : [];
  return {
    sentences: [sentences(lines, ...bands), ended(clauses(highest, ...levels))],
    units: [metric === 'speed' ? unitOfSpeed() : unitOfTime(), unitOfIntervals()],
  };
}

/** What is to be seen in the ratios of two curves. */
export function ratioExplanation(axis: CurveAxis, crossing: CurveCrossing, points: number): Explanation {
  const { first, second } = crossing;
  const said =
    crossing.crossing.kind === 'bracket'
      ? overtaking(axis, crossing)
      : l10n.t('No place was found at which {0} and {1} change', second.name, first.name);
  return {
    sentences: [
      l10n.t(
        'Each point ({0} in all) is the time of {1} over that of {2} at one {3}: below the line at 1 {1} is faster, above it {2}.',
        ...[points, first.name, second.name, axis.title],
      ),
      ended(clauses(said, l10n.t('where the band reaches over the line, nothing is decided'))),
    ],
    units: [unitOfRatios()],
  };
}

/** The pair whose ratio is the most telling: the first that overtakes, else the two fastest at the upper end. */
export function pairOf({ curves, crossings, positions }: Curves): CurveCrossing | null {
  const [crossing] = [...crossings].sort(
    (one, other) => Number(other.estimate !== null) - Number(one.estimate !== null),
  );
  if (crossing !== undefined) return crossing;
  const highest = positions.at(-1) ?? 0;
  const [first, second] = curves
    .flatMap((curve) => {
      const timing = at(curve, highest);
      return timing === null ? [] : [{ curve, medianNs: timing.medianNs }];
    })
    .sort((one, other) => one.medianNs - other.medianNs);
  return first === undefined || second === undefined ? null : crossingBetween(first.curve, second.curve);
}
