import * as v from 'valibot';
import type { ParameterSpec } from '../kernels/parameters';
import { strategyDescriptions } from '../kernels/registry';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { StrategyDescription } from '../kernels/strategy';
import { suggestion } from './nearestWord';
import { oneOf, wholeNumberFrom } from './valueSchemas';

function parameterSchema(spec: ParameterSpec) {
  switch (spec.kind) {
    case 'integer':
      return v.pipe(
        wholeNumberFrom(spec.minimum, spec.maximum),
        v.title(spec.title),
        v.description(spec.description),
        v.examples([...spec.suggestions]),
        v.metadata(spec.default === null ? {} : { default: spec.default }),
      );
    case 'choice':
      return v.pipe(
        oneOf(spec.options.map(({ value }) => value)),
        v.title(spec.title),
        v.description(spec.description),
        v.metadata({ default: spec.default, enumDescriptions: spec.options.map(({ description }) => description) }),
      );
  }
}

/** Parameters of a strategy, by their ids. */
export function parameterEntries({ parameters }: StrategyDescription): v.ObjectEntries {
  return Object.fromEntries(parameters.map((spec) => [spec.id, v.optional(parameterSchema(spec))]));
}

/** A strategy with its parameters. */
function withParameters(description: StrategyDescription) {
  const { id, title, summary } = description;
  return v.pipe(
    v.strictObject({
      ...parameterEntries(description),
      id: v.pipe(v.literal(id), v.title(title), v.description(summary)),
    }),
    v.title(title),
    v.description(summary),
  );
}

function unknownStrategy(id: string): string {
  const meant = suggestion(id, STRATEGY_IDS);
  return `"${id}" is not a strategy${meant === '' ? `; there are ${STRATEGY_IDS.join(', ')}` : meant}`;
}

export const strategyId = v.pipe(
  v.picklist(STRATEGY_IDS, ({ input }) =>
    typeof input === 'string'
      ? unknownStrategy(input)
      : 'A strategy is its id, such as "simd", or an object with "id" and parameters',
  ),
  v.metadata({ enumDescriptions: strategyDescriptions.map(({ summary }) => summary) }),
);

/** What is said of an object whose "id" names no strategy. */
export function noStrategyOf({ input }: { readonly input: unknown }): string {
  return typeof input === 'string' ? unknownStrategy(input) : 'A strategy with parameters needs its "id"';
}

const strategyWithParameters = v.variant('id', strategyDescriptions.map(withParameters), noStrategyOf);

/** A strategy by its id, or with parameters, as the strategies describe them. */
export const strategySchema = v.union([strategyId, strategyWithParameters]);
