import { describe, expect, it } from 'vitest';
import { clockResolution } from '../../../../src/core/measure/clockResolution';

/** A clock that is read every 50 ns, and rounds down to its step. */
function clock(stepNs: number): () => number {
  let nowNs = 0;
  return () => {
    nowNs += 50;
    return Math.floor(nowNs / stepNs) * stepNs;
  };
}

describe('the resolution of a clock', () => {
  it('is the smallest step that it makes', () => {
    expect(clockResolution(clock(50))).toBe(50);
    expect(clockResolution(clock(2000))).toBe(2000);
  });

  it('is found of a browser that rounds to a millisecond as well', () => {
    expect(clockResolution(clock(1e6))).toBe(1e6);
  });

  it('is 0 of a clock that stands still', () => {
    expect(clockResolution(() => 7)).toBe(0);
  });
});
