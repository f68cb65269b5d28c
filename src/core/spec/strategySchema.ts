import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { ParameterSpec } from '../kernels/parameters';
import { strategyDescriptions } from '../kernels/registry';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { StrategyDescription } from '../kernels/strategy';
import { listed } from '../sentences';
import { suggestion } from './nearestWord';
import { said } from './said';
import { oneOf, wholeNumberFrom } from './valueSchemas';

function parameterSchema(spec: ParameterSpec) {
  switch (spec.kind) {
    case 'integer':
      return v.pipe(
        wholeNumberFrom(spec.minimum, spec.maximum),
        said({ title: () => spec.title, description: () => spec.description }),
        v.examples([...spec.suggestions]),
        v.metadata(spec.default === null ? {} : { default: spec.default }),
      );
    case 'choice':
      return v.pipe(
        oneOf(spec.options.map(({ value }) => value)),
        said({ title: () => spec.title, description: () => spec.description }),
        v.metadata({ default: spec.default }),
        said({ enumDescriptions: () => spec.options.map(({ description }) => description) }),
      );
  }
}

/** Parameters of a strategy, by their ids. */
export function parameterEntries({ parameters }: StrategyDescription): v.ObjectEntries {
  return Object.fromEntries(parameters.map((spec) => [spec.id, v.optional(parameterSchema(spec))]));
}

/** A strategy with its parameters. */
function withParameters(description: StrategyDescription) {
  const texts = { title: () => description.title, description: () => description.summary };
  return v.pipe(
    v.strictObject({
      ...parameterEntries(description),
      id: v.pipe(v.literal(description.id), said(texts)),
    }),
    said(texts),
  );
}

function unknownStrategy(id: string): string {
  const meant = suggestion(id, STRATEGY_IDS);
  return meant === ''
    ? l10n.t('"{0}" is not a strategy; there are {1}', id, listed(STRATEGY_IDS))
    : l10n.t('"{0}" is not a strategy', id) + meant;
}

export const strategyId = v.pipe(
  v.picklist(STRATEGY_IDS, ({ input }) =>
    typeof input === 'string'
      ? unknownStrategy(input)
      : l10n.t('A strategy is its id, such as "simd", or an object with "id" and parameters'),
  ),
  said({ enumDescriptions: () => strategyDescriptions.map(({ summary }) => summary) }),
);

/** What is said of an object whose "id" names no strategy. */
export function noStrategyOf({ input }: { readonly input: unknown }): string {
  return typeof input === 'string' ? unknownStrategy(input) : l10n.t('A strategy with parameters needs its "id"');
}

const strategyWithParameters = v.variant('id', strategyDescriptions.map(withParameters), noStrategyOf);

/** A strategy by its id, or with parameters, as the strategies describe them. */
export const strategySchema = v.union([strategyId, strategyWithParameters]);
