import { describe, expect, it } from 'vitest';
import { nearestWord, suggestion } from '../../../../src/core/spec/nearestWord';

const KEYS = ['strategies', 'structure', 'density', 'dtype', 'm', 'k', 'n'];

describe('nearestWord', () => {
  it.each([
    ['strategys', 'strategies'],
    ['stratgeies', 'strategies'],
    ['denisty', 'density'],
    ['DTYPE', 'dtype'],
    ['dtpe', 'dtype'],
  ])('finds what %s was meant to be', (word, meant) => {
    expect(nearestWord(word, KEYS)).toBe(meant);
  });

  it.each(['gate', 'x', '', 'strategiesstrategies'])('finds nothing near %j', (word) => {
    expect(nearestWord(word, KEYS)).toBeUndefined();
  });

  it('prefers the nearer of two', () => {
    expect(nearestWord('simb', ['sims', 'simd', 'simbs'].slice(1))).toBe('simd');
    expect(nearestWord('transposeb', ['transposeA', 'transposeB'])).toBe('transposeB');
  });
});

describe('suggestion', () => {
  it('asks whether the near word was meant, or is empty', () => {
    expect(suggestion('densty', KEYS)).toBe('; did you mean "density"?');
    expect(suggestion('gate', KEYS)).toBe('');
  });
});
