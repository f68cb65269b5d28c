import { describe, expect, it } from 'vitest';
import { fastestOf, groupByProblem, ratioOf } from '../../../../src/core/measure/comparison';
import { square, timed, untimed } from '../measurementFixtures';

describe('ratioOf', () => {
  it('divides the medians, and the opposite ends of the intervals', () => {
    const ratio = ratioOf(
      timed('x', 300, undefined, { intervalNs: [290, 310] }),
      timed('y', 100, undefined, { intervalNs: [95, 110] }),
    );
    expect(ratio).toEqual({ ratio: 3, low: 290 / 110, high: 310 / 95, difference: true });
  });

  it('finds no difference where the intervals meet', () => {
    expect(ratioOf(timed('x', 100), timed('y', 101.9)).difference).toBe(false);
    expect(ratioOf(timed('x', 100), timed('y', 103)).difference).toBe(true);
    expect(ratioOf(timed('x', 103), timed('y', 100)).difference).toBe(true);
  });
});

describe('fastestOf', () => {
  it('passes over rows without a timing', () => {
    const fast = timed('fast', 10);
    const slow = timed('slow', 20);
    expect(fastestOf([untimed('none'), slow, fast])).toEqual({ fastest: fast, ties: [], runnerUp: slow });
    expect(fastestOf([untimed('none')])).toBeNull();
  });

  it('puts between the fastest and the runner-up all that cannot be told from the fastest', () => {
    const rows = [timed('a', 100), timed('b', 101), timed('c', 150)];
    const result = fastestOf(rows);
    expect(result?.ties.map(({ strategy }) => strategy)).toEqual(['b']);
    expect(result?.runnerUp?.strategy).toBe('c');
  });
});

describe('groupByProblem', () => {
  it('keeps problems apart that differ in anything, and the order of the first rows', () => {
    const rows = [timed('a', 1), timed('a', 1, square(128)), timed('b', 1), timed('b', 1, { ...square(64), beta: 1 })];
    expect(groupByProblem(rows).map(({ measurements }) => measurements.map(({ strategy }) => strategy).join())).toEqual(
      ['a,b', 'a', 'b'],
    );
  });
});
