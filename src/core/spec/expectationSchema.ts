import * as v from 'valibot';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { Expectation } from '../measure/expectation';
import { parseNumber } from './sizes';
import { oneOf, SUBJECT } from './valueSchemas';

/** What an expectation may ask for at most: a hundred times. */
const MAXIMUM_PERCENT = 10_000;

export function percent(description: string) {
  const message = `${SUBJECT} must be percent from 0 to ${MAXIMUM_PERCENT}, such as 5 or "5%"`;
  const number = v.pipe(v.number(message), v.minValue(0, message), v.maxValue(MAXIMUM_PERCENT, message));
  const text = v.pipe(
    v.string(message),
    v.regex(/^\s*\d{1,4}(\.\d+)?\s*%\s*$/, message),
    v.transform((value) => parseNumber(value.replace('%', '').trim()) ?? 0),
  );
  return v.pipe(
    v.union([number, text]),
    v.title('Percent'),
    v.description(description),
    v.metadata({ examples: [5, '5%'] }),
  );
}

const strategy = v.pipe(oneOf(STRATEGY_IDS), v.description('One of the strategies of the benchmark.'));

export const fasterThanSchema = v.pipe(
  v.strictObject({
    strategy,
    fasterThan: v.pipe(oneOf(STRATEGY_IDS), v.description('Another strategy of the benchmark.')),
    by: v.optional(percent('How much more time the other has to take, in percent. 0 when left out.'), 0),
  }),
  v.title('Faster than another strategy'),
  v.description('Met where the interval of the ratio of the two times lies above what is asked for.'),
);

export const notSlowerThanBaselineSchema = v.pipe(
  v.strictObject({
    strategy,
    notSlowerThanBaselineBy: percent('How much more time than in the baseline is borne, in percent.'),
  }),
  v.title('Not slower than the baseline'),
  v.description('Missed where the interval of the ratio to the baseline lies above what is borne.'),
);

/** An expectation as a file writes it. */
export const expectationSchema = v.pipe(
  v.union(
    [fasterThanSchema, notSlowerThanBaselineSchema],
    `${SUBJECT} must have "fasterThan" or "notSlowerThanBaselineBy"`,
  ),
  v.metadata({
    defaultSnippets: [
      { label: 'faster than', body: { strategy: '${1:simd}', fasterThan: '${2:blocked}', by: '^${3:5}' } },
      { label: 'not slower than the baseline', body: { strategy: '${1:simd}', notSlowerThanBaselineBy: '${2:5%}' } },
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
