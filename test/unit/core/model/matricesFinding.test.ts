import { describe, expect, it } from 'vitest';
import { partWithin } from '../../../../src/core/matrix/maps/blockMap';
import { errorMap } from '../../../../src/core/matrix/maps/errorMap';
import { balanceOf } from '../../../../src/core/matrix/maps/rowBalance';
import { matricesFinding } from '../../../../src/core/model/matricesFinding';
import { plainProblem } from '../../../../src/core/problem';
import { computedProduct } from '../../../computedProduct';
import { inChinese } from '../../l10n/inChinese';

const SIZE = { m: 4, k: 10 };
const full = balanceOf(Float64Array.from([10, 10, 10, 10]), 2);
const verification = (norm: number) => ({ norm, bound: 1e-5, method: 'complete' as const });

describe('the finding of a look into a product', () => {
  it('says how much of the bound the strategy uses', () => {
    expect(matricesFinding('strassen', SIZE, { verification: verification(2.2e-7), rows: full }, null)).toEqual({
      title: 'strassen keeps within the error bound and uses 2.2% of it',
      detail: 'A is full.',
    });
    expect(matricesFinding('simd', SIZE, { verification: verification(3e-9), rows: full }, null).title).toBe(
      'simd keeps within the error bound and uses 0.03% of it',
    );
  });

  it('says that a wrong result is wrong', () => {
    expect(matricesFinding('simd', SIZE, { verification: verification(0.1), rows: full }, null).title).toBe(
      'simd is wrong: its error 1.0e-1 is over the bound of 1.0e-5',
    );
  });

  it('names the worst element, or says that all are exact', () => {
    const product = computedProduct(plainProblem(6, 5, 7));
    product.computed.elements[2 * 7 + 3] += 1;
    const errors = errorMap(product, partWithin(null, 6, 7), 256);
    const { detail } = matricesFinding('simd', SIZE, { verification: verification(0), rows: full }, errors);
    expect(detail).toMatch(/^Of 42 elements that were compared, C\[2, 3\] is off most: by \d\.\de-1 of the size/);
    const exact = errorMap(computedProduct(plainProblem(3, 0, 3)), partWithin(null, 3, 3), 256);
    expect(matricesFinding('simd', SIZE, { verification: verification(0), rows: full }, exact).detail).toMatch(
      /^All 9 elements that were compared are exact\./,
    );
  });

  it('says how the nonzeros of A lie, and what equal parts of its rows would have to do', () => {
    const rows = balanceOf(Float64Array.from([1, 1, 2, 8]), 2);
    expect(matricesFinding('sparse', SIZE, { verification: verification(0), rows }, null).detail).toBe(
      'A has 12 nonzeros of 40 (30%), 1 to 8 a row; its fullest row holds 2.67 times the mean; of 2 equal parts of the rows the fullest has 66.7% more than its share.',
    );
  });
});

describe('the finding of a look into a product, in Chinese', () => {
  inChinese();

  it('is Chinese throughout', () => {
    const rows = balanceOf(Float64Array.from([1, 1, 2, 8]), 2);
    const product = computedProduct(plainProblem(6, 5, 7));
    product.computed.elements[2 * 7 + 3] += 1;
    const errors = errorMap(product, partWithin(null, 6, 7), 256);
    const { title, detail } = matricesFinding('sparse', SIZE, { verification: verification(3e-9), rows }, errors);
    expect(title).toBe('sparse 未超出误差上限，用了其中的 0.03%');
    expect(detail).toMatch(
      /^在比较过的 42 个元素中，C\[2, 3\] 偏差最大：为其各项大小的 \d\.\de-1。A 的 40 个元素中有 12 个非零（30%），每行 1 至 8 个；最满的行是平均值的 2\.67 倍；把各行等分为 2 份时，最满的一份比应得的多 66\.7%。$/,
    );
  });
});
