import { describe, expect, it } from 'vitest';
import { chooseCodePath } from '../../../../src/core/kernels/codePathChoice';
import type { CodePathResult } from '../../../../src/core/kernels/codePathTest';
import { codePathVerdicts } from '../../../../src/core/kernels/codePathVerdict';

const RESULTS: readonly CodePathResult[] = [
  { dtype: 'f32', path: 'separate', gflops: 50 },
  { dtype: 'f32', path: 'relaxed', gflops: 55 },
  { dtype: 'f32', path: 'shuffle', gflops: null },
  { dtype: 'f32', path: 'simd256', gflops: 60 },
  { dtype: 'f64', path: 'simd256', gflops: 50 },
  { dtype: 'f64', path: 'separate', gflops: 25 },
];

describe('the verdicts on code paths', () => {
  it('say why each was not chosen, the fastest first', () => {
    const codePaths = { f32: chooseCodePath(RESULTS, 'f32'), f64: chooseCodePath(RESULTS, 'f64') };
    expect(codePathVerdicts(RESULTS, { codePaths })).toEqual([
      {
        dtype: 'f32',
        verdicts: [
          { path: 'simd256', gflops: 60, isChosen: false, reason: '1.09× of relaxed; it must be 1.15×' },
          { path: 'relaxed', gflops: 55, isChosen: true, reason: 'chosen' },
          { path: 'separate', gflops: 50, isChosen: false, reason: '0.909× of relaxed' },
          { path: 'shuffle', gflops: null, isChosen: false, reason: 'wrong result' },
        ],
      },
      {
        dtype: 'f64',
        verdicts: [
          { path: 'simd256', gflops: 50, isChosen: true, reason: 'chosen' },
          { path: 'separate', gflops: 25, isChosen: false, reason: '0.500× of simd256' },
        ],
      },
    ]);
  });

  it('are none where nothing was tried', () => {
    expect(codePathVerdicts([], { codePaths: { f32: 'relaxed', f64: 'relaxed' } })).toEqual([]);
  });
});
