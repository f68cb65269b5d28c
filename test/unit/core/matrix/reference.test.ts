import { describe, expect, it } from 'vitest';
import { floatsAt } from '../../../../src/core/matrix/dense';
import { generateOperands } from '../../../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import { createReference } from '../../../../src/core/matrix/reference';
import type { Reference } from '../../../../src/core/matrix/reference';
import type { Floats } from '../../../../src/core/matrix/dense';
import type { Problem } from '../../../../src/core/problem';
import { SQUARE_64, square } from '../measurementFixtures';

/** The reference of a problem, and C as three loops compute it in the element type. */
function referenceOf(problem: Problem): { reference: Reference; c: Floats } {
  const { m, k, n, alpha, beta, dtype } = problem;
  const layout = layOutOperands(problem, 0);
  const { a, b, c } = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  generateOperands(problem, a, b, c);
  const reference = createReference(problem, a, b, { rows: m, columns: n, elements: c.elements });
  const product = floatsAt(dtype, new ArrayBuffer(m * n * 8), 0, m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += a.elements[i * a.rowStride + p * a.columnStride] * b.elements[p * b.rowStride + j * b.columnStride];
      }
      product[i * n + j] = alpha * sum + beta * c.elements[i * n + j];
    }
  }
  return { reference, c: product };
}

/** 300³ is more than is checked element by element. */
const LARGE = square(300);

describe('the reference', () => {
  it.each([
    SQUARE_64,
    { ...SQUARE_64, dtype: 'f64' },
    { ...SQUARE_64, m: 3, k: 70, n: 11, transposeA: true, transposeB: true, alpha: -0.5, beta: 2 },
    { ...SQUARE_64, k: 0, beta: 1 },
    { ...SQUARE_64, m: 0 },
    LARGE,
    { ...LARGE, dtype: 'f64', beta: -1 },
  ] as const)('accepts a right product: %o', (problem) => {
    const { reference, c } = referenceOf(problem);
    const { norm, bound } = reference.verify({ rows: problem.m, columns: problem.n, elements: c });
    expect(norm).toBeLessThanOrEqual(bound);
    expect(bound).toBeLessThan(problem.dtype === 'f32' ? 1e-4 : 1e-12);
  });

  it('checks every element of a small product, and samples and all of C of a large one', () => {
    expect(
      referenceOf(SQUARE_64).reference.verify({ rows: 64, columns: 64, elements: referenceOf(SQUARE_64).c }).method,
    ).toBe('complete');
    const { reference, c } = referenceOf(LARGE);
    expect(reference.verify({ rows: 300, columns: 300, elements: c }).method).toBe('sampled and Freivalds');
  });

  it.each([SQUARE_64, LARGE, { ...LARGE, dtype: 'f64' }] as const)(
    'finds one wrong element wherever it is',
    (problem) => {
      const { reference, c } = referenceOf(problem);
      const { n } = problem;
      for (const at of [0, n + 1, 17 * n + 23, n * n - 2]) {
        const before = c[at];
        c[at] = before + 0.5;
        const { norm, bound } = reference.verify({ rows: n, columns: n, elements: c });
        expect(norm).toBeGreaterThan(bound);
        c[at] = before;
      }
    },
  );

  it.each([NaN, Infinity])('finds an element that is %d', (value) => {
    for (const problem of [SQUARE_64, LARGE]) {
      const { reference, c } = referenceOf(problem);
      c[5 * problem.n + 7] = value;
      expect(reference.verify({ rows: problem.n, columns: problem.n, elements: c }).norm).toBe(Infinity);
    }
  });

  it('finds rounding to a smaller type', () => {
    const problem = { ...SQUARE_64, dtype: 'f64' } as const;
    const { reference, c } = referenceOf(problem);
    const rounded = Float64Array.from(c, Math.fround);
    const { norm, bound } = reference.verify({ rows: 64, columns: 64, elements: rounded });
    expect(norm).toBeGreaterThan(100 * bound);
  });

  it('has a bound that grows with k and is the size of rounding errors', () => {
    const bound = (k: number, dtype: 'f32' | 'f64'): number => {
      const problem = { ...SQUARE_64, m: 2, n: 2, k, dtype };
      const { reference, c } = referenceOf(problem);
      return reference.verify({ rows: 2, columns: 2, elements: c }).bound;
    };
    // k·u, with unit roundoffs of 2^-24 and 2^-53.
    expect(bound(512, 'f32') / (512 * 2 ** -24)).toBeGreaterThan(1);
    expect(bound(512, 'f32') / (512 * 2 ** -24)).toBeLessThan(1.1);
    expect(bound(512, 'f64') / (512 * 2 ** -53)).toBeLessThan(2.1);
    expect(bound(64, 'f32')).toBeLessThan(bound(512, 'f32'));
  });
});
