import { describe, expect, it } from 'vitest';
import type { CodePath } from '../../../../src/core/codePath';
import { availableCodePaths, chooseCodePath } from '../../../../src/core/kernels/codePathChoice';
import type { CodePathResult } from '../../../../src/core/kernels/codePathTest';

function results(speeds: Partial<Record<CodePath, number | null>>): CodePathResult[] {
  return Object.entries(speeds).map(([path, gflops]) => ({ dtype: 'f32', path: path as CodePath, gflops }));
}

describe('the code path', () => {
  it('is the fastest whose gain is real', () => {
    expect(chooseCodePath(results({ separate: 45, relaxed: 55, shuffle: 52, unroll1: 51, simd256: 106 }), 'f32')).toBe(
      'simd256',
    );
    expect(chooseCodePath(results({ separate: 45, relaxed: 26, shuffle: 34, unroll1: 51 }), 'f32')).toBe('unroll1');
  });

  it('is the plainer one of two that are equally fast', () => {
    expect(chooseCodePath(results({ separate: 50, relaxed: 52, shuffle: 52, simd256: 56 }), 'f32')).toBe('separate');
    expect(chooseCodePath(results({ separate: 50, relaxed: 54, simd256: 60 }), 'f32')).toBe('relaxed');
  });

  it('is never one whose results were wrong', () => {
    expect(chooseCodePath(results({ separate: 45, relaxed: 55, simd256: null }), 'f32')).toBe('relaxed');
  });

  it('is chosen for each element type by its own results', () => {
    expect(chooseCodePath(results({ separate: 45, relaxed: 55 }), 'f64')).toBe('separate');
  });

  it('is one that the engine has', () => {
    expect(availableCodePaths({ relaxedSimd: false }, true)).toEqual(['separate']);
    expect(availableCodePaths({ relaxedSimd: true }, false)).not.toContain('simd256');
    expect(availableCodePaths({ relaxedSimd: true }, true)).toContain('simd256');
  });
});
