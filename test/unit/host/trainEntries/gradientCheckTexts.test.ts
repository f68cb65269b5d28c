import { describe, expect, it } from 'vitest';
import type { GradientCheck } from '../../../../src/core/mlp/gradientCheck';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import { checkOf, checkText } from '../../../../src/host/trainEntries/gradientCheckTexts';

function planOf(keys: object) {
  const [{ training }] = parseBenchmarkFile(JSON.stringify({ train: [{ name: 'a', ...keys }] }), 'x').trainings;
  if (training === null) throw new Error('The entry is wrong.');
  return checkOf(training);
}

function check(error: number): GradientCheck {
  const arrays = [
    { name: 'W1', sampled: 16, total: 100, error },
    { name: 'b1', sampled: 4, total: 4, error: 1e-11 },
  ];
  return { arrays, error, passed: error < 1e-7, tolerance: 1e-7, dtype: 'f64', skipped: 0 };
}

describe('a gradient check of an entry', () => {
  it('is of its network, with the sizes that its data has, where they are known', () => {
    expect(planOf({ layers: [30, 20] }).network.sizes).toEqual([784, 30, 20, 10]);
    expect(planOf({ data: { rows: 9, features: 7, classes: 3 }, layers: [] }).network.sizes).toEqual([7, 3]);
  });

  it('is said in words, with the largest relative error', () => {
    const plan = planOf({ strategies: [{ id: 'simd', products: { Z1: 'sparse' } }] });
    expect(checkText(plan, check(3e-10))).toBe(
      'The gradients are right (784-100-10, relu, softmax + cross-entropy, by simd, sparse): the largest relative error is 3.0e-10, and below 1e-7 is right.',
    );
    expect(checkText(plan, check(0.4))).toMatch(
      /^The gradients of W1 are wrong .* 4\.0e-1, and below 1e-7 is right\.$/,
    );
  });

  it('names what is wrong on purpose first, and says where the check does not see it', () => {
    expect(checkText(planOf({ mistakes: ['no-mean'] }), check(0.6))).toMatch(
      /^WRONG ON PURPOSE: No division by the batch\. The gradients of W1 are wrong/,
    );
    expect(checkText(planOf({ mistakes: ['fixed-biases'] }), check(1e-10))).toMatch(
      /^WRONG ON PURPOSE: Biases not updated\. The gradient check does not see it: .* The gradients are right/,
    );
  });
});
