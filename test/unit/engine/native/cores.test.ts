import { describe, expect, it } from 'vitest';
import { coresOfMask, spread } from '../../../../src/engine/native/cores';

const eachAlone = (core: number): string => String(core);
/** Processors 0 and 4, 1 and 5, 2 and 6, 3 and 7 are of one core each. */
const inPairs = (core: number): string => `${core % 4},${(core % 4) + 4}`;

describe('coresOfMask', () => {
  it('counts bits from the lowest of the first byte', () => {
    expect(coresOfMask(new Uint8Array([0b101, 0, 0x80]))).toEqual([0, 2, 23]);
    expect(coresOfMask(new Uint8Array(8))).toEqual([]);
  });
});

describe('spread', () => {
  it('leaves the first thread where it is and gives the others the processors that are left', () => {
    expect(spread([0, 1, 2, 3], 2, 3, eachAlone)).toEqual([2, 0, 1]);
  });

  it('takes physical cores first, then their other hardware threads', () => {
    const all = [0, 1, 2, 3, 4, 5, 6, 7];
    expect(spread(all, 5, 4, inPairs)).toEqual([5, 0, 2, 3]);
    expect(spread(all, 5, 8, inPairs)).toEqual([5, 0, 2, 3, 1, 4, 6, 7]);
  });

  it('gives no processor twice, and none that is not allowed', () => {
    expect(spread([1, 5], 5, 4, inPairs)).toEqual([5, 1]);
    expect(spread([3], 3, 2, eachAlone)).toEqual([3]);
  });
});
