import { describe, expect, it } from 'vitest';
import { MOST_CURVE_POINTS, thinned } from '../../../../src/core/measure/curveSteps';
import type { CurveStretch } from '../../../../src/core/measure/trainingCurve';
import { StepCurve } from '../../../../src/core/mlp/stepCurve';

const BATCH = 4;

/** The curve as it is read after so many steps each time; the loss of a step is its number, a sample. */
function readEvery(chunk: number, total: number): readonly (readonly CurveStretch[])[] {
  const curve = new StepCurve(BATCH);
  const readings: (readonly CurveStretch[])[] = [];
  for (let step = 1; step <= total; step++) {
    curve.add(step * BATCH, step % (BATCH + 1));
    if (step % chunk === 0 || step === total) readings.push(curve.read());
  }
  return readings;
}

describe('the curve that a trainer records', () => {
  it.each([
    ['a chunk of few steps', 3, 2000],
    ['a chunk of many', 1700, 20_000],
    ['one chunk', 100_000, 100_000],
  ])('is that of all steps, thinned: %s', (_, chunk, total) => {
    const all = Array.from({ length: total }, (_, at) => ({
      steps: 1,
      loss: at + 1,
      accuracy: ((at + 1) % (BATCH + 1)) / BATCH,
    }));
    const recorded = thinned(readEvery(chunk, total).flat(), MOST_CURVE_POINTS);
    const wanted = thinned(all, MOST_CURVE_POINTS);
    expect(recorded.map(({ steps }) => steps)).toEqual(wanted.map(({ steps }) => steps));
    for (const [at, { loss, accuracy }] of recorded.entries()) {
      expect(loss).toBeCloseTo(wanted[at].loss, 6);
      expect(accuracy).toBeCloseTo(wanted[at].accuracy, 9);
    }
  });

  it('has each step of its own at first, within the first chunk too', () => {
    const [first] = readEvery(5000, 5000);
    expect(first.slice(0, 20).map(({ steps, loss }) => [steps, loss])).toEqual(
      Array.from({ length: 20 }, (_, at) => [1, at + 1]),
    );
    expect(first.length).toBeLessThanOrEqual(MOST_CURVE_POINTS);
  });

  it('is told once, and nothing where no step was done', () => {
    const curve = new StepCurve(BATCH);
    expect(curve.read()).toEqual([]);
    curve.add(BATCH, 1);
    expect(curve.read()).toEqual([{ steps: 1, loss: 1, accuracy: 1 / BATCH }]);
    expect(curve.read()).toEqual([]);
  });

  it('tells a part of a point at the end of a chunk, and the rest with the next', () => {
    const readings = readEvery(1003, 2006);
    const [last, first] = [readings[0].at(-1), readings[1][0]];
    expect([last?.steps, first.steps]).toEqual([3, 5]);
  });

  it('goes on where a loss is no number', () => {
    const curve = new StepCurve(BATCH);
    for (const loss of [1, NaN, 2]) curve.add(loss * BATCH, 0);
    expect(curve.read().map(({ loss }) => loss)).toEqual([1, NaN, 2]);
  });
});
