import * as v from 'valibot';
import { CACHE_MODES } from '../measure/measurement';
import { DTYPES, STRUCTURES } from '../problem';
import type { Structure } from '../problem';
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
const sizeOrMore = wholeNumberFrom(
  0,
  MAXIMUM_SIZE,
  ', a list of sizes, or a range such as { "from": 64, "to": 512, "factor": 2 }',
);

export const rangeSchema = v.pipe(
  v.strictObject({
    from: v.pipe(size, v.description('The first size.')),
    to: v.pipe(size, v.description('The last size, where the range hits it.')),
    step: v.optional(v.pipe(wholeNumberFrom(1, MAXIMUM_SIZE), v.description('Added from size to size.'))),
    factor: v.optional(
      v.pipe(
        v.number(`${SUBJECT} must be a number above 1`),
        v.gtValue(1, `${SUBJECT} must be a number above 1`),
        v.description('Multiplied from size to size; each is rounded to a whole number.'),
      ),
    ),
  }),
  v.description('A range of sizes: with "step" evenly spaced, with "factor" each a multiple of the one before.'),
  v.metadata({
    oneOf: [{ required: ['step'] }, { required: ['factor'] }],
    defaultSnippets: [
      { label: 'range by a step', body: { from: '^${1:128}', to: '^${2:512}', step: '^${3:128}' } },
      { label: 'range by a factor', body: { from: '^${1:64}', to: '^${2:1024}', factor: '^${3:2}' } },
    ],
  }),
);

function sizes(title: string, description: string) {
  return v.pipe(
    v.union([sizeOrMore, listOf(size), rangeSchema]),
    v.title(title),
    v.description(`${description} A size, a list of sizes, or a range.`),
    v.examples([512, [64, 128, 256], { from: 64, to: 1024, factor: 2 }]),
  );
}

const STRUCTURE_DESCRIPTIONS: Readonly<Record<Structure, string>> = {
  uniform: 'Nonzeros anywhere, all places alike.',
  banded: 'Nonzeros in a band around the diagonal.',
  block: 'Nonzeros in square blocks.',
  power: 'A few rows have many nonzeros, most have few (a power law).',
};

const densityValue = positiveUpTo(1);
const structure = v.pipe(
  oneOf(STRUCTURES),
  v.metadata({ enumDescriptions: STRUCTURES.map((id) => STRUCTURE_DESCRIPTIONS[id]) }),
);
const dtype = v.pipe(
  oneOf(DTYPES),
  v.metadata({ enumDescriptions: ['IEEE single precision', 'IEEE double precision'] }),
);

const benchmarkEntries = {
  name: v.pipe(
    v.string(`${SUBJECT} must be a text`),
    v.regex(/\S/, `${SUBJECT} must not be empty`),
    v.title('Name'),
    v.description('What the benchmark is called in results; no other one of the file may have the same name.'),
  ),
  size: v.optional(sizes('Size', 'm, k and n alike: square products. Instead of "m", "k" and "n".')),
  m: v.optional(sizes('Rows', 'Rows of op(A) and of C.')),
  k: v.optional(sizes('Depth', 'Columns of op(A), rows of op(B).')),
  n: v.optional(sizes('Columns', 'Columns of op(B) and of C.')),
  sweep: v.optional(
    v.pipe(
      oneOf(SWEEPS),
      v.title('Sweep'),
      v.description('How lists of m, k and n go together.'),
      v.metadata({
        enumDescriptions: [
          'One by one: the first m with the first k and the first n, and so on; a single value is repeated.',
          'Every m with every k and every n.',
        ],
      }),
    ),
    'zip',
  ),
  dtype: v.optional(
    v.pipe(oneOrMore(dtype), v.title('Element type'), v.description('One element type, or a list.')),
    'f32',
  ),
  transposeA: v.optional(
    v.pipe(flag(), v.title('Transpose A'), v.description('A is stored as k×m and used transposed.')),
    false,
  ),
  transposeB: v.optional(
    v.pipe(flag(), v.title('Transpose B'), v.description('B is stored as n×k and used transposed.')),
    false,
  ),
  alpha: v.optional(
    v.pipe(finiteNumber(), v.title('α'), v.description('Factor of the product in C ← α·op(A)·op(B) + β·C.')),
    1,
  ),
  beta: v.optional(
    v.pipe(finiteNumber(), v.title('β'), v.description('Factor of the C that is there before; 0: C is overwritten.')),
    0,
  ),
  structure: v.optional(
    v.pipe(
      oneOrMore(structure),
      v.title('Structure'),
      v.description('How the nonzeros of op(A) lie, where "density" is below 1. One structure, or a list.'),
    ),
    'uniform',
  ),
  density: v.optional(
    v.pipe(
      oneOrMore(densityValue),
      v.title('Density'),
      v.description('Share of op(A) that is nonzero, above 0 and at most 1. One share, or a list. B and C are dense.'),
      v.examples([0.1, [0.01, 0.05, 0.25]]),
    ),
    1,
  ),
  seed: v.optional(
    v.pipe(
      wholeNumberFrom(0, Number.MAX_SAFE_INTEGER),
      v.title('Seed'),
      v.description('The same seed gives the same elements on every machine.'),
    ),
    1,
  ),
  strategies: v.optional(
    v.pipe(
      listOf(strategySchema, ', such as ["naive", "simd"]'),
      v.title('Strategies'),
      v.description(
        'What is measured: ids, or objects with "id" and parameters. All that run on the processor when left out.',
      ),
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
      v.title('Budget'),
      v.description(
        'Seconds for the samples of one strategy at one size. Sampling ends before when the time is known.',
      ),
    ),
    DEFAULT_BUDGET_SECONDS,
  ),
  precision: v.optional(
    v.pipe(
      numberFrom(MINIMUM_PRECISION, MAXIMUM_PRECISION),
      v.title('Precision'),
      v.description('How well a time is to be known: 0.02 means that ±2% are enough.'),
    ),
    DEFAULT_PRECISION,
  ),
  cache: v.optional(
    v.pipe(
      oneOf(CACHE_MODES),
      v.title('Cache'),
      v.description('Where the operands of a run lie before it.'),
      v.metadata({
        enumDescriptions: [
          'In the caches, as far as they fit: the same operands in every run.',
          'In memory alone: runs go round copies that together are twice the last-level cache.',
        ],
      }),
    ),
    'warm',
  ),
  coolDown: v.optional(
    v.pipe(
      numberFrom(0, MAXIMUM_COOL_DOWN_MS),
      v.title('Cool-down'),
      v.description('Milliseconds of rest before each sample, where a machine grows slower as it grows hot.'),
    ),
    0,
  ),
  threads: v.optional(
    v.pipe(
      wholeNumberFrom(1, MAXIMUM_THREADS),
      v.title('Threads'),
      v.description('Threads that a strategy may use at most. All of the machine when left out.'),
    ),
  ),
  expect: v.optional(
    v.pipe(
      listOf(expectationSchema, ', such as [{ "strategy": "simd", "fasterThan": "blocked", "by": 5 }]'),
      v.title('Expectations'),
      v.description(
        'What the results should be. A run of the file says which are met; on the command line, one that is missed makes exit code 1.',
      ),
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
    defaultSnippets: [
      {
        label: 'square products',
        description: 'Several sizes, all strategies',
        body: { name: '${1:square}', size: ['^${2:128}', '^${3:256}', '^${4:512}'] },
      },
      {
        label: 'one product',
        description: 'One m×k×n, chosen strategies',
        body: { name: '${1:layer}', m: '^${2:64}', k: '^${3:784}', n: '^${4:100}', strategies: ['${5:simd}'] },
      },
      {
        label: 'sparse products',
        description: 'The share of nonzeros goes through a list',
        body: { name: '${1:sparse}', size: '^${2:512}', density: ['^${3:0.01}', '^${4:0.1}', '^${5:0.5}'] },
      },
    ],
  }),
);

const schemaReference = v.optional(
  v.pipe(v.string(`${SUBJECT} must be a text`), v.description('Where other editors find the schema of this file.')),
);
const NO_BENCHMARKS = `${SUBJECT} is an empty list; add a benchmark with "name" and "size"`;
const NO_TRAININGS = `${SUBJECT} is an empty list; add a training with "name"`;

/** A whole file, for editors. */
export const benchmarkFileSchema = v.pipe(
  v.strictObject({
    $schema: schemaReference,
    benchmarks: v.optional(
      v.pipe(
        v.array(benchmarkSchema),
        v.minLength(1),
        v.description('The benchmarks of this file, in the order in which they run.'),
      ),
    ),
    train: v.optional(
      v.pipe(
        v.array(trainSchema),
        v.minLength(1),
        v.description('Networks that are trained on the strategies, after the benchmarks.'),
      ),
    ),
  }),
  v.metadata({ anyOf: [{ required: ['benchmarks'] }, { required: ['train'] }] }),
);

/** A file without looking into its entries: each of them is checked by itself. */
export const outerFileSchema = v.strictObject({
  $schema: schemaReference,
  benchmarks: v.optional(v.pipe(v.array(v.unknown(), `${SUBJECT} must be a list`), v.minLength(1, NO_BENCHMARKS))),
  train: v.optional(v.pipe(v.array(v.unknown(), `${SUBJECT} must be a list`), v.minLength(1, NO_TRAININGS))),
});

export type BenchmarkInput = v.InferOutput<typeof benchmarkSchema>;
export type SizesInput = NonNullable<BenchmarkInput['size']>;
export type StrategyInput = NonNullable<BenchmarkInput['strategies']>[number];
