import { symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3-shape';
import type { SymbolType } from 'd3-shape';
import type { StrategyFamily } from '../../../core/kernels/strategy';
import { DASHES, MARKERS } from './lineChart';
import type { Ink, Marker, SeriesStyle } from './lineChart';

export const MARKER_SYMBOLS: Readonly<Record<Marker, SymbolType>> = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  star: symbolStar,
  cross: symbolCross,
};

/** Strategies of one family share a colour. */
const FAMILY_INKS: Readonly<Record<StrategyFamily, Ink>> = {
  loops: 'dim',
  simd: 'blue',
  threads: 'green',
  sparse: 'purple',
  native: 'yellow',
  gpu: 'red',
};

/**
 * A style for each of some series, from the family of each (`null`: unknown): no two of one family have the same marker
 * until the markers are used up, and then they differ in their dashes.
 */
export function stylesOf(families: readonly (StrategyFamily | null)[]): readonly SeriesStyle[] {
  const seen = new Map<StrategyFamily | null, number>();
  return families.map((family): SeriesStyle => {
    const before = seen.get(family) ?? 0;
    seen.set(family, before + 1);
    return {
      ink: family === null ? 'text' : FAMILY_INKS[family],
      marker: MARKERS[before % MARKERS.length],
      dash: DASHES[(before + Math.floor(before / MARKERS.length)) % DASHES.length],
    };
  });
}
