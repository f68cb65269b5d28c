import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseThreads, threadsLabel } from '../../../../src/core/kernels/threadChoice';

const MICROSECOND = 1e3;

describe('chooseThreads', () => {
  it('leaves work to one thread that ends before a helper has heard of it', () => {
    for (const workNs of [0, 100, 2 * MICROSECOND, 4 * MICROSECOND]) {
      expect(chooseThreads(2, { workNs })).toBe(1);
      expect(chooseThreads(64, { workNs })).toBe(1);
    }
  });

  it('shares work among all threads that takes long', () => {
    expect(chooseThreads(2, { workNs: 100 * MICROSECOND })).toBe(2);
    expect(chooseThreads(64, { workNs: 1e9 })).toBe(64);
  });

  it('takes a few of many threads where more would cost more than they save', () => {
    const threads = chooseThreads(64, { workNs: 40 * MICROSECOND });
    expect(threads).toBeGreaterThan(2);
    expect(threads).toBeLessThan(16);
  });

  it('never takes fewer threads for more work, nor more than there are', () => {
    const workNs = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(workNs, workNs, fc.integer({ min: 1, max: 64 }), (one, other, available) => {
        const fewer = chooseThreads(available, { workNs: Math.min(one, other) });
        const more = chooseThreads(available, { workNs: Math.max(one, other) });
        expect(fewer).toBeGreaterThanOrEqual(1);
        expect(more).toBeGreaterThanOrEqual(fewer);
        expect(more).toBeLessThanOrEqual(available);
      }),
      { seed: 1 },
    );
  });

  it('takes fewer threads where more would leave the busiest as busy', () => {
    // Three equal pieces: four threads are no faster than three, and two no faster than two thirds.
    const busiestShare = (threads: number): number => Math.ceil(3 / threads) / 3;
    expect(chooseThreads(4, { workNs: 1e9, busiestShare })).toBe(3);
  });

  it('takes one thread where the work cannot be cut', () => {
    expect(chooseThreads(8, { workNs: 1e9, busiestShare: () => 1 })).toBe(1);
  });
});

describe('threadsLabel', () => {
  it('says why one thread runs where there are more', () => {
    expect(threadsLabel(2, 4, false)).toBe('2 threads');
    expect(threadsLabel(1, 4, false)).toBe('1 thread of 4, too small to share');
    expect(threadsLabel(1, 4, true)).toBe('1 thread');
    expect(threadsLabel(1, 1, false)).toBe('1 thread');
  });
});
