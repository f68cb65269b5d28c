import { describe, expect, it } from 'vitest';
import { fastestOf, groupByProblem } from '../../../../src/core/measure/comparison';
import { square, timed, untimed } from '../measurementFixtures';

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
