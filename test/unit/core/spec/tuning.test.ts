import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strategies, strategyById } from '../../../../src/core/kernels/registry';
import { countGridPoints, pointKey } from '../../../../src/core/measure/tuning';
import { plainProblem } from '../../../../src/core/problem';
import {
  gridText,
  gridWords,
  MAXIMUM_TUNING_POINTS,
  parseGrid,
  planTuning,
  suggestedAxes,
} from '../../../../src/core/spec/tuning';
import { MACHINE } from '../../../machineFixture';

const simd = strategyById('simd');
const PROBLEM = plainProblem(512, 512, 512);

describe('a grid as it is typed', () => {
  it.each([
    ['mr=4,5,6 nr=8,16', ['mr=4,5,6', 'nr=8,16']],
    ['  path = auto, packed B   mr=4 ', ['path = auto, packed B', 'mr=4']],
    ['mr', ['mr']],
    ['', []],
  ])('%o is taken apart into its parameters', (text, words) => {
    expect(gridWords(text)).toEqual(words);
  });

  it('gives values in rising order, each once', () => {
    expect(parseGrid(simd, ['mr=6,4,5,4', 'nr=16'])).toEqual({
      axes: [
        { parameter: 'mr', values: [4, 5, 6] },
        { parameter: 'nr', values: [16] },
      ],
    });
  });

  it('takes the values worth trying for a name alone, and the suggested grid for nothing', () => {
    expect(parseGrid(simd, ['mr'])).toEqual({ axes: suggestedAxes(simd).slice(0, 1) });
    expect(parseGrid(simd, [])).toEqual({ axes: suggestedAxes(simd) });
  });

  it('reads what gridText wrote, for every strategy that can be tuned', () => {
    for (const strategy of strategies.filter((each) => suggestedAxes(each).length > 0)) {
      const axes = suggestedAxes(strategy);
      expect(parseGrid(strategy, gridWords(gridText(axes)))).toEqual({ axes });
    }
  });

  it('is at most as large as the limit where nothing is named', () => {
    for (const strategy of strategies) {
      expect(countGridPoints(suggestedAxes(strategy)), strategy.id).toBeLessThanOrEqual(MAXIMUM_TUNING_POINTS);
    }
  });

  it.each<[string, string, string[], RegExp]>([
    ['a parameter that is not there', 'simd', ['mrr=4'], /no parameter "mrr"; did you mean "mr"\?$/],
    ['a parameter like no other', 'simd', ['colour=1'], /no parameter "colour"; it has mr, nr, .*\.$/],
    ['a strategy without parameters', 'naive', [], /naive has no parameters/],
    ['a value out of range', 'simd', ['mr=4,99'], /mr must be a whole number from 1 to 8/],
    ['a value that is no number', 'simd', ['mr=4,x'], /mr must be a whole number/],
    ['an option that is not there', 'simd', ['path=none'], /path must be one of/],
    ['a parameter given twice', 'simd', ['mr=4', 'mr=5'], /mr is given twice/],
    ['three parameters', 'simd', ['mr=4', 'nr=8', 'mc=96'], /one or two parameters, not 3/],
    [
      'too many points',
      'simd',
      ['mr', `mc=${Array.from({ length: 60 }, (_, i) => i + 1).join(',')}`],
      /The grid has 420 points; 100 is the most/,
    ],
  ])('refuses %s', (_, id, words, message) => {
    const result = parseGrid(strategyById(id === 'naive' ? 'naive' : 'simd'), words);
    expect('problem' in result ? result.problem : '').toMatch(message);
  });
});

describe('the plan of a tuning', () => {
  it('has the default first, then each point that can run and computes otherwise', () => {
    const axes = [
      { parameter: 'mr', values: [4, 6] },
      { parameter: 'nr', values: [6, 8] },
    ];
    expect(planTuning('simd', axes, PROBLEM, MACHINE)).toEqual({
      tuning: {
        strategy: 'simd',
        axes,
        leftOut: [
          { kind: 'unsupported', values: { mr: 4, nr: 6 }, reason: expect.stringContaining('multiple of 4') as string },
          { kind: 'unsupported', values: { mr: 6, nr: 6 }, reason: expect.stringContaining('multiple of 4') as string },
          { kind: 'equal', values: { mr: 6, nr: 8 }, equals: {} },
        ],
      },
      strategies: [
        { id: 'simd', values: {} },
        { id: 'simd', values: { mr: 4, nr: 8 } },
      ],
    });
  });

  it('measures threads beyond those of the machine once', () => {
    const plan = planTuning('parallel', [{ parameter: 'threads', values: [1, 2, 4, 8] }], PROBLEM, MACHINE);
    expect('strategies' in plan ? plan.strategies.map(({ values }) => values) : plan).toEqual([{}, { threads: 1 }]);
  });

  it('measures blocks beyond the size of the problem once', () => {
    const plan = planTuning(
      'blocked',
      [{ parameter: 'mc', values: [16, 64, 128] }],
      plainProblem(50, 300, 300),
      MACHINE,
    );
    expect('strategies' in plan ? plan.strategies.map(({ values }) => values) : plan).toEqual([{}, { mc: 16 }]);
  });

  it.each([
    [[{ parameter: 'nr', values: [3, 5] }], /no point to measure: A vector holds 4 elements/],
    [[{ parameter: 'mr', values: [6] }], /no point to measure: each computes as the default/],
  ])('refuses a grid of which nothing is left', (axes, message) => {
    const plan = planTuning('simd', axes, PROBLEM, MACHINE);
    expect('problem' in plan ? plan.problem : '').toMatch(message);
  });

  it('says why the strategy cannot run at all', () => {
    const machine = { ...MACHINE, wasm: { ...MACHINE.wasm, simd: false } };
    const plan = planTuning('simd', suggestedAxes(simd), PROBLEM, machine);
    expect('problem' in plan ? plan.problem : '').toContain('WebAssembly SIMD is missing');
  });

  it('accounts for every point of every suggested grid, once', () => {
    const tunable = strategies.filter((each) => suggestedAxes(each).length > 0);
    const side = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(fc.constantFrom(...tunable), side, side, side, (strategy, m, k, n) => {
        const axes = suggestedAxes(strategy);
        const plan = planTuning(strategy.id, axes, plainProblem(m, k, n), MACHINE);
        if ('problem' in plan) return;
        const keys = [...plan.strategies.slice(1), ...plan.tuning.leftOut].map(({ values }) => pointKey(values));
        expect(new Set(keys).size).toBe(countGridPoints(axes));
        expect(keys).toHaveLength(countGridPoints(axes));
      }),
    );
  });
});
