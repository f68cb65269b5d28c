import type { Timing } from './measurement';
import { medianInterval, sorted } from './medianInterval';
import { logRatiosByRound } from './pairedRounds';

/** Confidence of the interval of a ratio where nothing else is asked for. */
export const RATIO_CONFIDENCE = 0.95;

/**
 * Two preparations of the same kernel on the same operands differ by up to this share, run after run, by where their
 * buffers lie in memory alone (Mytkowicz et al., "Producing wrong data without doing anything obviously wrong!", ASPLOS
 * 2009). A smaller difference says nothing about a strategy; an interval from pairs is wider by it on both sides.
 */
export const PLACEMENT_SHARE = 0.005;
/** With fewer common rounds their order statistics reach no 95%. */
const FEWEST_PAIRS = 6;

export type RatioMethod = 'paired rounds' | 'both intervals';

export interface Ratio {
  /** Time of the first over time of the second. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** False where 1 lies in the interval: no difference was found. */
  readonly difference: boolean;
  readonly method: RatioMethod;
}

/** All that two measurements say of their ratio: its interval at any confidence. */
export interface RatioEvidence {
  readonly ratio: number;
  readonly method: RatioMethod;
  readonly interval: (confidence: number) => readonly [low: number, high: number];
}

/** Time of `first` over time of `second`, with its interval. */
export function ratioOf(first: Timing, second: Timing): Ratio {
  // A tuning's final round asks for more, so that all of its intervals hold together.
  const confidence = Math.max(RATIO_CONFIDENCE, Math.min(first.confidence, second.confidence));
  return ratioAt(evidenceOf(first, second), confidence);
}

export function ratioAt({ ratio, method, interval }: RatioEvidence, confidence: number): Ratio {
  const [low, high] = interval(confidence);
  return { ratio, low, high, difference: low > 1 || high < 1, method };
}

export function evidenceOf(first: Timing, second: Timing): RatioEvidence {
  const logs = logRatiosByRound(first, second);
  return logs !== null && logs.length >= FEWEST_PAIRS ? pairedEvidence(logs) : intervalEvidence(first, second);
}

/**
 * The ratio of two that took turns in random order: the median of the rounds' log ratios, with the interval from order
 * statistics that inverts the sign test. Under 'the names make no difference' each round's sign is the toss of its own
 * order, whatever the machine did meanwhile: the test is exact for samples that drift and depend on each other, and for any
 * distribution (Fisher, The Design of Experiments, 1935, §21; Lehmann, Nonparametrics, 1975, §§3 and 4). It uses the many
 * pairs that agree closely, and is not moved by the few that a neighbour on the machine tore apart.
 * Both ends are then moved outwards by PLACEMENT_SHARE.
 */
export function pairedEvidence(logRatios: readonly number[]): RatioEvidence {
  const rising = sorted(logRatios);
  return {
    ratio: Math.exp(medianInterval(rising, RATIO_CONFIDENCE).median),
    method: 'paired rounds',
    interval: (confidence) => {
      const { low, high } = medianInterval(rising, confidence);
      return [Math.exp(low) / (1 + PLACEMENT_SHARE), Math.exp(high) * (1 + PLACEMENT_SHARE)];
    },
  };
}

/**
 * The ratio of two that did not take turns: the quotient of the two intervals' opposite ends, which covers the ratio of the
 * medians at least as often as both intervals cover theirs (Bonferroni): conservative, without any assumption on the
 * distribution of the samples.
 */
function intervalEvidence(first: Timing, second: Timing): RatioEvidence {
  return {
    ratio: first.medianNs / second.medianNs,
    method: 'both intervals',
    interval: (confidence) => {
      const [firstNs, secondNs] = [intervalNs(first, confidence), intervalNs(second, confidence)];
      return [firstNs[0] / secondNs[1], firstNs[1] / secondNs[0]];
    },
  };
}

/** The interval that was measured, or a wider one from its samples where more is asked for and they are there. */
function intervalNs({ intervalNs: measured, confidence: reached, samplesNs }: Timing, confidence: number) {
  if (confidence <= Math.max(reached, RATIO_CONFIDENCE) || samplesNs.length === 0) return measured;
  const { low, high } = medianInterval(sorted(samplesNs), confidence);
  return [Math.min(low, measured[0]), Math.max(high, measured[1])] as const;
}
