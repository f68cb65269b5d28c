import { describe, expect, it } from 'vitest';
import { accurateDot, timesPairs, timesSigns, timesVector } from '../../../../src/core/matrix/accurateSum';
import type { Strided } from '../../../../src/core/matrix/strided';

const row = (...elements: number[]): Strided => ({
  elements: Float64Array.from(elements),
  rowStride: elements.length,
  columnStride: 1,
});
const column = (...elements: number[]): Strided => ({
  elements: Float64Array.from(elements),
  rowStride: 1,
  columnStride: elements.length,
});

/** X = [1e100, 1, −1e100; 1, 2^-60, −1], by rows and by columns. */
const byRows: Strided = { elements: Float64Array.of(1e100, 1, -1e100, 1, 2 ** -60, -1), rowStride: 3, columnStride: 1 };
const byColumns: Strided = {
  elements: Float64Array.of(1e100, 1, 1, 2 ** -60, -1e100, -1),
  rowStride: 1,
  columnStride: 2,
};

describe('accurateDot', () => {
  it('keeps what plain sums lose to cancellation', () => {
    expect(accurateDot(row(1e16, 1, -1e16), 0, column(1, 1, 1), 0, 3)).toBe(1);
    expect(accurateDot(row(1, 1e16, -1e16), 0, column(1, 1, 1), 0, 3)).toBe(1);
  });

  it('keeps what rounding takes from each product', () => {
    const x = 1 + 2 ** -30;
    // x² = 1 + 2^-29 + 2^-60: float64 has no room for the last term.
    expect(x * x - (1 + 2 ** -29)).toBe(0);
    expect(accurateDot(row(x, 1), 0, column(x, -(1 + 2 ** -29)), 0, 2)).toBe(2 ** -60);
  });

  it('takes any row and column of strided matrices', () => {
    const y: Strided = { elements: Float64Array.of(0, 1, 0, 2, 0, 3), rowStride: 2, columnStride: 1 };
    expect(accurateDot(byColumns, 1, y, 1, 3)).toBe(1 + 2 ** -59 - 3);
  });
});

describe.each([
  ['rows', byRows],
  ['columns', byColumns],
])('products with a vector, of a matrix stored by %s', (_, matrix) => {
  it('are accurate for signs', () => {
    const { high, low } = timesSigns(matrix, 2, 3, Float64Array.of(1, -1, 1));
    expect([high[0] + low[0], high[1] + low[1]]).toEqual([-1, -(2 ** -60)]);
  });

  it('are accurate for pairs', () => {
    const vector = { high: Float64Array.of(1, 2, 1), low: Float64Array.of(0, 2 ** -60, 0) };
    expect([...timesPairs(matrix, 2, 3, vector)]).toEqual([2, 2 ** -59]);
    const lowOnly = { high: new Float64Array(3), low: Float64Array.of(0, 0.5, 0) };
    expect([...timesPairs(matrix, 2, 3, lowOnly)]).toEqual([0.5, 2 ** -61]);
  });

  it('are plain for vectors', () => {
    expect([...timesVector(matrix, 2, 3, Float64Array.of(1, 2, 0.5))]).toEqual([5e99, 0.5]);
  });
});
