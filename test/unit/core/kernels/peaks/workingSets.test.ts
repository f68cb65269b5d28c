import { describe, expect, it } from 'vitest';
import {
  ASSUMED_CACHES,
  lastLevelSeen,
  setsBetween,
  workingSets,
} from '../../../../../src/core/kernels/peaks/workingSets';
import type { Cache } from '../../../../../src/core/machinePeaks';

const KIB = 1024;
const MIB = 2 ** 20;
const CACHES: readonly Cache[] = [
  { level: 1, bytes: 48 * KIB, lineBytes: 64, sharedBy: 2 },
  { level: 2, bytes: MIB, lineBytes: 64, sharedBy: 2 },
  { level: 3, bytes: 32 * MIB, lineBytes: 64, sharedBy: 16 },
];

describe('the working sets of the streams', () => {
  it('are half of each cache for one thread, and four times the last for memory', () => {
    expect(workingSets(CACHES, 1, 2 ** 40)).toEqual([
      { level: 'L1', bytes: 24 * KIB },
      { level: 'L2', bytes: 512 * KIB },
      { level: 'L3', bytes: 8 * MIB },
      { level: 'memory', bytes: 128 * MIB },
    ]);
  });

  it('are shares where threads share a cache, and leave out a level of which no share is left', () => {
    expect(workingSets(CACHES, 16, 2 ** 40)).toEqual([
      { level: 'L1', bytes: 12 * KIB },
      { level: 'L2', bytes: 256 * KIB },
      { level: 'memory', bytes: 8 * MIB },
    ]);
  });

  it('reckon with small caches where the system does not say, and leave three quarters of memory', () => {
    expect(workingSets([], 1, 100 * MIB)).toEqual([
      { level: 'L1', bytes: ASSUMED_CACHES[0].bytes / 2 },
      { level: 'L2', bytes: ASSUMED_CACHES[1].bytes / 2 },
      { level: 'memory', bytes: 25 * MIB },
    ]);
  });

  it('do not believe a cache of half a gigabyte', () => {
    const large = [...CACHES.slice(0, 2), { ...CACHES[2], bytes: 508 * MIB }];
    expect(workingSets(large, 1, 2 ** 40).slice(2)).toEqual([
      { level: 'L3', bytes: 8 * MIB },
      { level: 'memory', bytes: 384 * MIB },
    ]);
  });
});

describe('the end of the last-level cache', () => {
  it('is looked for by doubling', () => {
    expect(setsBetween(8, 64)).toEqual([16, 32]);
  });

  it('is the last set that is nearer to the cache than to memory', () => {
    const reads = [100, 90, 60, 20, 55, 10].map((gbPerSecond, at) => ({ bytes: 2 ** at, gbPerSecond }));
    expect(lastLevelSeen(reads)).toBe(4);
  });

  it('is not seen where memory is about as fast, or nothing was measured', () => {
    const reads = [12, 11, 10].map((gbPerSecond, at) => ({ bytes: 2 ** at, gbPerSecond }));
    expect(lastLevelSeen(reads)).toBeNull();
    expect(lastLevelSeen([])).toBeNull();
  });
});
