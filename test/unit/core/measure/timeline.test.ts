import { describe, expect, it } from 'vitest';
import { imbalance, threadShares } from '../../../../src/core/measure/timeline';
import type { Span, WorkKind } from '../../../../src/core/measure/timeline';

const span = (kind: WorkKind, startNs: number, endNs: number): Span => ({ kind, startNs, endNs, place: null });

describe('threadShares', () => {
  it('sums up each kind of work, and what is left is idle', () => {
    const threads = [[span('pack A', 0, 10), span('multiply', 10, 70), span('multiply', 75, 90)], []];
    const [first, second] = threadShares({ threads, totalNs: 100 });
    expect(first.byKind).toEqual({ 'pack A': 10, 'pack B': 0, multiply: 75, 'between products': 0, kernel: 0 });
    expect(first.busyNs).toBe(85);
    expect(first.idleNs).toBe(15);
    expect(second).toMatchObject({ busyNs: 0, idleNs: 100 });
  });
});

describe('imbalance', () => {
  it('is 0 where all threads work alike, or none does', () => {
    expect(imbalance([{ busyNs: 5 }, { busyNs: 5 }])).toBe(0);
    expect(imbalance([])).toBe(0);
    expect(imbalance([{ busyNs: 0 }])).toBe(0);
  });

  it('is what the busiest works longer than the average, as a share', () => {
    expect(imbalance([{ busyNs: 100 }, { busyNs: 60 }])).toBeCloseTo(0.2, 12);
  });
});
