import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import type { SamplingRecord } from '../../../../src/core/measure/measurement';
import { logRatiosByRound } from '../../../../src/core/measure/pairedRounds';
import { pairedEvidence, PLACEMENT_SHARE, ratioAt, ratioOf } from '../../../../src/core/measure/ratio';
import { timed } from '../measurementFixtures';

function sampled(strategy: string, samplesNs: readonly number[], rounds: readonly number[], session = '1') {
  const disturbance = { disturbed: 0, rounds: Math.max(...rounds), isSetAside: false };
  const sampling: SamplingRecord = { session, rounds, calibrationNs: rounds.map(() => 1e5), disturbance };
  return timed(strategy, samplesNs[0], undefined, { samplesNs, samples: samplesNs.length, sampling });
}

describe('the ratio of two that did not take turns', () => {
  it('divides the medians, and the opposite ends of the intervals', () => {
    const ratio = ratioOf(
      timed('x', 300, undefined, { intervalNs: [290, 310] }),
      timed('y', 100, undefined, { intervalNs: [95, 110] }),
    );
    expect(ratio).toEqual({ ratio: 3, low: 290 / 110, high: 310 / 95, difference: true, method: 'both intervals' });
  });

  it('finds no difference where the intervals meet', () => {
    expect(ratioOf(timed('x', 100), timed('y', 101.9)).difference).toBe(false);
    expect(ratioOf(timed('x', 100), timed('y', 103)).difference).toBe(true);
    expect(ratioOf(timed('x', 103), timed('y', 100)).difference).toBe(true);
  });
});

describe('the rounds of two that took turns', () => {
  it('are those that both took part in, without samples from before the turns', () => {
    const first = sampled('x', [9, 2, 3, 4, 8], [0, 1, 2, 4, 6]);
    const second = sampled('y', [7, 1, 1, 2, 2], [0, 1, 3, 4, 6]);
    expect(logRatiosByRound(first, second)).toEqual([Math.log(2), Math.log(2), Math.log(4)]);
  });

  it('do not pair samples of different sittings', () => {
    const [first, second] = [sampled('x', [1], [1], '1'), sampled('y', [1], [1], '2')];
    expect(logRatiosByRound(first, second)).toBeNull();
    expect(logRatiosByRound(first, timed('z', 1))).toBeNull();
  });

  it('show a difference that the intervals of both hide: what the machine did hit both alike', () => {
    const rounds = Array.from({ length: 40 }, (_, index) => index + 1);
    const drift = rounds.map((round) => 1000 * (1 + 0.5 * Math.sin(round / 5)));
    const first = sampled(
      'x',
      drift.map((ns, index) => ns * (index % 2 === 0 ? 1.02 : 1.021)),
      rounds,
    );
    const ratio = ratioOf(first, sampled('y', drift, rounds));
    expect(ratio).toMatchObject({ difference: true, method: 'paired rounds' });
    expect(ratio.ratio).toBeCloseTo(1.0205, 4);
    expect(ratio.low).toBeCloseTo(1.02 / (1 + PLACEMENT_SHARE), 6);
    expect(ratio.high).toBeCloseTo(1.021 * (1 + PLACEMENT_SHARE), 6);
  });

  it('are too few for a pairing below six', () => {
    const rounds = [1, 2, 3, 4, 5];
    const ratio = ratioOf(sampled('x', [2, 2, 2, 2, 2], rounds), sampled('y', [1, 1, 1, 1, 1], rounds));
    expect(ratio.method).toBe('both intervals');
  });
});

/**
 * A machine that is in a fast or a slow state for some while, with neighbours that tear samples apart now and then: states
 * and neighbours last for many samples, so that these depend on each other strongly.
 */
function busyMachine(random: RandomStream): () => number {
  let slow = 0;
  let torn = 0;
  return () => {
    if (random.next() < 0.03) slow = 1 - slow;
    if (random.next() < 0.05) torn = torn === 0 ? 1 : 0;
    const jitter = 1 + 0.01 * (random.next() - 0.5);
    return jitter * (slow === 1 ? 1.14 : 1) * (torn === 1 && random.next() < 0.5 ? 1 + 4 * random.next() : 1);
  };
}

/** Share of comparisons over `rounds` rounds, each in an order drawn anew, whose interval leaves out the true ratio. */
function missed(comparisons: number, rounds: number, trueRatio: number, seed: number) {
  const random = new RandomStream(seed);
  let [outside, found] = [0, 0];
  for (let comparison = 0; comparison < comparisons; comparison++) {
    const next = busyMachine(random);
    const logs = Array.from({ length: rounds }, () => {
      const isFirst = random.next() < 0.5;
      const [one, other] = [next(), next()];
      return Math.log(isFirst ? (one * trueRatio) / other : (other * trueRatio) / one);
    });
    const { low, high, difference } = ratioAt(pairedEvidence(logs), 0.95);
    const [bareLow, bareHigh] = [low * (1 + PLACEMENT_SHARE), high / (1 + PLACEMENT_SHARE)];
    if (bareLow > trueRatio || bareHigh < trueRatio) outside += 1 / comparisons;
    if (difference && low > 1) found += 1 / comparisons;
  }
  return { outside, found };
}

describe('the interval from paired rounds on a machine with states and neighbours', () => {
  it.each([7, 20, 101, 400])('leaves the true ratio out in no more than 5% of comparisons of %i rounds', (rounds) => {
    // Three standard errors of a rate of 5% in 1500 trials are 1.7%.
    expect(missed(1500, rounds, 1, rounds).outside).toBeLessThan(0.067);
    expect(missed(1500, rounds, 1.3, rounds + 1).outside).toBeLessThan(0.067);
  });

  it('sees a difference of 2% in 400 rounds, and hardly ever one where there is none', () => {
    expect(missed(200, 400, 1.02, 5).found).toBeGreaterThan(0.95);
    expect(missed(500, 400, 1, 6).found).toBeLessThan(0.02);
  });
});

describe('rounds that agree to the last digit', () => {
  it('still leave room for where the buffers of two preparations lie', () => {
    const rounds = Array.from({ length: 40 }, (_, index) => index + 1);
    const same = rounds.map(() => 1000);
    const { low, high, difference } = ratioOf(sampled('x', same, rounds), sampled('y', same, rounds));
    expect([low, high]).toEqual([1 / 1.005, 1.005]);
    expect(difference).toBe(false);
  });
});
