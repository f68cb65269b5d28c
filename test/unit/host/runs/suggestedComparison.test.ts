import { describe, expect, it } from 'vitest';
import { suggestedComparison } from '../../../../src/host/runs/suggestedComparison';
import type { Run } from '../../../../src/core/measure/measurement';
import { problem, subject, timed } from '../../../webview/fixtures';
import { runOf } from '../../../runFixture';

/** A run of some strategies at sizes, taken on a day of May. */
function run(id: string, day: number, strategies: readonly ('naive' | 'simd' | 'outer')[], size = 64): Run {
  const rows = strategies.map((strategy) => timed(subject(strategy, problem(size)), 10));
  return { ...runOf(rows), id, startedAt: `2024-05-0${day}T09:00:00.000Z` };
}

const shown = run('shown', 5, ['naive', 'simd']);

describe('a run that is shown is compared by itself', () => {
  it('with the newest of the older runs that have most in common, whatever lies between', () => {
    const saved = [
      shown,
      run('other size', 4, ['naive', 'simd'], 128),
      run('half', 4, ['simd']),
      run('newer', 3, ['naive', 'simd', 'outer']),
      run('older', 2, ['naive', 'simd']),
    ];
    expect(suggestedComparison(shown, saved, null)).toEqual({ before: 'newer', after: ['shown'] });
  });

  it('with the baseline, as long as that has a row in common', () => {
    const saved = [shown, run('all', 4, ['naive', 'simd']), run('one', 3, ['simd']), run('none', 2, ['outer'])];
    expect(suggestedComparison(shown, saved, 'one')).toEqual({ before: 'one', after: ['shown'] });
    expect(suggestedComparison(shown, saved, 'none')).toEqual({ before: 'all', after: ['shown'] });
    expect(suggestedComparison(shown, saved, 'shown')).toEqual({ before: 'all', after: ['shown'] });
  });

  it('as the earlier one with a younger run, where no older one has a row in common', () => {
    const saved = [run('younger', 6, ['simd']), shown, run('none', 2, ['outer'])];
    expect(suggestedComparison(shown, saved, null)).toEqual({ before: 'shown', after: ['younger'] });
  });

  it('with none, where none has a row in common', () => {
    expect(suggestedComparison(shown, [shown, run('none', 4, ['outer'])], null)).toBeNull();
    expect(suggestedComparison(shown, [shown, run('other size', 4, ['naive', 'simd'], 128)], null)).toBeNull();
    expect(suggestedComparison(shown, [shown], null)).toBeNull();
  });
});
