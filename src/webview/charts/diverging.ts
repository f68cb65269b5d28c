import { mixed, relativeLuminance } from './colour';
import type { Colour } from './colour';

/**
 * The scale of two directions: blue for less, orange for more, told apart with every colour vision deficiency, and of about the
 * same luminance, so that neither weighs more. It lies between those of dark and light themes: both ends have a contrast above 3
 * to the background of each (WCAG 2.2, 1.4.11).
 */
const BELOW: Colour = { red: 20, green: 125, blue: 210 };
const ABOVE: Colour = { red: 196, green: 98, blue: 0 };

/** Neither of both, and seen on the background of dark themes, and of light ones. */
const NEUTRAL_ON_DARK: Colour = { red: 58, green: 58, blue: 58 };
const NEUTRAL_ON_LIGHT: Colour = { red: 222, green: 222, blue: 222 };

/** The colour of a level from −1 to 1, with the middle at 0; what lies beyond is as at the end. */
function between(middle: Colour, level: number): Colour {
  return mixed(middle, level < 0 ? BELOW : ABOVE, Math.min(1, Math.abs(level)));
}

/** The colour of a level from −1 to 1 on a background, which is that of 0; the square root shows small ones, too. */
export function diverging(level: number, background: Colour): Colour {
  return between(background, Math.sign(level) * Math.sqrt(Math.abs(level)));
}

/** The colour of a ratio: at 1 the middle, which is the background; the ends at `furthest` and its inverse. */
export function ratioColour(ratio: number, furthest: number, background: Colour): Colour {
  return between(background, Math.log(ratio) / Math.log(furthest));
}

/** The colour of a share of the largest size, −1 to 1: 0 is a neutral that is told from the background, for it is a value. */
export function signedColour(share: number, background: Colour): Colour {
  return between(relativeLuminance(background) < 0.5 ? NEUTRAL_ON_DARK : NEUTRAL_ON_LIGHT, share);
}
