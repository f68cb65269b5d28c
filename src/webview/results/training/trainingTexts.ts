import { formatCount, formatDuration, formatSignificant } from '../../../core/format';
import type { LayerStatistics } from '../../../core/mlp/layerStatistics';
import type { GradientCheck } from '../../../core/mlp/gradientCheck';
import { MISTAKE_DESCRIPTIONS, MISTAKES, networkLabel } from '../../../core/mlp/network';
import type { Mistake } from '../../../core/mlp/network';
import type { Phase } from '../../../core/mlp/stepOperations';
import type { TrainSpec } from '../../../core/spec/trainSpec';
import type { ArmView, TrainingView } from '../../../shared/trainingView';

/** Words and numbers of a training. What went astray is no number, and over the wire nothing at all. */

export const WRONG_MARK = 'WRONG ON PURPOSE';

export function numberText(value: number | null, digits = 3): string {
  return typeof value === 'number' && Number.isFinite(value) ? formatSignificant(value, digits) : 'no number';
}

/** '97.25%'. */
export function percentText(share: number | null, decimals = 1): string {
  return typeof share === 'number' && Number.isFinite(share) ? `${(100 * share).toFixed(decimals)}%` : 'no number';
}

/** '2.1e-9'. */
export function errorText(error: number | null): string {
  return typeof error === 'number' && Number.isFinite(error) ? error.toExponential(1) : 'no number';
}

export function isMistake(name: string): name is Mistake {
  return MISTAKES.some((mistake) => mistake === name);
}

/** 'ReLU mask on another activation'. */
export function mistakeTitle(name: string): string {
  return isMistake(name) ? MISTAKE_DESCRIPTIONS[name].title : name;
}

/** '784-100-10 by simd and blas', marked where it is wrong on purpose. */
export function trainingTitle({ spec, opened, wrong }: TrainingView): string {
  const network = opened === null ? spec.hiddenSizes.join('-') || 'no hidden layer' : opened.network.sizes.join('-');
  const title = `${network} by ${spec.arms.map(({ name }) => name).join(' and ')}`;
  return wrong.length === 0 ? title : `${WRONG_MARK}: ${title}`;
}

/** What is trained, on what. */
export function planText({ spec, opened }: TrainingView): string {
  const { optimiser, batch, dtype, seed, load } = spec;
  const rest = `batches of ${batch}, ${optimiser.kind} at ${optimiser.rate}, ${dtype}, seed ${seed}`;
  const from = load === null ? [] : ['begun with a saved model'];
  if (opened === null) return [rest, ...from].join('; ');
  const { network, parameters, data, stepsPerEpoch } = opened;
  return [
    `${networkLabel(network)}, ${formatCount(parameters)} parameters`,
    data,
    rest,
    `${formatCount(stepsPerEpoch)} steps an epoch`,
    ...from,
  ].join('; ');
}

export interface StepPart extends Pick<Phase, 'name' | 'backend'> {
  readonly ns: number;
  /** Of the parts together, 0 to 1. */
  readonly share: number;
}

/** The parts of a step of an arm in their order. */
export function stepParts(
  { opened }: Pick<TrainingView, 'opened'>,
  { times }: ArmView,
  arm: number,
): readonly StepPart[] {
  const phases = opened?.phases.at(arm);
  if (phases === undefined || times === null) return [];
  return withShares(phases.map(({ name, backend }, at) => ({ name, backend, ns: times.phasesNs.at(at) ?? 0 })));
}

/** Parts of a step with what they are of all. */
export function withShares(parts: readonly Omit<StepPart, 'share'>[]): readonly StepPart[] {
  const total = parts.reduce((sum, { ns }) => sum + ns, 0);
  return parts.map((part) => ({ ...part, share: total > 0 ? part.ns / total : 0 }));
}

/** 'dW1: 520.1 µs, 41.0% of the step, by simd: wasm simd256 6×16'. */
export function partText({ name, ns, share, backend }: StepPart): string {
  return `${name}: ${formatDuration(ns)}, ${percentText(share)} of the step, by ${backend}`;
}

/** 'simd' of 'simd: wasm simd256 6×16'. */
export function strategyOf({ backend }: Pick<Phase, 'backend'>): string {
  return backend.split(':')[0];
}

/** What the layers of an arm warn of, a sentence each. */
export function alarmsOf(layers: readonly LayerStatistics[]): readonly string[] {
  return layers.flatMap((layer) => {
    const name = `Layer ${layer.layer + 1}`;
    const { unchanged, saturated, deadUnits, units, activation } = layer;
    const isLast = layer.layer === layers.length - 1;
    return [
      ...(unchanged.length === 0
        ? []
        : [
            `${unchanged.join(' and ')}: unchanged since the training began. Their gradients are 0, or nothing updates them.`,
          ]),
      ...(saturated > 0.5 && !isLast
        ? [
            `${name}: ${percentText(saturated, 0)} of its ${activation} outputs are saturated, so that hardly any gradient comes through. Begin with smaller weights.`,
          ]
        : []),
      ...(deadUnits > units / 2
        ? [
            `${name}: ${deadUnits} of ${units} units are 0 for the whole batch, and learn nothing from it. Try a lower rate.`,
          ]
        : []),
      ...(Number.isFinite(layer.weightNorm)
        ? []
        : [`W${layer.layer + 1} holds values that are no numbers. Try a lower rate.`]),
    ];
  });
}

/** What a gradient check says. */
export function checkText({ error, passed, tolerance }: GradientCheck): string {
  const limit = `below ${tolerance.toExponential(0)} is right`;
  return passed
    ? `The gradients are right: relative error ${errorText(error)} at most, and ${limit}.`
    : `The gradients are wrong: relative error ${errorText(error)}, and ${limit}.`;
}

/** The arrays whose gradients are wrong. */
export function wrongArrays({ arrays, tolerance }: GradientCheck): readonly string[] {
  return arrays.filter(({ error }) => !(error < tolerance)).map(({ name }) => name);
}

/** Which check finds a mistake, before anything has been trained. */
export function whatFinds(mistake: Mistake): string {
  switch (mistake) {
    case 'relu-mask':
      return 'The gradient check finds it at the weights of that layer.';
    case 'loss-mismatch':
      return 'The gradient check finds it at all arrays.';
    case 'no-mean':
      return 'The gradient check finds it: all gradients are as many times too large as the batch has samples.';
    case 'unscaled-initialisation':
      return 'The gradient check does not find it. The saturation does: most outputs of sigmoid or tanh are at their ends.';
    case 'fixed-biases':
      return 'The gradient check does not find it. The alarm for unchanged parameters does.';
  }
}

/** What the checks have said of a mistake in this training; `null` before they could. */
export function whatWasFound(mistake: Mistake, training: TrainingView): string | null {
  const check = training.opened?.checkWithMistakes ?? null;
  if (!training.spec.mistakes.includes(mistake) || check === null) return null;
  const layers = training.arms.flatMap((arm) => arm.layers);
  switch (mistake) {
    case 'relu-mask':
    case 'loss-mismatch':
    case 'no-mean':
      return check.passed
        ? `Here the gradient check passes: relative error ${errorText(check.error)}.`
        : `Here the gradient check fails at ${wrongArrays(check).join(', ')}: relative error ${errorText(check.error)}.`;
    case 'unscaled-initialisation': {
      const hidden = layers.filter(({ activation }) => activation === 'sigmoid' || activation === 'tanh');
      if (layers.length === 0) return null;
      if (hidden.length === 0) return 'Here no activation can saturate: it shows in the loss alone.';
      const most = Math.max(...hidden.map(({ saturated }) => saturated));
      return `Here up to ${percentText(most, 0)} of the outputs of a layer are saturated.`;
    }
    case 'fixed-biases': {
      if (layers.length === 0) return null;
      const unchanged = [...new Set(layers.flatMap((layer) => layer.unchanged))];
      return unchanged.length === 0
        ? 'Here no step has been taken yet.'
        : `Here ${unchanged.join(', ')} are unchanged.`;
    }
  }
}

/** Whether two trainings are meant to be the same but for their strategies: the arms of one always are. */
export function armsText({ arms }: Pick<TrainSpec, 'arms'>): string {
  return arms.map(({ name }) => name).join(' and ');
}
