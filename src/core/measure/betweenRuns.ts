import type { StrategyId } from '../kernels/strategy';
import type { Verdict } from './runComparison';
import { LOW_SHARE, lowDecileOf } from './lowDecile';
import type { TimedMeasurement } from './measurement';
import { sorted } from './medianInterval';
import { RATIO_CONFIDENCE } from './ratio';
import { spreadAt } from './rowSpread';
import type { RunSpread, SpreadOfRow } from './rowSpread';
import { normalQuantile } from './studentQuantile';

/** Strategies that are as fast as all their threads are, or a device is, at once. */
const OF_SEVERAL_THREADS: readonly StrategyId[] = ['parallel', 'sparse', 'blas', 'gpujs', 'webgpu'];
/** Two cores at once are quiet less often than one; a library's own threads spin besides, and give way to nobody. */
const SHARE_OF_SEVERAL = 0.15;
const SHARE_OF_LIBRARY = 0.5;

/**
 * How far two runs of the same lie apart in 95% of cases where no null test of the machine says it: as measured on machines
 * of two cores with other work on both (docs/statistics.md).
 */
export const USUAL_SPREAD: RunSpread = {
  share: 0.05,
  rows: OF_SEVERAL_THREADS.map((strategy) => ({
    ...{ strategy, size: 256, runs: 8 },
    share: strategy === 'blas' ? SHARE_OF_LIBRARY : SHARE_OF_SEVERAL,
  })),
};
/** Of what the threads waited for a core, so much is not seen: the round is known, and not which of its samples waited. */
const UNSEEN_WAITING = 2;
/** A thread that waited longer than for all but this of its time was not measured at all. */
const LEAST_COMPUTING = 0.05;
/** Where the calibration loop took so much longer or shorter, the machine itself was another. */
const MACHINE_CHANGED = 0.05;

/** What two runs say of one row, at any confidence. */
export interface RunEvidence {
  /** Time after over time before. */
  readonly ratio: number;
  /** Time of the calibration loop after over before; `null` where one of the runs has none. */
  readonly loop: number | null;
  readonly interval: (confidence: number) => readonly [low: number, high: number];
}

/**
 * Compares low deciles over their calibration loops (see `lowDecileOf`). The interval joins these parts, as independent
 * ones: that of each low decile, how far runs of the same row lie apart (`spread`), the loop's own change, for how much of it
 * a kernel follows is not known, and of strategies on several threads how long theirs waited for a core (`waitingOf`), for
 * low deciles look past the waiting of one thread and not past that of the others. Where one of the runs has too few samples
 * or no loop, medians are compared as they are, by their intervals, the spread and the waiting.
 */
export function runEvidence(before: TimedMeasurement, after: TimedMeasurement, spread: SpreadOfRow): RunEvidence {
  return decileEvidence(before, after, spread) ?? medianEvidence(before, after, spread);
}

function decileEvidence(before: TimedMeasurement, after: TimedMeasurement, spread: SpreadOfRow): RunEvidence | null {
  const [first, second] = [lowDecileOf(before, RATIO_CONFIDENCE), lowDecileOf(after, RATIO_CONFIDENCE)];
  if (first === null || second === null) return null;
  const change = second.log - first.log;
  const waiting = needsSeveralCores(before) || needsSeveralCores(after) ? waitingOf(before, after) : 0;
  const loop = second.calibrationNs / first.calibrationNs;
  return {
    ratio: Math.exp(change),
    loop,
    interval: (confidence) => {
      const scale = scaleTo(confidence);
      const common = [spreadAt(spread, confidence), scale * waiting, scale * Math.log(loop)];
      const down = Math.hypot(scale * (second.log - second.low), scale * (first.high - first.log), ...common);
      const up = Math.hypot(scale * (second.high - second.log), scale * (first.log - first.low), ...common);
      return [Math.exp(change - down), Math.exp(change + up)];
    },
  };
}

function medianEvidence(before: TimedMeasurement, after: TimedMeasurement, spread: SpreadOfRow): RunEvidence {
  const change = Math.log(after.medianNs / before.medianNs);
  const unsteady = Math.hypot(waitingOf(before, after), scatterOf(before), scatterOf(after));
  const [first, second] = [errorsOfMedian(before), errorsOfMedian(after)];
  return {
    ratio: Math.exp(change),
    loop: null,
    interval: (confidence) => {
      const scale = scaleTo(confidence);
      const common = [spreadAt(spread, confidence), scale * unsteady];
      const down = Math.hypot(scale * second.down, scale * first.up, ...common);
      const up = Math.hypot(scale * second.up, scale * first.down, ...common);
      return [Math.exp(change - down), Math.exp(change + up)];
    },
  };
}

/** How far the median may be off, as logarithms, at 95%: of few samples the interval is known at less than that. */
function errorsOfMedian({ medianNs, intervalNs: [low, high], confidence }: TimedMeasurement): {
  readonly down: number;
  readonly up: number;
} {
  const scale = confidence < RATIO_CONFIDENCE ? 1 / scaleTo(confidence) : 1;
  return { down: scale * Math.log(medianNs / low), up: scale * Math.log(high / medianNs) };
}

/**
 * How far half of the samples lie from the fastest tenth, as |ln|: a median follows whatever slowed them, which need not
 * have slowed the other run.
 */
function scatterOf({ medianNs, samplesNs }: TimedMeasurement): number {
  const low = sorted(samplesNs)[Math.floor(LOW_SHARE * samplesNs.length)];
  return low > 0 && low < medianNs ? Math.log(medianNs / low) : 0;
}

/** Whether there are samples enough to say anything of a row: of one alone there is no interval. */
export function isComparable({ confidence }: TimedMeasurement): boolean {
  return confidence > 0;
}

function needsSeveralCores({ strategy, parameters }: TimedMeasurement): boolean {
  return OF_SEVERAL_THREADS.some((id) => id === strategy) && parameters.threads !== 1;
}

/**
 * How far waiting for cores may have set two rows apart, as |ln| of their ratio: a thread that stood in line for a share s of
 * its rounds took 1 ÷ (1 − s) of the time that it would have taken. 0 where that was not kept.
 */
function waitingOf(before: TimedMeasurement, after: TimedMeasurement): number {
  const [one, other] = [before, after].map(({ sampling }) => {
    const shares = sampling?.waitedShares ?? [];
    const sum = shares.reduce((logs, share) => logs - Math.log(Math.max(LEAST_COMPUTING, 1 - share)), 0);
    return sum / Math.max(1, shares.length);
  });
  return UNSEEN_WAITING * Math.hypot(one, other);
}

/** How much wider an interval of normal errors is at this confidence than at 95%. */
function scaleTo(confidence: number): number {
  return normalQuantile((1 + confidence) / 2) / normalQuantile((1 + RATIO_CONFIDENCE) / 2);
}

/** Whether the calibration loop says that the machine itself was faster or slower. */
export function hasMachineChanged(loop: number | null): boolean {
  return loop !== null && Math.abs(Math.log(loop)) > MACHINE_CHANGED;
}

export function runVerdict([low, high]: readonly [number, number]): Verdict {
  if (low > 1) return 'slower';
  return high < 1 ? 'faster' : 'no difference found';
}
