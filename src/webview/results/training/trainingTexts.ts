import * as l10n from '@vscode/l10n';
import { formatCount, formatDuration, formatSignificant } from '../../../core/format';
import type { LayerStatistics } from '../../../core/mlp/layerStatistics';
import type { GradientCheck } from '../../../core/mlp/gradientCheck';
import { MISTAKE_DESCRIPTIONS, MISTAKES, networkLabel } from '../../../core/mlp/network';
import type { Mistake } from '../../../core/mlp/network';
import { phaseBackend, phaseTitle } from '../../../core/mlp/phaseText';
import type { Phase } from '../../../core/mlp/stepOperations';
import { allOf, clauses, listed } from '../../../core/sentences';
import type { TrainSpec } from '../../../core/spec/trainSpec';
import type { ArmView, TrainingView } from '../../../shared/trainingView';

/** Words and numbers of a training. What went astray is no number, and over the wire nothing at all. */

export function numberText(value: number | null, digits = 3): string {
  return typeof value === 'number' && Number.isFinite(value) ? formatSignificant(value, digits) : l10n.t('no number');
}

/** '97.25%'. */
export function percentText(share: number | null, decimals = 1): string {
  return typeof share === 'number' && Number.isFinite(share)
    ? `${(100 * share).toFixed(decimals)}%`
    : l10n.t('no number');
}

/** '2.1e-9'. */
export function errorText(error: number | null): string {
  return typeof error === 'number' && Number.isFinite(error) ? error.toExponential(1) : l10n.t('no number');
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
  const network =
    opened === null ? spec.hiddenSizes.join('-') || l10n.t('no hidden layer') : opened.network.sizes.join('-');
  const title = l10n.t('{0} by {1}', network, armsText(spec));
  return wrong.length === 0 ? title : l10n.t('WRONG ON PURPOSE: {0}', title);
}

/** What is trained, on what. */
export function planText({ spec, opened }: TrainingView): string {
  const { optimiser, batch, dtype, seed, load } = spec;
  const rest = l10n.t(
    'batches of {0}, {1} at {2}, {3}, seed {4}',
    ...[batch, optimiser.kind, optimiser.rate, dtype, seed],
  );
  const from = load === null ? '' : l10n.t('begun with a saved model');
  if (opened === null) return clauses(rest, from);
  const { network, parameters, data, stepsPerEpoch } = opened;
  return clauses(
    l10n.t('{0}, {1} parameters', networkLabel(network), formatCount(parameters)),
    data,
    rest,
    l10n.t('{0} steps an epoch', formatCount(stepsPerEpoch)),
    from,
  );
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
  return l10n.t(
    '{0}: {1}, {2} of the step, by {3}',
    ...[phaseTitle(name), formatDuration(ns), percentText(share), phaseBackend(backend)],
  );
}

/** 'simd' of 'simd: wasm simd256 6×16'. */
export function strategyOf({ backend }: Pick<Phase, 'backend'>): string {
  return backend.split(':')[0];
}

/** What the layers of an arm warn of, a sentence each. */
export function alarmsOf(layers: readonly LayerStatistics[]): readonly string[] {
  return layers.flatMap((layer) => {
    const number = layer.layer + 1;
    const { unchanged, saturated, deadUnits, units, activation } = layer;
    const isLast = layer.layer === layers.length - 1;
    return [
      unchanged.length === 0
        ? ''
        : l10n.t(
            '{0}: unchanged since the training began. Their gradients are 0, or nothing updates them.',
            allOf(unchanged),
          ),
      saturated > 0.5 && !isLast
        ? l10n.t(
            'Layer {0}: {1} of its {2} outputs are saturated, so that hardly any gradient comes through. Begin with smaller weights.',
            ...[number, percentText(saturated, 0), activation],
          )
        : '',
      deadUnits > units / 2
        ? l10n.t(
            'Layer {0}: {1} of {2} units are 0 for the whole batch, and learn nothing from it. Try a lower rate.',
            ...[number, deadUnits, units],
          )
        : '',
      Number.isFinite(layer.weightNorm)
        ? ''
        : l10n.t('W{0} holds values that are no numbers. Try a lower rate.', number),
    ].filter((alarm) => alarm !== '');
  });
}

/** What a gradient check says. */
export function checkText({ error, passed, tolerance }: GradientCheck): string {
  return passed
    ? l10n.t(
        'The gradients are right: relative error {0} at most, and below {1} is right.',
        errorText(error),
        tolerance.toExponential(0),
      )
    : l10n.t(
        'The gradients are wrong: relative error {0}, and below {1} is right.',
        errorText(error),
        tolerance.toExponential(0),
      );
}

/** The arrays whose gradients are wrong. */
export function wrongArrays({ arrays, tolerance }: GradientCheck): readonly string[] {
  return arrays.filter(({ error }) => !(error < tolerance)).map(({ name }) => name);
}

/** Which check finds a mistake, before anything has been trained. */
export function whatFinds(mistake: Mistake): string {
  switch (mistake) {
    case 'relu-mask':
      return l10n.t('The gradient check finds it at the weights of that layer.');
    case 'loss-mismatch':
      return l10n.t('The gradient check finds it at all arrays.');
    case 'no-mean':
      return l10n.t('The gradient check finds it: all gradients are as many times too large as the batch has samples.');
    case 'unscaled-initialisation':
      return l10n.t(
        'The gradient check does not find it. The saturation does: most outputs of sigmoid or tanh are at their ends.',
      );
    case 'fixed-biases':
      return l10n.t('The gradient check does not find it. The alarm for unchanged parameters does.');
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
        ? l10n.t('Here the gradient check passes: relative error {0}.', errorText(check.error))
        : l10n.t(
            'Here the gradient check fails at {0}: relative error {1}.',
            listed(wrongArrays(check)),
            errorText(check.error),
          );
    case 'unscaled-initialisation': {
      const hidden = layers.filter(({ activation }) => activation === 'sigmoid' || activation === 'tanh');
      if (layers.length === 0) return null;
      if (hidden.length === 0) return l10n.t('Here no activation can saturate: it shows in the loss alone.');
      const most = Math.max(...hidden.map(({ saturated }) => saturated));
      return l10n.t('Here up to {0} of the outputs of a layer are saturated.', percentText(most, 0));
    }
    case 'fixed-biases': {
      if (layers.length === 0) return null;
      const unchanged = [...new Set(layers.flatMap((layer) => layer.unchanged))];
      return unchanged.length === 0
        ? l10n.t('Here no step has been taken yet.')
        : l10n.t('Here {0} are unchanged.', listed(unchanged));
    }
  }
}

/** Whether two trainings are meant to be the same but for their strategies: the arms of one always are. */
export function armsText({ arms }: Pick<TrainSpec, 'arms'>): string {
  return allOf(arms.map(({ name }) => name));
}
