import { describe, expect, it } from 'vitest';
import { plainProblem } from '../../../../src/core/problem';
import { tunedOn, withTunedDefault } from '../../../../src/core/spec/tunedDefaults';
import type { TunedDefault } from '../../../../src/core/spec/tunedDefaults';
import { MACHINE } from '../../../machineFixture';

const PROBLEM = plainProblem(64, 64, 64);
const TUNED: TunedDefault = {
  ...{ processor: MACHINE.processor, codePath: 'relaxed', strategy: 'simd', dtype: 'f32' },
  ...{ values: { mr: 4, nr: 8 }, size: '512×512×512', keptAt: '2026-01-02T03:04:05.000Z' },
  gain: { ratio: 1.2, low: 1.1, high: 1.3 },
};
const PLAIN = { id: 'simd', values: {} } as const;

describe('a tuned default', () => {
  it('fills in what is not set, and names it', () => {
    expect(withTunedDefault(PLAIN, PROBLEM, MACHINE, [TUNED])).toEqual({
      choice: { id: 'simd', values: { mr: 4, nr: 8 } },
      tuned: ['mr', 'nr'],
    });
  });

  it('leaves other parameters as they were set', () => {
    const choice = { id: 'simd', values: { kc: 192 } } as const;
    expect(withTunedDefault(choice, PROBLEM, MACHINE, [TUNED])).toEqual({
      choice: { id: 'simd', values: { kc: 192, mr: 4, nr: 8 } },
      tuned: ['mr', 'nr'],
    });
  });

  it('is not used where the user has set one of its parameters: they were measured together', () => {
    const choice = { id: 'simd', values: { mr: 6 } } as const;
    expect(withTunedDefault(choice, PROBLEM, MACHINE, [TUNED])).toEqual({ choice, tuned: [] });
  });

  it.each<[string, Partial<TunedDefault>]>([
    ['another processor', { processor: 'Another CPU' }],
    ['another code path', { codePath: 'simd256' }],
    ['another element type', { dtype: 'f64' }],
    ['another strategy', { strategy: 'blocked', values: { mc: 16 } }],
    ['parameters that this version does not know', { values: { tile: 4 } }],
    ['values out of range', { values: { mr: 99 } }],
    ['values that the problem does not bear', { values: { mr: 4, nr: 6 } }],
  ])('of %s is not used', (_, change) => {
    expect(withTunedDefault(PLAIN, PROBLEM, MACHINE, [{ ...TUNED, ...change }])).toEqual({ choice: PLAIN, tuned: [] });
  });

  it('is told apart from those of other machines', () => {
    expect(tunedOn(MACHINE, [TUNED, { ...TUNED, processor: 'Another CPU' }])).toEqual([TUNED]);
  });
});
