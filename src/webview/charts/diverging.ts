import { cssColour, mixed, relativeLuminance } from './colour';
import type { Colour } from './colour';

/** Ends of the scale around 0: blue below, orange above, told apart with every colour vision deficiency. */
interface Ends {
  readonly below: Colour;
  readonly above: Colour;
}

const ON_DARK: Ends = { below: { red: 120, green: 196, blue: 255 }, above: { red: 255, green: 178, blue: 72 } };
const ON_LIGHT: Ends = { below: { red: 0, green: 84, blue: 166 }, above: { red: 176, green: 84, blue: 0 } };

/** The colour of a level from −1 to 1 on a background, which is that of 0; the square root shows small ones, too. */
export function diverging(level: number, background: Colour): Colour {
  const { below, above } = relativeLuminance(background) < 0.5 ? ON_DARK : ON_LIGHT;
  const end = level < 0 ? below : above;
  const share = Math.sqrt(Math.min(1, Math.abs(level)));
  return mixed(background, end, share);
}

/** Steps of a legend from −1 to 1. */
export function divergingSteps(count: number, background: Colour): readonly string[] {
  return Array.from({ length: count }, (_, at) => cssColour(diverging((2 * at) / (count - 1) - 1, background)));
}
