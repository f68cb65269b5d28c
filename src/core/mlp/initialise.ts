import type { Floats } from '../matrix/dense';
import { RandomStream } from '../matrix/random';
import { assertNever } from '../assertNever';
import type { Initialisation } from './network';

/** Streams of random numbers that one seed gives, so that none depends on another. */
export const STREAM = {
  weights: 1,
  order: 2,
  inputs: 3,
  classes: 4,
  checks: 5,
  split: 6,
  turns: 7,
  biases: 8,
} as const;

/**
 * Standard deviation of the first weights: √(2 ÷ inputs) for ReLU (He et al., Delving Deep into Rectifiers, ICCV 2015),
 * √(2 ÷ (inputs + outputs)) (Glorot & Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks,
 * AISTATS 2010); 1 where nothing is scaled, which is a mistake.
 */
export function weightDeviation(kind: Initialisation | 'unscaled', inputs: number, outputs: number): number {
  switch (kind) {
    case 'he':
      return Math.sqrt(2 / inputs);
    case 'xavier':
      return Math.sqrt(2 / (inputs + outputs));
    case 'unscaled':
      return 1;
    default:
      return assertNever(kind);
  }
}

/** Fills an array with normal numbers of mean 0 (Box & Muller, Ann. Math. Statist. 29, 1958). */
export function fillNormal(values: Floats, deviation: number, random: RandomStream): void {
  for (let at = 0; at < values.length; at += 2) {
    // 1 − [0, 1) is never 0.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    values[at] = radius * Math.cos(angle);
    if (at + 1 < values.length) values[at + 1] = radius * Math.sin(angle);
  }
}

/** Puts numbers into an order drawn by the stream (Fisher & Yates). */
export function shuffle(values: Int32Array, random: RandomStream): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    const kept = values[at];
    values[at] = values[other];
    values[other] = kept;
  }
}
