import { describe, expect, it } from 'vitest';
import { choiceValue, integerValue, parameterProblem } from '../../../../src/core/kernels/parameters';
import type { ChoiceParameter, IntegerParameter } from '../../../../src/core/kernels/parameters';

const rank: IntegerParameter = {
  kind: 'integer',
  id: 'rank',
  title: 'Rank',
  description: '',
  minimum: 1,
  maximum: 16,
  default: 4,
  suggestions: [],
};
const order: ChoiceParameter = {
  kind: 'choice',
  id: 'order',
  title: 'Order',
  description: '',
  options: [
    { value: 'ijk', description: '' },
    { value: 'ikj', description: '' },
  ],
  default: 'ikj',
};

describe('parameters', () => {
  it('take their value, or their default where none is set', () => {
    expect(integerValue(rank, { rank: 8 })).toBe(8);
    expect(integerValue(rank, {})).toBe(4);
    expect(integerValue({ ...rank, default: null }, {})).toBeNull();
    expect(choiceValue(order, { order: 'ijk' })).toBe('ijk');
    expect(choiceValue(order, {})).toBe('ikj');
  });

  it('accept what lies within their limits', () => {
    for (const value of [1, 16]) expect(parameterProblem(rank, value)).toBeUndefined();
    expect(parameterProblem(order, 'ijk')).toBeUndefined();
  });

  it('say what they would accept', () => {
    for (const value of [0, 17, 1.5, NaN, '4', null]) {
      expect(parameterProblem(rank, value)).toBe('rank must be a whole number from 1 to 16');
    }
    expect(parameterProblem(order, 'kij')).toBe('order must be one of ijk, ikj');
  });
});
