import { describe, expect, test } from 'vitest';
import { plainProblem } from '../../../src/core/problem';
import type { Dtype } from '../../../src/core/problem';
import { joinResults } from '../../bench/benchResult';
import type { BenchResult, BenchRow } from '../../bench/benchResult';
import { judge } from '../../bench/goals';
import type { SectionId } from '../../bench/sections';

function row(section: SectionId, n: number, of: string, over: string, best: number, dtype: Dtype = 'f32'): BenchRow {
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

function resultOf(rows: BenchRow[]): BenchResult {
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

describe('goals', () => {
  test('take the mean and the worst over the sizes of one element type', () => {
    const goals = judge([
      row('dense', 64, 'simd', 'openblas1', 0.8),
      row('dense', 128, 'simd', 'openblas1', 1.25),
      row('dense', 64, 'simd', 'openblas1', 0.1, 'f64'),
    ]);
    expect(goals.map(({ value }) => Number(value.toFixed(6)))).toEqual([1, 0.8, 0.1, 0.1]);
    expect(goals.map(({ verdict }) => verdict)).toEqual(['met', 'not met', 'not met', 'not met']);
  });

  test('judge each size of Strassen by its own measure', () => {
    const goals = judge([
      row('strassen', 2048, 'strassen', 'simd', 1.04),
      row('strassen', 4096, 'strassen', 'simd', 1.04),
    ]);
    expect(goals.map(({ verdict }) => verdict)).toEqual(['met', 'not met']);
  });

  test('say nothing of what was not measured', () => {
    expect(judge([])).toEqual([]);
    expect(judge([row('libraries', 256, 'simd', 'mathjs', 70)])).toEqual([]);
  });
});

describe('joining results', () => {
  test('keeps the later of two measurements of one row, and all others', () => {
    const first = resultOf([row('dense', 64, 'simd', 'openblas1', 0.5), row('sparse', 64, 'sparse', 'scipy', 6)]);
    const second = resultOf([row('dense', 64, 'simd', 'openblas1', 0.9)]);
    const joined = joinResults([first, second]);
    expect(joined.rows.map(({ ratios }) => ratios[0].best)).toEqual([0.9, 6]);
    expect(joined.elapsedSeconds).toBe(20);
  });
});
