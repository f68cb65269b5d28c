import type { Timing } from './measurement';
import { sorted } from './medianInterval';
import { quantileInterval } from './quantileInterval';

/** The share of a sampling's samples below its low decile. */
export const LOW_SHARE = 0.1;

/**
 * What of a sampling can be held against another one's, taken at another time: the low decile of its samples over that of
 * its calibration loops. What else the machine does only ever adds time, and to more or fewer samples as it is busier:
 * medians move with that, low deciles hardly (Chen and Revels, "Robust benchmarking in noisy environments", 2016, take the
 * minimum, of which no interval is known). The loop takes out what all of the machine had in common: its clock rate.
 */
export interface LowDecile {
  /** ln of nanoseconds a run over nanoseconds of the loop. */
  readonly log: number;
  readonly low: number;
  readonly high: number;
  /** Low decile of the calibration loop, in nanoseconds. */
  readonly calibrationNs: number;
}

/**
 * `null` where there are too few samples for an interval, or no calibration loop beside them. Samples that follow each other
 * depend on each other: the interval is that of as many independent ones as say as much.
 */
export function lowDecileOf({ samplesNs, sampling }: Timing, confidence: number): LowDecile | null {
  const loops = sampling?.calibrationNs.filter((ns) => ns > 0) ?? [];
  if (loops.length === 0) return null;
  const calibrationNs = quantileInterval(sorted(loops), LOW_SHARE, confidence).quantile;
  const rising = sorted(samplesNs);
  const whole = quantileInterval(rising, LOW_SHARE, confidence);
  const below = samplesNs.map((ns) => (ns <= whole.quantile ? 1 : 0));
  const thinned = thin(rising, autocorrelationTime(below));
  const { quantile, low, high, isReached } = quantileInterval(thinned, LOW_SHARE, confidence);
  if (!isReached) return null;
  return {
    log: Math.log(whole.quantile / calibrationNs),
    low: Math.log(Math.min(low, quantile) / calibrationNs),
    high: Math.log(Math.max(high, quantile) / calibrationNs),
    calibrationNs,
  };
}

/** Every τ-th of the samples in rising order: as many as are worth as much as all of them, spread alike. */
function thin(rising: ReturnType<typeof sorted>, time: number): ReturnType<typeof sorted> {
  const count = Math.max(1, Math.floor(rising.length / time));
  return sorted(
    Array.from({ length: count }, (_, index) => rising[Math.floor(((index + 0.5) * rising.length) / count)]),
  );
}

/**
 * How many samples in a row are worth one independent one: 1 + 2·Σρ over the lags whose autocorrelations, two by two, are
 * positive (Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7, 1992, initial positive sequence).
 */
export function autocorrelationTime(series: readonly number[]): number {
  const n = series.length;
  const mean = series.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const centred = series.map((value) => value - mean);
  const at = (lag: number): number => {
    let sum = 0;
    for (let index = lag; index < n; index++) sum += centred[index] * centred[index - lag];
    return sum;
  };
  const variance = at(0);
  if (variance === 0) return 1;
  let time = 1;
  for (let lag = 1; lag + 1 < n / 2; lag += 2) {
    const pair = (at(lag) + at(lag + 1)) / variance;
    if (pair <= 0) break;
    time += 2 * pair;
  }
  return Math.max(1, time);
}
