import type { Colour } from './colour';

/**
 * The colour map cividis, perceptually uniform and read alike with and without colour vision deficiency: J. R. Nuñez,
 * C. R. Anderton and R. S. Renslow, "Optimizing colormaps with consideration for color vision deficiency to enable
 * accurate interpretation of scientific data", PLOS ONE 13(7), 2018. Entries of its published table of 256 as
 * [index, red, green, blue], close together where it bends; between them linear interpolation stays within 2 of 255.
 */
const ANCHORS: readonly (readonly [index: number, red: number, green: number, blue: number])[] = [
  [0, 0, 34, 78],
  [10, 0, 42, 95],
  [19, 0, 48, 111],
  [23, 1, 50, 113],
  [27, 15, 53, 112],
  [32, 26, 56, 111],
  [48, 50, 67, 109],
  [64, 67, 78, 108],
  [80, 83, 90, 109],
  [96, 97, 101, 111],
  [112, 111, 112, 115],
  [128, 125, 124, 120],
  [144, 140, 136, 120],
  [160, 155, 148, 118],
  [176, 171, 160, 114],
  [192, 188, 174, 108],
  [208, 205, 187, 99],
  [224, 222, 201, 88],
  [240, 240, 216, 70],
  [251, 253, 227, 52],
  [255, 254, 232, 56],
];

/** The colour at `share` of the way from dark blue (0) to yellow (1). */
export function cividis(share: number): Colour {
  const index = 255 * Math.min(1, Math.max(0, share));
  const above = Math.max(
    1,
    ANCHORS.findIndex(([anchor]) => anchor >= index),
  );
  const [low, high] = [ANCHORS[above - 1], ANCHORS[above]];
  if (low === undefined || high === undefined) throw new RangeError(`no colour at ${share}`);
  const part = (index - low[0]) / (high[0] - low[0]);
  const between = (channel: 1 | 2 | 3): number => Math.round(low[channel] + part * (high[channel] - low[channel]));
  return { red: between(1), green: between(2), blue: between(3) };
}
