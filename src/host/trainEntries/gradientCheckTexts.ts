import type { GradientCheck, GradientCheckPlan } from '../../core/mlp/gradientCheck';
import { MISTAKE_DESCRIPTIONS, networkLabel } from '../../core/mlp/network';
import type { DataChoice, FileTraining } from '../../core/spec/trainSpec';

/** Inputs and classes where only the data says how many there are: the check makes samples of its own. */
const UNREAD = { inputs: 64, classes: 10 };

/** What is checked of an entry of "train": its network, by the strategies of its first training. */
export function checkOf({ spec }: FileTraining): GradientCheckPlan {
  const { inputs, classes } = sizesOf(spec.data);
  return {
    network: { ...spec.network, sizes: [inputs, ...spec.hiddenSizes, classes] },
    strategies: spec.arms[0].strategies,
    mistakes: spec.mistakes,
    seed: spec.seed,
  };
}

function sizesOf(data: DataChoice): { readonly inputs: number; readonly classes: number } {
  switch (data.kind) {
    case 'mnist':
    case 'mnist-full':
      return { inputs: 28 * 28, classes: 10 };
    case 'synthetic':
      return { inputs: data.features, classes: data.classes };
    case 'npy':
      return UNREAD;
  }
}

/** What a check has found, in words, with the largest relative error; what is wrong on purpose is named first. */
export function checkText({ network, strategies, mistakes }: GradientCheckPlan, check: GradientCheck): string {
  const { passed, error, tolerance, arrays, skipped } = check;
  const by = [strategies.all, ...Object.values(strategies.products)].map(({ id }) => id);
  const where = `${networkLabel(network)}, by ${[...new Set(by)].join(' and ')}`;
  const limit = `below ${tolerance.toExponential(0)} is right`;
  const wrongArrays = arrays.filter((each) => !(each.error < tolerance)).map(({ name }) => name);
  const verdict = passed
    ? `The gradients are right (${where}): the largest relative error is ${error.toExponential(1)}, and ${limit}.`
    : `The gradients of ${wrongArrays.join(', ')} are wrong (${where}): the largest relative error is ${error.toExponential(1)}, and ${limit}.`;
  const passedOver = skipped === 0 ? '' : ` ${skipped} parameters, at which a ReLU switches, were passed over.`;
  return `${mistakesText(mistakes, passed)}${verdict}${passedOver}`;
}

function mistakesText(mistakes: GradientCheckPlan['mistakes'], passed: boolean): string {
  if (mistakes.length === 0) return '';
  const titles = mistakes.map((mistake) => MISTAKE_DESCRIPTIONS[mistake].title).join(', ');
  const unseen = passed ? ' The gradient check does not see it: it is not the gradients that are wrong.' : '';
  return `WRONG ON PURPOSE: ${titles}.${unseen} `;
}
