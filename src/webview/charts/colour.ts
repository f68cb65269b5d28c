/** An opaque colour in sRGB, 0 to 255 each. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export const BLACK: Colour = { red: 0, green: 0, blue: 0 };
export const WHITE: Colour = { red: 255, green: 255, blue: 255 };

export function cssColour({ red, green, blue }: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** The colour at a share of the way from the first to the second, half of it when left out. */
export function mixed(first: Colour, second: Colour, share = 0.5): Colour {
  const between = (from: number, to: number): number => Math.round(from + share * (to - from));
  return {
    red: between(first.red, second.red),
    green: between(first.green, second.green),
    blue: between(first.blue, second.blue),
  };
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
export function relativeLuminance({ red, green, blue }: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(first: Colour, second: Colour): number {
  const [x, y] = [relativeLuminance(first), relativeLuminance(second)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/**
 * Black or white, whichever is read more easily on the ground. The better of the two has a contrast of at least
 * √21 ≈ 4.58 on every colour, so that text keeps the 4.5 that WCAG asks for.
 */
export function inkOn(ground: Colour): Colour {
  return contrast(ground, BLACK) >= contrast(ground, WHITE) ? BLACK : WHITE;
}
