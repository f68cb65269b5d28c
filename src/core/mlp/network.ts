import * as l10n from '@vscode/l10n';
import type { Dtype } from '../problem';
import { assertNever } from '../assertNever';

/** Activations of hidden layers. */
export const HIDDEN_ACTIVATIONS = ['relu', 'sigmoid', 'tanh', 'identity'] as const;
export type HiddenActivation = (typeof HIDDEN_ACTIVATIONS)[number];

/** Activations of the last layer. */
export const OUTPUT_ACTIVATIONS = ['softmax', 'sigmoid', 'tanh', 'relu', 'identity'] as const;
export type OutputActivation = (typeof OUTPUT_ACTIVATIONS)[number];

export const LOSSES = ['cross-entropy', 'bce', 'mse'] as const;
export type Loss = (typeof LOSSES)[number];

/**
 * The last activation and the loss, which belong together: dZ = A − Y is the gradient of cross-entropy behind softmax and of
 * binary cross-entropy behind sigmoid, and of nothing else. The squared error has a derivative of its own behind any output.
 */
export type Output =
  | { readonly activation: 'softmax'; readonly loss: 'cross-entropy' }
  | { readonly activation: 'sigmoid'; readonly loss: 'bce' }
  | { readonly activation: OutputActivation; readonly loss: 'mse' };

/** The output of an activation and a loss, by default the one that belongs to it; `null` where they do not go together. */
export function outputFor(activation: OutputActivation, loss: Loss | null): Output | null {
  if (loss === 'mse') return { activation, loss };
  if (activation === 'softmax') return loss === 'bce' ? null : { activation, loss: 'cross-entropy' };
  if (activation === 'sigmoid') return loss === 'cross-entropy' ? null : { activation, loss: 'bce' };
  return loss === null ? { activation, loss: 'mse' } : null;
}

export const INITIALISATIONS = ['he', 'xavier'] as const;
export type Initialisation = (typeof INITIALISATIONS)[number];

/** A fully connected network: layer l has weights of `sizes[l] × sizes[l + 1]`, row-major, and as many biases as columns. */
export interface Network {
  /** Inputs, widths of the hidden layers, classes. */
  readonly sizes: readonly number[];
  readonly hidden: HiddenActivation;
  readonly output: Output;
  readonly initialisation: Initialisation;
}

export const OPTIMISERS = ['sgd', 'momentum', 'adam'] as const;
export type OptimiserKind = (typeof OPTIMISERS)[number];

export type Optimiser =
  | { readonly kind: 'sgd'; readonly rate: number }
  | { readonly kind: 'momentum'; readonly rate: number; readonly momentum: number }
  | {
      readonly kind: 'adam';
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** Sensible values of an optimiser's own. */
export function optimiserOf(kind: OptimiserKind, rate: number): Optimiser {
  switch (kind) {
    case 'sgd':
      return { kind, rate };
    case 'momentum':
      return { kind, rate, momentum: 0.9 };
    case 'adam':
      return { kind, rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    default:
      return assertNever(kind);
  }
}

/** The classic mistakes, to be made on purpose. */
export const MISTAKES = ['relu-mask', 'loss-mismatch', 'no-mean', 'unscaled-initialisation', 'fixed-biases'] as const;
export type Mistake = (typeof MISTAKES)[number];

export interface MistakeDescription {
  readonly title: string;
  /** What is wrong, and what is right. */
  readonly text: string;
  /** Whether the gradient check finds it. */
  readonly concernsGradients: boolean;
}

export const MISTAKE_DESCRIPTIONS: Readonly<Record<Mistake, MistakeDescription>> = {
  'relu-mask': {
    get title() {
      return l10n.t('ReLU mask on another activation');
    },
    get text() {
      return l10n.t('The gradient behind a hidden sigmoid or tanh is masked by A > 0; right is A·(1 − A), or 1 − A².');
    },
    concernsGradients: true,
  },
  'loss-mismatch': {
    get title() {
      return l10n.t('Gradient of another loss');
    },
    get text() {
      return l10n.t(
        'dZ = A − Y is taken for the squared error, or the derivative of the squared error for a cross-entropy.',
      );
    },
    concernsGradients: true,
  },
  'no-mean': {
    get title() {
      return l10n.t('No division by the batch');
    },
    get text() {
      return l10n.t(
        'Gradients are summed over the batch, not averaged, so that the rate that works depends on its size.',
      );
    },
    concernsGradients: true,
  },
  'unscaled-initialisation': {
    get title() {
      return l10n.t('Unscaled initialisation');
    },
    get text() {
      return l10n.t(
        'Weights begin as standard normal numbers; with many inputs sigmoid and tanh are saturated from the start.',
      );
    },
    concernsGradients: false,
  },
  'fixed-biases': {
    get title() {
      return l10n.t('Biases not updated');
    },
    get text() {
      return l10n.t('The gradients of the biases are computed, and the biases stay as they are.');
    },
    concernsGradients: false,
  },
};

/** Why a mistake cannot be made in this network; `null` where it can. */
export function whyNot(mistake: Mistake, { sizes, hidden, output }: Network): string | null {
  switch (mistake) {
    case 'relu-mask':
      if (sizes.length < 3) return l10n.t('There is no hidden layer, whose gradient could be masked.');
      return hidden === 'sigmoid' || hidden === 'tanh'
        ? null
        : l10n.t('It takes sigmoid or tanh in hidden layers, not {0}.', hidden);
    case 'loss-mismatch':
      return output.loss === 'mse' && output.activation === 'identity'
        ? l10n.t('Behind an identity, A − Y is the gradient of the squared error.')
        : null;
    case 'no-mean':
    case 'unscaled-initialisation':
    case 'fixed-biases':
      return null;
    default:
      return assertNever(mistake);
  }
}

/** All that a training is, but its data and its strategies. */
export interface TrainingPlan {
  readonly network: Network;
  readonly optimiser: Optimiser;
  readonly batch: number;
  readonly dtype: Dtype;
  readonly seed: number;
  readonly mistakes: readonly Mistake[];
}

export function layerCount({ sizes }: Network): number {
  return sizes.length - 1;
}

/** The activation of a layer, from 0. */
export function activationOf({ sizes, hidden, output }: Network, layer: number): OutputActivation {
  return layer === sizes.length - 2 ? output.activation : hidden;
}

export function parameterCount({ sizes }: Network): number {
  return sizes.slice(1).reduce((sum, width, layer) => sum + (sizes[layer] + 1) * width, 0);
}

/** Flops of the products of a step: forward, both gradients; the input has none. */
export function stepFlops({ sizes }: Network, batch: number): number {
  return sizes
    .slice(1)
    .reduce((sum, width, layer) => sum + 2 * batch * sizes[layer] * width * (layer === 0 ? 2 : 3), 0);
}

/** '784-100-10, relu, softmax + cross-entropy'. */
export function networkLabel({ sizes, hidden, output }: Network): string {
  const hiddenText = sizes.length > 2 ? `${hidden}, ` : '';
  return `${sizes.join('-')}, ${hiddenText}${output.activation} + ${output.loss}`;
}
