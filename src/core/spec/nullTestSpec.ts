import * as v from 'valibot';
import type { StrategyId } from '../kernels/strategy';
import { plainProblem } from '../problem';
import type { RunSpec } from './runSpec';

/** What a null test is to do. */
export interface NullTestPlan {
  readonly strategy: StrategyId;
  /** m, k and n. */
  readonly size: number;
  /** Comparisons of the strategy with itself. */
  readonly comparisons: number;
  /** Shares by which it is slowed, one series of comparisons each. */
  readonly slow: readonly number[];
  /** Comparisons of each of these series. */
  readonly slowComparisons: number;
  /** For the samples of each of the two. */
  readonly budgetSeconds: number;
  /** Engine processes in which every strategy is measured, for how far two runs of the same lie apart; 0: that is not asked. */
  readonly runs: number;
}

export const DEFAULT_NULL_TEST: NullTestPlan = {
  strategy: 'simd',
  size: 256,
  comparisons: 200,
  slow: [0.02, 0.05],
  slowComparisons: 40,
  budgetSeconds: 0.6,
  runs: 8,
};

/** Narrower than can be reached: the budget is to be used. */
const PRECISION = 0.001;

/** One comparison: the strategy under two names, the second slowed by a share of its own time. */
export function nullComparisonSpec({ strategy, size, budgetSeconds }: NullTestPlan, slowedBy: number): RunSpec {
  const choice = { id: strategy, values: {} };
  return {
    title: 'null test',
    benchmarks: [
      {
        name: 'null test',
        problems: [plainProblem(size, size, size)],
        strategies: [choice, slowedBy === 0 ? choice : { ...choice, slowedBy }],
        budgetSeconds,
        precision: PRECISION,
        threads: null,
      },
    ],
  };
}

/** What is measured in each of several processes: sizes that fit into the nearest, the middle and the last cache. */
const SPREAD_SIZES = [128, 256, 512];
const SPREAD_STRATEGIES: readonly StrategyId[] = [
  'naive',
  'loops',
  'blocked',
  'outer',
  'simd',
  'strassen',
  'sparse',
  'parallel',
  'blas',
];
const SPREAD_BUDGET_SECONDS = 0.3;

/** One run of every strategy of the processor; those that cannot run here have no result. */
export function spreadRunSpec(): RunSpec {
  return {
    title: 'null test',
    benchmarks: SPREAD_SIZES.map((size) => ({
      name: 'null test',
      problems: [plainProblem(size, size, size)],
      strategies: SPREAD_STRATEGIES.map((id) => ({ id, values: {} })),
      budgetSeconds: SPREAD_BUDGET_SECONDS,
      precision: PRECISION,
      threads: null,
    })),
  };
}

export const NULL_TEST_SCHEMA = 'matmul-profiler/nulltest@1';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const series = v.object({
  slowedBy: v.number(),
  comparisons: count,
  slower: count,
  faster: count,
  medianRatio: v.number(),
  medianHalfWidth: v.number(),
  medianMs: v.number(),
});

const spreadSchema = v.object({
  strategy: v.string(),
  size: v.pipe(count, v.minValue(1)),
  runs: v.pipe(count, v.minValue(4)),
  share: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

/** The answer of a null test, as it is printed and kept. */
export const nullTestSchema = v.object({
  schema: v.literal(NULL_TEST_SCHEMA),
  takenAt: v.string(),
  processor: v.string(),
  strategy: v.string(),
  size: count,
  budgetSeconds: v.number(),
  /** That of the strategy with itself comes first. */
  series: v.pipe(v.array(series), v.minLength(1), v.readonly()),
  /** How far two runs of the same lie apart in 95% of cases, as a share; `null` where it is not known. */
  betweenRuns: v.nullable(v.number()),
  /** The same of every strategy, at some sizes; left out in answers of versions that did not measure it. */
  spreads: v.exactOptional(v.pipe(v.array(spreadSchema), v.readonly())),
  /** False where it was stopped before its end. */
  isComplete: v.boolean(),
});
export type NullTestAnswer = v.InferOutput<typeof nullTestSchema>;
