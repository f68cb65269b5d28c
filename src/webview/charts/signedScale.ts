import type { Colour } from './colour';

/**
 * Blue for what is below 0, grey for 0, orange for what is above, told apart with every colour vision deficiency: the ends
 * are two of the colours of Okabe and Ito, Color Universal Design (2008).
 */
const BELOW: Colour = { red: 0, green: 114, blue: 178 };
const ZERO: Colour = { red: 128, green: 128, blue: 128 };
const ABOVE: Colour = { red: 230, green: 159, blue: 0 };

/** The colour of a share of the largest size, −1 to 1. */
export function signedColour(share: number): Colour {
  const end = share < 0 ? BELOW : ABOVE;
  const part = Math.min(1, Math.abs(share));
  const between = (channel: keyof Colour): number => Math.round(ZERO[channel] + part * (end[channel] - ZERO[channel]));
  return { red: between('red'), green: between('green'), blue: between('blue') };
}
