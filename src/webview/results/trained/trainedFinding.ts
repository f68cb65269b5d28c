import { formatDuration } from '../../../core/format';
import { trainedOf } from '../../../core/measure/trainingRecord';
import type { Trained, TrainingRecord } from '../../../core/measure/trainingRecord';
import type { Finding } from '../../../core/model/findings';
import { accuracyText, overText, trainedConditions, trainedLabel } from '../../../core/trainingLabel';
import type { StepOfArm } from '../training/StepTimes';
import { rangeText } from '../training/trainingFinding';
import { withShares } from '../training/trainingTexts';

/** 'digits: 96.1% of the test samples right, 0.40 ms a step by simd; …', and what was trained. */
export function trainedFinding(record: TrainingRecord): Finding {
  const { name, status } = record;
  const trained = trainedOf(record);
  if (trained === null) {
    return {
      title: `${name}: nothing was trained`,
      detail: status === 'failed' ? record.reason : 'It was stopped before it began.',
    };
  }
  const arms = trained.arms.map((arm) => {
    const right = arm.accuracy === null ? '' : `${accuracyText(arm)} of the test samples right, `;
    return `${right}${formatDuration(arm.stepNs)} a step by ${arm.name}`;
  });
  const stopped = status === 'cancelled' ? ['Stopped before its end.'] : [];
  const detail = [`${trainedLabel(record, trained)}. ${trainedConditions(record, trained)}.`, ...stopped].join(' ');
  return { title: `${name}: ${arms.join('; ')}`, detail };
}

/** The steps of trainings that took turns, each over the first. */
export function stepsOfTrained({ arms }: Trained): readonly StepOfArm[] {
  const [first] = arms;
  return arms.map((arm) => {
    const over = arm === first ? '' : overText(arm, first);
    return {
      name: arm.name,
      stepNs: arm.stepNs,
      note: `median; ${rangeText(arm)}${over === '' ? '' : `; ${over} the time of ${first.name}`}`,
      parts: withShares(arm.phases),
    };
  });
}
