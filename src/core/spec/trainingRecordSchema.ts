import * as v from 'valibot';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { TrainingRecord } from '../measure/trainingRecord';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, MISTAKES, OUTPUT_ACTIVATIONS } from '../mlp/network';
import { DTYPES } from '../problem';

/* The schema of what came of an entry of "train", as it is saved in a run. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const durationNs = v.pipe(v.number(), v.minValue(0));

function described<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

function list<const T extends v.GenericSchema>(item: T) {
  return v.pipe(v.array(item), v.readonly());
}

const output = v.union([
  v.object({ activation: v.literal('softmax'), loss: v.literal('cross-entropy') }),
  v.object({ activation: v.literal('sigmoid'), loss: v.literal('bce') }),
  v.object({ activation: v.picklist(OUTPUT_ACTIVATIONS), loss: v.literal('mse') }),
]);
const layers = { hidden: v.picklist(HIDDEN_ACTIVATIONS), output, initialisation: v.picklist(INITIALISATIONS) };

const optimiser = v.variant('kind', [
  v.object({ kind: v.literal('sgd'), rate: v.number() }),
  v.object({ kind: v.literal('momentum'), rate: v.number(), momentum: v.number() }),
  v.object({
    kind: v.literal('adam'),
    rate: v.number(),
    beta1: v.number(),
    beta2: v.number(),
    epsilon: v.number(),
  }),
]);

const data = v.variant('kind', [
  v.object({ kind: v.literal('mnist') }),
  v.object({ kind: v.literal('mnist-full'), folder: v.nullable(v.string()) }),
  v.object({ kind: v.literal('synthetic'), rows: count, features: count, classes: count }),
  v.object({ kind: v.literal('npy'), x: v.string(), y: v.string() }),
]);

const choice = v.object({
  id: v.picklist(STRATEGY_IDS),
  values: v.record(v.string(), v.union([v.number(), v.string()])),
  slowedBy: v.exactOptional(v.number()),
});

const spec = v.object({
  hiddenSizes: described(list(count), 'Widths of the hidden layers.'),
  network: v.object(layers),
  optimiser,
  batch: described(count, 'Samples of a step.'),
  dtype: v.picklist(DTYPES),
  seed: described(v.number(), 'Fixes first weights, batches and synthetic samples.'),
  epochs: count,
  mistakes: described(list(v.picklist(MISTAKES)), 'What was wrong on purpose.'),
  data,
  arms: list(
    v.object({ name: v.string(), strategies: v.object({ all: choice, products: v.record(v.string(), choice) }) }),
  ),
  threads: v.nullable(count),
  load: v.nullable(v.string()),
  save: v.nullable(v.string()),
  exportFolder: v.nullable(v.string()),
});

const expectation = v.variant('kind', [
  v.object({ kind: v.literal('accuracy at least'), strategy: v.nullable(v.string()), share: v.number() }),
  v.object({ kind: v.literal('step faster than'), strategy: v.string(), than: v.string(), byPercent: v.number() }),
]);

const arm = v.object({
  name: v.string(),
  steps: count,
  accuracy: described(v.nullable(v.number()), 'Share of the test samples that are right after the last epoch.'),
  stepNs: described(durationNs, 'Median time of a step, in nanoseconds.'),
  stepRangeNs: v.pipe(
    v.tuple([durationNs, durationNs]),
    v.readonly(),
    v.description('Times that 10% of the steps are below and above.'),
  ),
  turnsNs: described(list(durationNs), 'Median time of a step in each turn, by which trainings are compared.'),
  phases: described(
    list(v.object({ name: v.string(), backend: v.string(), ns: durationNs })),
    'The parts of a step: who computes them, and their time on average.',
  ),
});

const trained = v.object({
  data: v.string(),
  trainRows: count,
  testRows: count,
  network: v.object({ sizes: list(count), ...layers }),
  parameters: count,
  gradientError: described(v.number(), 'Largest relative error of the gradient check.'),
  mistakenGradientError: described(v.nullable(v.number()), 'The same with what was wrong on purpose.'),
  arms: list(arm),
});

const subject = { name: v.string(), spec, expect: list(expectation), elapsedMs: v.number() };

export const trainingRecordSchema = v.variant('status', [
  v.object({ ...subject, status: v.literal('finished'), trained }),
  v.object({ ...subject, status: v.literal('cancelled'), trained: v.nullable(trained) }),
  v.object({
    ...subject,
    status: v.literal('failed'),
    code: v.picklist(['unusable', 'wrong gradients', 'engine lost', 'error']),
    reason: described(v.string(), 'Why nothing was trained, in words.'),
  }),
]);

/** Does not compile unless both are the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
export const trainingRecordSchemaIsInStep: Same<TrainingRecord, v.InferOutput<typeof trainingRecordSchema>> = true;
