import { describe, expect, it } from 'vitest';
import { toHalves } from '../../../../src/core/matrix/half';
import { RandomStream } from '../../../../src/core/matrix/random';

/** What the bits of a binary16 stand for, by the definition of IEEE 754. */
function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const bitsOf = (value: number): number => toHalves(Float32Array.of(value))[0];

describe('binary16', () => {
  it('has each of its own numbers as it is', () => {
    for (let bits = 0; bits < 0x7c00; bits++) {
      expect(bitsOf(valueOf(bits))).toBe(bits);
      expect(bitsOf(-valueOf(bits))).toBe(bits | 0x8000);
    }
  });

  it('has the even neighbour of what lies in the middle, and else the nearer one', () => {
    const next = 2 ** -23;
    for (let bits = 0; bits < 0x7bff; bits += 7) {
      const middle = (valueOf(bits) + valueOf(bits + 1)) / 2;
      expect(bitsOf(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
      expect(bitsOf(middle * (1 - next))).toBe(bits);
      expect(bitsOf(middle * (1 + next))).toBe(bits + 1);
    }
  });

  it('overflows to infinity, underflows to zero, and keeps NaN', () => {
    expect([65_519, 65_520, 1e30, Infinity].map(bitsOf)).toEqual([0x7bff, 0x7c00, 0x7c00, 0x7c00]);
    expect([2 ** -25, 1e-30, -1e-30].map(bitsOf)).toEqual([0, 0, 0x8000]);
    expect(valueOf(bitsOf(NaN))).toBeNaN();
  });

  it('is off by 2^-11 of a number at most, or by 2^-25 below 2^-14', () => {
    const random = new RandomStream(1, 2);
    for (let trial = 0; trial < 2000; trial++) {
      const value = Math.fround((random.next() - 0.5) * 2 ** (random.next() * 40 - 25));
      const off = Math.abs(valueOf(bitsOf(value)) - value);
      expect(off).toBeLessThanOrEqual(Math.max(2 ** -11 * Math.abs(value), 2 ** -25));
    }
  });

  it('comes in pairs', () => {
    expect(toHalves(Float32Array.of(1, 2, 3)).length).toBe(4);
    expect(toHalves(Float32Array.of(1, 2)).length).toBe(2);
  });
});
