import { describe, expect, it } from 'vitest';
import { answeredForm, sizesProblem, sizesText } from '../../../../src/host/form/paletteAnswers';
import { firstForm } from '../../../../src/host/form/profileForm';

const SETTINGS = { budgetSeconds: 1, precision: 0.02, threads: null };
const FORM = firstForm(SETTINGS);

describe('the answers to the questions of the palette', () => {
  it('change sizes and strategies of the form, and keep the rest', () => {
    const form = { ...FORM, dtype: 'f64', k: '7', square: false } as const;
    const answered = answeredForm(form, '100:300:100', ['simd', 'no such']);
    expect(answered).toMatchObject({
      m: '100:300:100',
      k: '100:300:100',
      n: '100:300:100',
      square: true,
      dtype: 'f64',
    });
    expect(answered.strategies.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual(['simd']);
  });

  it.each([
    ['300 × 200 × 100', { m: '300', k: '200', n: '100', square: false }],
    ['300x200X100', { m: '300', k: '200', n: '100', square: false }],
    ['64, 128 × 8 × 9', { m: '64, 128', k: '8', n: '9', square: false }],
    ['64:1024:×2', { m: '64:1024:×2', square: true }],
    ['64:256: × 2 × 8 × 9', { m: '64:256: × 2', k: '8', n: '9', square: false }],
  ])('take %s apart into m, k and n', (text, expected) => {
    expect(answeredForm(FORM, text, ['simd'])).toMatchObject(expected);
    expect(sizesProblem(FORM, text, SETTINGS)).toBeUndefined();
  });

  it.each(['', 'none', '12, -3', '1.5', '300 × 200', '1 × 2 × 3 × 4', '300 × x × 100', '1, 2 × 1, 2, 3 × 4'])(
    'are refused in words where the sizes are %o',
    (text) => {
      expect(sizesProblem(FORM, text, SETTINGS)).toMatch(/^\S.*[.!]$/);
    },
  );

  it('are asked for with the sizes of the form, which can be answered as they are', () => {
    expect(sizesText(FORM)).toBe(FORM.m);
    const form = { ...FORM, m: '64, 128', k: '8', n: '9', square: false };
    expect(sizesText(form)).toBe('64, 128 × 8 × 9');
    expect(answeredForm(form, sizesText(form), ['simd'])).toMatchObject({ m: '64, 128', k: '8', n: '9' });
  });
});
