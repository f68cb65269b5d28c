import * as l10n from '@vscode/l10n';
import { formatCount } from '../format';
import type { ParameterSpec, ParameterValue, ParameterValues } from '../kernels/parameters';
import { parameterProblem } from '../kernels/parameters';
import { strategyById } from '../kernels/registry';
import type { Strategy, StrategyDescription, StrategyId } from '../kernels/strategy';
import type { Machine } from '../machine';
import { listed } from '../sentences';
import { countGridPoints, gridPoints, pointKey } from '../measure/tuning';
import type { LeftOutPoint, Tuning, TuningAxis } from '../measure/tuning';
import type { Problem } from '../problem';
import { suggestion } from './nearestWord';
import type { StrategyChoice } from './runSpec';
import { parseNumber } from './sizes';

/** Points of a grid; more would be measured worse, and seen worse on a map. */
export const MAXIMUM_TUNING_POINTS = 100;

/** Parameters that a grid can vary at a time: what can be drawn. */
const MAXIMUM_AXES = 2;

export type GridResult = { readonly axes: readonly TuningAxis[] } | { readonly problem: string };

/** The parameters of a strategy that have several values worth trying. */
export function tunableParameters({ parameters }: StrategyDescription): readonly ParameterSpec[] {
  return parameters.filter((spec) => valuesWorthTrying(spec).length > 1);
}

/** The grid where the user names none: the first two parameters that can be tuned, with the values worth trying. */
export function suggestedAxes(strategy: StrategyDescription): readonly TuningAxis[] {
  return tunableParameters(strategy).slice(0, MAXIMUM_AXES).map(suggestedAxis);
}

function suggestedAxis(spec: ParameterSpec): TuningAxis {
  return { parameter: spec.id, values: valuesWorthTrying(spec) };
}

function valuesWorthTrying(spec: ParameterSpec): readonly ParameterValue[] {
  switch (spec.kind) {
    case 'integer':
      return spec.suggestions;
    case 'choice':
      return spec.options.map(({ value }) => value);
  }
}

/** A grid as it is typed: 'mr=4,5,6 nr=8,16'. Words with spaces in them stand in quotes where they are given as text. */
export function gridText(axes: readonly TuningAxis[]): string {
  return axes.map(({ parameter, values }) => `${parameter}=${values.join(',')}`).join(' ');
}

/** Takes typed text apart into the words of a grid: a new one begins where a name and '=' stand. */
export function gridWords(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+(?=[^\s=,]+\s*=)/)
    .filter((word) => word !== '');
}

/**
 * The grid that words such as 'mr=4,5,6' ask for; 'mr' alone, or 'mr=', takes the values worth trying, and no word at all
 * the suggested grid.
 */
export function parseGrid(strategy: StrategyDescription, words: readonly string[]): GridResult {
  const known = strategy.parameters.map(({ id }) => id);
  if (known.length === 0) {
    return { problem: l10n.t('{0} has no parameters, so that there is nothing to tune.', strategy.id) };
  }
  if (words.length === 0) return { axes: suggestedAxes(strategy) };
  const axes: TuningAxis[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    const name = (at < 0 ? word : word.slice(0, at)).trim();
    const spec = strategy.parameters.find(({ id }) => id === name);
    if (spec === undefined) {
      const meant = suggestion(name, known);
      return {
        problem:
          meant === ''
            ? l10n.t('{0} has no parameter "{1}"; it has {2}.', strategy.id, name, listed(known))
            : l10n.t('{0} has no parameter "{1}"', strategy.id, name) + meant,
      };
    }
    if (axes.some(({ parameter }) => parameter === name)) {
      return { problem: l10n.t('{0} is given twice; give it once.', name) };
    }
    const given = at < 0 ? '' : word.slice(at + 1).trim();
    const axis = given === '' ? suggestedAxis(spec) : { parameter: name, values: parseValues(spec, given) };
    const wrong = axis.values.map((value) => parameterProblem(spec, value)).find((problem) => problem !== undefined);
    if (wrong !== undefined) return { problem: l10n.t('{0}: {1}.', word, wrong) };
    axes.push(axis);
  }
  if (axes.length > MAXIMUM_AXES) {
    return {
      problem: l10n.t('A tuning varies one or two parameters, not {0}; tune the others afterwards.', axes.length),
    };
  }
  const points = countGridPoints(axes);
  if (points > MAXIMUM_TUNING_POINTS) {
    return {
      problem: l10n.t(
        'The grid has {0} points; {1} is the most. Give fewer values.',
        formatCount(points),
        MAXIMUM_TUNING_POINTS,
      ),
    };
  }
  return { axes };
}

/** Values in rising order, each once; what is no number is kept as text, for the complaint. */
function parseValues(spec: ParameterSpec, text: string): readonly ParameterValue[] {
  const words = text.split(',').map((word) => word.trim());
  switch (spec.kind) {
    case 'integer':
      return [...new Set(words.map((word) => parseNumber(word) ?? NaN))].sort((x, y) => x - y);
    case 'choice':
      return [...new Set(words)];
  }
}

export type TuningPlan =
  { readonly tuning: Tuning; readonly strategies: readonly StrategyChoice[] } | { readonly problem: string };

/**
 * What a tuning measures: the default, then each point of the grid that can run here and computes otherwise than all
 * points before it. Where nothing is left beside the default, there is nothing to tune.
 */
export function planTuning(
  id: StrategyId,
  axes: readonly TuningAxis[],
  problem: Problem,
  machine: Machine,
): TuningPlan {
  const strategy = strategyById(id);
  const support = strategy.supports(problem, machine, {});
  if (!support.supported) return { problem: support.reason };
  const points: ParameterValues[] = [];
  const leftOut: LeftOutPoint[] = [];
  const seen = new Map<string, ParameterValues>([[effectOf(strategy, problem, machine, {}), {}]]);
  for (const values of gridPoints(axes)) {
    const supported = strategy.supports(problem, machine, values);
    if (!supported.supported) {
      leftOut.push({ kind: 'unsupported', values, reason: supported.reason });
      continue;
    }
    const effect = effectOf(strategy, problem, machine, values);
    const equals = seen.get(effect);
    if (equals === undefined) {
      seen.set(effect, values);
      points.push(values);
    } else {
      leftOut.push({ kind: 'equal', values, equals });
    }
  }
  if (points.length === 0) return { problem: nothingToTry(leftOut) };
  return {
    tuning: { strategy: id, axes, leftOut },
    strategies: [{}, ...points].map((values) => ({ id, values })),
  };
}

function nothingToTry(leftOut: readonly LeftOutPoint[]): string {
  const refused = leftOut.find((point) => point.kind === 'unsupported');
  return refused === undefined
    ? l10n.t('The grid has no point to measure: each computes as the default does here. Give other values.')
    : l10n.t('The grid has no point to measure: {0}. Give other values.', refused.reason.replace(/[.。]$/, ''));
}

/** Text that is equal for values that compute alike. */
function effectOf(strategy: Strategy, problem: Problem, machine: Machine, values: ParameterValues): string {
  if (strategy.effect !== undefined) return strategy.effect(problem, machine, values);
  const defaults = strategy.parameters.flatMap((spec): (readonly [string, ParameterValue])[] =>
    spec.default === null ? [] : [[spec.id, spec.default]],
  );
  return pointKey({ ...Object.fromEntries(defaults), ...values });
}
