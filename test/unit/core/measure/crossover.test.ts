import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingOf, nextPosition, winnerOf } from '../../../../src/core/measure/crossover';
import { RandomStream } from '../../../../src/core/matrix/random';
import type { Probe, SearchRange } from '../../../../src/core/measure/crossover';

const RANGE: SearchRange = { axis: 'density', low: 0.01, high: 1, step: 1.1, mostProbes: 24 };

/** Searches to its end. */
function search(range: SearchRange, measure: (position: number) => Omit<Probe, 'position'>): readonly Probe[] {
  const probes: Probe[] = [];
  for (let at = nextPosition(range, probes); at !== null; at = nextPosition(range, probes)) {
    probes.push({ position: at, ...measure(at) });
  }
  return probes;
}

/** A ratio with an interval around it. */
function around(ratio: number, halfWidth: number, error = 0): Omit<Probe, 'position'> {
  return { ratio, low: ratio / (1 + halfWidth), high: ratio * (1 + halfWidth), error };
}

const truths = fc.record({
  crossing: fc.double({ min: 0.012, max: 0.9, noNaN: true }),
  /** Positive: the first wins below. */
  slope: fc.oneof(fc.double({ min: 0.3, max: 3, noNaN: true }), fc.double({ min: -3, max: -0.3, noNaN: true })),
  halfWidth: fc.double({ min: 0, max: 0.05, noNaN: true }),
  errors: fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
});

describe('the search of a crossover', () => {
  it('brackets it wherever it is, from noisy ratios whose intervals hold', () => {
    fc.assert(
      fc.property(truths, ({ crossing, slope, halfWidth, errors }) => {
        const truth = (position: number): number => (position / crossing) ** slope;
        const probes = search(RANGE, (position) => {
          const next = errors.next();
          const error = next.done === true ? 0 : next.value;
          return around(truth(position) * (1 + halfWidth) ** error, halfWidth);
        });
        expect(probes.length).toBeLessThanOrEqual(RANGE.mostProbes);
        const found = crossingOf(probes);
        // An end may be too near to the crossover to be decided; then nothing wrong is said.
        if (found.kind !== 'bracket') {
          expect(found.kind).toBe('one winner');
          return;
        }
        expect(found.before).toBe(slope > 0 ? 'first' : 'second');
        expect(found.last).toBeLessThanOrEqual(crossing);
        expect(found.first).toBeGreaterThanOrEqual(crossing);
      }),
    );
  });

  it('comes as near as the step where all is decided', () => {
    fc.assert(
      fc.property(truths, ({ crossing, slope }) => {
        const found = crossingOf(search(RANGE, (position) => around((position / crossing) ** slope, 0)));
        if (found.kind !== 'bracket') throw new Error(found.kind);
        expect(found.first / found.last).toBeLessThanOrEqual(RANGE.step);
        expect(found.undecided).toBe(0);
      }),
    );
  });

  it('comes as near to what cannot be decided as the step, on both sides', () => {
    const step = 1.05;
    const probes = search({ ...RANGE, step, mostProbes: 60 }, (position) => around(position / 0.1, 0.2));
    const found = crossingOf(probes);
    if (found.kind !== 'bracket') throw new Error(found.kind);
    expect(found.undecided).toBeGreaterThan(0);
    expect(found.last).toBeGreaterThan(0.1 / 1.2 / step);
    expect(found.first).toBeLessThan(0.1 * 1.2 * step);
  });

  it('is certain as often as it says, where intervals miss as often as they say', () => {
    const error = 0.03;
    let [right, all, promised] = [0, 0, 0];
    for (let run = 0; run < 4000; run++) {
      const random = new RandomStream(run);
      const probes = search({ ...RANGE, mostProbes: 9 }, (position) => {
        const isWrong = random.next() < error;
        return around(isWrong === position < 0.2 ? 1.5 : 0.5, 0.1, error);
      });
      const found = crossingOf(probes);
      if (found.kind === 'no difference') continue;
      all += 1;
      promised += found.certainty;
      if (found.kind === 'bracket' && found.last <= 0.2 && found.first >= 0.2) right += 1;
    }
    expect(all).toBe(4000);
    expect(promised / all).toBeLessThan(0.9);
    expect(right / all).toBeGreaterThanOrEqual(promised / all);
  });

  it('ends after five positions where one wins everywhere, or nothing does', () => {
    const winning = search(RANGE, () => around(0.5, 0.1, 0.01));
    expect(winning.map(({ position }) => position)).toEqual([0.01, 1, 0.1, 0.0316, 0.316]);
    expect(crossingOf(winning)).toEqual({ kind: 'one winner', winner: 'first', certainty: 0.95 });
    expect(crossingOf(search(RANGE, () => around(1, 0.1)))).toEqual({ kind: 'no difference' });
    expect(crossingOf([])).toEqual({ kind: 'no difference' });
  });

  it('finds a second winner between ends that the same one wins, and does not call that a crossover', () => {
    const probes = search(RANGE, (position) => around(position > 0.05 && position < 0.5 ? 2 : 0.5, 0.1));
    expect(crossingOf(probes)).toMatchObject({ kind: 'several', changes: 2 });
  });

  it('measures no position twice, whole sizes only, and none beyond the ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 60 }), fc.integer({ min: 61, max: 900 }), (low, high) => {
        const range: SearchRange = { axis: 'size', low, high, step: 1.02, mostProbes: 30 };
        const positions = search(range, (position) => around(position / 60.5, 0)).map(({ position }) => position);
        expect(new Set(positions).size).toBe(positions.length);
        expect(positions.every((at) => Number.isInteger(at) && at >= low && at <= high)).toBe(true);
      }),
    );
  });

  it('decides where the interval leaves 1, and not where it touches it', () => {
    expect(winnerOf({ ratio: 0.9, low: 0.8, high: 0.99 })).toBe('first');
    expect(winnerOf({ ratio: 1.1, low: 1.01, high: 1.2 })).toBe('second');
    expect(winnerOf({ ratio: 1.1, low: 1, high: 1.2 })).toBeNull();
  });
});
