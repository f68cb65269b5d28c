import type { Verdict } from './runComparison';
import { lowDecileOf } from './lowDecile';
import type { Timing } from './measurement';
import { RATIO_CONFIDENCE } from './ratio';

/**
 * How far two runs of the same lie apart in 95% of cases where no null test of the machine says it: as measured on a machine
 * of two cores with other work on both (docs/statistics.md).
 */
export const USUAL_SPREAD = 0.05;
/** Where the calibration loop took so much longer or shorter, the machine itself was another. */
const MACHINE_CHANGED = 0.05;

/** Time after over time before, of two measurements that were taken at different times. */
export interface RunRatio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Time of the calibration loop after over before; `null` where one of the runs has none. */
  readonly loop: number | null;
}

/** What two runs say of one row, at any confidence. */
export interface RunEvidence {
  readonly ratio: number;
  readonly loop: number | null;
  readonly interval: (confidence: number) => readonly [low: number, high: number];
}

/**
 * Compares low deciles over their calibration loops (see `lowDecileOf`). The interval joins three parts, as independent
 * ones: that of each low decile, how far runs of the same lie apart (`spread`, at 95%), and the loop's own change, for how
 * much of it a kernel follows is not known. Where one of the runs has too few samples or no loop, medians are compared as
 * they are, by their intervals and the spread.
 */
export function runEvidence(before: Timing, after: Timing, spread: number): RunEvidence {
  return decileEvidence(before, after, spread) ?? medianEvidence(before, after, spread);
}

function decileEvidence(before: Timing, after: Timing, spread: number): RunEvidence | null {
  const [first, second] = [lowDecileOf(before, RATIO_CONFIDENCE), lowDecileOf(after, RATIO_CONFIDENCE)];
  if (first === null || second === null) return null;
  const change = second.log - first.log;
  const loop = second.calibrationNs / first.calibrationNs;
  const common = [spread, Math.log(loop)];
  return {
    ratio: Math.exp(change),
    loop,
    interval: (confidence) => {
      const scale = scaleTo(confidence);
      const down = Math.hypot(second.log - second.low, first.high - first.log, ...common);
      const up = Math.hypot(second.high - second.log, first.log - first.low, ...common);
      return [Math.exp(change - scale * down), Math.exp(change + scale * up)];
    },
  };
}

function medianEvidence(before: Timing, after: Timing, spread: number): RunEvidence {
  const change = Math.log(after.medianNs / before.medianNs);
  const [low, high] = [after.intervalNs[0] / before.intervalNs[1], after.intervalNs[1] / before.intervalNs[0]];
  return {
    ratio: Math.exp(change),
    loop: null,
    interval: (confidence) => {
      const scale = scaleTo(confidence);
      const down = Math.hypot(change - Math.log(low), spread);
      const up = Math.hypot(Math.log(high) - change, spread);
      return [Math.exp(change - scale * down), Math.exp(change + scale * up)];
    },
  };
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

/**
 * The quantile of the standard normal distribution for p from ½ to 1, to 4.5e-4: Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.2.23.
 */
export function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.max(1 - p, Number.MIN_VALUE)));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.max(0, t - above / below);
}
