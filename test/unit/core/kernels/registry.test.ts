import { describe, expect, it } from 'vitest';
import { isStrategyId, strategies, strategyById, strategyDescriptions } from '../../../../src/core/kernels/registry';
import { STRATEGY_IDS } from '../../../../src/core/kernels/strategy';

describe('the registry', () => {
  it('holds every strategy under its own id, in order', () => {
    expect(strategies.map(({ id }) => id)).toEqual(STRATEGY_IDS);
    for (const id of STRATEGY_IDS) expect(strategyById(id).id).toBe(id);
  });

  it('knows ids from other words', () => {
    expect(isStrategyId('simd')).toBe(true);
    expect(isStrategyId('SIMD')).toBe(false);
    expect(isStrategyId('toString')).toBe(false);
  });

  it('describes strategies by data that can be sent', () => {
    expect(structuredClone(strategyDescriptions)).toEqual(strategyDescriptions);
    expect(strategyDescriptions).toHaveLength(strategies.length);
  });

  it('has parameters whose ids are unique within a strategy', () => {
    for (const { parameters } of strategies) {
      expect(new Set(parameters.map(({ id }) => id)).size).toBe(parameters.length);
    }
  });
});
