import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchTiming } from '../../src/core/kernels/strategy';
import { shuffled, warmUp } from '../../src/core/measure/sampling';

/** What takes turns. */
export interface Contestant {
  runBatch(times: number): Promise<BatchTiming>;
  /** So long must nothing else run after a batch. */
  readonly settleMs: number;
}

/** Rounds that give an interval of 95% (1 − 2⁻⁶), with one to spare. */
const FEWEST_ROUNDS = 7;
const MOST_ROUNDS = 100;
/** Some peers' clocks resolve no better than some microseconds. */
const SHORTEST_SAMPLE_NS = 2e6;
/** Where a run takes seconds, the interval has to do with the probability that so few rounds allow. */
const FEWEST_ROUNDS_OF_SLOW = 5;
const SLOW_ROUND_NS = 2e9;

/**
 * Warms every contestant up, then lets each take one sample a round, in an order drawn anew, until each has had its budget
 * on average, the pauses after their batches included. One works, all others are idle.
 * @returns nanoseconds a run, for each contestant one a round.
 */
export async function takeRounds(
  contestants: readonly Contestant[],
  budgetNs: number,
  random: () => number,
): Promise<readonly (readonly number[])[]> {
  const plan = { budgetNs, precision: 0, confidence: 0.95 };
  const turns: { readonly contestant: Contestant; readonly batch: number; readonly samples: number[] }[] = [];
  for (const contestant of contestants) {
    const batch = await warmUp(
      contestant,
      plan,
      () => false,
      Math.max(SHORTEST_SAMPLE_NS, budgetNs / (2 * MOST_ROUNDS)),
    );
    turns.push({ contestant, batch, samples: [] });
    await sleep(contestant.settleMs);
  }
  let spentNs = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    for (const { contestant, batch, samples } of shuffled(turns, random)) {
      const { times, computeNs } = await contestant.runBatch(batch);
      samples.push(computeNs / times);
      spentNs += computeNs + contestant.settleMs * 1e6;
      if (contestant.settleMs > 0) await sleep(contestant.settleMs);
    }
    const fewest = spentNs / round > SLOW_ROUND_NS ? FEWEST_ROUNDS_OF_SLOW : FEWEST_ROUNDS;
    if (round >= fewest && spentNs >= budgetNs * turns.length) break;
  }
  return turns.map(({ samples }) => samples);
}
