import { describe, expect, it } from 'vitest';
import { PROCESSOR_STRATEGY_IDS, STRATEGY_IDS } from '../../../../src/core/kernels/strategy';
import { firstForm, judgeForm, restoreForm, specFromForm } from '../../../../src/host/form/profileForm';
import type { ProfileForm } from '../../../../src/shared/viewProtocol';
import { MACHINE } from '../../../machineFixture';

const SETTINGS = { budgetSeconds: 1, precision: 0.02, threads: null };
const FREE = 4 * 2 ** 30;

function form(change: Partial<ProfileForm> = {}): ProfileForm {
  return { ...firstForm(SETTINGS), ...change };
}

describe('the form', () => {
  it('can run as it comes, with all strategies of the processor', () => {
    const result = specFromForm(form(), SETTINGS);
    expect('spec' in result && result.spec.benchmarks[0].strategies.map(({ id }) => id)).toEqual([
      ...PROCESSOR_STRATEGY_IDS,
    ]);
    expect(judgeForm(form(), SETTINGS, MACHINE, FREE).problems).toEqual({});
  });

  it('lets k and n follow m while it is square, and only then', () => {
    const problemsOf = (square: boolean): unknown => {
      const result = specFromForm(form({ m: '8', k: '9', n: '10', square }), SETTINGS);
      return 'spec' in result && result.spec.benchmarks[0].problems.map(({ m, k, n }) => [m, k, n]);
    };
    expect(problemsOf(true)).toEqual([[8, 8, 8]]);
    expect(problemsOf(false)).toEqual([[8, 9, 10]]);
  });

  it('takes the density in percent', () => {
    const result = specFromForm(form({ densityPercent: '0.5' }), SETTINGS);
    expect('spec' in result && result.spec.benchmarks[0].problems[0].density).toBeCloseTo(0.005, 12);
  });

  it.each([
    ['m', { m: '64, x' }],
    ['m', { m: '-3' }],
    ['m', { m: '' }],
    ['n', { m: '8', k: '8', n: '1.5', square: false }],
    ['densityPercent', { densityPercent: '0' }],
    ['densityPercent', { densityPercent: 'NaN' }],
    ['budgetSeconds', { budgetSeconds: '-1' }],
    ['strategies', { strategies: [] }],
  ] as const)('says at %s what is wrong in %o', (field, change) => {
    const { problems, runLabel } = judgeForm(form(change), SETTINGS, MACHINE, FREE);
    expect(Object.keys(problems)).toEqual([field]);
    expect(problems[field]).toMatch(/^\S.*[.!]$/);
    expect(runLabel).toBe('Run');
  });

  it('says what a run costs', () => {
    const verdict = judgeForm(form({ m: '512' }), SETTINGS, MACHINE, FREE);
    expect(verdict.summary).toBe('268.4 MFLOP (2·m·n·k), 3.0 MiB');
    expect(judgeForm(form(), { ...SETTINGS, precision: 0.07 }, MACHINE, FREE).estimate).toMatch(
      /^at most .* s, until ±7%$/,
    );
    expect(verdict.runLabel).toBe(`Run ${PROCESSOR_STRATEGY_IDS.length} strategies at 512×512×512`);
    expect(verdict.measurements).toBe(PROCESSOR_STRATEGY_IDS.length);
    expect(judgeForm(form({ m: '64, 512' }), SETTINGS, MACHINE, FREE).summary).toBe(
      '524.3 kFLOP to 268.4 MFLOP (2·m·n·k), up to 3.0 MiB',
    );
  });

  it('refuses sizes of which none fits into memory, saying how much is needed', () => {
    const verdict = judgeForm(form({ m: '60000' }), SETTINGS, MACHINE, FREE);
    expect(verdict.problems.memory).toMatch(/^A, B, C and workspaces need 40\.\d GiB; .* Choose smaller sizes\.$/);
    expect(judgeForm(form({ m: '60000, 8' }), SETTINGS, MACHINE, FREE).problems.memory).toBeUndefined();
  });

  it('comes back from storage, with strategies that were added since, not chosen', () => {
    const stored = form({ m: '33', strategies: [{ id: 'simd', chosen: true, values: { mr: 4 } }] });
    const restored = restoreForm(stored, SETTINGS);
    expect(restored.m).toBe('33');
    expect(restored.strategies.map(({ id }) => id)).toEqual([...STRATEGY_IDS]);
    expect(restored.strategies.filter(({ chosen }) => chosen)).toEqual(stored.strategies);
  });

  it.each([
    undefined,
    null,
    7,
    { m: 3 },
    { ...firstForm(SETTINGS), strategies: [{ id: 'gone', chosen: true, values: {} }] },
  ])('is the first form where %o is stored', (stored) => {
    expect(restoreForm(stored, SETTINGS)).toEqual(firstForm(SETTINGS));
  });
});
