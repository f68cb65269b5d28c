import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';

describe('RandomStream', () => {
  it('is xoshiro128**: the first numbers from the state 1, 2, 3, 4 are those of the reference code', () => {
    const stream = new RandomStream();
    Object.assign(stream, { state: Int32Array.of(1, 2, 3, 4) });
    const drawn = Array.from({ length: 4 }, () => stream.next() * 2 ** 32);
    expect(drawn).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('gives the same numbers for the same key, others for another', () => {
    const draw = (...key: number[]): number[] => {
      const stream = new RandomStream(...key);
      return Array.from({ length: 8 }, () => stream.next());
    };
    expect(draw(1, 2)).toEqual(draw(1, 2));
    const keys = [[1, 2], [2, 1], [1, 3], [1, 2 + 2 ** 32], [1], [1, 2, 0]];
    expect(new Set(keys.map((key) => draw(...key).join())).size).toBe(keys.length);
  });

  it('starts anew with another key', () => {
    const stream = new RandomStream(5);
    stream.next();
    stream.restart(1, 2);
    expect(stream.next()).toBe(new RandomStream(1, 2).next());
  });

  it('draws whole numbers below a limit, all of them', () => {
    const stream = new RandomStream(1);
    const drawn = new Set(Array.from({ length: 200 }, () => stream.below(6)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([24, 52] as const)('fills with numbers of %i bits that are never 0', (bits) => {
    const values = new Float64Array(20_000);
    new RandomStream(7).fill(values, 0, values.length, bits);
    // Odd multiples of 2^-bits.
    expect(values.every((value) => Math.abs((value * 2 ** bits) % 2) === 1 && Math.abs(value) < 1)).toBe(true);
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value ** 2, 0);
    // Mean 0 and variance 1/3, within five standard deviations.
    expect(Math.abs(sum / values.length)).toBeLessThan(5 / Math.sqrt(3 * values.length));
    expect(Math.abs(squares / values.length - 1 / 3)).toBeLessThan((5 * Math.sqrt(4 / 45)) / Math.sqrt(values.length));
    expect(new Set(values).size).toBeGreaterThan(19_900);
  });

  it('fills with the numbers that it draws one by one', () => {
    const draws = new RandomStream(9);
    const words = Array.from({ length: 40 }, () => draws.next() * 2 ** 32);
    const filled = new Float64Array(40);
    new RandomStream(9).fill(filled, 0, 40, 24);
    expect([...filled]).toEqual(words.map((word) => (2 * (word >> 8) + 1) * 2 ** -24));
    new RandomStream(9).fill(filled, 0, 20, 52);
    const pairs = Array.from({ length: 20 }, (_, at) => (words[2 * at] >> 12) * 2 ** 32 + words[2 * at + 1]);
    expect([...filled.subarray(0, 20)]).toEqual(pairs.map((pair) => (2 * pair + 1) * 2 ** -52));
  });

  it('fills only where it is asked to, and goes on where it stopped', () => {
    const whole = new Float64Array(10);
    new RandomStream(3).fill(whole, 0, 10, 52);
    const parts = new Float64Array(12);
    const stream = new RandomStream(3);
    stream.fill(parts, 1, 4, 52);
    stream.fill(parts, 5, 6, 52);
    expect([...parts]).toEqual([0, ...whole, 0]);
  });
});
