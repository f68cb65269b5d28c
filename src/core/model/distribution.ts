import type { TimedMeasurement } from '../measure/measurement';
import { medianInterval, sorted } from '../measure/medianInterval';
import type { SortedSamples } from '../measure/medianInterval';
import { outlierFences, outlierKind } from '../measure/outliers';
import type { OutlierKind } from '../measure/outliers';
import { DISTURBED_BEYOND, quietReading } from '../measure/roundLog';

/** One sample of a row, with all that is known of when it was taken. */
export interface DistributionSample {
  /** From 0, in the order taken. */
  readonly index: number;
  readonly ns: number;
  /** From 1; 0: before the turns began; `null`: not kept by the version that measured it. */
  readonly round: number | null;
  /** The calibration loop around its round, over what it takes in the quieter of them; `null` where there was none. */
  readonly calibration: number | null;
  readonly kind: OutlierKind;
  /** The calibration loop around it moved, and it counts all the same. */
  readonly isDisturbed: boolean;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How the samples of a row lie. Times are in nanoseconds a run. */
export interface Distribution {
  readonly timing: TimedMeasurement;
  readonly samples: readonly DistributionSample[];
  readonly bins: readonly Bin[];
  /** What charts show: all but severe outliers. */
  readonly range: readonly [low: number, high: number];
  /** Samples outside of the range. */
  readonly beyond: number;
  /** Eight of ten samples lie in between. */
  readonly middle: readonly [low: number, high: number];
  /** Rounds between its first and its last in which its sample was set aside. */
  readonly setAside: readonly number[];
  /** Median of the second half over that of the first, where their intervals do not overlap; else `null`. */
  readonly drift: { readonly ratio: number; readonly low: number; readonly high: number } | null;
}

const MOST_BINS = 48;
const FEWEST_BINS = 5;
/** Halves with fewer samples say nothing of a drift. */
const FEWEST_OF_HALF = 8;

/** The distribution of a row's samples; there is at least one. */
export function distributionOf(timing: TimedMeasurement): Distribution {
  const { samplesNs, sampling } = timing;
  const fences = outlierFences(samplesNs);
  const rising = sorted(samplesNs);
  const loops = (sampling?.calibrationNs ?? []).filter((ns) => ns > 0);
  const quiet = loops.length === 0 ? null : quietReading(sorted(loops));
  const samples = samplesNs.map((ns, index): DistributionSample => {
    const loop = sampling?.calibrationNs[index] ?? 0;
    const calibration = quiet === null || loop === 0 ? null : loop / quiet;
    return {
      ...{ index, ns, calibration, round: sampling?.rounds[index] ?? null, kind: outlierKind(ns, fences) },
      isDisturbed: calibration !== null && Math.abs(calibration - 1) > DISTURBED_BEYOND,
    };
  });
  const inside = rising.filter((ns) => ns >= fences.lowSevere && ns <= fences.highSevere);
  const range = widened(inside[0] ?? timing.medianNs, inside.at(-1) ?? timing.medianNs);
  return {
    timing,
    samples,
    range,
    bins: binsOf(inside, range),
    beyond: rising.length - inside.length,
    middle: [quantileOf(rising, 0.1), quantileOf(rising, 0.9)],
    setAside: sampling?.disturbance.isSetAside === true ? missingRounds(sampling.rounds) : [],
    drift: driftOf(samplesNs),
  };
}

function widened(low: number, high: number): readonly [low: number, high: number] {
  const air = 0.04 * (high - low) || 0.01 * high || 1;
  return [low - air, high + air];
}

function quantileOf(rising: readonly number[], p: number): number {
  return rising[Math.round(p * (rising.length - 1))] ?? 0;
}

/**
 * Bins of equal width: twice the interquartile range over the cube root of the count (Freedman and Diaconis, On the histogram
 * as a density estimator: L₂ theory, 1981).
 */
function binsOf(rising: readonly number[], [low, high]: readonly [number, number]): readonly Bin[] {
  const spread = quantileOf(rising, 0.75) - quantileOf(rising, 0.25);
  const wanted = spread === 0 ? FEWEST_BINS : (high - low) / ((2 * spread) / Math.cbrt(rising.length));
  const count = Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.ceil(wanted)));
  const width = (high - low) / count;
  const counts = Array.from({ length: count }, () => 0);
  for (const ns of rising) counts[Math.min(count - 1, Math.floor((ns - low) / width))] += 1;
  return counts.map((each, index) => ({ from: low + index * width, to: low + (index + 1) * width, count: each }));
}

function missingRounds(rounds: readonly number[]): readonly number[] {
  const taken = new Set(rounds);
  const counted = rounds.filter((round) => round > 0);
  const [first, last] = [counted[0] ?? 1, counted.at(-1) ?? 0];
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index).filter(
    (round) => !taken.has(round),
  );
}

function driftOf(samplesNs: readonly number[]): Distribution['drift'] {
  const half = Math.floor(samplesNs.length / 2);
  if (half < FEWEST_OF_HALF) return null;
  const medianOf = (samples: SortedSamples) => medianInterval(samples, 0.95);
  const [first, second] = [medianOf(sorted(samplesNs.slice(0, half))), medianOf(sorted(samplesNs.slice(-half)))];
  const [low, high] = [second.low / first.high, second.high / first.low];
  return low > 1 || high < 1 ? { ratio: second.median / first.median, low, high } : null;
}
