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
}

export const DEFAULT_NULL_TEST: NullTestPlan = {
  strategy: 'simd',
  size: 256,
  comparisons: 200,
  slow: [0.02, 0.05],
  slowComparisons: 40,
  budgetSeconds: 0.6,
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
  /** False where it was stopped before its end. */
  isComplete: v.boolean(),
});
export type NullTestAnswer = v.InferOutput<typeof nullTestSchema>;
