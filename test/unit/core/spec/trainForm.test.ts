import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { strategyDescriptions } from '../../../../src/core/kernels/registry';
import {
  FIRST_TRAIN_FORM,
  lossesOf,
  productIds,
  readTrainForm,
  trainFormSchema,
  whyNotIn,
  withChoice,
} from '../../../../src/core/spec/trainForm';
import type { TrainForm, TrainProblems } from '../../../../src/core/spec/trainForm';
import type { TrainSpec } from '../../../../src/core/spec/trainSpec';
import { stepProducts } from '../../../../src/core/mlp/layout';

function specOf(change: Partial<TrainForm>): TrainSpec {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, ...change }, strategyDescriptions);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

function problemsOf(change: Partial<TrainForm>): TrainProblems {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, ...change }, strategyDescriptions);
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

  it('hands parameters down with the strategy of all products and of one, and names the training as the command line does', () => {
    const strategies = {
      all: 'simd',
      products: { Z1: 'simd', dW1: 'sparse', Z2: 'simd', dW2: 'blocked' },
      values: { all: { nr: 8, mr: 4 }, Z1: { mr: 6 }, dW1: { format: 'csr' }, Z2: { mr: 4, nr: 8 } },
    } as const;
    const [arm] = specOf({ strategies: { ...strategies } }).arms;
    expect(arm.name).toBe('simd:mr=4,nr=8 with Z1 by simd:mr=6, dW1 by sparse:format=csr, dW2 by blocked');
    expect(arm.strategies).toEqual({
      all: { id: 'simd', values: { nr: 8, mr: 4 } },
      products: {
        Z1: { id: 'simd', values: { mr: 6 } },
        dW1: { id: 'sparse', values: { format: 'csr' } },
        dW2: { id: 'blocked', values: {} },
      },
    });
  });

  it('says which product has a parameter that cannot be used, and what it may be', () => {
    const wrong = { all: 'simd', products: { Z1: 'blocked' }, values: { Z1: { mc: 0 } } } as const;
    expect(problemsOf({ other: { ...wrong } }).other).toMatch(
      /^Z1 by blocked: mc must be a whole number from 1 to \d+\.$/,
    );
    expect(problemsOf({ strategies: { all: 'sparse', products: {}, values: { all: { format: 'dense' } } } })).toEqual({
      strategies: expect.stringMatching(/^all products by sparse: format must be one of /) as string,
    });
    // What the network no longer has is no matter.
    expect(
      problemsOf({ layers: '', other: { all: 'simd', products: { Z2: 'simd' }, values: { Z2: { mr: 99 } } } }),
    ).toEqual({});
  });

  it('forgets parameters with the strategy that they belong to', () => {
    const arm = withChoice({ all: 'simd', products: {} }, 'Z1', { id: 'sparse', values: { format: 'csr' } });
    expect(arm).toEqual({ all: 'simd', products: { Z1: 'sparse' }, values: { Z1: { format: 'csr' } } });
    expect(withChoice(arm, 'Z1', { id: 'blas', values: {} })).toEqual({
      all: 'simd',
      products: { Z1: 'blas' },
      values: {},
    });
    expect(withChoice(arm, 'Z1', null)).toEqual({ all: 'simd', products: {}, values: {} });
    expect(withChoice(arm, 'all', { id: 'blas', values: {} })).toEqual({ ...arm, all: 'blas' });
  });

  it('takes a form that was kept before strategies had parameters', () => {
    const kept = { ...FIRST_TRAIN_FORM, other: { all: 'blas', products: { Z1: 'sparse' } } };
    expect(v.parse(trainFormSchema, JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('offers first the loss that belongs to an output', () => {
    expect([lossesOf('softmax')[0], lossesOf('sigmoid')[0], lossesOf('tanh')]).toEqual([
      'cross-entropy',
      'bce',
      ['mse'],
    ]);
  });
});
