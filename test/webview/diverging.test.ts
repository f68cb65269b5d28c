import { describe, expect, test } from 'vitest';
import { contrast, relativeLuminance } from '../../src/webview/charts/colour';
import type { Colour } from '../../src/webview/charts/colour';
import { diverging, ratioColour, signedColour } from '../../src/webview/charts/diverging';
import { THEME_NAMES } from './viewPage';
import themes from './themes.json';

function parsed(hex: string): Colour {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return { red: channel(1), green: channel(3), blue: channel(5) };
}
const BACKGROUNDS = THEME_NAMES.map((name) => [name, parsed(themes[name].variables['editor-background'])] as const);

describe.each(BACKGROUNDS)('the diverging scale on the background of %s', (_, background) => {
  const ends = [ratioColour(1 / 3, 3, background), ratioColour(3, 3, background)] as const;

  test('has the same two ends in each of its uses', () => {
    expect([diverging(-1, background), diverging(1, background)]).toEqual(ends);
    expect([signedColour(-1, background), signedColour(1, background)]).toEqual(ends);
    expect([ratioColour(1 / 9, 3, background), signedColour(7, background)]).toEqual(ends);
  });

  test('has ends that stand out from the background, and neither more than the other', () => {
    for (const end of ends) expect(contrast(end, background)).toBeGreaterThan(3);
    expect(contrast(...ends)).toBeLessThan(1.1);
  });

  test('shows no difference as the background, and a value of 0 as a neutral of its own', () => {
    expect(diverging(0, background)).toEqual(background);
    expect(ratioColour(1, 3, background)).toEqual(background);
    const neutral = signedColour(0, background);
    expect(neutral.red === neutral.green && neutral.green === neutral.blue).toBe(true);
    expect(contrast(neutral, background)).toBeGreaterThan(1.3);
    for (const end of ends) expect(contrast(end, neutral)).toBeGreaterThan(2.5);
  });

  test('goes from the middle to each end without turning back', () => {
    for (const colourOf of [diverging, signedColour]) {
      for (const sign of [-1, 1]) {
        const levels = Array.from({ length: 11 }, (_, at) => relativeLuminance(colourOf((sign * at) / 10, background)));
        const rising = levels.toSorted((one, other) => one - other);
        expect([rising, rising.toReversed()]).toContainEqual(levels);
      }
    }
  });
});
