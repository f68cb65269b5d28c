import type { TimedMeasurement } from '../../../core/measure/measurement';

/** The part of the time axis that a strip of samples shows, in nanoseconds. */
export interface SampleRange {
  readonly low: number;
  readonly high: number;
}

/**
 * All samples and the interval with some air, but no outlier farther than three interquartile ranges above the third
 * quartile (Tukey's outer fence): one pause of the machine would flatten all others into a line.
 */
export function sampleRange({ samplesNs, intervalNs, medianNs }: TimedMeasurement): SampleRange {
  const sorted = [...samplesNs].sort((x, y) => x - y);
  const quartile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? medianNs;
  const fence = quartile(0.75) + 3 * (quartile(0.75) - quartile(0.25));
  const inside = sorted.filter((sample) => sample <= fence);
  const low = Math.min(intervalNs[0], inside[0] ?? medianNs);
  const high = Math.max(intervalNs[1], inside.at(-1) ?? medianNs);
  const air = 0.08 * (high - low) || 0.01 * medianNs;
  return { low: low - air, high: high + air };
}

/** Where a time lies in the range, 0 at the top (slow) to 1 at the bottom; times outside lie at the edge. */
export function depthIn({ low, high }: SampleRange, ns: number): number {
  return 1 - Math.min(1, Math.max(0, (ns - low) / (high - low)));
}
