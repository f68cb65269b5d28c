import { formatRatio } from '../format';
import { isTimed } from '../measure/comparison';
import type { Measurement, Run, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Ratio } from '../measure/ratio';
import { isDefaultPoint, pointText } from '../measure/tuning';
import type { Tuning } from '../measure/tuning';
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
    return { title: 'Nothing can be said, because the default has no time', detail: reason };
  }
  const winner = tuningWinner(run);
  const detail = [remeasured(measurements, winner), ...counts(tuning, measurements)].join(' ');
  if (winner === null) return { title: 'No point is faster than the default: keep it', detail };
  const { ratio, low, high } = winner.gain;
  const gain = `${formatRatio(ratio)}× as fast as the default (${formatRatio(low)}–${formatRatio(high)})`;
  return { title: `${pointText(winner.point.parameters)} is ${gain}`, detail };
}

function unfinished(tuning: Tuning, measurements: readonly Measurement[]): Finding {
  const timed = measurements.filter(isTimed);
  const [fastest] = [...timed].sort((x, y) => x.medianNs - y.medianNs);
  const soFar =
    fastest === undefined
      ? ''
      : ` So far ${pointText(fastest.parameters)} looks fastest, which may be luck: it was not measured again against the default.`;
  return {
    title: 'The tuning is not finished',
    detail: `${timed.length} of ${measurements.length} points of ${tuning.strategy} have a time.${soFar}`,
  };
}

/** How the sentence came about. */
function remeasured(measurements: readonly Measurement[], winner: TuningWinner | null): string {
  const [reference, fastest] = finalists(measurements);
  if (reference === undefined || fastest === undefined) return 'The default had the best time of all points.';
  const count = measurements.filter((each) => isTimed(each) && each.finalRound === true).length - 1;
  const best = count === 1 ? 'The best point was' : `The best ${count} points were`;
  const again = `${best} measured again against the default, with fresh samples.`;
  if (winner !== null) return again;
  const { ratio, low, high } = ratioOf(reference, fastest);
  const interval = `${formatRatio(ratio)}× as fast as the default (${formatRatio(low)}–${formatRatio(high)})`;
  const few = isCertain(reference, fastest)
    ? ''
    : ', from too few samples for a 95% interval: a larger budget gives more';
  return `${again} Then ${pointText(fastest.parameters)} was ${interval}: no gain was found${few}.`;
}

function counts({ leftOut }: Tuning, measurements: readonly Measurement[]): readonly string[] {
  const hopeless = measurements.filter((each) => isTimed(each) && each.stopped === 'hopeless').length;
  const untimed = measurements.filter(({ status }) => status !== 'ok').length;
  const unsupported = leftOut.filter(({ kind }) => kind === 'unsupported').length;
  const said = [`${points(measurements.length)} tried, the default among them.`];
  if (hopeless > 0) said.push(`${points(hopeless)} stopped early: others were faster by far.`);
  if (untimed > 0) said.push(`${points(untimed)} got no time; the reason stands in the row.`);
  if (unsupported > 0) said.push(`${points(unsupported)} of the grid cannot run here.`);
  return said;
}

function points(count: number): string {
  return count === 1 ? '1 point' : `${count} points`;
}
