import { pairedEvidence } from './ratio';
import type { RatioEvidence } from './ratio';

/** With fewer common turns their order statistics reach no 95%. */
export const FEWEST_TURNS = 6;

/**
 * Step times of one training over those of another that took turns with it, from the times of both in each round, whose
 * order was drawn: paired as rows of a run are (`pairedEvidence`). `null` where there are too few rounds.
 */
export function turnsEvidence(firstNs: readonly number[], secondNs: readonly number[]): RatioEvidence | null {
  const rounds = Math.min(firstNs.length, secondNs.length);
  if (rounds < FEWEST_TURNS) return null;
  return pairedEvidence(Array.from({ length: rounds }, (_, round) => Math.log(firstNs[round] / secondNs[round])));
}
