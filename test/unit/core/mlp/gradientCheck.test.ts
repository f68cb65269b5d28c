import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGradients, gradientCheckBytes, relativeError } from '../../../../src/core/mlp/gradientCheck';
import type { GradientCheck } from '../../../../src/core/mlp/gradientCheck';
import { HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS } from '../../../../src/core/mlp/network';
import type { Mistake, Network, Output } from '../../../../src/core/mlp/network';
import type { StrategyId } from '../../../../src/core/kernels/strategy';
import { trainingContext } from './trainingContext';

const OUTPUTS: readonly Output[] = [
  { activation: 'softmax', loss: 'cross-entropy' },
  { activation: 'sigmoid', loss: 'bce' },
  ...OUTPUT_ACTIVATIONS.map((activation): Output => ({ activation, loss: 'mse' })),
];

function network(sizes: readonly number[], changes: Partial<Network> = {}): Network {
  return { sizes, hidden: 'sigmoid', output: OUTPUTS[0], initialisation: 'xavier', ...changes };
}

function check(
  checked: Network,
  { mistakes = [], all = 'simd', seed = 1 }: { mistakes?: readonly Mistake[]; all?: StrategyId; seed?: number } = {},
): Promise<GradientCheck> {
  const strategies = { all: { id: all, values: {} }, products: {} };
  return checkGradients({ network: checked, strategies, mistakes, seed }, trainingContext());
}

describe('gradient check', () => {
  it('finds right gradients right, whatever the activations, the loss and the layers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...HIDDEN_ACTIVATIONS),
        fc.constantFrom(...OUTPUTS),
        fc.integer({ min: 0, max: 2 ** 31 }),
        async (sizes, hidden, output, seed) => {
          const found = await check(network(sizes, { hidden, output }), { seed });
          expect(found.error).toBeLessThan(1e-7);
          expect(found.passed).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['naive', 'loops', 'blocked', 'outer', 'strassen', 'sparse', 'parallel'] as const)(
    'finds them right by %s',
    async (all) => {
      const found = await check(network([13, 9, 5], { hidden: 'tanh' }), { all });
      expect(found.error).toBeLessThan(1e-7);
    },
  );

  it.each(['sigmoid', 'tanh'] as const)('finds a ReLU mask on %s', async (hidden) => {
    const found = await check(network([20, 8, 4], { hidden }), { mistakes: ['relu-mask'] });
    expect(found.error).toBeGreaterThan(0.1);
    expect(found.passed).toBe(false);
    // What lies behind the hidden layer is right.
    expect(found.arrays.find(({ name }) => name === 'W2')?.error).toBeLessThan(1e-7);
  });

  it.each([
    OUTPUTS[0],
    OUTPUTS[1],
    { activation: 'sigmoid', loss: 'mse' },
    { activation: 'softmax', loss: 'mse' },
  ] as const)('finds the gradient of another loss behind $activation and $loss', async (output) => {
    const found = await check(network([20, 8, 4], { output }), { mistakes: ['loss-mismatch'] });
    expect(found.error).toBeGreaterThan(0.1);
  });

  it('finds that nothing was divided by the batch', async () => {
    const found = await check(network([20, 8, 4]), { mistakes: ['no-mean'] });
    // A gradient that is five times the right one.
    expect(found.error).toBeCloseTo(4 / 6, 6);
  });

  it('takes no more memory than it says', async () => {
    const context = trainingContext();
    const plan = {
      network: network([30, 20, 10, 4]),
      strategies: { all: { id: 'sparse', values: {} }, products: {} },
      mistakes: [],
      seed: 1,
    } as const;
    await checkGradients(plan, context);
    expect(context.usedBytes()).toBeLessThanOrEqual(gradientCheckBytes(plan, context.machine));
  });

  it('measures errors relative to both norms', () => {
    expect(relativeError([[1, 1]], 1e-12)).toBe(0);
    expect(relativeError([[2, 1]], 1e-12)).toBeCloseTo(1 / 3);
    expect(relativeError([[1, -1]], 1e-12)).toBe(1);
    expect(relativeError([[0, 1e-13]], 1e-12)).toBeCloseTo(1e-8, 12);
    expect(relativeError([[0, 1e-5]], 1e-12)).toBeGreaterThan(0.1);
    expect(relativeError([[NaN, 1]], 1e-12)).toBeNaN();
  });
});
