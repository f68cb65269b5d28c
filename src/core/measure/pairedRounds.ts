import type { Timing } from './measurement';

/**
 * ln(time of `first` / time of `second`) in each round that both took part in, in the order of the rounds; `null` where
 * they did not take turns, so that nothing pairs their samples.
 */
export function logRatiosByRound(first: Timing, second: Timing): readonly number[] | null {
  const [one, other] = [first.sampling, second.sampling];
  if (one === undefined || other === undefined || one.session !== other.session) return null;
  const logs: number[] = [];
  let at = 0;
  for (const [index, round] of one.rounds.entries()) {
    // Round 0 is a sample that was taken before the turns began.
    if (round === 0) continue;
    while (at < other.rounds.length && other.rounds[at] < round) at += 1;
    if (other.rounds[at] === round) logs.push(Math.log(first.samplesNs[index] / second.samplesNs[at]));
  }
  return logs.filter(Number.isFinite);
}
