import { describe, expect, it } from 'vitest';
import { blockMap, cellGrid, MOST_CELLS, partOfCell, partWithin } from '../../../../../src/core/matrix/maps/blockMap';
import type { Part } from '../../../../../src/core/matrix/maps/blockMap';
import { errorMap } from '../../../../../src/core/matrix/maps/errorMap';
import { packNumbers, unpackNumbers } from '../../../../../src/core/matrix/maps/packedNumbers';
import { productMaps } from '../../../../../src/core/matrix/maps/productMaps';
import { balanceOf, rowBalance } from '../../../../../src/core/matrix/maps/rowBalance';
import { plainProblem } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { computedProduct } from '../../../../computedProduct';

const whole = (rows: number, columns: number): Part => partWithin(null, rows, columns);

describe('numbers as text', () => {
  it('come back bit by bit', () => {
    const numbers = Float64Array.from([0, -0, 1 / 3, Number.MIN_VALUE, Infinity, NaN, -1e300]);
    expect([...unpackNumbers(packNumbers(numbers))].map((each) => (Object.is(each, -0) ? '-0' : String(each)))).toEqual(
      [...numbers].map((each) => (Object.is(each, -0) ? '-0' : String(each))),
    );
    const many = Float64Array.from({ length: 5000 }, (_, at) => at / 7);
    expect(unpackNumbers(packNumbers(many))).toEqual(many);
  });
});

describe('a block map', () => {
  const elements = Float64Array.from({ length: 15 }, (_, at) => (at % 4 === 0 ? 0 : at - 7));
  const matrix = { elements, rowStride: 5, columnStride: 1 };

  it('holds the smallest, the largest, the mean and the nonzeros of each cell, the last cells being smaller', () => {
    const map = blockMap(matrix, whole(3, 5), 2);
    expect([map.rowsOfCell, map.columnsOfCell, map.down, map.across]).toEqual([2, 3, 2, 2]);
    //  0 -6 -5 | -4  0
    // -2 -1  0 |  0  2
    //  3  4  0 |  6  7
    expect([...unpackNumbers(map.minimum)]).toEqual([-6, -4, 0, 6]);
    expect([...unpackNumbers(map.maximum)]).toEqual([0, 2, 4, 7]);
    expect([...unpackNumbers(map.mean)]).toEqual([-14 / 6, -1 / 2, 7 / 3, 13 / 2]);
    expect([...unpackNumbers(map.nonzeros)]).toEqual([4, 2, 2, 2]);
  });

  it('is that of a part, where one is asked for, down to single elements', () => {
    const part = { firstRow: 1, rows: 2, firstColumn: 1, columns: 3 };
    const map = blockMap(matrix, part, 256);
    expect([...unpackNumbers(map.mean)]).toEqual([-1, 0, 0, 4, 0, 6]);
    expect(partOfCell(map, 1, 2)).toEqual({ firstRow: 2, rows: 1, firstColumn: 3, columns: 1 });
  });

  it('of a transposed operand is that of op(X)', () => {
    const transposed = blockMap({ elements, rowStride: 1, columnStride: 5 }, whole(5, 3), 256);
    expect([...unpackNumbers(transposed.mean)].slice(0, 4)).toEqual([0, -2, 3, -6]);
  });

  it.each([
    [10_000, 7, 256],
    [257, 256, 256],
    [1, 100_000, 300],
    [5, 5, 0],
  ])('of %i×%i never has more than 256 cells down and across', (rows, columns, cells) => {
    const { down, across, rowsOfCell, columnsOfCell } = cellGrid(whole(rows, columns), cells);
    expect(Math.max(down, across)).toBeLessThanOrEqual(MOST_CELLS);
    expect((down - 1) * rowsOfCell).toBeLessThan(rows);
    expect(down * rowsOfCell).toBeGreaterThanOrEqual(rows);
    expect(across * columnsOfCell).toBeGreaterThanOrEqual(columns);
  });

  it('does not leave the matrix', () => {
    expect(partWithin({ firstRow: 90, rows: 50, firstColumn: 200, columns: 9 }, 100, 100)).toEqual({
      firstRow: 90,
      rows: 10,
      firstColumn: 99,
      columns: 1,
    });
  });
});

describe('the error map', () => {
  it('finds the element that is wrong, in its cell', () => {
    const product = computedProduct(plainProblem(20, 30, 40));
    product.computed.elements[13 * 40 + 27] += 0.5;
    const map = errorMap(product, whole(20, 40), 10);
    expect([map.rowsOfCell, map.columnsOfCell, map.comparedOfCell, map.compared]).toEqual([2, 4, 8, 800]);
    const largest = unpackNumbers(map.maximum);
    const cell = Math.floor(13 / 2) * 10 + Math.floor(27 / 4);
    expect(largest[cell]).toBeCloseTo(0.5, 5);
    expect(Math.max(...largest.filter((_, at) => at !== cell))).toBeLessThan(1e-6);
    expect(map.worst).toMatchObject({ row: 13, column: 27 });
    expect(Math.abs((map.worst?.computed ?? 0) - (map.worst?.expected ?? 0))).toBeCloseTo(0.5, 5);
    expect(unpackNumbers(map.relative)[cell]).toBe(map.worst?.relative);
  });

  it.each<[string, Partial<Problem>]>([
    ['f64', { dtype: 'f64' }],
    ['transposes, α and β', { transposeA: true, transposeB: true, alpha: -0.5, beta: 2 }],
    ['a sparse A', { density: 0.1, structure: 'power' }],
  ])('stays within rounding for a right product: %s', (_name, traits) => {
    const problem = { ...plainProblem(24, 32, 18), ...traits };
    const map = errorMap(computedProduct(problem), whole(24, 18), 256);
    const u = problem.dtype === 'f32' ? 2 ** -24 : 2 ** -53;
    expect(Math.max(...unpackNumbers(map.relative))).toBeLessThanOrEqual(32 * u);
    expect(map.compared).toBe(24 * 18);
  });

  it('compares some elements of each cell where all would take too long, and says how many', () => {
    const product = computedProduct(plainProblem(64, 16, 64));
    const map = errorMap(product, whole(64, 64), 8, 16 * 200);
    expect([map.down, map.across, map.comparedOfCell, map.compared]).toEqual([8, 8, 3, 192]);
    expect([...unpackNumbers(map.maximum)].every((error) => Number.isFinite(error))).toBe(true);
    const coarser = errorMap(product, whole(64, 64), 64, 16 * 100);
    expect(coarser.down * coarser.across).toBeLessThanOrEqual(100);
    expect(coarser.compared).toBeLessThanOrEqual(100);
  });

  it('calls what is not a number all wrong, unless it should be', () => {
    const product = computedProduct(plainProblem(4, 4, 4));
    product.computed.elements[5] = NaN;
    expect(errorMap(product, whole(4, 4), 4).worst).toMatchObject({ row: 1, column: 1, relative: Infinity });
  });

  it('of an empty product is empty', () => {
    const map = errorMap(computedProduct(plainProblem(0, 4, 4)), whole(0, 4), 4);
    expect([map.down, map.compared, map.worst]).toEqual([0, 0, null]);
  });
});

describe('the balance of rows', () => {
  it('counts rows by their nonzeros, and how uneven equal parts of rows are', () => {
    expect(balanceOf(Float64Array.from([1, 1, 5, 9]), 2)).toEqual({
      nonzeros: 16,
      fewest: 1,
      most: 9,
      mean: 4,
      bins: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => ({
        from: count,
        to: count,
        rows: count === 1 ? 2 : count === 5 || count === 9 ? 1 : 0,
      })),
      parts: 2,
      fullestPart: 14 / 8,
    });
  });

  it('puts all rows into at most 24 bins that cover all counts', () => {
    const { bins } = balanceOf(
      Float64Array.from({ length: 500 }, (_, row) => (row * 37) % 301),
      4,
    );
    expect(bins.length).toBeLessThanOrEqual(24);
    expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(500);
    expect([bins[0].from, bins[bins.length - 1].to]).toEqual([0, 300]);
  });

  it('of a generated matrix has the nonzeros that the generator drew', () => {
    const problem: Problem = { ...plainProblem(100, 80, 4), density: 0.1, structure: 'power' };
    const { a } = computedProduct(problem);
    const { nonzeros, fewest, most, mean } = rowBalance(a, 100, 80, 2);
    expect([nonzeros, mean]).toEqual([800, 8]);
    expect(most).toBeGreaterThan(16);
    expect(fewest).toBeLessThan(8);
  });

  it('of no rows is empty', () => {
    expect(balanceOf(new Float64Array(0), 1)).toMatchObject({ nonzeros: 0, fewest: 0, most: 0, bins: [] });
  });
});

describe('the maps of a product', () => {
  it('do not grow with the product', () => {
    const wanted = (['A', 'B', 'C', 'error'] as const).map((of) => ({ of, part: null, cells: 16 }));
    const size = (n: number): number =>
      JSON.stringify(productMaps(computedProduct(plainProblem(n, n, n)), wanted, 2)).length;
    expect(size(128) / size(32)).toBeLessThan(1.1);
  });

  it('come in the order in which they are wanted, each with its own size', () => {
    const { maps, rows } = productMaps(
      computedProduct(plainProblem(6, 8, 10)),
      [
        { of: 'B', part: null, cells: 256 },
        { of: 'error', part: { firstRow: 1, rows: 2, firstColumn: 3, columns: 4 }, cells: 256 },
      ],
      2,
    );
    expect(maps.map(({ of, map }) => [of, map.down, map.across])).toEqual([
      ['B', 8, 10],
      ['error', 2, 4],
    ]);
    expect(rows.mean).toBe(8);
  });
});
