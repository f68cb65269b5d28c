import { cssColour, mixed, relativeLuminance } from './colour';
import type { Colour } from './colour';

/**
 * Scales of two directions: blue for less, orange for more, told apart with every colour vision deficiency, and between them
 * the colour of no difference.
 */
interface Ends {
  readonly below: Colour;
  readonly above: Colour;
}

const ON_DARK: Ends = { below: { red: 120, green: 196, blue: 255 }, above: { red: 255, green: 178, blue: 72 } };
const ON_LIGHT: Ends = { below: { red: 0, green: 84, blue: 166 }, above: { red: 176, green: 84, blue: 0 } };
/** Of about the same luminance, for cells with text in them. */
const UNDER_TEXT: Ends = { below: { red: 86, green: 170, blue: 245 }, above: { red: 240, green: 160, blue: 60 } };
/** Two of the colours of Okabe and Ito, Color Universal Design (2008), with grey between them on any background. */
const AROUND_GREY: Ends = { below: { red: 0, green: 114, blue: 178 }, above: { red: 230, green: 159, blue: 0 } };
const GREY: Colour = { red: 128, green: 128, blue: 128 };

/** The colour of a level from −1 to 1; what lies beyond is as at the end. */
function between({ below, above }: Ends, middle: Colour, level: number): Colour {
  return mixed(middle, level < 0 ? below : above, Math.min(1, Math.abs(level)));
}

/** The colour of a level from −1 to 1 on a background, which is that of 0; the square root shows small ones, too. */
export function diverging(level: number, background: Colour): Colour {
  const ends = relativeLuminance(background) < 0.5 ? ON_DARK : ON_LIGHT;
  return between(ends, background, Math.sign(level) * Math.sqrt(Math.min(1, Math.abs(level))));
}

/** Steps of a legend from −1 to 1. */
export function divergingSteps(count: number, background: Colour): readonly string[] {
  return Array.from({ length: count }, (_, at) => cssColour(diverging((2 * at) / (count - 1) - 1, background)));
}

/** The colour of a ratio: at 1 the middle, which is the background; the ends at `furthest` and its inverse. */
export function ratioColour(ratio: number, furthest: number, middle: Colour): Colour {
  return between(UNDER_TEXT, middle, Math.log(ratio) / Math.log(furthest));
}

/** The colour of a share of the largest size, −1 to 1, with grey at 0: for maps whose ground says that there is nothing. */
export function signedColour(share: number): Colour {
  return between(AROUND_GREY, GREY, share);
}
