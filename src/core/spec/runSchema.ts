import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { CROSSOVER_AXES } from '../measure/crossover';
import { CACHE_MODES, RUN_SCHEMA } from '../measure/measurement';
import type { Run } from '../measure/measurement';
import { DTYPES, STRUCTURES } from '../problem';
import { machineSchema } from './machineSchema';
import { rooflineSchema } from './rooflineSchema';
import { trainingRecordSchema } from './trainingRecordSchema';

/*
 * The schema of a run as it is saved and as the command line prints it. Keys that are not known are let through, so that a
 * later version may add some.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const durationNs = v.pipe(v.number(), v.minValue(0));

function described<const T extends v.GenericSchema>(schema: T, text: string) {
  return v.pipe(schema, v.description(text));
}

export const problemSchema = v.object({
  m: described(count, 'Rows of op(A) and C.'),
  k: described(count, 'Columns of op(A), rows of op(B).'),
  n: described(count, 'Columns of op(B) and C.'),
  dtype: described(v.picklist(DTYPES), 'Element type.'),
  transposeA: described(v.boolean(), 'A is stored as k×m.'),
  transposeB: described(v.boolean(), 'B is stored as n×k.'),
  alpha: v.number(),
  beta: v.number(),
  structure: described(v.picklist(STRUCTURES), 'How the nonzeros of op(A) lie.'),
  density: described(v.number(), 'Share of op(A) that is nonzero.'),
  seed: described(v.number(), 'Fixes every element.'),
});

const parameters = v.record(v.string(), v.union([v.number(), v.string()]));

const subject = {
  benchmark: described(v.string(), 'The name of the benchmark.'),
  strategy: described(v.string(), 'The id of the strategy.'),
  parameters: described(parameters, 'What was set; the rest is default.'),
  tuned: v.exactOptional(
    v.pipe(v.array(v.string()), v.readonly(), v.description("Parameters that this machine's tuned defaults gave.")),
  ),
  problem: described(problemSchema, 'C ← α·op(A)·op(B) + β·C.'),
};

const sampling = v.object({
  session: described(v.string(), 'Rows that have the same one took turns, round by round.'),
  rounds: v.pipe(
    v.array(count),
    v.readonly(),
    v.description('The round of each sample; 0: taken before the turns began.'),
  ),
  calibrationNs: v.pipe(
    v.array(durationNs),
    v.readonly(),
    v.description("The calibration loop around each sample's round, in nanoseconds."),
  ),
  waitedShares: v.exactOptional(
    v.pipe(
      v.array(durationNs),
      v.readonly(),
      v.description(
        "How long the thread stood in line for a core in each sample's round, over the time of the round's samples.",
      ),
    ),
  ),
  disturbance: described(
    v.object({ disturbed: count, waited: v.exactOptional(count), rounds: count, isSetAside: v.boolean() }),
    'Rounds in which the calibration loop moved or the thread had to wait for a core, those in which it had to wait, and whether they were taken again.',
  ),
});

const timing = v.object({
  ...subject,
  status: v.literal('ok'),
  backend: described(v.string(), 'What really ran.'),
  medianNs: described(durationNs, 'Median time of one run, in nanoseconds.'),
  intervalNs: v.pipe(
    v.tuple([durationNs, durationNs]),
    v.readonly(),
    v.description('Distribution-free interval of the median, low and high.'),
  ),
  confidence: described(v.number(), 'Probability that the interval covers the median.'),
  samples: count,
  samplesNs: v.pipe(v.array(durationNs), v.readonly(), v.description('Time a run of each sample, in the order taken.')),
  sampling: v.exactOptional(described(sampling, 'How the samples were taken.')),
  batch: described(count, 'Runs that one sample times.'),
  stopped: described(v.picklist(['interval', 'budget', 'hopeless', 'cancelled']), 'Why sampling ended.'),
  finalRound: v.exactOptional(described(v.literal(true), "Sampled anew in a tuning's final round.")),
  flops: described(v.number(), '2·m·n·k, or 2·nnz·n where A is sparse.'),
  nonzeros: described(count, 'Nonzeros of op(A).'),
  gflops: described(v.number(), 'flops ÷ medianNs.'),
  phasesNs: described(
    v.object({ prepare: v.number(), transfer: v.number(), compute: v.number() }),
    'Conversion and packing for a new A; moving data to and from a device; computing.',
  ),
  error: described(
    v.object({
      norm: described(v.number(), 'Largest error of the elements checked, relative to |α|·|op(A)|·|op(B)| + |β|·|C|.'),
      bound: described(v.number(), 'What rounding can explain.'),
      method: v.picklist(['complete', 'sampled and Freivalds']),
    }),
    'How C compares with the float64 reference.',
  ),
  roofline: v.exactOptional(rooflineSchema),
});

const failure = v.object({
  ...subject,
  status: v.picklist(['failed', 'unsupported', 'cancelled']),
  code: v.picklist([
    'wrong result',
    'out of memory',
    'over budget',
    'not supported',
    'kernel crashed',
    'engine lost',
    'cancelled',
  ]),
  reason: described(v.string(), 'Why there is no time, in words.'),
});

const versions = v.object({
  extension: v.string(),
  node: v.string(),
  v8: v.string(),
  engineFlags: v.pipe(v.array(v.string()), v.readonly()),
});

const tuning = v.object({
  strategy: v.string(),
  axes: v.pipe(
    v.array(
      v.object({ parameter: v.string(), values: v.pipe(v.array(v.union([v.number(), v.string()])), v.readonly()) }),
    ),
    v.readonly(),
    v.description('The grid: one or two parameters.'),
  ),
  leftOut: v.pipe(
    v.array(
      v.variant('kind', [
        v.object({ kind: v.literal('equal'), values: parameters, equals: parameters }),
        v.object({ kind: v.literal('unsupported'), values: parameters, reason: v.string() }),
      ]),
    ),
    v.readonly(),
    v.description('Points of the grid that were not measured.'),
  ),
});

const crossover = v.object({
  axis: described(
    v.picklist(CROSSOVER_AXES),
    'What is varied: the share of A that is nonzero, or the side of square matrices.',
  ),
  low: v.number(),
  high: v.number(),
  step: described(v.number(), 'How near to each other the ends of a bracket need to be, as a factor.'),
  mostProbes: described(count, 'Positions that are measured at most.'),
  first: described(v.string(), 'What the first row of each problem is, for people.'),
  second: described(v.string(), 'What the second is.'),
});

const expectation = v.variant('kind', [
  v.object({ kind: v.literal('faster than'), strategy: v.string(), than: v.string(), byPercent: v.number() }),
  v.object({ kind: v.literal('not slower than baseline'), strategy: v.string(), byPercent: v.number() }),
]);

const sampledBenchmark = v.object({
  name: v.string(),
  budgetSeconds: described(v.number(), 'Time for the samples of one strategy at one problem, in seconds.'),
  precision: described(v.number(), "Half the interval's width to reach, relative to the median."),
  threads: described(v.nullable(count), 'Threads that strategies could use at most; null: all of the machine.'),
  cache: v.exactOptional(described(v.picklist(CACHE_MODES), 'Where operands lie before a run; warm when left out.')),
  coolDownMs: v.exactOptional(described(v.number(), 'Pause before each sample, in milliseconds.')),
  tuning: v.exactOptional(described(tuning, 'Set where the rows are the default and the grid of a tuning.')),
  crossover: v.exactOptional(described(crossover, 'Set where the rows are pairs, measured to find where they cross.')),
  expect: v.exactOptional(described(v.pipe(v.array(expectation), v.readonly()), 'What the results should be.')),
});

export const runSchema = v.pipe(
  v.object({
    schema: v.literal(RUN_SCHEMA),
    id: v.string(),
    title: described(v.string(), 'What was run, for people.'),
    startedAt: described(v.string(), 'ISO 8601.'),
    elapsedMs: v.number(),
    state: v.picklist(['finished', 'cancelled', 'failed']),
    machine: described(machineSchema, 'What it ran on.'),
    versions,
    notes: v.exactOptional(
      described(v.pipe(v.array(v.string()), v.readonly()), 'What is to be known of how the engine was set up.'),
    ),
    benchmarks: v.pipe(v.array(sampledBenchmark), v.readonly(), v.description('How each benchmark was sampled.')),
    measurements: v.pipe(v.array(v.variant('status', [timing, failure])), v.readonly()),
    trainings: v.exactOptional(
      described(v.pipe(v.array(trainingRecordSchema), v.readonly()), 'What came of the entries of "train".'),
    ),
  }),
  v.title('A run of Matmul Profiler'),
  v.description('Measurements taken together, with the machine they were taken on.'),
);

/** Does not compile unless `Run` and what the schema gives are the same in both directions. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
export const runSchemaIsInStep: Same<Run, v.InferOutput<typeof runSchema>> = true;

export type ParsedRun = { readonly run: Run } | { readonly problem: string };

/** A run that was saved or printed, or why the value is none, as a sentence. */
export function parseRun(value: unknown): ParsedRun {
  const result = v.safeParse(runSchema, value);
  if (result.success) return { run: result.output };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  if (path === 'schema' && typeof issue.input === 'string') {
    return { problem: l10n.t('It says "{0}" where this version reads "{1}".', issue.input, RUN_SCHEMA) };
  }
  return {
    problem:
      path === null
        ? l10n.t('It is not a run of Matmul Profiler.')
        : l10n.t('It is not a run of Matmul Profiler: {0} is missing or wrong.', path),
  };
}
