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
    title: `${name} has ${formatAccuracy(share)} of the test samples right`,
    answer: accuracyOf(armOf(record, name), share, record),
  }));
}

/** The test samples are given, and so is the seed: there is no interval. */
function accuracyOf(arm: TrainedArm | null, share: number, record: TrainingRecord): Outcome {
  if (record.status !== 'finished' || arm?.accuracy === null || arm === null) return withoutResult(record);
  const { accuracy } = arm;
  const reason = `It has ${formatAccuracy(accuracy)} right; at least ${formatAccuracy(share)} is asked for.`;
  return { outcome: accuracy >= share ? 'met' : 'missed', reason };
}

function fasterTitle({ strategy, than, byPercent }: StepFasterThan): string {
  return `a step by ${strategy} is faster than by ${than}${byPercent === 0 ? '' : ` by ${byPercent}%`}`;
}

function fasterThan({ strategy, than, byPercent }: StepFasterThan, record: TrainingRecord): Answer {
  const [arm, other] = [armOf(record, strategy), armOf(record, than)];
  if (record.status === 'failed' || arm === null || other === null) return withoutResult(record);
  const evidence = turnsEvidence(other.turnsNs, arm.turnsNs);
  if (evidence === null) {
    const reason = `They took fewer than ${FEWEST_TURNS} turns each, which is too few to compare. Train for more epochs.`;
    return { outcome: 'undecided', reason };
  }
  const wanted = 1 + byPercent / 100;
  return {
    claims: ['met', 'missed'],
    outcome: (confidence) => {
      const ratio = ratioAt(evidence, confidence);
      const reason = `A step by ${than} takes ${formatRatioInterval(ratio)} its time; more than ${Number(wanted.toFixed(4))}× is asked for.`;
      return { outcome: ratio.low > wanted ? 'met' : ratio.high < wanted ? 'missed' : 'undecided', reason };
    },
  };
}

function armOf(record: TrainingRecord, name: string): TrainedArm | null {
  return trainedOf(record)?.arms.find((arm) => arm.name === name) ?? null;
}

function withoutResult(record: TrainingRecord): Outcome {
  if (record.status === 'failed') return { outcome: 'missed', reason: `Nothing was trained: ${record.reason}` };
  return { outcome: 'undecided', reason: 'The training was stopped before its end.' };
}
