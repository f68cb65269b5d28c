import * as l10n from '@vscode/l10n';
import { formatRatio } from '../format';
import { isTimed } from '../measure/comparison';
import type { Measurement, Run, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Ratio } from '../measure/ratio';
import { isDefaultPoint, pointText } from '../measure/tuning';
import type { Tuning } from '../measure/tuning';
import { sentences } from '../sentences';
import { crossoverFinding, crossoversOf } from './crossoverFinding';
import type { Finding } from './findings';
import { findingOf } from './findings';

/** The tuning that a run is, or `null`. */
export function tuningOf({ benchmarks }: Pick<Run, 'benchmarks'>): Tuning | null {
  return benchmarks.find(({ tuning }) => tuning !== undefined)?.tuning ?? null;
}

/** What is said of a run: a tuning's finding where it is one, what was found of crossovers where it looks for them. */
export function findingOfRun(run: Pick<Run, 'benchmarks' | 'measurements' | 'state'>): Finding {
  const tuning = tuningOf(run);
  if (tuning !== null) return tuningFinding(tuning, run);
  const searched = crossoversOf(run);
  return searched.length === 0 ? findingOf(run) : crossoverFinding(searched);
}

/** A point that was found better than the default, and by how much: time of the default over its time. */
export interface TuningWinner {
  readonly point: TimedMeasurement;
  readonly gain: Ratio;
}

/** A tuning that did not come to its end has no winner: what its points show so far chose them by luck as well. */
type MeasuredTuning = Pick<Run, 'measurements' | 'state'>;

/** Confidence that both intervals of a gain must reach; few samples do not. */
const CONFIDENCE = 0.95;

/**
 * The winner of a tuning that came to its end: the fastest of its final round, if its interval shows that it beats the
 * default. Both samples are fresh, and the intervals of the final round hold together (finalRound.ts).
 */
export function tuningWinner({ measurements, state }: MeasuredTuning): TuningWinner | null {
  if (state !== 'finished') return null;
  const [reference, fastest] = finalists(measurements);
  if (reference === undefined || fastest === undefined) return null;
  const gain = ratioOf(reference, fastest);
  return isCertain(reference, fastest) && gain.difference && gain.ratio > 1 ? { point: fastest, gain } : null;
}

function isCertain(...timings: readonly TimedMeasurement[]): boolean {
  return timings.every(({ confidence }) => confidence >= CONFIDENCE);
}

/** The default, then the fastest other point of the final round. */
function finalists(measurements: readonly Measurement[]): readonly TimedMeasurement[] {
  const timed = measurements.filter(isTimed).filter(({ finalRound }) => finalRound === true);
  const reference = timed.find(({ parameters }) => isDefaultPoint(parameters));
  const others = timed.filter((each) => each !== reference).sort((x, y) => x.medianNs - y.medianNs);
  return reference === undefined ? [] : [reference, ...others.slice(0, 1)];
}

/** Says which point is best and by how much it beats the default, or that the default is to be kept. */
export function tuningFinding(tuning: Tuning, run: MeasuredTuning): Finding {
  const { measurements, state } = run;
  const reference = measurements.find(({ parameters }) => isDefaultPoint(parameters));
  if (state !== 'finished') return unfinished(tuning, measurements);
  if (reference === undefined || !isTimed(reference)) {
    const reason = reference === undefined ? '' : reference.reason;
    return { title: l10n.t('Nothing can be said, because the default has no time'), detail: reason };
  }
  const winner = tuningWinner(run);
  const detail = sentences(...remeasured(measurements, winner), ...counts(tuning, measurements));
  if (winner === null) return { title: l10n.t('No point is faster than the default: keep it'), detail };
  const point = pointText(winner.point.parameters);
  return {
    title: l10n.t('{0} is {1}× as fast as the default ({2}–{3})', point, ...gainTexts(winner.gain)),
    detail,
  };
}

/** The ratio and the ends of its interval. */
function gainTexts({ ratio, low, high }: Ratio): readonly [ratio: string, low: string, high: string] {
  return [formatRatio(ratio), formatRatio(low), formatRatio(high)];
}

function unfinished(tuning: Tuning, measurements: readonly Measurement[]): Finding {
  const timed = measurements.filter(isTimed);
  const [fastest] = [...timed].sort((x, y) => x.medianNs - y.medianNs);
  return {
    title: l10n.t('The tuning is not finished'),
    detail: sentences(
      l10n.t('{0} of {1} points of {2} have a time.', timed.length, measurements.length, tuning.strategy),
      fastest === undefined ? '' : soFar(fastest),
    ),
  };
}

function soFar({ parameters }: TimedMeasurement): string {
  return isDefaultPoint(parameters)
    ? l10n.t('So far the default looks fastest.')
    : l10n.t(
        'So far {0} looks fastest, which may be luck: it was not measured again against the default.',
        pointText(parameters),
      );
}

/** How the sentence came about. */
function remeasured(measurements: readonly Measurement[], winner: TuningWinner | null): readonly string[] {
  const [reference, fastest] = finalists(measurements);
  if (reference === undefined || fastest === undefined) {
    return [l10n.t('The default had the best time of all points.')];
  }
  const count = measurements.filter((each) => isTimed(each) && each.finalRound === true).length - 1;
  const again =
    count === 1
      ? l10n.t('The best point was measured again against the default, with fresh samples.')
      : l10n.t('The best {0} points were measured again against the default, with fresh samples.', count);
  return winner === null ? [again, noGain(reference, fastest)] : [again];
}

function noGain(reference: TimedMeasurement, fastest: TimedMeasurement): string {
  const texts = [pointText(fastest.parameters), ...gainTexts(ratioOf(reference, fastest))];
  return isCertain(reference, fastest)
    ? l10n.t('Then {0} was {1}× as fast as the default ({2}–{3}): no gain was found.', ...texts)
    : l10n.t(
        'Then {0} was {1}× as fast as the default ({2}–{3}): no gain was found, from too few samples for a 95% interval: a larger budget gives more.',
        ...texts,
      );
}

function counts({ leftOut }: Tuning, measurements: readonly Measurement[]): readonly string[] {
  const hopeless = measurements.filter((each) => isTimed(each) && each.stopped === 'hopeless').length;
  const untimed = measurements.filter(({ status }) => status !== 'ok').length;
  const unsupported = leftOut.filter(({ kind }) => kind === 'unsupported').length;
  return [
    counted(
      measurements.length,
      () => l10n.t('1 point tried, the default among them.'),
      (count) => l10n.t('{0} points tried, the default among them.', count),
    ),
    counted(
      hopeless,
      () => l10n.t('1 point stopped early: others were faster by far.'),
      (count) => l10n.t('{0} points stopped early: others were faster by far.', count),
    ),
    counted(
      untimed,
      () => l10n.t('1 point got no time; the reason stands in the row.'),
      (count) => l10n.t('{0} points got no time; the reason stands in the row.', count),
    ),
    counted(
      unsupported,
      () => l10n.t('1 point of the grid cannot run here.'),
      (count) => l10n.t('{0} points of the grid cannot run here.', count),
    ),
  ];
}

/** '' of none. */
function counted(count: number, ofOne: () => string, ofMany: (count: number) => string): string {
  if (count === 0) return '';
  return count === 1 ? ofOne() : ofMany(count);
}
