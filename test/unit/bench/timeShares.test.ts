import { describe, expect, test } from 'vitest';
import { plainProblem } from '../../../src/core/problem';
import type { Section } from '../../bench/sections';
import { TimeShares } from '../../bench/timeShares';

/** A section of one row with two arms. */
const section = (n: number, budgetShare = 1): Section => ({
  id: 'dense',
  rows: [{ problem: plainProblem(n, n, n), arms: ['simd', 'openblas1'], ratios: [['simd', 'openblas1']], budgetShare }],
});

describe('the shares of the time of a bench', () => {
  test('leave room for what has to be done in any case', () => {
    const seconds = new TimeShares([section(8), section(8)], 10_000).next(0);
    expect(seconds).toBeLessThan(10 / 4);
    expect(seconds).toBeGreaterThan(2);
    expect(new TimeShares([section(8), section(2048)], 10_000).next(0)).toBeLessThan(seconds);
  });

  test('give the next sections what an earlier one left, or take from them what it used', () => {
    const afterShort = new TimeShares([section(8), section(8)], 10_000);
    afterShort.next(0);
    const afterLong = new TimeShares([section(8), section(8)], 10_000);
    afterLong.next(0);
    expect(afterShort.next(1000)).toBeGreaterThan(afterLong.next(6000));
  });

  test('are larger where other rows ask for less', () => {
    const alike = new TimeShares([section(8), section(8)], 10_000).next(0);
    expect(new TimeShares([section(8), section(8, 0.05)], 10_000).next(0)).toBeGreaterThan(1.5 * alike);
  });

  test('end neither at nothing when time is up, nor in minutes for one row', () => {
    expect(new TimeShares([section(8)], 10_000).next(20_000)).toBe(0.05);
    expect(new TimeShares([section(8)], 3_600_000).next(0)).toBe(5);
  });
});
