import type { BatchTiming } from '../kernels/strategy';
import type { Calibration } from './roundLog';

/** What the core of the kernel thread was like at one moment. */
export interface CoreReading {
  /** The calibration loop, in nanoseconds. */
  readonly loopNs: number;
  /** How long the thread has stood in line for a core since it began, in nanoseconds; 0 where the system does not say. */
  readonly waitedNs: number;
}

/** What a round brought: a timing for each arm, in the order in which they ran, and what the core was like. */
export interface RoundTimes {
  readonly timings: readonly BatchTiming[];
  /** The calibration loop around them. */
  readonly calibrationNs: Calibration;
  /** How long the thread stood in line for a core meanwhile. */
  readonly waitedNs: number;
}

export function roundTimes(timings: readonly BatchTiming[], before: CoreReading, after: CoreReading): RoundTimes {
  return {
    timings,
    calibrationNs: [before.loopNs, after.loopNs],
    waitedNs: Math.max(0, after.waitedNs - before.waitedNs),
  };
}

/** Over the time of the round's samples. */
export function waitedShare({ timings, waitedNs }: RoundTimes): number {
  const sampledNs = timings.reduce((sum, { computeNs, transferNs }) => sum + computeNs + transferNs, 0);
  return sampledNs > 0 ? waitedNs / sampledNs : 0;
}
