import type { Zoom } from '../lines/lineChart';
import { MOST_ZOOM, WHOLE } from '../lines/lineChart';
import type { CellMap } from './cellMap';

/** How far a map can be enlarged: until one of its cells is as wide, or as high, as the plot. */
export function mostZoom({ down, across }: Pick<CellMap, 'down' | 'across'>): number {
  return Math.max(WHOLE.k, Math.min(MOST_ZOOM, Math.max(down, across)));
}

/** The nearest zoom that fits a map: one that was kept may be of a map with more cells, or lie outside of it. */
export function zoomWithin({ k, x, y }: Zoom, map: Pick<CellMap, 'down' | 'across'>): Zoom {
  const within = Math.max(WHOLE.k, Math.min(mostZoom(map), k));
  // The middle of what was seen stays in the middle.
  const shifted = (shift: number): number => Math.max(1 - within, Math.min(0, 0.5 - ((0.5 - shift) * within) / k));
  return { k: within, x: shifted(x), y: shifted(y) };
}
