import * as l10n from '@vscode/l10n';
import { listed } from '../sentences';
/** What a strategy lets the user set. Drives the form, the schema of benchmark files and the tuner. */
export type ParameterSpec = IntegerParameter | ChoiceParameter;

export interface IntegerParameter {
  readonly kind: 'integer';
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly minimum: number;
  readonly maximum: number;
  /** `null`: the strategy chooses by the problem and the machine when it is not set. */
  readonly default: number | null;
  /** Values worth trying, in rising order. */
  readonly suggestions: readonly number[];
}

export interface ChoiceParameter {
  readonly kind: 'choice';
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly options: readonly { readonly value: string; readonly description: string }[];
  readonly default: string;
}

export type ParameterValue = number | string;

/** Parameter id → value. A parameter that is left out takes its default. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** The value of an integer parameter, its default when not set, or `null` when the strategy is to choose. */
export function integerValue(spec: IntegerParameter, values: ParameterValues): number | null {
  const value = values[spec.id];
  return typeof value === 'number' ? value : spec.default;
}

/** The value of a choice parameter, or its default when not set. */
export function choiceValue(spec: ChoiceParameter, values: ParameterValues): string {
  const value = values[spec.id];
  return typeof value === 'string' ? value : spec.default;
}

/** Why a value cannot be used, as a sentence, or `undefined` where it can. */
export function parameterProblem(spec: ParameterSpec, value: unknown): string | undefined {
  switch (spec.kind) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= spec.minimum && value <= spec.maximum
        ? undefined
        : l10n.t('{0} must be a whole number from {1} to {2}', spec.id, spec.minimum, spec.maximum);
    case 'choice':
      return spec.options.some((option) => option.value === value)
        ? undefined
        : l10n.t('{0} must be one of {1}', spec.id, listed(spec.options.map((option) => option.value)));
  }
}
