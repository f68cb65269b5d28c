import { describe, expect, test } from 'vitest';
import { joinResults } from '../../bench/benchResult';
import { judge } from '../../bench/goals';
import { resultOf, row } from './resultFixture';

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
