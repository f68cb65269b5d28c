import { describe, expect, it } from 'vitest';
import { FIRST_TRAIN_FORM, lossesOf, productIds, readTrainForm, whyNotIn } from '../../../../src/core/spec/trainForm';
import type { TrainForm, TrainProblems } from '../../../../src/core/spec/trainForm';
import type { TrainSpec } from '../../../../src/core/spec/trainSpec';
import { stepProducts } from '../../../../src/core/mlp/layout';

function specOf(change: Partial<TrainForm>): TrainSpec {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, ...change });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

function problemsOf(change: Partial<TrainForm>): TrainProblems {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, ...change });
  return 'problems' in result ? result.problems : {};
}

describe('the form of a training', () => {
  it('can be trained as it comes, without a mistake', () => {
    expect(specOf({})).toMatchObject({ hiddenSizes: [100], mistakes: [], arms: [{ name: 'simd' }], load: null });
  });

  it.each([
    ['', []],
    ['100', [100]],
    ['200, 50', [200, 50]],
    ['200-50 10', [200, 50, 10]],
  ])('reads hidden layers from %j', (layers, sizes) => {
    expect(specOf({ layers }).hiddenSizes).toEqual(sizes);
  });

  it.each([
    [{ layers: '100, x' }, 'layers'],
    [{ layers: '0' }, 'layers'],
    [{ rate: '0' }, 'rate'],
    [{ rate: 'Infinity' }, 'rate'],
    [{ batch: '0' }, 'batch'],
    [{ epochs: '1.5' }, 'epochs'],
    [{ seed: '-1' }, 'seed'],
    [{ threads: '0' }, 'threads'],
    [{ output: 'tanh', loss: 'bce' }, 'loss'],
    [{ data: 'synthetic', rows: '1' }, 'rows'],
    [{ data: 'npy', x: 'x.csv', y: 'y.npy' }, 'x'],
    [{ mistakes: ['relu-mask'], hidden: 'relu' }, 'mistakes'],
  ] as const)('says what is wrong with %j at its field alone', (change, field) => {
    expect(Object.keys(problemsOf({ ...change, mistakes: 'mistakes' in change ? [...change.mistakes] : [] }))).toEqual([
      field,
    ]);
  });

  it('says at the same switch why a mistake cannot be made', () => {
    expect(whyNotIn('relu-mask', FIRST_TRAIN_FORM)).toBe('It takes sigmoid or tanh in hidden layers, not relu.');
    expect(whyNotIn('relu-mask', { ...FIRST_TRAIN_FORM, hidden: 'tanh' })).toBeNull();
  });

  it('names the products as the step does, for any number of layers', () => {
    for (const hidden of [0, 1, 2, 4]) {
      const sizes = Array.from({ length: hidden + 2 }, () => 5);
      const { network } = specOf({});
      const products = stepProducts({ ...network, sizes }, 8, 'f32').map(({ id }) => id);
      expect(productIds(hidden)).toEqual(products);
    }
  });

  it('takes another strategy for a product, unless the network has none of that name', () => {
    const [arm] = specOf({ strategies: { all: 'simd', products: { Z1: 'sparse', Z9: 'blas', dW1: 'simd' } } }).arms;
    expect(arm.name).toBe('simd with Z1 by sparse');
    expect(Object.keys(arm.strategies.products)).toEqual(['Z1']);
  });

  it('tells two trainings apart also where both do the same', () => {
    const names = specOf({ other: { all: 'simd', products: {} } }).arms.map(({ name }) => name);
    expect(names).toEqual(['simd', 'simd again']);
  });

  it('offers first the loss that belongs to an output', () => {
    expect([lossesOf('softmax')[0], lossesOf('sigmoid')[0], lossesOf('tanh')]).toEqual([
      'cross-entropy',
      'bce',
      ['mse'],
    ]);
  });
});
