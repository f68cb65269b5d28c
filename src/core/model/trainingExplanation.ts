import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import type { TrainingCurve } from '../measure/trainingCurve';
import type { Network } from '../mlp/network';
import { sentences } from '../sentences';
import type { Explanation, UnitDefinition } from './explanation';

function epochUnit(): UnitDefinition {
  return {
    unit: l10n.t('epoch'),
    definition: l10n.t('once through all training samples, in an order that is drawn anew from the seed.'),
  };
}

function stepUnit(): UnitDefinition {
  return {
    unit: l10n.t('step'),
    definition: l10n.t('one batch forward and back, and one update of the weights.'),
  };
}

function lossDefinition(loss: Network['output']['loss']): string {
  switch (loss) {
    case 'cross-entropy':
      return l10n.t(
        'cross-entropy: −ln of the probability that the network gives the right class; a mean over the samples of a batch.',
      );
    case 'bce':
      return l10n.t('binary cross-entropy, summed over the classes; a mean over the samples of a batch.');
    case 'mse':
      return l10n.t('half the squared error, summed over the classes; a mean over the samples of a batch.');
    default:
      return assertNever(loss);
  }
}

/** What the chart of the losses shows. */
export function lossExplanation(arms: readonly TrainingCurve[], { output }: Pick<Network, 'output'>): Explanation {
  const points = l10n.t(
    'Each point is the mean loss of the batches of {0} steps, each taken before its step.',
    stepsText(arms),
  );
  const loss = { unit: l10n.t('loss'), definition: lossDefinition(output.loss) };
  return {
    sentences: [sentences(points, ...closestSentences(arms)), togetherSentence(arms)],
    units: [loss, epochUnit(), stepUnit()],
  };
}

/** What the chart of the accuracies shows. */
export function accuracyExplanation(arms: readonly TrainingCurve[]): Explanation {
  const points = l10n.t(
    'Each point is the mean accuracy of the batches of {0} steps, each taken before its step; at the end of an epoch the test samples, which nothing is learnt from, are classified too.',
    stepsText(arms),
  );
  const right = {
    unit: l10n.t({ message: 'right', comment: ['the share of samples that are classified rightly'] }),
    definition: l10n.t('the share of the samples whose class has the largest output.'),
  };
  return {
    sentences: [sentences(points, ...closestSentences(arms)), togetherSentence(arms)],
    units: [right, epochUnit(), stepUnit()],
  };
}

/** '10', '8 to 16': the steps of a point. */
function stepsText(arms: readonly TrainingCurve[]): string {
  const steps = arms.flatMap(({ curve }) => curve.map((point) => point.steps));
  const most = steps.reduce((highest, count) => Math.max(highest, count), 0);
  const least = steps.reduce((lowest, count) => Math.min(lowest, count), most);
  return least === most ? String(most) : l10n.t('{0} to {1}', least, most);
}

/** Whether strides grow by much: a training that was saved before has points of about as many steps everywhere. */
function closestSentences(arms: readonly TrainingCurve[]): readonly string[] {
  const grow = arms.some(({ curve }) => curve.some(({ steps }) => steps >= 4 * curve[0].steps));
  return grow ? [l10n.t('Points are closest at the beginning, where a curve changes quickest.')] : [];
}

function togetherSentence(arms: readonly TrainingCurve[]): string {
  return arms.length < 2
    ? l10n.t('A curve is the same for the same seed, but for roundings, whichever strategy computes it.')
    : l10n.t(
        'All begin with the same weights and see the same batches, so that their curves lie on each other but for roundings.',
      );
}
