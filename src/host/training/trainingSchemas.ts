import * as v from 'valibot';
import { ARRAY_KINDS } from '../../core/mlp/arrayPicture';
import { GRADIENT_TOLERANCE } from '../../core/mlp/gradientCheck';
import { HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS } from '../../core/mlp/network';
import { PHASE_KINDS } from '../../core/mlp/stepOperations';
import { DTYPES } from '../../core/problem';
import { trainFormSchema } from '../../core/spec/trainForm';
import type { TrainForm } from '../../core/spec/trainForm';
import { count, figure, networkEntries, trainSpecSchema } from '../../core/spec/trainSpecSchema';
import { PICKED_FILES, START_MODES } from '../../shared/trainingView';
import type { ArrayPlace, PickedFile, StartMode } from '../../shared/trainingView';

/** What comes from the page and from the disk, parsed where it comes in. */

const placeSchema = v.object({ arm: count, kind: v.picklist(ARRAY_KINDS), layer: count });
const armSchema = v.object({ arm: count });
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

export const gradientCheckSchema = v.pipe(
  v.object({
    arrays: v.array(v.object({ name: v.string(), sampled: count, total: count, error: figure })),
    error: figure,
    passed: v.boolean(),
    tolerance: v.number(),
    dtype: v.exactOptional(v.picklist(DTYPES)),
    skipped: count,
  }),
  // Checks of before it was kept had a wider tolerance in f32.
  v.transform(({ dtype, ...check }) => ({
    ...check,
    dtype: dtype ?? (check.tolerance > GRADIENT_TOLERANCE ? ('f32' as const) : ('f64' as const)),
  })),
);

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
    spec: trainSpecSchema,
    wrong: v.array(v.string()),
    opened: v.nullable(openedSchema),
    arms: v.array(armViewSchema),
    looks: count,
    inMemory: v.boolean(),
  }),
  pictures: v.record(v.string(), pictureSchema),
});
