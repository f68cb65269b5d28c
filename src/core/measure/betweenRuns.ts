import type { Verdict } from './runComparison';
import { lowDecileOf } from './lowDecile';
import type { Timing } from './measurement';
import { RATIO_CONFIDENCE } from './ratio';
import { spreadAt } from './rowSpread';
import type { RunSpread, SpreadOfRow } from './rowSpread';
import { normalQuantile } from './studentQuantile';

/**
 * How far two runs of the same lie apart in 95% of cases where no null test of the machine says it: as measured on a machine
 * of two cores with other work on both (docs/statistics.md).
 */
export const USUAL_SPREAD: RunSpread = { share: 0.05, rows: [] };
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
 * ones: that of each low decile, how far runs of the same row lie apart (`spread`), and the loop's own change, for how much
 * of it a kernel follows is not known. Where one of the runs has too few samples or no loop, medians are compared as
 * they are, by their intervals and the spread.
 */
export function runEvidence(before: Timing, after: Timing, spread: SpreadOfRow): RunEvidence {
  return decileEvidence(before, after, spread) ?? medianEvidence(before, after, spread);
}

function decileEvidence(before: Timing, after: Timing, spread: SpreadOfRow): RunEvidence | null {
  const [first, second] = [lowDecileOf(before, RATIO_CONFIDENCE), lowDecileOf(after, RATIO_CONFIDENCE)];
  if (first === null || second === null) return null;
  const change = second.log - first.log;
  const loop = second.calibrationNs / first.calibrationNs;
  return {
    ratio: Math.exp(change),
    loop,
    interval: (confidence) => {
      const scale = scaleTo(confidence);
      const common = [spreadAt(spread, confidence), scale * Math.log(loop)];
      const down = Math.hypot(scale * (second.log - second.low), scale * (first.high - first.log), ...common);
      const up = Math.hypot(scale * (second.high - second.log), scale * (first.log - first.low), ...common);
      return [Math.exp(change - down), Math.exp(change + up)];
    },
  };
}

function medianEvidence(before: Timing, after: Timing, spread: SpreadOfRow): RunEvidence {
  const change = Math.log(after.medianNs / before.medianNs);
  const [low, high] = [after.intervalNs[0] / before.intervalNs[1], after.intervalNs[1] / before.intervalNs[0]];
  return {
    ratio: Math.exp(change),
    loop: null,
    interval: (confidence) => {
      const [scale, apart] = [scaleTo(confidence), spreadAt(spread, confidence)];
      const down = Math.hypot(scale * (change - Math.log(low)), apart);
      const up = Math.hypot(scale * (Math.log(high) - change), apart);
      return [Math.exp(change - down), Math.exp(change + up)];
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
