import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../src/core/machine';
import { operandBytes } from '../../../../src/core/problem';
import { coldCopies } from '../../../../src/core/spec/coldCopies';
import { planMemory } from '../../../../src/core/spec/memory';
import { MACHINE } from '../../../machineFixture';
import { square } from '../measurementFixtures';

const withCache = (bytes: number): Machine => ({
  ...MACHINE,
  caches: [
    { level: 1, bytes: 48 * 2 ** 10, lineBytes: 64, sharedBy: 1 },
    { level: 3, bytes, lineBytes: 64, sharedBy: 2 },
  ],
});

const NAIVE = { id: 'naive', values: {} } as const;

describe('copies for a cold cache', () => {
  it('are at least twice the last-level cache together, and two at least', () => {
    const found = coldCopies(square(256), withCache(32 * 2 ** 20));
    expect(found).toEqual({ copies: 86 });
    expect(86 * operandBytes(square(256))).toBeGreaterThanOrEqual(64 * 2 ** 20);
    expect(coldCopies(square(4096), withCache(2 ** 20))).toEqual({ copies: 2 });
  });

  it('are reckoned from the cache as it was seen, or can be believed, where the system names a larger one', () => {
    const machine = withCache(480 * 2 ** 20);
    expect(coldCopies(square(256), machine)).toEqual({ copies: 256 });
    const peaks = { measuredAt: '2026-01-01T00:00:00Z', compute: [], bandwidth: [], lastLevelSeenBytes: 16 * 2 ** 20 };
    expect(coldCopies(square(256), { ...machine, peaks })).toEqual({ copies: 86 });
  });

  it('are reckoned from a usual cache where the system does not say', () => {
    expect(coldCopies(square(256), { ...MACHINE, caches: [] })).toEqual({ copies: 86 });
  });

  it('are refused where there would be too many, saying what to do', () => {
    expect(coldCopies(square(8), withCache(32 * 2 ** 20))).toEqual({
      refusal: expect.stringMatching(/4096 is the most. Choose larger sizes, or a warm cache/) as string,
    });
  });

  it('are planned with their workspaces, and refused in words where there is no room', () => {
    const [refusal] = planMemory(square(1024), [NAIVE], MACHINE, 100 * 2 ** 20, 10).refusals;
    expect(refusal).toMatch(/^For a cold cache 10 copies of A, B, C and workspaces need 120\.0 MiB; 100\.0 MiB/);
    expect(planMemory(square(1024), [NAIVE], MACHINE, 200 * 2 ** 20, 10).refusals).toEqual([null]);
  });
});
