import { describe, expect, it } from 'vitest';
import { CalibrationLoop } from '../../../src/engine/calibration';

/** A clock whose intervals, from one reading to the next but one, are the given ones in turn. */
function clockOf(intervalsNs: readonly number[]): () => number {
  let now = 0;
  let reading = 0;
  return () => {
    if (reading % 2 === 1) now += intervalsNs[((reading - 1) / 2) % intervalsNs.length];
    reading += 1;
    return now;
  };
}

describe('CalibrationLoop', () => {
  it('takes the least of three readings, so that a short interruption does not count', () => {
    const loop = new CalibrationLoop(clockOf([122, 131, 122]));
    for (let i = 0; i < 4; i++) expect(loop.timeNs()).toBe(122);
  });

  it('shows a core that is slower in all of them', () => {
    const loop = new CalibrationLoop(clockOf([130]));
    expect(loop.timeNs()).toBe(130);
  });
});
