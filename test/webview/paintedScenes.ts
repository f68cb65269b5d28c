import type { CellPlace } from '../../src/webview/charts/dense/cellMap';
import type { Zoom } from '../../src/webview/charts/lines/lineChart';

/** What is painted for a picture: a map without words, which each machine draws with a font of its own. */
export interface Scene {
  readonly map: 'speeds' | 'ratios' | 'values';
  readonly down: number;
  readonly across: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly zoom: Zoom;
  readonly ring: CellPlace | null;
  readonly chosen: CellPlace | null;
}

const WHOLE: Zoom = { k: 1, x: 0, y: 0 };
const COMMON = { width: 240, height: 160, ring: null, chosen: null, zoom: WHOLE } as const;

/** By the name of their picture. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'many cells, whole': { ...COMMON, map: 'speeds', down: 96, across: 150, chosen: { line: 20, column: 40 } },
  'cells with gaps, a ring and marks': {
    ...{ ...COMMON, map: 'speeds', down: 6, across: 9 },
    ...{ ring: { line: 2, column: 3 }, chosen: { line: 4, column: 6 } },
  },
  'enlarged, cut at the edges': {
    ...{ ...COMMON, map: 'values', down: 100, across: 150 },
    ...{ zoom: { k: 7.3, x: -1.715, y: -2.083 }, ring: { line: 40, column: 45 } },
  },
  'ratios around 1': { ...COMMON, map: 'ratios', down: 13, across: 19 },
};
