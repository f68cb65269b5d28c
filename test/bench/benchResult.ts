import * as v from 'valibot';
import { DTYPES, STRUCTURES } from '../../src/core/problem';
import { SECTION_IDS } from './sections';

/** What the bench writes, and reads again to make a document of several runs. */

const problem = v.object({
  m: v.number(),
  k: v.number(),
  n: v.number(),
  dtype: v.picklist(DTYPES),
  transposeA: v.boolean(),
  transposeB: v.boolean(),
  alpha: v.number(),
  beta: v.number(),
  structure: v.picklist(STRUCTURES),
  density: v.number(),
  seed: v.number(),
});

const arm = v.object({
  id: v.string(),
  backend: v.string(),
  medianNs: v.number(),
  bestNs: v.number(),
  /** Of the best sample. */
  gflops: v.number(),
  samplesNs: v.array(v.number()),
  /** Largest error against the float64 reference, and what rounding explains; `null` for what is no product. */
  error: v.nullable(v.object({ norm: v.number(), bound: v.number(), method: v.string() })),
});

const ratio = v.object({
  of: v.string(),
  over: v.string(),
  median: v.number(),
  low: v.number(),
  high: v.number(),
  confidence: v.number(),
  best: v.number(),
  rounds: v.number(),
});

const row = v.object({
  section: v.picklist(SECTION_IDS),
  problem,
  arms: v.array(arm),
  ratios: v.array(ratio),
  /** Arms that have no speed here, and why. */
  failures: v.array(v.object({ id: v.string(), reason: v.string() })),
});

export const benchResultSchema = v.object({
  schema: v.literal('matmul-profiler/bench@1'),
  startedAt: v.string(),
  elapsedSeconds: v.number(),
  machine: v.object({ processor: v.string(), logicalCores: v.number(), memoryBytes: v.number(), platform: v.string() }),
  /** By process. */
  versions: v.record(v.string(), v.string()),
  leftOut: v.array(v.object({ id: v.string(), reason: v.string() })),
  rows: v.array(row),
});

export type BenchResult = v.InferOutput<typeof benchResultSchema>;
export type BenchRow = v.InferOutput<typeof row>;
export type BenchRatio = v.InferOutput<typeof ratio>;

/** Several runs on one machine as one: the rows of all, the last of those that were taken twice. */
export function joinResults(results: readonly BenchResult[]): BenchResult {
  const [first, ...others] = results;
  if (first === undefined) throw new RangeError('there is no result to join');
  const rows = new Map<string, BenchRow>();
  for (const each of results) {
    for (const one of each.rows) {
      const arms = [...one.arms, ...one.failures].map(({ id }) => id).sort();
      rows.set(JSON.stringify([one.section, one.problem, arms]), one);
    }
  }
  const leftOut = new Map(results.flatMap((each) => each.leftOut.map((one) => [one.id, one] as const)));
  return {
    ...(others.at(-1) ?? first),
    startedAt: first.startedAt,
    elapsedSeconds: results.reduce((sum, { elapsedSeconds }) => sum + elapsedSeconds, 0),
    versions: Object.fromEntries(results.flatMap(({ versions }) => Object.entries(versions))),
    leftOut: [...leftOut.values()],
    rows: [...rows.values()],
  };
}
