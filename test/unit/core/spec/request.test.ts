import { describe, expect, it } from 'vitest';
import { sizeLabel } from '../../../../src/core/problem';
import { benchmarkFromRequest } from '../../../../src/core/spec/request';
import type { ProblemRequest, RequestField } from '../../../../src/core/spec/request';
import type { Benchmark } from '../../../../src/core/spec/runSpec';

const REQUEST: ProblemRequest = {
  m: '512',
  k: null,
  n: null,
  dtype: 'f32',
  transposeA: false,
  transposeB: false,
  alpha: 1,
  beta: 0,
  structure: 'uniform',
  density: { unit: 'percent', text: '100' },
  seed: 1,
  budgetSeconds: '1',
  precision: 0.02,
  threads: null,
  strategies: [{ id: 'simd', values: {} }],
};

function benchmark(more: Partial<ProblemRequest>): Benchmark {
  const result = benchmarkFromRequest({ ...REQUEST, ...more });
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join());
  return result.benchmark;
}

function problems(more: Partial<ProblemRequest>): Partial<Record<RequestField, string>> {
  const result = benchmarkFromRequest({ ...REQUEST, ...more });
  return 'problems' in result
    ? Object.fromEntries(result.problems.map(({ field, message }) => [field, message]))
    : { m: 'no problem' };
}

describe('benchmarkFromRequest', () => {
  it('makes the benchmark that was asked for', () => {
    expect(benchmark({ beta: 0.5, threads: 2, seed: 7, budgetSeconds: '0.25' })).toEqual({
      name: '512×512×512',
      problems: [
        {
          m: 512,
          k: 512,
          n: 512,
          dtype: 'f32',
          transposeA: false,
          transposeB: false,
          alpha: 1,
          beta: 0.5,
          structure: 'uniform',
          density: 1,
          seed: 7,
        },
      ],
      strategies: [{ id: 'simd', values: {} }],
      budgetSeconds: 0.25,
      precision: 0.02,
      threads: 2,
    });
  });

  it('lets k and n follow m', () => {
    const { problems: made, name } = benchmark({ m: '8, 16, 32' });
    expect(made.map(sizeLabel)).toEqual(['8×8×8', '16×16×16', '32×32×32']);
    expect(name).toBe('3 sizes, 8×8×8 to 32×32×32');
  });

  it('takes lists one by one, with sizes that come again', () => {
    const { problems: made } = benchmark({ m: '64', k: '784, 100, 100', n: '100, 100, 10' });
    expect(made.map(sizeLabel)).toEqual(['64×784×100', '64×100×100', '64×100×10']);
  });

  it.each([
    ['percent', '10', 0.1],
    ['percent', ' 0.5 % ', 0.005],
    ['share', '0.25', 0.25],
    ['share', '25%', 0.25],
  ] as const)('reads a density in %s: %j', (unit, text, density) => {
    expect(benchmark({ density: { unit, text } }).problems[0].density).toBe(density);
  });

  it('lists the same strategy once, and with other values twice', () => {
    const strategies = [
      { id: 'outer', values: { rank: 2 } },
      { id: 'outer', values: { rank: 2 } },
      { id: 'outer', values: { rank: 4 } },
    ] as const;
    expect(benchmark({ strategies }).strategies).toEqual([strategies[0], strategies[2]]);
  });

  it.each<[RequestField, Partial<ProblemRequest>, string]>([
    ['m', { m: '-1' }, '"-1" is negative'],
    ['k', { k: 'x' }, '"x" is not a number'],
    ['n', { n: '' }, 'Enter a size'],
    ['n', { m: '1,2,3', n: '1,2' }, '"n" has 2 sizes and "m" has 3'],
    ['density', { density: { unit: 'percent', text: '0' } }, '"0" must be above 0 and at most 100, in percent'],
    ['density', { density: { unit: 'percent', text: '101' } }, '"101" must be'],
    ['density', { density: { unit: 'share', text: '2' } }, '"2" must be above 0 and at most 1'],
    ['density', { density: { unit: 'share', text: 'NaN' } }, '"NaN" is not a number'],
    ['density', { density: { unit: 'share', text: ' ' } }, 'Enter a density'],
    ['budgetSeconds', { budgetSeconds: '' }, 'Enter seconds'],
    ['budgetSeconds', { budgetSeconds: '0' }, '"0" must be above 0'],
    ['budgetSeconds', { budgetSeconds: '3601' }, '"3601" must be above 0 and at most 3600 seconds'],
    ['budgetSeconds', { budgetSeconds: 'soon' }, '"soon" is not a number of seconds'],
    ['alpha', { alpha: NaN }, 'Must be a finite number'],
    ['beta', { beta: Infinity }, 'Must be a finite number'],
    ['seed', { seed: -1 }, 'Must be a whole number'],
    ['seed', { seed: 1.5 }, 'Must be a whole number'],
    ['precision', { precision: 0.9 }, 'Must be from 0.001 to 0.5'],
    ['precision', { precision: NaN }, 'Must be from 0.001 to 0.5'],
    ['threads', { threads: 0 }, 'Must be a whole number from 1 to 256'],
    ['strategies', { strategies: [] }, 'Choose at least one strategy'],
    ['strategies', { strategies: [{ id: 'outer', values: { rank: 0 } }] }, 'outer: rank must be a whole number'],
    ['strategies', { strategies: [{ id: 'outer', values: { rnak: 1 } }] }, 'no parameter "rnak"; did you mean "rank"?'],
    ['strategies', { strategies: [{ id: 'naive', values: { rank: 1 } }] }, 'naive has no parameter "rank"'],
    ['m', { m: '1:1000:1', n: '5', strategies: manyRanks(11) }, 'asks for 11\u2009000 measurements'],
  ])('says what is wrong with %s in %j', (field, more, message) => {
    expect(problems(more)).toEqual({ [field]: expect.stringContaining(message) as string });
  });

  it('says all that is wrong at once', () => {
    const wrong = problems({ m: 'x', density: { unit: 'share', text: '7' }, strategies: [] });
    expect(Object.keys(wrong).sort()).toEqual(['density', 'm', 'strategies']);
  });
});

function manyRanks(count: number): ProblemRequest['strategies'] {
  return Array.from({ length: count }, (_, index) => ({ id: 'outer', values: { rank: index + 1 } }));
}
