import { describe, expect, it } from 'vitest';
import { DEFAULT_NULL_TEST } from '../../src/core/spec/nullTestSpec';
import { runNullTest } from '../../src/shared/nullTestRun';
import { engine } from './engineClients';

describe('a null test on the engine', () => {
  it('counts comparisons of the same, and of the same with work added in the kernel thread', async () => {
    const plan = {
      ...DEFAULT_NULL_TEST,
      size: 64,
      comparisons: 3,
      slow: [3],
      slowComparisons: 2,
      budgetSeconds: 0.05,
      runs: 0,
    };
    const answer = await runNullTest(plan, engine(), () => undefined, new AbortController().signal);
    const [same, slowed] = answer.series;
    expect(same).toMatchObject({ slowedBy: 0, comparisons: 3 });
    expect(slowed).toMatchObject({ slowedBy: 3, comparisons: 2 });
    // Four times the work is no question of timing.
    expect(slowed.slower).toBe(2);
    expect(answer.isComplete).toBe(true);
  });
});
