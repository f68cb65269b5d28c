import { describe, expect, it } from 'vitest';
import { listed, sentences } from '../../../src/core/sentences';
import { inChinese } from '../l10n/inChinese';

describe('what is said one after the other', () => {
  it('is joined as English does it', () => {
    expect(sentences('It is fast.', '', 'Use it.')).toBe('It is fast. Use it.');
    expect(listed(['simd', 'blas', 'auto'])).toBe('simd, blas, auto');
    expect([sentences(), listed([]), listed(['simd'])]).toEqual(['', '', 'simd']);
  });

  describe('in Chinese', () => {
    inChinese();

    it('is joined as Chinese does it', () => {
      expect(sentences('它很快。', '使用它。')).toBe('它很快。使用它。');
      expect(listed(['simd', 'blas', 'auto'])).toBe('simd、blas、auto');
    });
  });
});
