import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import { autocorrelationTime, lowDecileOf } from '../../../../src/core/measure/lowDecile';
import {
  allowedFalseAlarms,
  nullComparison,
  nullSeries,
  rateOf,
  spreadBetweenRuns,
} from '../../../../src/core/measure/nullTest';
import type { NullComparison } from '../../../../src/core/measure/nullTest';
import type { TimedMeasurement } from '../../../../src/core/measure/measurement';
import { isWithinNominalRate, nullTestVerdict, seriesText, spreadsText } from '../../../../src/core/model/nullTestText';
import { NULL_TEST_SCHEMA } from '../../../../src/core/spec/nullTestSpec';
import type { NullTestAnswer } from '../../../../src/core/spec/nullTestSpec';
import { timed } from '../measurementFixtures';

const comparison = (low: number, high: number, more: Partial<NullComparison> = {}): NullComparison => ({
  ...{ engine: 0, ratio: Math.sqrt(low * high), low, high, elapsedMs: 2000, lowDecile: null },
  ...more,
});

/** A row sampled in rounds on a machine whose loop takes `loopNs`. */
function row(samplesNs: readonly number[], loopNs: number): TimedMeasurement {
  const rounds = samplesNs.map((_, index) => index + 1);
  const disturbance = { disturbed: 0, rounds: rounds.length, isSetAside: false };
  const sampling = { session: '1', rounds, calibrationNs: rounds.map(() => loopNs), disturbance };
  return timed('simd', 1000, undefined, { samplesNs, samples: rounds.length, sampling });
}

describe('a series of the null test', () => {
  it('counts every difference as a false alarm where both were the same', () => {
    const series = nullSeries(0, [comparison(0.99, 1.01), comparison(1.01, 1.02), comparison(0.9, 0.95)]);
    expect(series).toMatchObject({ comparisons: 3, slower: 1, faster: 1, medianMs: 2000 });
    expect(rateOf(series).share).toBeCloseTo(2 / 3);
    expect(seriesText(series)).toBe('2 false alarms in 3 comparisons: 66.7% (9.4–99.2%), nominal 5%');
  });

  it('counts what was called slower where the second was', () => {
    const series = nullSeries(0.02, [comparison(1.01, 1.03), comparison(0.9, 0.95), comparison(0.99, 1.05)]);
    expect(seriesText(series)).toBe('2% slower: called slower in 1 of 3, 33.3% (0.8–90.6%)');
  });

  it('allows as many false alarms as the nominal rate explains', () => {
    expect(allowedFalseAlarms(200)).toBe(16);
    const answer = (slower: number): NullTestAnswer => ({
      schema: NULL_TEST_SCHEMA,
      ...{ takenAt: '2026-01-02T00:00:00.000Z', processor: 'x', strategy: 'simd', size: 64, budgetSeconds: 1 },
      series: [{ ...nullSeries(0, []), comparisons: 200, slower }],
      ...{ betweenRuns: null, isComplete: true },
    });
    expect(isWithinNominalRate(answer(16))).toBe(true);
    expect(isWithinNominalRate(answer(17))).toBe(false);
    expect(nullTestVerdict(answer(17))).toContain('not to be trusted');
  });

  it('takes the ratio of the second to the first', () => {
    const random = new RandomStream(1);
    const first = Array.from({ length: 200 }, () => 1000 * (1 + 0.01 * random.next()));
    const slower = first.map((ns) => ns * 1.05);
    const found = nullComparison(row(first, 100), row(slower, 100), 3, 12);
    expect(found.ratio).toBeCloseTo(1.05, 6);
    expect(found.low).toBeGreaterThan(1);
    expect(found).toMatchObject({ engine: 3, elapsedMs: 12 });
  });
});

describe('the spread between runs', () => {
  it('is that of 95% of the pairs of different engine processes', () => {
    const random = new RandomStream(2);
    // ln of a ratio that varies by a standard deviation of 1% from process to process, and not within one.
    const runs = Array.from({ length: 30 }, (_, engine) => {
      const sum = Array.from({ length: 12 }, () => random.next()).reduce((x, y) => x + y, -6);
      return [0, 1].map(() => comparison(1, 1, { engine, lowDecile: 5 + 0.01 * sum }));
    }).flat();
    // The difference of two normal values has a 95% range of 1.96·√2 standard deviations.
    expect(spreadBetweenRuns(runs)).toBeGreaterThan(0.02);
    expect(spreadBetweenRuns(runs)).toBeLessThan(0.036);
  });

  it('is said strategy by strategy, each at its sizes', () => {
    const of = (strategy: string, size: number, share: number) => ({ strategy, size, share, runs: 8 });
    const spreads = [of('simd', 128, 0.02), of('naive', 512, 0.3), of('simd', 512, 0.05)];
    expect(spreadsText(spreads)).toBe('simd 2% at 128, 5.1% at 512; naive 35% at 512');
    expect(spreadsText([])).toBe('');
  });

  it('is not known from one process', () => {
    expect(spreadBetweenRuns(Array.from({ length: 50 }, () => comparison(1, 1, { lowDecile: 5 })))).toBeNull();
  });
});

describe('the low decile', () => {
  const samplesOf = (seed: number, slowShare: number): readonly number[] => {
    const random = new RandomStream(seed);
    return Array.from({ length: 400 }, () => 1000 * (1 + 0.01 * random.next()) * (random.next() < slowShare ? 1.4 : 1));
  };

  it('stays where it is when neighbours slow most samples down, and follows the clock rate', () => {
    const [calm, busy] = [lowDecileOf(row(samplesOf(1, 0), 100), 0.95), lowDecileOf(row(samplesOf(2, 0.7), 100), 0.95)];
    expect(Math.abs((calm?.log ?? NaN) - (busy?.log ?? NaN))).toBeLessThan(0.004);
    const slowClock = lowDecileOf(
      row(
        samplesOf(3, 0).map((ns) => 1.2 * ns),
        120,
      ),
      0.95,
    );
    expect(Math.abs((calm?.log ?? NaN) - (slowClock?.log ?? NaN))).toBeLessThan(0.004);
  });

  it('covers that of independent samples in 95% of cases', () => {
    let covered = 0;
    for (let trial = 0; trial < 500; trial++) {
      const random = new RandomStream(100 + trial);
      const found = lowDecileOf(
        row(
          Array.from({ length: 150 }, () => 1 + random.next()),
          1,
        ),
        0.95,
      );
      if (found !== null && found.low <= Math.log(1.1) && Math.log(1.1) <= found.high) covered += 1 / 500;
    }
    expect(covered).toBeGreaterThan(0.92);
  });

  it('covers that of samples that depend on each other about as often', () => {
    // A first-order autoregression, as drifting load gives: 800 samples, each 0.8 of the one before and 0.6 of something new.
    const low = Math.log(1000 * (1 - 0.01 * 1.2816));
    let [known, covered] = [0, 0];
    for (let trial = 0; trial < 400; trial++) {
      const random = new RandomStream(5000 + trial);
      const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
      let state = normal();
      const samples = Array.from({ length: 800 }, () => {
        state = 0.8 * state + 0.6 * normal();
        return 1000 * (1 + 0.01 * state);
      });
      const found = lowDecileOf(row(samples, 1), 0.95);
      if (found === null) continue;
      known += 1;
      if (found.low <= low && low <= found.high) covered += 1;
    }
    expect(known).toBeGreaterThan(380);
    // Taken for independent ones they were covered in 62% of cases.
    expect(covered / known).toBeGreaterThan(0.9);
  });

  it('is unknown of few samples, and without a calibration loop', () => {
    expect(lowDecileOf(row([1, 2, 3], 1), 0.95)).toBeNull();
    expect(lowDecileOf(timed('simd', 1000), 0.95)).toBeNull();
  });

  it('knows how long samples depend on each other', () => {
    const random = new RandomStream(8);
    const white = Array.from({ length: 4000 }, () => random.next());
    let state = 0;
    const red = white.map((value) => (state = 0.8 * state + value - 0.5));
    expect(autocorrelationTime(white)).toBeLessThan(1.5);
    // (1 + φ) / (1 − φ) = 9 for a first-order process.
    expect(autocorrelationTime(red)).toBeGreaterThan(6);
    expect(autocorrelationTime(red)).toBeLessThan(13);
    expect(autocorrelationTime([1, 1, 1])).toBe(1);
  });
});
