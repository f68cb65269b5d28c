import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { formatAccuracy, formatRatioInterval } from '../format';
import { ratioAt } from '../measure/ratio';
import { FEWEST_TURNS, turnsEvidence } from '../measure/turns';
import type { AccuracyAtLeast, StepFasterThan, TrainExpectation } from '../measure/trainExpectation';
import { trainedOf } from '../measure/trainingRecord';
import type { TrainedArm, TrainingRecord } from '../measure/trainingRecord';
import type { Answer, Outcome, Question } from './gateQuestion';

/** What an entry of "train" expects: a question for each of its trainings that is meant. */
export function askTraining(expectation: TrainExpectation, record: TrainingRecord): readonly Question[] {
  switch (expectation.kind) {
    case 'accuracy at least':
      return askAccuracy(expectation, record);
    case 'step faster than':
      return [{ title: fasterTitle(expectation), answer: fasterThan(expectation, record) }];
    default:
      return assertNever(expectation);
  }
}

function askAccuracy({ strategy, share }: AccuracyAtLeast, record: TrainingRecord): readonly Question[] {
  const names = record.spec.arms.map(({ name }) => name).filter((name) => strategy === null || name === strategy);
  return names.map((name) => ({
    title: l10n.t('{0} has {1} of the test samples right', name, formatAccuracy(share)),
    answer: accuracyOf(armOf(record, name), share, record),
  }));
}

/** The test samples are given, and so is the seed: there is no interval. */
function accuracyOf(arm: TrainedArm | null, share: number, record: TrainingRecord): Outcome {
  if (record.status !== 'finished' || arm?.accuracy === null || arm === null) return withoutResult(record);
  const { accuracy } = arm;
  const reason = l10n.t(
    'It has {0} right; at least {1} is asked for.',
    formatAccuracy(accuracy),
    formatAccuracy(share),
  );
  return { outcome: accuracy >= share ? 'met' : 'missed', reason };
}

function fasterTitle({ strategy, than, byPercent }: StepFasterThan): string {
  return byPercent === 0
    ? l10n.t('a step by {0} is faster than by {1}', strategy, than)
    : l10n.t('a step by {0} is faster than by {1} by {2}%', strategy, than, byPercent);
}

function fasterThan({ strategy, than, byPercent }: StepFasterThan, record: TrainingRecord): Answer {
  const [arm, other] = [armOf(record, strategy), armOf(record, than)];
  if (record.status === 'failed' || arm === null || other === null) return withoutResult(record);
  const evidence = turnsEvidence(other.turnsNs, arm.turnsNs);
  if (evidence === null) {
    const reason = l10n.t(
      'They took fewer than {0} turns each, which is too few to compare. Train for more epochs.',
      FEWEST_TURNS,
    );
    return { outcome: 'undecided', reason };
  }
  const wanted = 1 + byPercent / 100;
  return {
    claims: ['met', 'missed'],
    outcome: (confidence) => {
      const ratio = ratioAt(evidence, confidence);
      const reason = l10n.t(
        'A step by {0} takes {1} its time; more than {2}× is asked for.',
        ...[than, formatRatioInterval(ratio), Number(wanted.toFixed(4))],
      );
      return { outcome: ratio.low > wanted ? 'met' : ratio.high < wanted ? 'missed' : 'undecided', reason };
    },
  };
}

function armOf(record: TrainingRecord, name: string): TrainedArm | null {
  return trainedOf(record)?.arms.find((arm) => arm.name === name) ?? null;
}

function withoutResult(record: TrainingRecord): Outcome {
  if (record.status === 'failed')
    return { outcome: 'missed', reason: l10n.t('Nothing was trained: {0}', record.reason) };
  return { outcome: 'undecided', reason: l10n.t('The training was stopped before its end.') };
}
