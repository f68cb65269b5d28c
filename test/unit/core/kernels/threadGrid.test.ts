import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAmongThreads } from '../../../../src/core/kernels/threadGrid';

const tile = { mr: 6, nr: 8 };

describe('splitAmongThreads', () => {
  it('covers every element of C once, by regions that begin at tiles', () => {
    const size = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 20 }), (m, n, threads) => {
        const { regions, down, across } = splitAmongThreads({ m, n }, tile, threads);
        expect(regions).toHaveLength(down * across);
        expect(regions.length).toBeLessThanOrEqual(threads);
        const covered = new Uint8Array(m * n);
        for (const { firstRow, rows, firstColumn, columns } of regions) {
          expect([firstRow % tile.mr, firstColumn % tile.nr]).toEqual([0, 0]);
          expect(Math.min(rows, columns)).toBeGreaterThan(0);
          for (let i = firstRow; i < firstRow + rows; i++) {
            for (let j = firstColumn; j < firstColumn + columns; j++) covered[i * n + j]++;
          }
        }
        expect(covered.every((times) => times === 1)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('gives regions that differ by a tile each way at most, and no more of it with more threads', () => {
    const size = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 20 }), (m, n, threads) => {
        const { regions, busiestShare } = splitAmongThreads({ m, n }, tile, threads);
        const tilesDown = regions.map(({ rows }) => Math.ceil(rows / tile.mr));
        const tilesAcross = regions.map(({ columns }) => Math.ceil(columns / tile.nr));
        expect(Math.max(...tilesDown) - Math.min(...tilesDown)).toBeLessThanOrEqual(1);
        expect(Math.max(...tilesAcross) - Math.min(...tilesAcross)).toBeLessThanOrEqual(1);
        expect(busiestShare).toBeLessThanOrEqual(1);
        expect(busiestShare).toBeGreaterThanOrEqual(1 / regions.length);
        expect(splitAmongThreads({ m, n }, tile, threads + 1).busiestShare).toBeLessThanOrEqual(busiestShare);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('cuts across only where C has few rows, and down only where it has few columns', () => {
    expect(splitAmongThreads({ m: 6, n: 4096 }, tile, 8)).toMatchObject({ down: 1, across: 8 });
    expect(splitAmongThreads({ m: 12, n: 4096 }, tile, 8)).toMatchObject({ down: 1, across: 8 });
    expect(splitAmongThreads({ m: 4096, n: 8 }, tile, 8)).toMatchObject({ down: 8, across: 1 });
  });

  it('cuts the longer side, and both where that is more square', () => {
    expect(splitAmongThreads({ m: 600, n: 80 }, tile, 2)).toMatchObject({ down: 2, across: 1 });
    expect(splitAmongThreads({ m: 60, n: 800 }, tile, 2)).toMatchObject({ down: 1, across: 2 });
    expect(splitAmongThreads({ m: 480, n: 480 }, tile, 4)).toMatchObject({ down: 2, across: 2 });
  });

  it('takes fewer threads where C has fewer tiles', () => {
    expect(splitAmongThreads({ m: 6, n: 8 }, tile, 8).regions).toHaveLength(1);
    expect(splitAmongThreads({ m: 12, n: 8 }, tile, 8).regions).toHaveLength(2);
  });

  it('takes fewer threads than there are where more would not finish sooner', () => {
    // Seven threads: no grid of seven has smaller regions than 2 × 3.
    const { regions } = splitAmongThreads({ m: 12, n: 24 }, tile, 7);
    expect(regions).toHaveLength(6);
  });
});
