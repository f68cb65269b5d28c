import { mixed } from './colour';
import type { Colour } from './colour';

/**
 * Ends of the scale of ratios: blue and orange, which people with any of the usual colour vision deficiencies tell apart, of
 * about the same luminance.
 */
const LOWER: Colour = { red: 86, green: 170, blue: 245 };
const HIGHER: Colour = { red: 240, green: 160, blue: 60 };

/** The colour of a ratio: at 1 the middle, which is the background; the ends at `furthest` and its inverse. */
export function ratioColour(ratio: number, furthest: number, middle: Colour): Colour {
  const share = Math.min(1, Math.abs(Math.log(ratio)) / Math.log(furthest));
  const end = ratio < 1 ? LOWER : HIGHER;
  return mixed(middle, end, share);
}
