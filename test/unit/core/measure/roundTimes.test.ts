import { describe, expect, it } from 'vitest';
import { roundTimes, waitedShare } from '../../../../src/core/measure/roundTimes';

const timings = [
  { times: 2, computeNs: 500, transferNs: 100 },
  { times: 1, computeNs: 400, transferNs: 0 },
];

describe('the times of a round', () => {
  it('hold the loop before and after it, and what the thread waited in between', () => {
    const result = roundTimes(timings, { loopNs: 20, waitedNs: 7000 }, { loopNs: 21, waitedNs: 7050 });
    expect(result).toEqual({ timings, calibrationNs: [20, 21], waitedNs: 50 });
    expect(waitedShare(result)).toBe(0.05);
  });

  it('know no share of nothing', () => {
    expect(waitedShare({ timings: [], calibrationNs: [20, 20], waitedNs: 50 })).toBe(0);
  });
});
