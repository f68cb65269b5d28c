import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { formatCount } from '../format';
import { CACHE_MODES } from '../measure/measurement';
import { DTYPES, STRUCTURES } from '../problem';
import type { Structure } from '../problem';
import { sentences } from '../sentences';
import { expectationSchema } from './expectationSchema';
import {
  DEFAULT_BUDGET_SECONDS,
  DEFAULT_PRECISION,
  MAXIMUM_BUDGET_SECONDS,
  MAXIMUM_COOL_DOWN_MS,
  MAXIMUM_PRECISION,
  MAXIMUM_THREADS,
  MINIMUM_PRECISION,
} from './runSpec';
import { said } from './said';
import { SWEEPS } from './sizeCombinations';
import { MAXIMUM_SIZE } from './sizes';
import { strategySchema } from './strategySchema';
import { trainSchema } from './trainSchema';
import {
  finiteNumber,
  flag,
  listOf,
  numberFrom,
  oneOf,
  oneOrMore,
  positiveUpTo,
  SUBJECT,
  wholeNumberFrom,
} from './valueSchemas';

/*
 * The schema of benchmark files. It says what may stand where; how values must fit each other is checked when a benchmark
 * is multiplied out. In a union the first option is the simplest one: where no option comes near, it is its message that
 * is shown.
 */

const size = wholeNumberFrom(0, MAXIMUM_SIZE);
const sizeOrMore = wholeNumberFrom(0, MAXIMUM_SIZE, () =>
  l10n.t(
    '{0} must be a whole number from 0 to {1}, a list of sizes, or a range such as {2}',
    SUBJECT,
    formatCount(MAXIMUM_SIZE),
    '{ "from": 64, "to": 512, "factor": 2 }',
  ),
);

const aboveOne = () => l10n.t('{0} must be a number above 1', SUBJECT);

export const rangeSchema = v.pipe(
  v.strictObject({
    from: v.pipe(size, said({ description: () => l10n.t('The first size.') })),
    to: v.pipe(size, said({ description: () => l10n.t('The last size, where the range hits it.') })),
    step: v.optional(
      v.pipe(wholeNumberFrom(1, MAXIMUM_SIZE), said({ description: () => l10n.t('Added from size to size.') })),
    ),
    factor: v.optional(
      v.pipe(
        v.number(aboveOne),
        v.gtValue(1, aboveOne),
        said({ description: () => l10n.t('Multiplied from size to size; each is rounded to a whole number.') }),
      ),
    ),
  }),
  said({
    description: () =>
      l10n.t('A range of sizes: with "step" evenly spaced, with "factor" each a multiple of the one before.'),
  }),
  v.metadata({ oneOf: [{ required: ['step'] }, { required: ['factor'] }] }),
  said({
    defaultSnippets: () => [
      { label: l10n.t('range by a step'), body: { from: '^${1:128}', to: '^${2:512}', step: '^${3:128}' } },
      { label: l10n.t('range by a factor'), body: { from: '^${1:64}', to: '^${2:1024}', factor: '^${3:2}' } },
    ],
  }),
);

function sizes(title: () => string, description: () => string) {
  return v.pipe(
    v.union([sizeOrMore, listOf(size), rangeSchema]),
    said({ title, description: () => sentences(description(), l10n.t('A size, a list of sizes, or a range.')) }),
    v.examples([512, [64, 128, 256], { from: 64, to: 1024, factor: 2 }]),
  );
}

function structureDescription(structure: Structure): string {
  switch (structure) {
    case 'uniform':
      return l10n.t('Nonzeros anywhere, all places alike.');
    case 'banded':
      return l10n.t('Nonzeros in a band around the diagonal.');
    case 'block':
      return l10n.t('Nonzeros in square blocks.');
    case 'power':
      return l10n.t('A few rows have many nonzeros, most have few (a power law).');
  }
}

const densityValue = positiveUpTo(1);
const structure = v.pipe(oneOf(STRUCTURES), said({ enumDescriptions: () => STRUCTURES.map(structureDescription) }));
const dtype = v.pipe(
  oneOf(DTYPES),
  said({ enumDescriptions: () => [l10n.t('IEEE single precision'), l10n.t('IEEE double precision')] }),
);

const benchmarkEntries = {
  name: v.pipe(
    v.string(() => l10n.t('{0} must be a text', SUBJECT)),
    v.regex(/\S/, () => l10n.t('{0} must not be empty', SUBJECT)),
    said({
      title: () => l10n.t('Name'),
      description: () =>
        l10n.t('What the benchmark is called in results; no other one of the file may have the same name.'),
    }),
  ),
  size: v.optional(
    sizes(
      () => l10n.t('Size'),
      () => l10n.t('m, k and n alike: square products. Instead of "m", "k" and "n".'),
    ),
  ),
  m: v.optional(
    sizes(
      () => l10n.t('Rows'),
      () => l10n.t('Rows of op(A) and of C.'),
    ),
  ),
  k: v.optional(
    sizes(
      () => l10n.t('Depth'),
      () => l10n.t('Columns of op(A), rows of op(B).'),
    ),
  ),
  n: v.optional(
    sizes(
      () => l10n.t('Columns'),
      () => l10n.t('Columns of op(B) and of C.'),
    ),
  ),
  sweep: v.optional(
    v.pipe(
      oneOf(SWEEPS),
      said({ title: () => l10n.t('Sweep'), description: () => l10n.t('How lists of m, k and n go together.') }),
      said({
        enumDescriptions: () => [
          l10n.t('One by one: the first m with the first k and the first n, and so on; a single value is repeated.'),
          l10n.t('Every m with every k and every n.'),
        ],
      }),
    ),
    'zip',
  ),
  dtype: v.optional(
    v.pipe(
      oneOrMore(dtype),
      said({ title: () => l10n.t('Element type'), description: () => l10n.t('One element type, or a list.') }),
    ),
    'f32',
  ),
  transposeA: v.optional(
    v.pipe(
      flag(),
      said({
        title: () => l10n.t('Transpose A'),
        description: () => l10n.t('A is stored as k×m and used transposed.'),
      }),
    ),
    false,
  ),
  transposeB: v.optional(
    v.pipe(
      flag(),
      said({
        title: () => l10n.t('Transpose B'),
        description: () => l10n.t('B is stored as n×k and used transposed.'),
      }),
    ),
    false,
  ),
  alpha: v.optional(
    v.pipe(
      finiteNumber(),
      said({ title: () => 'α', description: () => l10n.t('Factor of the product in C ← α·op(A)·op(B) + β·C.') }),
    ),
    1,
  ),
  beta: v.optional(
    v.pipe(
      finiteNumber(),
      said({
        title: () => 'β',
        description: () => l10n.t('Factor of the C that is there before; 0: C is overwritten.'),
      }),
    ),
    0,
  ),
  structure: v.optional(
    v.pipe(
      oneOrMore(structure),
      said({
        title: () => l10n.t('Structure'),
        description: () =>
          l10n.t('How the nonzeros of op(A) lie, where "density" is below 1. One structure, or a list.'),
      }),
    ),
    'uniform',
  ),
  density: v.optional(
    v.pipe(
      oneOrMore(densityValue),
      said({
        title: () => l10n.t('Density'),
        description: () =>
          l10n.t('Share of op(A) that is nonzero, above 0 and at most 1. One share, or a list. B and C are dense.'),
      }),
      v.examples([0.1, [0.01, 0.05, 0.25]]),
    ),
    1,
  ),
  seed: v.optional(
    v.pipe(
      wholeNumberFrom(0, Number.MAX_SAFE_INTEGER),
      said({
        title: () => l10n.t('Seed'),
        description: () => l10n.t('The same seed gives the same elements on every machine.'),
      }),
    ),
    1,
  ),
  strategies: v.optional(
    v.pipe(
      listOf(strategySchema, '["naive", "simd"]'),
      said({
        title: () => l10n.t('Strategies'),
        description: () =>
          l10n.t(
            'What is measured: ids, or objects with "id" and parameters. All that run on the processor when left out.',
          ),
      }),
      v.metadata({
        examples: [
          ['naive', 'blocked', 'simd'],
          ['simd', { id: 'outer', rank: 8 }],
        ],
      }),
    ),
  ),
  budget: v.optional(
    v.pipe(
      positiveUpTo(MAXIMUM_BUDGET_SECONDS),
      said({
        title: () => l10n.t('Budget'),
        description: () =>
          l10n.t('Seconds for the samples of one strategy at one size. Sampling ends before when the time is known.'),
      }),
    ),
    DEFAULT_BUDGET_SECONDS,
  ),
  precision: v.optional(
    v.pipe(
      numberFrom(MINIMUM_PRECISION, MAXIMUM_PRECISION),
      said({
        title: () => l10n.t('Precision'),
        description: () => l10n.t('How well a time is to be known: 0.02 means that ±2% are enough.'),
      }),
    ),
    DEFAULT_PRECISION,
  ),
  cache: v.optional(
    v.pipe(
      oneOf(CACHE_MODES),
      said({ title: () => l10n.t('Cache'), description: () => l10n.t('Where the operands of a run lie before it.') }),
      said({
        enumDescriptions: () => [
          l10n.t('In the caches, as far as they fit: the same operands in every run.'),
          l10n.t('In memory alone: runs go round copies that together are twice the last-level cache.'),
        ],
      }),
    ),
    'warm',
  ),
  coolDown: v.optional(
    v.pipe(
      numberFrom(0, MAXIMUM_COOL_DOWN_MS),
      said({
        title: () => l10n.t('Cool-down'),
        description: () =>
          l10n.t('Milliseconds of rest before each sample, where a machine grows slower as it grows hot.'),
      }),
    ),
    0,
  ),
  threads: v.optional(
    v.pipe(
      wholeNumberFrom(1, MAXIMUM_THREADS),
      said({
        title: () => l10n.t('Threads'),
        description: () => l10n.t('Threads that a strategy may use at most. All of the machine when left out.'),
      }),
    ),
  ),
  expect: v.optional(
    v.pipe(
      listOf(expectationSchema, '[{ "strategy": "simd", "fasterThan": "blocked", "by": 5 }]'),
      said({
        title: () => l10n.t('Expectations'),
        description: () =>
          l10n.t(
            'What the results should be. A run of the file says which are met; on the command line, one that is missed makes exit code 1.',
          ),
      }),
    ),
  ),
};

/** One benchmark of a file. */
export const benchmarkSchema = v.pipe(
  v.strictObject(benchmarkEntries),
  v.metadata({
    oneOf: [
      { required: ['size'], not: { anyOf: ['m', 'k', 'n'].map((side) => ({ required: [side] })) } },
      { required: ['m', 'k', 'n'], not: { required: ['size'] } },
    ],
  }),
  said({
    defaultSnippets: () => [
      {
        label: l10n.t('square products'),
        description: l10n.t('Several sizes, all strategies'),
        body: { name: '${1:square}', size: ['^${2:128}', '^${3:256}', '^${4:512}'] },
      },
      {
        label: l10n.t('one product'),
        description: l10n.t('One m×k×n, chosen strategies'),
        body: { name: '${1:layer}', m: '^${2:64}', k: '^${3:784}', n: '^${4:100}', strategies: ['${5:simd}'] },
      },
      {
        label: l10n.t('sparse products'),
        description: l10n.t('The share of nonzeros goes through a list'),
        body: { name: '${1:sparse}', size: '^${2:512}', density: ['^${3:0.01}', '^${4:0.1}', '^${5:0.5}'] },
      },
    ],
  }),
);

const schemaReference = v.optional(
  v.pipe(
    v.string(() => l10n.t('{0} must be a text', SUBJECT)),
    said({ description: () => l10n.t('Where other editors find the schema of this file.') }),
  ),
);
const noBenchmarks = () => l10n.t('{0} is an empty list; add a benchmark with "name" and "size"', SUBJECT);
const noTrainings = () => l10n.t('{0} is an empty list; add a training with "name"', SUBJECT);

/** A whole file, for editors. */
export const benchmarkFileSchema = v.pipe(
  v.strictObject({
    $schema: schemaReference,
    benchmarks: v.optional(
      v.pipe(
        v.array(benchmarkSchema),
        v.minLength(1),
        said({ description: () => l10n.t('The benchmarks of this file, in the order in which they run.') }),
      ),
    ),
    train: v.optional(
      v.pipe(
        v.array(trainSchema),
        v.minLength(1),
        said({ description: () => l10n.t('Networks that are trained on the strategies, after the benchmarks.') }),
      ),
    ),
  }),
  v.metadata({ anyOf: [{ required: ['benchmarks'] }, { required: ['train'] }] }),
);

/** A file without looking into its entries: each of them is checked by itself. */
export const outerFileSchema = v.strictObject({
  $schema: schemaReference,
  benchmarks: v.optional(
    v.pipe(
      v.array(v.unknown(), () => l10n.t('{0} must be a list', SUBJECT)),
      v.minLength(1, noBenchmarks),
    ),
  ),
  train: v.optional(
    v.pipe(
      v.array(v.unknown(), () => l10n.t('{0} must be a list', SUBJECT)),
      v.minLength(1, noTrainings),
    ),
  ),
});

export type BenchmarkInput = v.InferOutput<typeof benchmarkSchema>;
export type SizesInput = NonNullable<BenchmarkInput['size']>;
export type StrategyInput = NonNullable<BenchmarkInput['strategies']>[number];
