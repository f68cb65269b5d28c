import { describe, expect, it } from 'vitest';
import { disturbanceText, RoundLog } from '../../../../src/core/measure/roundLog';
import type { Calibration } from '../../../../src/core/measure/roundLog';

function logOf(calibrations: readonly Calibration[]): RoundLog {
  const log = new RoundLog();
  for (const calibration of calibrations) log.add(calibration);
  return log;
}

const calm: Calibration = [100, 101];
const setAside = (log: RoundLog): readonly number[] =>
  Array.from({ length: log.rounds }, (_, index) => index + 1).filter((round) => log.isSetAside(round));

describe('the log of rounds', () => {
  it('sets aside the rounds before or after which the loop moved', () => {
    const log = logOf([calm, [100, 110], [110, 100], calm, [90, 100], [104, 96], calm, calm, calm, calm, calm, calm]);
    expect(setAside(log)).toEqual([2, 3, 5]);
    expect(disturbanceText(log.disturbance())).toBe('3 of 12 rounds were disturbed and taken again');
  });

  it('takes the two states of the loop itself for quiet, whichever of them is the usual one', () => {
    const [low, high]: readonly Calibration[] = [
      [100, 100.4],
      [105.8, 106.2],
    ];
    for (const share of [1, 5, 9]) {
      const log = logOf(Array.from({ length: 100 }, (_, round) => (round % 10 < share ? high : low)));
      expect(log.disturbance().disturbed).toBe(0);
    }
  });

  it('knows the quiet machine by its fastest quarter: most of a busy hour is slow', () => {
    const busy: Calibration = [118, 125];
    const log = logOf(Array.from({ length: 20 }, (_, round) => (round % 5 < 2 ? busy : calm)));
    expect(setAside(log)).toEqual([1, 2, 6, 7, 11, 12, 16, 17]);
    expect(disturbanceText(log.disturbance())).toBe('8 of 20 rounds were disturbed and taken again');
  });

  it('sets aside rounds in which the thread stood in line for a core, which the loop may not have seen', () => {
    const log = new RoundLog();
    for (let round = 1; round <= 20; round++) log.add(calm, round === 4 ? 3 : round === 5 ? 0.04 : 0);
    expect(setAside(log)).toEqual([4]);
    expect(log.disturbance()).toMatchObject({ disturbed: 1, waited: 1 });
    expect(disturbanceText(log.disturbance())).toBe(
      '1 of 20 rounds was disturbed (in it the thread had to wait for a core) and taken again',
    );
  });

  it('counts all of them where most are disturbed: that is what the machine is like', () => {
    const log = logOf([calm, calm, [100, 115], [100, 120], [100, 130], [80, 100]]);
    expect(setAside(log)).toEqual([]);
    expect(disturbanceText(log.disturbance())).toBe(
      '4 of 6 rounds were disturbed, too many to be taken again: all of them count',
    );
  });

  it('does not judge a few rounds, nor samples that were taken outside of all rounds', () => {
    expect(setAside(logOf([calm, [100, 200], calm]))).toEqual([]);
    const log = logOf([calm, calm, calm, calm, [100, 200]]);
    expect(log.isSetAside(0)).toBe(false);
    expect([0, 1, 5, 6].map((round) => log.calibrationNs(round))).toEqual([null, 100.5, 150, null]);
  });

  it('says nothing where nothing was', () => {
    expect(disturbanceText(logOf([calm, calm]).disturbance())).toBeNull();
    expect(disturbanceText({ disturbed: 1, rounds: 9, isSetAside: true })).toBe(
      '1 of 9 rounds was disturbed and taken again',
    );
  });

  it('says in how many of them it was another thread that had the core, where that was so', () => {
    const text = (disturbed: number, waited: number): string | null =>
      disturbanceText({ disturbed, waited, rounds: 40, isSetAside: true });
    expect(text(3, 0)).toBe('3 of 40 rounds were disturbed and taken again');
    expect(text(3, 2)).toContain('(in 2 the thread had to wait for a core)');
    expect(text(3, 3)).toContain('(in all of them the thread had to wait for a core)');
  });
});
