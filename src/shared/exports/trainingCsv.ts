import { RATIO_CONFIDENCE, ratioAt } from '../../core/measure/ratio';
import { trainedOf } from '../../core/measure/trainingRecord';
import type { Trained, TrainedArm, TrainingRecord } from '../../core/measure/trainingRecord';
import { turnsEvidence } from '../../core/measure/turns';
import { networkLabel } from '../../core/mlp/network';

type Cell = string | number | null;

/** Columns that a run with trainings has behind those of its rows. 'kind' says which of them a line fills. */
export const TRAINING_COLUMNS = [
  'kind',
  'network',
  'optimiser',
  'batch',
  'mistakes',
  'gradient_error',
  'steps',
  'step_ns',
  'step_p10_ns',
  'step_p90_ns',
  'over_first',
  'over_first_low',
  'over_first_high',
  'phase',
  'phase_ns',
  'epoch',
  'loss',
  'accuracy',
  'test_accuracy',
] as const;
type Column =
  (typeof TRAINING_COLUMNS)[number] | 'benchmark' | 'strategy' | 'dtype' | 'seed' | 'status' | 'reason' | 'backend';
export type TrainingLine = Readonly<Partial<Record<Column, Cell>>>;

/**
 * What came of an entry of "train" as lines of one table: for each of its trainings a line of the kind 'training', then one of the
 * kind 'phase' for each part of a step and one of the kind 'epoch' for the end of each epoch.
 */
export function trainingLines(record: TrainingRecord): readonly TrainingLine[] {
  const { name, spec, status } = record;
  const trained = trainedOf(record);
  const subject = {
    benchmark: name,
    dtype: spec.dtype,
    seed: spec.seed,
    status: status === 'finished' ? 'ok' : status,
    optimiser: spec.optimiser.kind,
    batch: spec.batch,
    mistakes: spec.mistakes.join(' '),
  };
  if (trained === null) {
    const reason = record.status === 'failed' ? record.reason : 'It was stopped before it began.';
    return spec.arms.map((arm) => ({ ...subject, kind: 'training', strategy: arm.name, reason }));
  }
  const common = { ...subject, network: networkLabel(trained.network) };
  return trained.arms.flatMap((arm): readonly TrainingLine[] => {
    const own = { ...common, strategy: arm.name };
    return [
      { ...own, kind: 'training', gradient_error: trained.gradientError, ...armCells(arm, trained) },
      ...arm.phases.map(({ name: phase, backend, ns }) => ({ ...own, kind: 'phase', phase, backend, phase_ns: ns })),
      ...(arm.epochs ?? []).map(({ epoch, loss, accuracy, testAccuracy }) => ({
        ...{ ...own, kind: 'epoch', epoch },
        ...{ loss: known(loss), accuracy: known(accuracy), test_accuracy: known(testAccuracy) },
      })),
    ];
  });
}

function armCells(arm: TrainedArm, { arms }: Trained): TrainingLine {
  const { steps, stepNs, stepRangeNs, accuracy } = arm;
  const evidence = arm === arms[0] ? null : turnsEvidence(arm.turnsNs, arms[0].turnsNs);
  const over = evidence === null ? null : ratioAt(evidence, RATIO_CONFIDENCE);
  return {
    ...{ steps, step_ns: stepNs, step_p10_ns: stepRangeNs[0], step_p90_ns: stepRangeNs[1], test_accuracy: accuracy },
    ...(over === null ? {} : { over_first: over.ratio, over_first_low: over.low, over_first_high: over.high }),
  };
}

/** An empty cell, which readers take for no number. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
