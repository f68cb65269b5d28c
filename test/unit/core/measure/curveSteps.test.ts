import { describe, expect, it } from 'vitest';
import { endsPoint, evenStride, MOST_CURVE_POINTS, thinned } from '../../../../src/core/measure/curveSteps';
import type { CurveStretch } from '../../../../src/core/measure/trainingCurve';

const MOST = MOST_CURVE_POINTS;

/** One stretch a step, of the loss of its number. */
function steps(from: number, to: number): readonly CurveStretch[] {
  return Array.from({ length: to - from }, (_, at) => ({ steps: 1, loss: from + at + 1, accuracy: 0.5 }));
}

/** The steps that the points of a curve end with. */
function ends(most: number, total: number): readonly number[] {
  const even = evenStride(total, most);
  return Array.from({ length: total }, (_, at) => at + 1).filter((step) => endsPoint(step, even, most));
}

describe('the points of a learning curve', () => {
  it.each([1, 37, MOST])('are all steps of a training of %d', (total) => {
    expect(thinned(steps(0, total), MOST)).toEqual(steps(0, total));
  });

  it.each([MOST + 1, 780, 3120, 9999, 65_536, 1_000_000])(
    'are between half of the most and the most of %d',
    (total) => {
      const { length } = ends(MOST, total);
      expect(length).toBeGreaterThanOrEqual(MOST / 2);
      expect(length).toBeLessThanOrEqual(MOST);
    },
  );

  it('are at each step at first, and their distance grows with what lies behind them', () => {
    const curve = [0, ...ends(MOST, 1_000_000)];
    const strides = curve.slice(1).map((end, at) => end - curve[at]);
    expect(curve.slice(1, 21)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    for (const [at, stride] of strides.entries()) expect(stride).toBeLessThanOrEqual(Math.max(1, curve[at] / 10));
    expect(strides).toEqual(strides.toSorted((one, other) => one - other));
  });

  it.each([MOST, MOST / 2])('were points of the shorter, or finer, curve as well (%d)', (most) => {
    const fine = new Set(ends(MOST, 10_000));
    expect(ends(most, 50_000).filter((end) => end <= 10_000 && !fine.has(end))).toEqual([]);
  });

  it.each([2 ** 42, 2 ** 52])('have a stride for a training of any length, as of %d steps', (total) => {
    expect(evenStride(total, MOST)).toBeLessThanOrEqual(total);
  });

  it('have the means of their steps, and the last is a part of one', () => {
    const points = thinned(steps(0, 1003), MOST);
    const total = points.reduce((sum, point) => sum + point.steps, 0);
    const loss = points.reduce((sum, point) => sum + point.steps * point.loss, 0);
    expect(total).toBe(1003);
    expect(loss).toBeCloseTo((1003 * 1004) / 2, 6);
    expect(points.at(-1)).toEqual({ steps: 3, loss: 1002, accuracy: 0.5 });
    expect(points.at(-2)).toEqual({ steps: 4, loss: 998.5, accuracy: 0.5 });
  });

  it.each([1, 7, 333, 5000])('are the same however many steps are told at once: %d', (chunk) => {
    const total = 12_345;
    let curve: readonly CurveStretch[] = [];
    for (let from = 0; from < total; from += chunk) {
      const told = thinned(steps(from, Math.min(total, from + chunk)), MOST, from);
      expect(told.length).toBeLessThanOrEqual(MOST);
      curve = thinned([...curve, ...told], MOST / 2);
    }
    const whole = thinned(steps(0, total), MOST / 2);
    expect(curve.map((point) => point.steps)).toEqual(whole.map((point) => point.steps));
    for (const [at, { loss }] of curve.entries()) expect(loss).toBeCloseTo(whole[at].loss, 6);
  });
});
