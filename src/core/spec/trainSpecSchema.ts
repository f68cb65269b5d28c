import * as v from 'valibot';
import { STRATEGY_IDS } from '../kernels/strategy';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, MISTAKES, OUTPUT_ACTIVATIONS } from '../mlp/network';
import { DTYPES } from '../problem';

/* The schema of a training as it was asked for, as runs and the last training of a window are saved with it. */

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** JSON has no NaN and no infinities; of a training that went astray they are null. */
export const figure = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => NaN),
  ),
]);

export function described<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

export function list<const T extends v.GenericSchema>(item: T) {
  return v.pipe(v.array(item), v.readonly());
}

const output = v.union([
  v.object({ activation: v.literal('softmax'), loss: v.literal('cross-entropy') }),
  v.object({ activation: v.literal('sigmoid'), loss: v.literal('bce') }),
  v.object({ activation: v.picklist(OUTPUT_ACTIVATIONS), loss: v.literal('mse') }),
]);
export const networkEntries = {
  hidden: v.picklist(HIDDEN_ACTIVATIONS),
  output,
  initialisation: v.picklist(INITIALISATIONS),
};

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

/** A training as it was asked for, where it is read from the disk. */
export const trainSpecSchema = v.object({
  hiddenSizes: described(list(count), 'Widths of the hidden layers.'),
  network: v.object(networkEntries),
  optimiser,
  batch: described(count, 'Samples of a step.'),
  dtype: v.picklist(DTYPES),
  seed: described(v.number(), 'Fixes first weights, batches and synthetic samples.'),
  epochs: count,
  mistakes: described(list(v.picklist(MISTAKES)), 'What was wrong on purpose.'),
  data,
  arms: v.pipe(
    v.array(
      v.object({ name: v.string(), strategies: v.object({ all: choice, products: v.record(v.string(), choice) }) }),
    ),
    v.minLength(1),
    v.readonly(),
  ),
  threads: v.nullable(count),
  load: v.nullable(v.string()),
  save: v.nullable(v.string()),
  exportFolder: v.nullable(v.string()),
});
