import * as v from 'valibot';
import { STRATEGY_IDS } from '../../core/kernels/strategy';
import { ARRAY_KINDS } from '../../core/mlp/arrayPicture';
import { HIDDEN_ACTIVATIONS, INITIALISATIONS, MISTAKES, OUTPUT_ACTIVATIONS } from '../../core/mlp/network';
import { PHASE_KINDS } from '../../core/mlp/stepOperations';
import { DTYPES } from '../../core/problem';
import { trainFormSchema } from '../../core/spec/trainForm';
import type { TrainForm } from '../../core/spec/trainForm';
import { PICKED_FILES, START_MODES } from '../../shared/trainingView';
import type { ArrayPlace, PickedFile, StartMode } from '../../shared/trainingView';

/** What comes from the page and from the disk, parsed where it comes in. */

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** JSON has no NaN and no infinities; of a training that went astray they are null. */
const figure = v.union([
  v.number(),
  v.pipe(
    v.null(),
    v.transform(() => NaN),
  ),
]);
const count = index;

const placeSchema = v.object({ arm: index, kind: v.picklist(ARRAY_KINDS), layer: index });
const armSchema = v.object({ arm: index });
const startSchema = v.object({ form: trainFormSchema, mode: v.picklist(START_MODES) });
const pausedSchema = v.object({ paused: v.boolean() });
const pickSchema = v.object({ what: v.picklist(PICKED_FILES) });

export const parseTrainForm = (params: unknown): TrainForm => v.parse(trainFormSchema, params);
export const parseStart = (params: unknown): { readonly form: TrainForm; readonly mode: StartMode } =>
  v.parse(startSchema, params);
export const parseArm = (params: unknown): { readonly arm: number } => v.parse(armSchema, params);
export const parsePaused = (params: unknown): { readonly paused: boolean } => v.parse(pausedSchema, params);
export const parsePlace = (params: unknown): ArrayPlace => v.parse(placeSchema, params);
export const parsePick = (params: unknown): { readonly what: PickedFile } => v.parse(pickSchema, params);

export const gradientCheckSchema = v.object({
  arrays: v.array(v.object({ name: v.string(), sampled: count, total: count, error: figure })),
  error: figure,
  passed: v.boolean(),
  tolerance: v.number(),
  skipped: count,
});

const outputSchema = v.variant('loss', [
  v.object({ activation: v.literal('softmax'), loss: v.literal('cross-entropy') }),
  v.object({ activation: v.literal('sigmoid'), loss: v.literal('bce') }),
  v.object({ activation: v.picklist(OUTPUT_ACTIVATIONS), loss: v.literal('mse') }),
]);
const networkEntries = {
  hidden: v.picklist(HIDDEN_ACTIVATIONS),
  output: outputSchema,
  initialisation: v.picklist(INITIALISATIONS),
};
const optimiserSchema = v.variant('kind', [
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
const dataSchema = v.variant('kind', [
  v.object({ kind: v.literal('mnist') }),
  v.object({ kind: v.literal('mnist-full'), folder: v.nullable(v.string()) }),
  v.object({ kind: v.literal('synthetic'), rows: count, features: count, classes: count }),
  v.object({ kind: v.literal('npy'), x: v.string(), y: v.string() }),
]);
const choiceSchema = v.object({
  id: v.picklist(STRATEGY_IDS),
  values: v.record(v.string(), v.union([v.number(), v.string()])),
});
const specSchema = v.object({
  hiddenSizes: v.array(count),
  network: v.object(networkEntries),
  optimiser: optimiserSchema,
  batch: count,
  dtype: v.picklist(DTYPES),
  seed: v.number(),
  epochs: count,
  mistakes: v.array(v.picklist(MISTAKES)),
  data: dataSchema,
  arms: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        strategies: v.object({ all: choiceSchema, products: v.record(v.string(), choiceSchema) }),
      }),
    ),
    v.minLength(1),
  ),
  threads: v.nullable(count),
  load: v.nullable(v.string()),
  save: v.nullable(v.string()),
  exportFolder: v.nullable(v.string()),
});
const openedSchema = v.object({
  data: v.string(),
  trainRows: count,
  testRows: count,
  network: v.object({ sizes: v.pipe(v.array(count), v.minLength(2)), ...networkEntries }),
  parameters: count,
  stepsPerEpoch: count,
  phases: v.array(
    v.array(
      v.object({
        name: v.string(),
        kind: v.picklist(PHASE_KINDS),
        layer: v.nullable(count),
        backend: v.string(),
      }),
    ),
  ),
  check: gradientCheckSchema,
  checkWithMistakes: v.nullable(gradientCheckSchema),
});
const layerSchema = v.object({
  layer: count,
  activation: v.picklist([...HIDDEN_ACTIVATIONS, ...OUTPUT_ACTIVATIONS]),
  histogram: v.array(v.number()),
  low: figure,
  high: figure,
  saturated: figure,
  deadUnits: count,
  units: count,
  weightNorm: figure,
  gradientNorm: figure,
  unchanged: v.array(v.string()),
});
const timesSchema = v.object({
  steps: count,
  stepNs: v.number(),
  stepRangeNs: v.tuple([v.number(), v.number()]),
  phasesNs: v.array(v.number()),
  ratio: v.nullable(v.object({ ratio: v.number(), low: v.number(), high: v.number() })),
});
const armViewSchema = v.object({
  name: v.string(),
  curve: v.array(v.object({ epoch: v.number(), steps: count, loss: figure, accuracy: figure })),
  epochs: v.array(v.object({ epoch: v.number(), loss: figure, accuracy: figure, testAccuracy: figure })),
  times: v.nullable(timesSchema),
  layers: v.array(layerSchema),
});
const statusSchema = v.variant('state', [
  v.object({ state: v.literal('finished') }),
  v.object({ state: v.literal('stopped') }),
  v.object({ state: v.literal('checked') }),
  v.object({ state: v.literal('refused') }),
  v.object({ state: v.literal('failed'), message: v.string(), check: v.nullable(gradientCheckSchema) }),
]);
const pictureSchema = v.object({
  totalRows: count,
  totalUnits: count,
  rows: count,
  units: count,
  reach: figure,
  signed: v.boolean(),
  levels: v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/)),
  facts: v.array(v.object({ norm: figure, low: figure, high: figure, mean: figure })),
});

/** A training that is over, with pictures of its arrays. */
export const savedTrainingSchema = v.object({
  version: v.literal(1),
  view: v.object({
    id: v.string(),
    startedAt: v.string(),
    elapsedMs: v.number(),
    status: statusSchema,
    spec: specSchema,
    wrong: v.array(v.string()),
    opened: v.nullable(openedSchema),
    arms: v.array(armViewSchema),
    looks: count,
    inMemory: v.boolean(),
  }),
  pictures: v.record(v.string(), pictureSchema),
});
