import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { Expectation } from '../measure/expectation';
import { said } from './said';
import { parseNumber } from './sizes';
import { oneOf, SUBJECT } from './valueSchemas';

/** What an expectation may ask for at most: a hundred times. */
const MAXIMUM_PERCENT = 10_000;

export function percent(description: () => string) {
  const message = () => l10n.t('{0} must be percent from 0 to {1}, such as 5 or "5%"', SUBJECT, MAXIMUM_PERCENT);
  const number = v.pipe(v.number(message), v.minValue(0, message), v.maxValue(MAXIMUM_PERCENT, message));
  const text = v.pipe(
    v.string(message),
    v.regex(/^\s*\d{1,4}(\.\d+)?\s*%\s*$/, message),
    v.transform((value) => parseNumber(value.replace('%', '').trim()) ?? 0),
  );
  return v.pipe(
    v.union([number, text]),
    said({ title: () => l10n.t('Percent'), description }),
    v.metadata({ examples: [5, '5%'] }),
  );
}

const strategy = v.pipe(
  oneOf(STRATEGY_IDS),
  said({ description: () => l10n.t('One of the strategies of the benchmark.') }),
);

export const fasterThanSchema = v.pipe(
  v.strictObject({
    strategy,
    fasterThan: v.pipe(oneOf(STRATEGY_IDS), said({ description: () => l10n.t('Another strategy of the benchmark.') })),
    by: v.optional(
      percent(() => l10n.t('How much more time the other has to take, in percent. 0 when left out.')),
      0,
    ),
  }),
  said({
    title: () => l10n.t('Faster than another strategy'),
    description: () => l10n.t('Met where the interval of the ratio of the two times lies above what is asked for.'),
  }),
);

export const notSlowerThanBaselineSchema = v.pipe(
  v.strictObject({
    strategy,
    notSlowerThanBaselineBy: percent(() => l10n.t('How much more time than in the baseline is allowed, in percent.')),
  }),
  said({
    title: () => l10n.t('Not slower than the baseline'),
    description: () => l10n.t('Missed where the interval of the ratio to the baseline lies above what is allowed.'),
  }),
);

/** An expectation as a file writes it. */
export const expectationSchema = v.pipe(
  v.union([fasterThanSchema, notSlowerThanBaselineSchema], () =>
    l10n.t('{0} must have "fasterThan" or "notSlowerThanBaselineBy"', SUBJECT),
  ),
  said({
    defaultSnippets: () => [
      { label: l10n.t('faster than'), body: { strategy: '${1:simd}', fasterThan: '${2:blocked}', by: '^${3:5}' } },
      {
        label: l10n.t('not slower than the baseline'),
        body: { strategy: '${1:simd}', notSlowerThanBaselineBy: '${2:5%}' },
      },
    ],
  }),
);
export type ExpectationInput = v.InferOutput<typeof expectationSchema>;

export function expectationOf(input: ExpectationInput): Expectation {
  return 'fasterThan' in input
    ? { kind: 'faster than', strategy: input.strategy, than: input.fasterThan, byPercent: input.by }
    : {
        kind: 'not slower than baseline',
        strategy: input.strategy,
        byPercent: input.notSlowerThanBaselineBy,
      };
}
