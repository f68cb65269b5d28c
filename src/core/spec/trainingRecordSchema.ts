import * as v from 'valibot';
import type { TrainingRecord } from '../measure/trainingRecord';
import { count, described, figure, list, networkEntries, trainSpecSchema } from './trainSpecSchema';

/* The schema of what came of an entry of "train", as it is saved in a run. */

const durationNs = v.pipe(v.number(), v.minValue(0));

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
  curve: v.exactOptional(
    described(
      list(v.object({ epoch: v.number(), steps: count, loss: figure, accuracy: figure })),
      'Means over the batches of some steps, and where they end, in epochs.',
    ),
  ),
  epochs: v.exactOptional(
    described(
      list(v.object({ epoch: v.number(), loss: figure, accuracy: figure, testAccuracy: figure })),
      'The ends of epochs: means over their batches, and the share of the test samples that is right.',
    ),
  ),
});

const trained = v.object({
  data: v.string(),
  trainRows: count,
  testRows: count,
  network: v.object({ sizes: list(count), ...networkEntries }),
  parameters: count,
  gradientError: described(v.number(), 'Largest relative error of the gradient check.'),
  mistakenGradientError: described(v.nullable(v.number()), 'The same with what was wrong on purpose.'),
  arms: list(arm),
});

const subject = { name: v.string(), spec: trainSpecSchema, expect: list(expectation), elapsedMs: v.number() };

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
