import * as l10n from '@vscode/l10n';
import { formatAccuracy, formatCount, formatDuration, formatRatioInterval } from './format';
import { RATIO_CONFIDENCE, ratioAt } from './measure/ratio';
import { turnsEvidence } from './measure/turns';
import type { Trained, TrainedArm, TrainingRecord } from './measure/trainingRecord';
import { MISTAKE_DESCRIPTIONS, networkLabel } from './mlp/network';
import { clauses, ended, sentences } from './sentences';

/** '784-100-10, relu, softmax + cross-entropy, 79 510 parameters, f32'. */
export function trainedLabel({ spec }: TrainingRecord, { network, parameters }: Trained): string {
  return l10n.t('{0}, {1} parameters, {2}', networkLabel(network), formatCount(parameters), spec.dtype);
}

/** 'MNIST, 10,000 + 2,000 samples; batches of 64, 5 epochs, sgd at 0.3, seed 1; gradients checked: relative error 3.1e-10'. */
export function trainedConditions({ spec }: TrainingRecord, { data, gradientError }: Trained): string {
  const { batch, epochs, optimiser, seed } = spec;
  const rounds = epochs === 1 ? l10n.t('1 epoch') : l10n.t('{0} epochs', epochs);
  return clauses(
    data,
    l10n.t('batches of {0}, {1}, {2} at {3}, seed {4}', batch, rounds, optimiser.kind, optimiser.rate, seed),
    l10n.t('gradients checked: relative error {0}', gradientError.toExponential(1)),
  );
}

/** What was wrong on purpose, a sentence each, and what the gradient check says of it; empty where nothing was. */
export function mistakeTexts({ spec }: Pick<TrainingRecord, 'spec'>, trained: Trained | null): readonly string[] {
  const texts = spec.mistakes.map((mistake) => {
    const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
    return sentences(ended(l10n.t('WRONG ON PURPOSE: {0}', title)), text);
  });
  const error = trained?.mistakenGradientError ?? null;
  return error === null
    ? texts
    : [...texts, l10n.t('With that, the gradient check gives a relative error of {0}.', error.toExponential(1))];
}

/** '95.3%', or '–' where no epoch came to its end. */
export function accuracyText({ accuracy }: TrainedArm): string {
  return accuracy === null ? '–' : formatAccuracy(accuracy);
}

/** '390.0 µs (380.0 µs to 420.0 µs)': the median step, and the times that 10% of the steps are below and above. */
export function stepText({ stepNs, stepRangeNs: [low, high] }: TrainedArm): string {
  return l10n.t('{0} ({1} to {2})', formatDuration(stepNs), formatDuration(low), formatDuration(high));
}

/** '1.31× (1.29–1.33)': its step time over that of another, from turns; '' where there were too few. */
export function overText(arm: TrainedArm, other: TrainedArm): string {
  const evidence = turnsEvidence(arm.turnsNs, other.turnsNs);
  return evidence === null ? '' : formatRatioInterval(ratioAt(evidence, RATIO_CONFIDENCE));
}
