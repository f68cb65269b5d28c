import type { TrainingCurve } from '../measure/trainingCurve';
import type { Network } from '../mlp/network';
import type { Explanation, UnitDefinition } from './explanation';

const EPOCH: UnitDefinition = {
  unit: 'epoch',
  definition: 'once through all training samples, in an order that is drawn anew from the seed.',
};
const STEP: UnitDefinition = { unit: 'step', definition: 'one batch forward and back, and one update of the weights.' };

const LOSSES: Readonly<Record<Network['output']['loss'], string>> = {
  'cross-entropy': 'cross-entropy: −ln of the probability that the network gives the right class',
  bce: 'binary cross-entropy, summed over the classes',
  mse: 'half the squared error, summed over the classes',
};

/** What the chart of the losses shows. */
export function lossExplanation(arms: readonly TrainingCurve[], { output }: Pick<Network, 'output'>): Explanation {
  return {
    sentences: [pointsSentence(arms, 'loss'), togetherSentence(arms)],
    units: [{ unit: 'loss', definition: `${LOSSES[output.loss]}; a mean over the samples of a batch.` }, EPOCH, STEP],
  };
}

/** What the chart of the accuracies shows. */
export function accuracyExplanation(arms: readonly TrainingCurve[]): Explanation {
  return {
    sentences: [
      `${pointsSentence(arms, 'accuracy').replace(/\.$/, '')}; at the end of an epoch the test samples, which nothing is learnt from, are classified too.`,
      togetherSentence(arms),
    ],
    units: [{ unit: 'right', definition: 'the share of the samples whose class has the largest output.' }, EPOCH, STEP],
  };
}

function pointsSentence(arms: readonly TrainingCurve[], what: string): string {
  const steps = arms.flatMap(({ curve }) => curve.map((point) => point.steps));
  const most = steps.reduce((highest, count) => Math.max(highest, count), 0);
  const least = steps.reduce((lowest, count) => Math.min(lowest, count), most);
  const each = least === most ? String(most) : `${least} to ${most}`;
  return `Each point is the mean ${what} of the batches of ${each} steps, each taken before its step.`;
}

function togetherSentence(arms: readonly TrainingCurve[]): string {
  return arms.length < 2
    ? 'A curve is the same for the same seed, but for roundings, whichever strategy computes it.'
    : 'All begin with the same weights and see the same batches, so that their curves lie on each other but for roundings.';
}
