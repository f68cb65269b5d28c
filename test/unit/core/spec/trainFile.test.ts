import { describe, expect, it } from 'vitest';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import type { FileTraining } from '../../../../src/core/spec/trainSpec';

function file(keys: object): string {
  return JSON.stringify({ train: [{ name: 'test', ...keys }] });
}

/** What is marked, and what is said of it. */
function complaints(text: string): readonly (readonly [string, string])[] {
  const { diagnostics } = parseBenchmarkFile(text, 'test.matmul.json');
  return diagnostics.map(({ offset, length, message }) => [text.slice(offset, offset + length), message]);
}

function training(keys: object): FileTraining {
  const { spec, trainings, diagnostics } = parseBenchmarkFile(file(keys), 'test.matmul.json');
  const [{ training: found }] = trainings;
  if (spec === null || found === null) throw new Error(diagnostics.map(({ message }) => message).join());
  return found;
}

describe('an entry of "train"', () => {
  it('fills in what is left out', () => {
    expect(training({})).toEqual({
      name: 'test',
      spec: {
        hiddenSizes: [100],
        network: { hidden: 'relu', output: { activation: 'softmax', loss: 'cross-entropy' }, initialisation: 'he' },
        optimiser: { kind: 'sgd', rate: 0.3 },
        batch: 64,
        dtype: 'f32',
        seed: 1,
        epochs: 5,
        mistakes: [],
        data: { kind: 'mnist' },
        arms: [{ name: 'simd', strategies: { all: { id: 'simd', values: {} }, products: {} } }],
        threads: null,
        load: null,
        save: null,
        exportFolder: null,
      },
      expect: [],
    });
  });

  it('takes strategies with parameters and with products that others compute', () => {
    const { spec } = training({
      strategies: [
        'blas',
        { id: 'simd', mr: 4, name: 'mixed', products: { Z1: 'sparse', dW2: { id: 'outer', rank: 8 } } },
      ],
    });
    expect(spec.arms).toEqual([
      { name: 'blas', strategies: { all: { id: 'blas', values: {} }, products: {} } },
      {
        name: 'mixed',
        strategies: {
          all: { id: 'simd', values: { mr: 4 } },
          products: { Z1: { id: 'sparse', values: {} }, dW2: { id: 'outer', values: { rank: 8 } } },
        },
      },
    ]);
  });

  it('expects accuracies and step times', () => {
    const expected = [{ accuracyAtLeast: 0.9 }, { strategy: 'simd', fasterThan: 'blas', by: '5%' }];
    expect(training({ strategies: ['simd', 'blas'], expect: expected }).expect).toEqual([
      { kind: 'accuracy at least', strategy: null, share: 0.9 },
      { kind: 'step faster than', strategy: 'simd', than: 'blas', byPercent: 5 },
    ]);
  });

  it('follows the activations where loss and first weights are left out', () => {
    const { network } = training({ activation: 'tanh', output: 'sigmoid', optimiser: 'adam' }).spec;
    expect(network).toEqual({
      hidden: 'tanh',
      output: { activation: 'sigmoid', loss: 'bce' },
      initialisation: 'xavier',
    });
  });

  it.each([
    [{ data: { rows: 100 } }, '"data"', '"data" takes "rows", "features" and "classes" together'],
    [{ data: 'mnits' }, '"mnits"', 'did you mean "mnist"?'],
    [{ loss: 'bce' }, '"bce"', '"bce" belongs to the output "sigmoid"; with "softmax" take "mse"'],
    [{ epoch: 3 }, '"epoch"', 'is not a key of a training; did you mean "epochs"?'],
    [{ rate: 0 }, '0', '"rate" must be a number above 0'],
    [{ strategies: ['simd', 'simd'] }, '"simd"', 'Another training of this entry is called "simd"'],
    [{ strategies: [{ id: 'simd', mr: 99 }] }, '99', '"mr" must be a whole number from 1 to 8'],
    [{ strategies: [{ id: 'simd', products: { Z3: 'sparse' } }] }, '"Z3"', 'is not a product of this network'],
    [{ strategies: [{ id: 'simd', products: { Z1: 'sparce' } }] }, '"sparce"', 'did you mean "sparse"?'],
    [{ expect: [{ accuracyAtLeast: 95 }] }, '95', '"accuracyAtLeast" must be a number from 0 to 1'],
    [{ expect: [{ strategy: 'simd', fasterThan: 'blas' }] }, '"blas"', 'is not among the strategies of this entry'],
    [{ mistakes: ['relu-mask'] }, '"relu-mask"', 'cannot be made here: It takes sigmoid or tanh'],
    [{ mistakes: ['no-mean'] }, '"no-mean"', 'Wrong on purpose: No division by the batch'],
  ])('%j is marked at its place', (keys, marked, message) => {
    expect(complaints(file(keys))).toEqual([[marked, expect.stringContaining(message)]]);
  });

  it('may stand beside benchmarks, under another name', () => {
    const both = (name: string): string =>
      JSON.stringify({ benchmarks: [{ name: 'test', size: 8 }], train: [{ name }] });
    const { spec, trainings } = parseBenchmarkFile(both('other'), 'test.matmul.json');
    expect([spec?.benchmarks.length, trainings.length]).toEqual([1, 1]);
    expect(complaints(both('test'))).toEqual([
      ['"test"', 'Another entry of the file has the name "test"; results go by name, give each its own'],
    ]);
  });

  it('that is wrong does not hide the others', () => {
    const text = JSON.stringify({ train: [{ name: 'a', rate: -1 }, { name: 'b' }] });
    const { spec, trainings } = parseBenchmarkFile(text, 'test.matmul.json');
    expect([spec, ...trainings.map((entry) => entry.training === null)]).toEqual([null, true, false]);
  });

  it('or "benchmarks" is what a file has to hold', () => {
    expect(complaints('{}')).toEqual([['{', expect.stringContaining('"benchmarks" is missing')]]);
    expect(complaints('{"train": []}')).toEqual([['[]', expect.stringContaining('add a training')]]);
  });
});
