import * as l10n from '@vscode/l10n';
import type { GradientCheck, GradientCheckPlan } from '../../core/mlp/gradientCheck';
import { MISTAKE_DESCRIPTIONS, networkLabel } from '../../core/mlp/network';
import { listed, sentences } from '../../core/sentences';
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
  const where = l10n.t('{0}, by {1}', networkLabel(network), listed([...new Set(by)]));
  const wrongArrays = arrays.filter((each) => !(each.error < tolerance)).map(({ name }) => name);
  const verdict = passed
    ? l10n.t(
        'The gradients are right ({0}): the largest relative error is {1}, and below {2} is right.',
        ...[where, error.toExponential(1), tolerance.toExponential(0)],
      )
    : l10n.t(
        'The gradients of {0} are wrong ({1}): the largest relative error is {2}, and below {3} is right.',
        ...[listed(wrongArrays), where, error.toExponential(1), tolerance.toExponential(0)],
      );
  const passedOver =
    skipped === 0 ? [] : [l10n.t('{0} parameters, at which a ReLU switches, were passed over.', skipped)];
  return sentences(...mistakesTexts(mistakes, passed), verdict, ...passedOver);
}

function mistakesTexts(mistakes: GradientCheckPlan['mistakes'], passed: boolean): readonly string[] {
  if (mistakes.length === 0) return [];
  const titles = listed(mistakes.map((mistake) => MISTAKE_DESCRIPTIONS[mistake].title));
  const unseen = l10n.t('The gradient check does not see it: it is not the gradients that are wrong.');
  return [l10n.t('WRONG ON PURPOSE: {0}.', titles), ...(passed ? [unseen] : [])];
}
