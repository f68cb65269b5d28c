import { describe, expect, it } from 'vitest';
import { blockMap, partWithin } from '../../../../src/core/matrix/maps/blockMap';
import { errorMap } from '../../../../src/core/matrix/maps/errorMap';
import { balanceOf } from '../../../../src/core/matrix/maps/rowBalance';
import {
  errorsExplanation,
  patternExplanation,
  valuesExplanation,
} from '../../../../src/core/model/matrixMapExplanation';
import { rowBalanceExplanation } from '../../../../src/core/model/rowBalanceExplanation';
import { plainProblem } from '../../../../src/core/problem';
import { computedProduct } from '../../../computedProduct';
import { inChinese } from '../../l10n/inChinese';

/** Rows of numbers in at most `cells` cells down and across. */
function mapOf(rows: readonly (readonly number[])[], cells: number) {
  const columns = rows[0]?.length ?? 0;
  const strided = { elements: Float64Array.from(rows.flat()), rowStride: columns, columnStride: 1 };
  return blockMap(strided, partWithin(null, rows.length, columns), cells);
}

const ROWS = [
  [1, 2, 0, 0],
  [3, -6, 0, 0],
  [0, 0, 0, 4],
  [0, 0, 0, 0],
];

describe('what is to be seen in the values of a matrix', () => {
  it('is what a cell is, the ends and where they lie, and the mean', () => {
    expect(valuesExplanation('A', mapOf(ROWS, 4)).sentences).toEqual([
      'Each of the 4 × 4 cells is an element of A: blue below 0, orange above, grey at 0.',
      'The largest element is 4.00, in A[2, 3], the smallest −6.00, in A[1, 1]; the mean of all is 0.250.',
    ]);
  });

  it('of cells of many elements names the cells in which these lie', () => {
    const { sentences, units } = valuesExplanation('B', mapOf(ROWS, 2));
    expect(sentences).toEqual([
      'Each of the 2 × 2 cells is the mean of 2 × 2 elements of B: blue below 0, orange above, grey at 0.',
      'The largest element is 4.00, in B[2 … 3, 2 … 3], the smallest −6.00, in B[0 … 1, 0 … 1]; the mean of all is 0.250.',
    ]);
    expect(units.map(({ unit }) => unit)).toEqual(['mean of a cell']);
  });

  it('weighs cells at the edge, which are smaller, by their elements', () => {
    expect(valuesExplanation('A', mapOf([[1, 1, 4]], 2)).sentences[1]).toContain('the mean of all is 2.00.');
  });

  it('says where there is no number', () => {
    expect(valuesExplanation('C', mapOf([[NaN, 1, 2, 3]], 4)).sentences[1]).toBe(
      'The largest element is 3.00, in C[0, 3], the smallest 1.00, in C[0, 1]; 25% of the cells hold one that is not a number.',
    );
    expect(valuesExplanation('C', mapOf([[NaN, NaN]], 4)).sentences[1]).toBe('There is no element that is a number.');
    expect(valuesExplanation('C', mapOf([], 4)).sentences[1]).toBe('There is no element that is a number.');
  });
});

describe('what is to be seen in the pattern of a matrix', () => {
  it('is its density, how many cells hold nothing, and the fullest', () => {
    expect(patternExplanation('A', mapOf(ROWS, 2)).sentences).toEqual([
      'Each of the 2 × 2 cells says how many of its 2 × 2 elements of A are not 0, dark for none of them.',
      'Of the elements that are seen 31.3% are not 0; 50% of the cells hold none of these, the fullest, A[0 … 1, 0 … 1], has 100% of its own.',
    ]);
  });

  it('is that it is full, or empty', () => {
    expect(patternExplanation('A', mapOf([[1, 2]], 2)).sentences[1]).toBe(
      'All 2 elements that are seen differ from 0.',
    );
    expect(patternExplanation('A', mapOf([[0, 0]], 2)).sentences[1]).toBe('None of what is seen differs from 0.');
  });
});

describe('what is to be seen in the errors of C', () => {
  const verified = { norm: 2e-8, bound: 1e-6 };

  it('is the largest, where it lies, and its ratio to the bound', () => {
    const product = computedProduct(plainProblem(6, 5, 7));
    product.computed.elements[2 * 7 + 3] += 1;
    const [first, second] = errorsExplanation(errorMap(product, partWithin(null, 6, 7), 256), verified).sentences;
    expect(first).toMatch(
      /^Each of the 6 × 7 cells is \|C − reference\| of an element; (?:no cell is exact|[\d.]+% of them)/,
    );
    expect(second).toBe(
      'The largest error is 1.0e0 and lies in C[2, 3]; beside the size of their terms no elements are off by more than 2.0e-8, which is 2% of the bound of 1.0e-6.',
    );
  });

  it('is that nothing is off', () => {
    const exact = errorMap(computedProduct(plainProblem(3, 0, 3)), partWithin(null, 3, 3), 256);
    expect(errorsExplanation(exact, { norm: 0, bound: 1e-6 }).sentences).toEqual([
      'Each of the 3 × 3 cells is |C − reference| of an element; 100% of them, without a colour, are exact.',
      'Nothing that is seen is off; the whole product uses 0% of its bound of 1.0e-6.',
    ]);
  });

  it('is how many elements were compared where these are not all', () => {
    const sampled = errorMap(computedProduct(plainProblem(8, 4, 8)), partWithin(null, 8, 8), 2, 4 * 12);
    expect(errorsExplanation(sampled, verified).sentences[0]).toMatch(
      /is the largest \|C − reference\| of its 4 × 4 elements; .*; 12 of the 64 elements were compared\.$/,
    );
  });
});

describe('what is to be seen in the balance of rows', () => {
  it('is the most frequent count, the fullest row and the fullest part', () => {
    expect(rowBalanceExplanation(balanceOf(Float64Array.from([1, 1, 2, 8]), 2)).sentences).toEqual([
      'Each bar counts rows of A, 4 in all, by their nonzeros: most of them, 2, have 1.',
      'The fullest row has 2.67 times the mean; of 2 parts with equally many rows the fullest has 66.7% more than its share.',
    ]);
  });

  it('is that one thread waits for none, that all rows are alike, or that there are none', () => {
    expect(rowBalanceExplanation(balanceOf(Float64Array.from([1, 3]), 1)).sentences[1]).toMatch(
      /^The fullest row has 1\.50/,
    );
    expect(rowBalanceExplanation(balanceOf(Float64Array.from([5, 5, 5]), 2)).sentences).toEqual([
      'The one bar counts all 3 rows of A, by their nonzeros: each has 5.',
      'All rows have equally many, so that equally many rows are equally much work.',
    ]);
    expect(rowBalanceExplanation(balanceOf(new Float64Array(0), 1)).sentences[0]).toBe('A has no rows.');
  });
});

describe('what is to be seen in the maps of matrices, in Chinese', () => {
  inChinese();

  it('is Chinese throughout', () => {
    const product = computedProduct(plainProblem(6, 5, 7));
    product.computed.elements[2 * 7 + 3] += 1;
    const errors = errorMap(product, partWithin(null, 6, 7), 256);
    const all = [
      valuesExplanation('A', mapOf(ROWS, 2)),
      patternExplanation('A', mapOf(ROWS, 2)),
      errorsExplanation(errors, { norm: 2e-8, bound: 1e-6 }),
      rowBalanceExplanation(balanceOf(Float64Array.from([1, 1, 2, 8]), 2)),
    ];
    const said = all.flatMap(({ sentences, units }) => [...sentences, ...units.map(({ definition }) => definition)]);
    expect(said[1]).toBe(
      '最大的元素为 4.00，位于 A[2 … 3, 2 … 3]，最小的为 −6.00，位于 A[0 … 1, 0 … 1]；全部的平均值为 0.250。',
    );
    for (const text of said) {
      expect(text).toMatch(/。$/);
      expect(text.replaceAll(/sparse|float64/g, '')).not.toMatch(/[A-Za-z]{2,}/);
    }
  });
});
