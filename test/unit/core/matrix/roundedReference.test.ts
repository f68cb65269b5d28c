import { describe, expect, it } from 'vitest';
import type { Dense } from '../../../../src/core/matrix/dense';
import { ROUNDED_TO_HALF } from '../../../../src/core/matrix/errorBound';
import { generateOperands } from '../../../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import type { Operands } from '../../../../src/core/matrix/operands';
import { createReference } from '../../../../src/core/matrix/reference';
import type { Problem } from '../../../../src/core/problem';
import { square } from '../kernels/fakeContext';

/** To so many bits, down to 2^-14, and steps of 2^-24 below where there are 11. */
function roundTo(value: number, bits: number): number {
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))));
  const step = 2 ** (exponent - bits + 1);
  return Math.round(value / step) * step;
}

function operandsOf(problem: Problem, change: (operands: Operands) => void = () => undefined): Operands {
  const layout = layOutOperands(problem, 0);
  const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  generateOperands(problem, operands.a, operands.b, operands.c);
  change(operands);
  return operands;
}

/** Of operands that are rounded to so many bits, added up in f32. */
function product({ m, k, n, alpha, beta }: Problem, { a, b, c }: Operands, bits: number): Dense {
  const elements = new Float32Array(m * n);
  const [as, bs] = [a, b].map(({ elements: all }) => Float32Array.from(all, (each) => roundTo(each, bits)));
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum = Math.fround(sum + as[i * a.rowStride + p * a.columnStride] * bs[p * b.rowStride + j * b.columnStride]);
      }
      elements[i * n + j] = alpha * sum + beta * c.elements[i * n + j];
    }
  }
  return { rows: m, columns: n, elements };
}

const small: Problem = { ...square, m: 13, k: 170, n: 11, alpha: 2, beta: -0.5, transposeB: true };
/** More than 2^24 multiplications. */
const large: Problem = { ...square, m: 260, k: 300, n: 250, beta: 1 };

describe('the reference of operands that were rounded to f16', () => {
  it.each([small, large])('accepts what the rounding explains, and no coarser one', (problem) => {
    const operands = operandsOf(problem);
    const reference = createReference(problem, operands.a, operands.b, operands.c);
    const c = product(problem, operands, 11);
    const accepted = reference.verifyRounded(c, ROUNDED_TO_HALF);
    expect(accepted.norm).toBeLessThanOrEqual(accepted.bound);
    expect(accepted.norm).toBeGreaterThan(0);
    const asPlain = reference.verify(c);
    expect(asPlain.norm).toBeGreaterThan(asPlain.bound);
    // Of the last element a term is left out.
    const { m, k, n, alpha } = problem;
    const { a, b } = operands;
    c.elements[m * n - 1] -=
      alpha *
      a.elements[(m - 1) * a.rowStride + (k - 1) * a.columnStride] *
      b.elements[(k - 1) * b.rowStride + (n - 1) * b.columnStride];
    const wrong = reference.verifyRounded(c, ROUNDED_TO_HALF);
    expect(wrong.norm).toBeGreaterThan(wrong.bound);
  });

  it('accepts no rounding to fewer bits', () => {
    const problem = { ...small, k: 1, transposeB: false, beta: 0 };
    const operands = operandsOf(problem);
    const reference = createReference(problem, operands.a, operands.b, operands.c);
    const { norm, bound } = reference.verifyRounded(product(problem, operands, 9), ROUNDED_TO_HALF);
    expect(norm).toBeGreaterThan(bound);
  });

  it('excuses what underflows, by as much as that can be', () => {
    const problem = { ...small, k: 1, transposeB: false, beta: 0 };
    const operands = operandsOf(problem, ({ a }) => {
      a.elements[0] = 2 ** -26;
      a.elements[1] = 3.3 * 2 ** -24;
    });
    const reference = createReference(problem, operands.a, operands.b, operands.c);
    const lost = product(problem, operands, 11);
    expect(lost.elements[0]).toBe(0);
    const { norm, bound } = reference.verifyRounded(lost, ROUNDED_TO_HALF);
    expect(norm).toBeLessThanOrEqual(bound);
    lost.elements[0] = 2 ** -20;
    expect(reference.verifyRounded(lost, ROUNDED_TO_HALF).norm).toBeGreaterThan(bound);
  });

  it('sees a wrong row of a large product, too', () => {
    const operands = operandsOf(large);
    const reference = createReference(large, operands.a, operands.b, operands.c);
    const wrong = product(large, operands, 11);
    const { n } = large;
    wrong.elements.subarray(7 * n, 8 * n).forEach((value, j, row) => {
      row[j] = value + 0.5 * Math.sign(value) * 10;
    });
    expect(reference.verifyRounded(wrong, ROUNDED_TO_HALF).norm).toBeGreaterThan(1e-3);
  });
});
