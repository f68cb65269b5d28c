import type { LineChart, PointPlace } from './lineChart';
import { pointAt } from './lineChart';
import type { Layout } from './layout';

/** Pointers farther away from all points than this mean none. */
const REACH_PX = 40;

/** The point nearest to a place in the picture, or `null` where none is near; of bars the one whose span holds it. */
export function nearestPoint(chart: LineChart, { x, y }: Layout, left: number, top: number): PointPlace | null {
  let best: (PointPlace & { readonly distance: number }) | null = null;
  for (const [series, { points, shape }] of chart.series.entries()) {
    for (const [point, each] of points.entries()) {
      const distance =
        shape === 'bars' && each.span !== undefined
          ? left >= x.at(each.span[0]) && left < x.at(each.span[1])
            ? 0
            : Infinity
          : Math.hypot(x.at(each.x) - left, y.at(each.y) - top);
      if (distance <= REACH_PX && (best === null || distance < best.distance)) best = { series, point, distance };
    }
  }
  return best === null ? null : { series: best.series, point: best.point };
}

/**
 * Where a key leads: left and right along a series, up and down to the next series at the nearest x, Home and End to the ends;
 * `null` for other keys.
 */
export function placeByKey(chart: LineChart, place: PointPlace | null, key: string): PointPlace | null {
  const filled = chart.series.flatMap(({ points }, index) => (points.length > 0 ? [index] : []));
  const [first] = filled;
  if (first === undefined || !KEYS.has(key)) return null;
  const from = place !== null && filled.includes(place.series) ? place : null;
  if (from === null) {
    const last = chart.series[first].points.length - 1;
    return { series: first, point: key === 'ArrowLeft' || key === 'End' ? last : 0 };
  }
  const count = chart.series[from.series].points.length;
  const to = { ArrowRight: from.point + 1, ArrowLeft: from.point - 1, Home: 0, End: count - 1 }[key];
  if (to !== undefined) return { series: from.series, point: Math.min(count - 1, Math.max(0, to)) };
  const step = key === 'ArrowDown' ? 1 : -1;
  const series = filled[(filled.indexOf(from.series) + step + filled.length) % filled.length];
  const here = pointAt(chart, from)?.x ?? 0;
  const distances = chart.series[series].points.map(({ x }) => Math.abs(x - here));
  return { series, point: distances.indexOf(Math.min(...distances)) };
}

const KEYS: ReadonlySet<string> = new Set(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
