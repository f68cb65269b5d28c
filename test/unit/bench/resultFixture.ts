import { plainProblem } from '../../../src/core/problem';
import type { Dtype } from '../../../src/core/problem';
import type { BenchResult, BenchRow } from '../../bench/benchResult';
import type { SectionId } from '../../bench/sections';

/** A row of one ratio. */
export function row(
  section: SectionId,
  n: number,
  of: string,
  over: string,
  best: number,
  dtype: Dtype = 'f32',
): BenchRow {
  const arm = { backend: '', medianNs: 1, bestNs: 1, gflops: 1, samplesNs: [1], error: null };
  return {
    section,
    problem: { ...plainProblem(n, n, n), dtype },
    arms: [
      { ...arm, id: of },
      { ...arm, id: over },
    ],
    ratios: [{ of, over, best, median: best, low: best, high: best, confidence: 0.95, rounds: 7 }],
    failures: [],
  };
}

export function resultOf(rows: BenchRow[]): BenchResult {
  return {
    schema: 'matmul-profiler/bench@1',
    startedAt: '2026-01-01T00:00:00.000Z',
    elapsedSeconds: 10,
    machine: { processor: 'P', logicalCores: 2, memoryBytes: 1, platform: 'Linux' },
    versions: {},
    leftOut: [],
    rows,
  };
}
