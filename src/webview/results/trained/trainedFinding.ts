import * as l10n from '@vscode/l10n';
import { formatDuration } from '../../../core/format';
import { trainedOf } from '../../../core/measure/trainingRecord';
import type { Trained, TrainingRecord } from '../../../core/measure/trainingRecord';
import { clauses, ended, sentences } from '../../../core/sentences';
import type { Finding } from '../../../core/model/findings';
import { accuracyText, overText, trainedConditions, trainedLabel } from '../../../core/trainingLabel';
import { stepNote } from '../training/StepTimes';
import type { StepOfArm } from '../training/StepTimes';
import { rangeText } from '../training/trainingFinding';
import { withShares } from '../training/trainingTexts';

/** 'digits: 96.1% of the test samples right, 0.40 ms a step by simd; …', and what was trained. */
export function trainedFinding(record: TrainingRecord): Finding {
  const { name, status } = record;
  const trained = trainedOf(record);
  if (trained === null) {
    return {
      title: l10n.t('{0}: nothing was trained', name),
      detail: status === 'failed' ? record.reason : l10n.t('It was stopped before it began.'),
    };
  }
  const arms = trained.arms.map((arm) => {
    const step = formatDuration(arm.stepNs);
    return arm.accuracy === null
      ? l10n.t('{0} a step by {1}', step, arm.name)
      : l10n.t('{0} of the test samples right, {1} a step by {2}', accuracyText(arm), step, arm.name);
  });
  const detail = sentences(
    ended(trainedLabel(record, trained)),
    ended(trainedConditions(record, trained)),
    status === 'cancelled' ? l10n.t('Stopped before its end.') : '',
  );
  return { title: l10n.t('{0}: {1}', name, clauses(...arms)), detail };
}

/** The steps of trainings that took turns, each over the first. */
export function stepsOfTrained({ arms }: Trained): readonly StepOfArm[] {
  const [first] = arms;
  return arms.map((arm) => {
    const over = arm === first ? '' : overText(arm, first);
    return {
      name: arm.name,
      stepNs: arm.stepNs,
      note: stepNote(rangeText(arm), over, first.name),
      parts: withShares(arm.phases),
    };
  });
}
