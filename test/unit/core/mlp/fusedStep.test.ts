import { describe, expect, it, vi } from 'vitest';
import { placeData } from '../../../../src/core/mlp/placedData';
import { optimiserOf } from '../../../../src/core/mlp/network';
import type { TrainingPlan } from '../../../../src/core/mlp/network';
import { syntheticData } from '../../../../src/core/mlp/syntheticData';
import type { TrainingStrategies } from '../../../../src/core/mlp/stepProducts';
import { ProductError } from '../../../../src/core/mlp/stepProducts';
import { simd } from '../../../../src/core/kernels/simd';
import { Trainer } from '../../../../src/core/mlp/trainer';
import { DTYPES } from '../../../../src/core/problem';
import { trainingContext } from './trainingContext';

const SIMD: TrainingStrategies = { all: { id: 'simd', values: {} }, products: {} };
const PARALLEL: TrainingStrategies = { all: { id: 'parallel', values: { threads: 2 } }, products: {} };

function planOf(change: Partial<TrainingPlan['network']> & Pick<TrainingPlan, 'dtype'>): TrainingPlan {
  const { dtype, ...network } = change;
  return {
    network: {
      sizes: [23, 37, 21, 4],
      hidden: 'relu',
      output: { activation: 'softmax', loss: 'cross-entropy' },
      initialisation: 'he',
      ...network,
    },
    optimiser: optimiserOf('momentum', 0.05),
    batch: 19,
    dtype,
    seed: 5,
    mistakes: [],
  };
}

async function trained(
  plan: TrainingPlan,
  strategies: TrainingStrategies,
  epiloguesApart: boolean,
): Promise<{ readonly phases: readonly string[]; readonly parameters: readonly number[] }> {
  const surroundings = { ...trainingContext(), epiloguesApart };
  const { sizes } = plan.network;
  const [features] = sizes;
  const data = syntheticData({ rows: 100, features, classes: 4, separation: 5, seed: 2 });
  const trainer = await Trainer.create(plan, placeData(data, plan.dtype, surroundings), strategies, surroundings);
  for (let epoch = 0; epoch < 3; epoch++) await trainer.run(1000, Infinity);
  const parameters = trainer.layout.layers.flatMap(({ weights, biases }) =>
    [weights, biases].flatMap((place) => [...trainer.view(place)]),
  );
  return { phases: trainer.phases.map(({ name }) => name), parameters };
}

describe.each(DTYPES)('a step whose products do bias and activation (%s)', (dtype) => {
  it.each([
    ['simd', SIMD],
    ['parallel', PARALLEL],
  ] as const)('trains bit for bit as with passes of their own, by %s', async (_, strategies) => {
    for (const hidden of ['relu', 'identity'] as const) {
      const plan = planOf({ dtype, hidden });
      const fused = await trained(plan, strategies, false);
      const apart = await trained(plan, strategies, true);
      const together = hidden === 'relu' ? 'Z1 + bias + relu' : 'Z1 + bias';
      expect(fused.phases.slice(0, 3)).toEqual(['gather', together, together.replace('Z1', 'Z2')]);
      expect(apart.phases.slice(0, 4)).toEqual(['gather', 'Z1', 'activation 1', 'Z2']);
      expect(fused.parameters).toEqual(apart.parameters);
      expect(fused.parameters.some((value) => value !== 0 && Number.isFinite(value))).toBe(true);
    }
  });

  it('has a pass for what products do not do: other activations, other strategies', async () => {
    const tanh = await trained(planOf({ dtype, hidden: 'tanh' }), SIMD, false);
    expect(tanh.phases.slice(1, 3)).toEqual(['Z1', 'activation 1']);
    const naive = await trained(planOf({ dtype }), { all: { id: 'naive', values: {} }, products: {} }, false);
    expect(naive.phases.slice(1, 3)).toEqual(['Z1', 'activation 1']);
  });

  it('is refused where a product finishes Z wrongly', async () => {
    const original = { ...simd };
    vi.spyOn(simd, 'prepare').mockImplementation((context, values) => {
      const prepared = original.prepare(context, values);
      const { runNow, runFused } = prepared;
      return { ...prepared, ...(runFused && runNow ? { runFused: runNow } : {}) };
    });
    await expect(trained(planOf({ dtype }), SIMD, false)).rejects.toThrow(ProductError);
    vi.restoreAllMocks();
  });
});
