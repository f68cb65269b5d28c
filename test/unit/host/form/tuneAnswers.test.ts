import { describe, expect, it } from 'vitest';
import { plainProblem } from '../../../../src/core/problem';
import { firstForm } from '../../../../src/host/form/profileForm';
import {
  gridProblem,
  offeredGrid,
  offeredSize,
  tunableStrategies,
  tuneSizeProblem,
  tuningFromAnswers,
} from '../../../../src/host/form/tuneAnswers';
import { MACHINE } from '../../../machineFixture';

const SETTINGS = { budgetSeconds: 0.5, precision: 0.02, threads: null };
const FORM = firstForm(SETTINGS);

describe('the questions of a tuning', () => {
  it('offer strategies with parameters, and a grid that can be answered as it is', () => {
    const ids = tunableStrategies().map(({ id }) => id);
    expect(ids).toContain('simd');
    expect(ids).not.toContain('naive');
    for (const id of ids) expect(gridProblem(id, offeredGrid(id))).toBeUndefined();
  });

  it('offer the last size of the form, which can be answered as it is', () => {
    expect(offeredSize(FORM, SETTINGS)).toBe('512');
    const form = { ...FORM, m: '64', k: '784', n: '100', square: false };
    expect(offeredSize(form, SETTINGS)).toBe('64 × 784 × 100');
    expect(tuneSizeProblem(form, offeredSize(form, SETTINGS), SETTINGS)).toBeUndefined();
    expect(offeredSize({ ...FORM, m: 'none' }, SETTINGS)).toBe('512');
  });

  it.each([
    ['64, 128', /one problem, and this asks for 2/],
    ['none', /\S/],
    ['', /\S/],
  ])('refuse the size %o', (text, message) => {
    expect(tuneSizeProblem(FORM, text, SETTINGS)).toMatch(message);
  });

  it.each([
    ['', /Enter one or two parameters/],
    ['mrr=4', /did you mean "mr"/],
    ['mr=0', /whole number from 1 to 8/],
  ])('refuse the grid %o', (text, message) => {
    expect(gridProblem('simd', text)).toMatch(message);
  });
});

describe('the answers', () => {
  it('make a run of the default and the grid, with the rest of the form', () => {
    const answers = { strategy: 'simd', at: { sizes: '96 × 64 × 32' }, grid: 'mr=4,5' } as const;
    const result = tuningFromAnswers({ ...FORM, dtype: 'f64' }, SETTINGS, MACHINE, answers);
    expect(result).toMatchObject({
      spec: {
        title: 'tune simd at 96×64×32',
        benchmarks: [
          {
            problems: [{ m: 96, k: 64, n: 32, dtype: 'f64' }],
            strategies: [{ values: {} }, { values: { mr: 4 } }, { values: { mr: 5 } }],
            budgetSeconds: 0.5,
            tuning: { strategy: 'simd' },
          },
        ],
      },
    });
  });

  it('tune at the very problem of a row', () => {
    const problem = { ...plainProblem(70, 60, 50), alpha: 2, beta: 1, seed: 9 };
    const result = tuningFromAnswers(FORM, SETTINGS, MACHINE, { strategy: 'simd', at: { problem }, grid: 'mr=4' });
    expect('spec' in result ? result.spec.benchmarks[0].problems : result).toEqual([problem]);
  });

  it.each([
    [{ sizes: '64' }, 'nr=3', /no point to measure/],
    [{ sizes: '64' }, 'xx=3', /no parameter "xx"/],
    [{ sizes: '64, 128' }, 'mr=4', /one problem/],
    [{ sizes: 'none' }, 'mr=4', /\S/],
  ])('are refused in a sentence: %o, %o', (at, grid, message) => {
    const result = tuningFromAnswers(FORM, SETTINGS, MACHINE, { strategy: 'simd', at, grid });
    expect('problem' in result ? result.problem : '').toMatch(message);
  });

  it('count only the threads that the settings allow', () => {
    const settings = { ...SETTINGS, threads: 1 };
    const answers = { strategy: 'parallel', at: { sizes: '256' }, grid: 'threads=1,2' } as const;
    const result = tuningFromAnswers(FORM, settings, MACHINE, answers);
    expect('problem' in result ? result.problem : '').toContain('each computes as the default does');
  });
});
