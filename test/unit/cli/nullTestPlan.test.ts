import { describe, expect, it } from 'vitest';
import { UnusableInput } from '../../../src/cli/exitCode';
import { nullTestPlan } from '../../../src/cli/nullTestCommand';

const OPTIONS = {
  strategy: 'simd',
  size: '256',
  comparisons: '200',
  slow: '2,5',
  slowComparisons: '40',
  budget: '0.6',
  runs: '8',
};

describe('the plan of a null test', () => {
  it('takes percents as shares, each once, and 0 for none', () => {
    expect(nullTestPlan({ ...OPTIONS, slow: '5%, 2,5' }).slow).toEqual([0.05, 0.02]);
    expect(nullTestPlan({ ...OPTIONS, slow: '0' }).slow).toEqual([]);
    expect(nullTestPlan(OPTIONS)).toMatchObject({ comparisons: 200, size: 256, budgetSeconds: 0.6 });
  });

  it.each([
    ['strategy', 'smid', 'did you mean "simd"?'],
    ['size', '0', '--size: must be a whole number'],
    ['comparisons', 'many', '--comparisons: must be'],
    ['slow', '-1', '--slow: must be percents'],
    ['budget', '0', '--budget: must be above 0'],
    ['runs', '-1', '--runs: must be a whole number from 0'],
  ])('refuses a wrong %s', (option, text, message) => {
    const plan = (): unknown => nullTestPlan({ ...OPTIONS, [option]: text });
    expect(plan).toThrow(UnusableInput);
    expect(plan).toThrow(message);
  });
});
