import { describe, expect, it } from 'vitest';
import type { Dense } from '../../../../src/core/matrix/dense';
import { generateOperands } from '../../../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import { createReference } from '../../../../src/core/matrix/reference';
import type { Reference } from '../../../../src/core/matrix/reference';
import { strategyById } from '../../../../src/core/kernels/registry';
import type { Problem } from '../../../../src/core/problem';
import type { Operands } from '../../../../src/core/matrix/operands';
import { fakeContext, machine, square } from '../kernels/fakeContext';

interface Case extends Operands {
  readonly reference: Reference;
}

function caseOf(problem: Problem): Case {
  const layout = layOutOperands(problem, 0);
  const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  generateOperands(problem, operands.a, operands.b, operands.c);
  return { ...operands, reference: createReference(problem, operands.a, operands.b, operands.c) };
}

/** Three plain loops in float64, rounded to the element type at the end. */
function multiply({ m, k, n, alpha, beta }: Problem, { a, b, c }: Operands, terms = k): Dense {
  const elements = c.elements.slice();
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < terms; p++) {
        sum += a.elements[i * a.rowStride + p * a.columnStride] * b.elements[p * b.rowStride + j * b.columnStride];
      }
      elements[i * n + j] = alpha * sum + beta * c.elements[i * n + j];
    }
  }
  return { rows: m, columns: n, elements };
}

/** A copy with some elements changed. */
function changed({ rows, columns, elements }: Dense, change: (elements: Dense['elements']) => void): Dense {
  const copy = elements.slice();
  change(copy);
  return { rows, columns, elements: copy };
}

const small: Problem = { ...square, m: 13, k: 17, n: 11, alpha: 2, beta: -0.5 };
/** More than 2^24 multiplications. */
const large: Problem = { ...square, m: 260, k: 300, n: 250, beta: 1 };

describe.each(['f32', 'f64'] as const)('the reference (%s)', (dtype) => {
  const problem = { ...small, dtype };

  it('accepts a right product, for all transposes', () => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const turned = { ...problem, transposeA, transposeB };
        const one = caseOf(turned);
        const { norm, bound, method } = one.reference.verify(multiply(turned, one));
        expect(method).toBe('complete');
        expect(norm).toBeLessThanOrEqual(bound);
      }
    }
  });

  it('refuses a product whose kernel leaves out the last step of k', () => {
    const one = caseOf(problem);
    const { norm, bound } = one.reference.verify(multiply(problem, one, problem.k - 1));
    expect(norm).toBeGreaterThan(bound);
  });

  it('refuses any element that is off by twice the bound, and gives its error', () => {
    const one = caseOf({ ...problem, alpha: 1, beta: 0 });
    const right = multiply({ ...problem, alpha: 1, beta: 0 }, one);
    const { bound } = one.reference.verify(right);
    right.elements.forEach((element, at) => {
      const [i, j] = [Math.floor(at / problem.n), at % problem.n];
      let magnitude = 0;
      for (let p = 0; p < problem.k; p++) {
        magnitude += Math.abs(one.a.elements[i * problem.k + p] * one.b.elements[p * problem.n + j]);
      }
      const off = changed(right, (elements) => (elements[at] = element + 2 * bound * magnitude));
      const { norm } = one.reference.verify(off);
      expect(norm).toBeGreaterThan(bound);
      expect(norm).toBeLessThan(4 * bound);
    });
  });

  it('refuses NaN and infinities where the reference is finite', () => {
    const one = caseOf(problem);
    for (const wrong of [NaN, Infinity, -Infinity]) {
      const off = changed(multiply(problem, one), (elements) => (elements[5] = wrong));
      expect(one.reference.verify(off).norm).toBe(Infinity);
    }
  });

  it('asks for the same NaN and infinities where the reference has them', () => {
    const one = caseOf(problem);
    one.a.elements[0] = Infinity;
    const right = multiply(problem, one);
    expect(Math.abs(right.elements[0])).toBe(Infinity);
    const { norm, bound } = one.reference.verify(right);
    expect(norm).toBeLessThanOrEqual(bound);
    for (const wrong of [-right.elements[0], NaN, 1]) {
      expect(one.reference.verify(changed(right, (elements) => (elements[0] = wrong))).norm).toBe(Infinity);
    }
  });

  it('asks for an exact C where no terms are added up', () => {
    const empty = { ...problem, density: 0.02, beta: 0 };
    const one = caseOf(empty);
    const right = multiply(empty, one);
    const at = right.elements.indexOf(0);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(one.reference.verify(right).norm).toBeLessThan(1e-6);
    expect(one.reference.verify(changed(right, (elements) => (elements[at] = 1e-30))).norm).toBe(Infinity);
  });

  it('gives β·C₀ where k or α is 0', () => {
    for (const change of [{ k: 0 }, { alpha: 0 }]) {
      const degenerate = { ...problem, ...change };
      const one = caseOf(degenerate);
      const right = changed({ rows: one.c.rows, columns: one.c.columns, elements: one.c.elements }, (elements) => {
        elements.forEach((element, at) => (elements[at] = -0.5 * element));
      });
      expect(one.reference.verify(right).norm).toBe(0);
      const off = changed(right, (elements) => (elements[3] *= 1.001));
      expect(one.reference.verify(off).norm).toBeGreaterThan(one.reference.verify(off).bound);
    }
  });

  it('has nothing to check where C is empty', () => {
    for (const change of [{ m: 0 }, { n: 0 }]) {
      const empty = { ...problem, ...change };
      const one = caseOf(empty);
      expect(one.reference.verify(one.c)).toMatchObject({ norm: 0, method: 'complete' });
    }
  });

  it('remembers C as it was, whatever is written to it afterwards', () => {
    const one = caseOf(problem);
    const right = multiply(problem, one);
    one.c.elements.fill(NaN);
    const { norm, bound } = one.reference.verify(right);
    expect(norm).toBeLessThanOrEqual(bound);
  });
});

describe.each(['f32', 'f64'] as const)('the reference of a large product (%s)', (dtype) => {
  const problem = { ...large, dtype };
  const one = caseOf(problem);
  const context = fakeContext(problem, { workspaceBytes: 2 ** 22 });
  const right = strategyById('simd').prepare(context, {}).read();

  it('accepts a right product, for all transposes', async () => {
    expect(one.reference.verify(await right).method).toBe('sampled and Freivalds');
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const) {
      const turned = caseOf({ ...problem, transposeA, transposeB });
      const { norm, bound } = turned.reference.verify(await right);
      expect(norm).toBeLessThanOrEqual(bound);
    }
  });

  it('refuses a single wrong element anywhere, by what it does to the sum of its row', async () => {
    const c = await right;
    let infinite = 0;
    for (let at = 7; at < c.elements.length; at += 1009) {
      const { norm, bound } = one.reference.verify(changed(c, (elements) => (elements[at] += 1)));
      expect(norm).toBeGreaterThan(bound);
      if (norm === Infinity) infinite++;
    }
    // Hardly any of the elements is among those that are checked one by one.
    expect(infinite).toBeGreaterThan(55);
  });

  it('refuses a wrong tile, and a row that was not written', async () => {
    const c = await right;
    const tile = changed(c, (elements) => {
      for (let i = 100; i < 106; i++) elements.fill(0, i * problem.n + 80, i * problem.n + 88);
    });
    expect(one.reference.verify(tile).norm).toBe(Infinity);
    const row = changed(c, (elements) => {
      elements.set(one.c.elements.subarray(0, problem.n), 0);
    });
    expect(one.reference.verify(row).norm).toBe(Infinity);
  });

  it('refuses NaN in an element that is not among the samples', async () => {
    const off = changed(await right, (elements) => (elements[12_345] = NaN));
    expect(one.reference.verify(off).norm).toBe(Infinity);
  });

  it('refuses small errors all over, by its samples', async () => {
    const c = await right;
    const off = changed(c, (elements) => {
      elements.forEach((element, at) => (elements[at] = element * (1 + (dtype === 'f32' ? 1e-2 : 1e-9))));
    });
    const { norm, bound } = one.reference.verify(off);
    expect(norm).toBeGreaterThan(bound);
  });

  it('checks the edges', async () => {
    const c = await right;
    const lastRow = (problem.m - 1) * problem.n;
    for (const at of [0, problem.n - 1, lastRow, lastRow + problem.n - 1]) {
      const off = changed(c, (elements) => (elements[at] *= 1.05));
      expect(one.reference.verify(off).norm).toBeGreaterThan(one.reference.verify(off).bound);
    }
  });
});

it('tells a broken kernel from a right one, as the engine would see it', async () => {
  for (const problem of [small, large]) {
    const simd = strategyById('simd');
    const context = fakeContext(problem, { workspaceBytes: simd.workspaceBytes(problem, machine, {}) });
    const { a, b, c } = context;
    const reference = createReference(problem, a, b, c);
    const prepared = simd.prepare(context, {});
    const right = reference.verify(await prepared.read());
    expect(right.norm).toBeLessThanOrEqual(right.bound);
    // The same kernel takes the rows of A to be one element shorter than they are.
    const broken = { ...context, a: { ...a, columns: a.columns - 1 } };
    const wrong = reference.verify(await simd.prepare(broken, { path: 'direct' }).read());
    expect(wrong.norm).toBeGreaterThan(wrong.bound);
  }
});

describe('the reference, for a result whose error may grow', () => {
  const GROWTH = 20;

  it('takes errors relative to the largest terms, not to those of their element', () => {
    const problem: Problem = { ...square, m: 12, k: 16, n: 10, structure: 'power', density: 0.2 };
    const one = caseOf(problem);
    // Row 0 of A is nothing: element by element, C must be exact there.
    for (let p = 0; p < problem.k; p++) one.a.elements[p] = 0;
    const c = changed(multiply(problem, one), (elements) => {
      elements[3] = 1e-7;
    });
    expect(one.reference.verify(c).norm).toBe(Infinity);
    const { norm, bound } = one.reference.verify(c, GROWTH);
    expect(norm).toBeGreaterThan(0);
    expect(norm).toBeLessThanOrEqual(bound);
    expect(one.reference.verify(c).norm).toBe(Infinity);
  });

  it('still refuses a product that leaves out the last step of k, and any NaN', () => {
    const one = caseOf(small);
    const incomplete = one.reference.verify(multiply(small, one, small.k - 1), GROWTH);
    expect(incomplete.norm).toBeGreaterThan(incomplete.bound);
    const unknown = changed(multiply(small, one), (elements) => {
      elements[5] = NaN;
    });
    expect(one.reference.verify(unknown, GROWTH).norm).toBe(Infinity);
  });

  it('refuses a large product with one wrong row', () => {
    const one = caseOf(large);
    const right = multiply(large, one);
    const accepted = one.reference.verify(right, GROWTH);
    expect(accepted.method).toBe('sampled and Freivalds');
    expect(accepted.norm).toBeLessThanOrEqual(accepted.bound);
    const wrong = changed(right, (elements) => {
      elements.copyWithin(100 * large.n, 101 * large.n, 102 * large.n);
    });
    expect(one.reference.verify(wrong, GROWTH).norm).toBe(Infinity);
  });

  it('asks for an exact result where there are no terms', () => {
    const one = caseOf(small);
    one.a.elements.fill(0);
    one.c.elements.fill(0);
    const reference = createReference(small, one.a, one.b, one.c);
    const zeros = { rows: small.m, columns: small.n, elements: new Float32Array(small.m * small.n) };
    expect(reference.verify(zeros, GROWTH)).toMatchObject({ norm: 0, bound: 0 });
    const other = changed(zeros, (elements) => {
      elements[0] = 1e-30;
    });
    expect(reference.verify(other, GROWTH).norm).toBe(Infinity);
  });
});
