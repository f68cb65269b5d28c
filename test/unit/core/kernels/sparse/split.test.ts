import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSparse } from '../../../../../src/core/kernels/sparse/split';
import type { SparseWork } from '../../../../../src/core/kernels/sparse/split';

function work(counts: readonly number[], more: Partial<SparseWork> = {}): SparseWork {
  const rowStarts = new Int32Array(counts.length + 1);
  counts.forEach((count, row) => (rowStarts[row + 1] = rowStarts[row] + count));
  const costs = { elementNs: 1, packNs: 0, rowNs: 0.5 };
  return { m: counts.length, k: 100, n: 64, rowStarts, height: 1, entryElements: 1, columnUnit: 16, costs, ...more };
}

function entriesOf(
  { rowStarts }: SparseWork,
  { firstRow, rows }: { readonly firstRow: number; readonly rows: number },
): number {
  return rowStarts[firstRow + rows] - rowStarts[firstRow];
}

describe('splitSparse', () => {
  it('covers C once, whatever the rows hold', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 });
    const sizes = fc.record({ n: fc.integer({ min: 1, max: 100 }), height: fc.constantFrom(1, 4, 16) });
    fc.assert(
      fc.property(
        counts,
        sizes,
        fc.integer({ min: 1, max: 9 }),
        fc.nat(15),
        (each, { n, height }, threads, missing) => {
          const m = Math.max(1, each.length * height - (missing % height));
          const { regions, down, across } = splitSparse(
            work(each, { m, n, height, entryElements: height ** 2 }),
            threads,
          );
          expect(regions).toHaveLength(down * across);
          expect(regions.length).toBeLessThanOrEqual(threads);
          const covered = new Uint8Array(m * n);
          for (const { firstRow, rows, firstColumn, columns } of regions) {
            expect(firstRow % height).toBe(0);
            expect(rows * columns).toBeGreaterThan(0);
            for (let i = firstRow; i < firstRow + rows; i++) {
              for (let j = firstColumn; j < firstColumn + columns; j++) covered[i * n + j]++;
            }
          }
          expect(covered.every((times) => times === 1)).toBe(true);
        },
      ),
      { seed: 20260202 },
    );
  });

  it('gives each thread as many entries, not as many rows', () => {
    // One column only: rows are what can be cut.
    const uneven = work([300, 100, 100, 50, 50, ...new Array<number>(100).fill(6)], {
      n: 1,
      costs: { elementNs: 1, packNs: 0, rowNs: 0 },
    });
    const { regions } = splitSparse(uneven, 4);
    expect(regions.map((region) => entriesOf(uneven, region))).toEqual([300, 300, 300, 300]);
  });

  it('leaves a row whole that has most of the entries', () => {
    const { regions } = splitSparse(work([0, 0, 1000, 0], { n: 1 }), 4);
    expect(regions.some(({ firstRow, rows }) => firstRow === 2 && rows === 1)).toBe(true);
  });

  it('cuts columns where rows are few, or where cutting rows would pack B several times', () => {
    expect(splitSparse(work([1000]), 4)).toMatchObject({ down: 1, across: 4 });
    const packed = { elementNs: 1, packNs: 20, rowNs: 0 };
    expect(splitSparse(work(new Array<number>(64).fill(10), { costs: packed }), 2)).toMatchObject({
      down: 1,
      across: 2,
    });
    expect(splitSparse(work(new Array<number>(64).fill(10), { n: 16 }), 2)).toMatchObject({ down: 2, across: 1 });
  });

  it('estimates less time for the busiest thread the more there are', () => {
    const even = work(new Array<number>(64).fill(10));
    const alone = splitSparse(even, 1).busiestNs;
    expect(splitSparse(even, 2).busiestNs).toBeCloseTo(alone / 2);
    expect(splitSparse(even, 4).busiestNs).toBeCloseTo(alone / 4);
  });
});
