import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import { holm } from '../../../../src/core/measure/holm';

/** A comparison with this p-value: its interval shows a difference as long as 1 − confidence is no less. */
const withP =
  (p: number) =>
  (confidence: number): boolean =>
    1 - confidence >= p;
const verdicts = (ps: readonly number[]): readonly boolean[] =>
  holm(ps.map(withP), 0.95).map(({ difference }) => difference);

describe('holm', () => {
  it("steps down: the example of Holm's paper's kind", () => {
    expect(verdicts([0.01, 0.04, 0.03, 0.005])).toEqual([true, false, false, true]);
    expect(verdicts([0.01, 0.02, 0.03])).toEqual([true, true, true]);
    expect(verdicts([0.02, 0.02, 0.02])).toEqual([false, false, false]);
    expect(verdicts([0.04])).toEqual([true]);
    expect(verdicts([])).toEqual([]);
  });

  it('gives confidences at which the intervals say the same as the verdicts', () => {
    const random = new RandomStream(4);
    for (let trial = 0; trial < 200; trial++) {
      const comparisons = Array.from({ length: 6 }, () => withP(random.next() ** 4));
      for (const [index, { difference, confidence }] of holm(comparisons, 0.95).entries()) {
        expect(comparisons[index](confidence)).toBe(difference);
      }
    }
  });

  it('lets a false alarm happen in no more than 5% of families', () => {
    const random = new RandomStream(9);
    let alarms = 0;
    for (let family = 0; family < 2000; family++) {
      const ps = Array.from({ length: 8 }, () => random.next());
      if (verdicts(ps).includes(true)) alarms += 1;
    }
    expect(alarms / 2000).toBeLessThan(0.065);
    expect(alarms / 2000).toBeGreaterThan(0.035);
  });
});
