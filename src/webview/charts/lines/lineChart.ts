/** What a chart shows, apart from how large it is and which part of it is seen. All numbers are in the units of the axes. */
export interface LineChart {
  /** What it is, for those who do not see it: 'Speed by size'. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly ChartSeries[];
  /** Straight lines that nothing was measured along: peaks, 1×, the median. */
  readonly references: readonly ReferenceLine[];
  /** Bands over the whole height or width. */
  readonly regions: readonly Region[];
}

export interface Axis {
  readonly title: string;
  readonly scale: 'log' | 'linear';
  /** Lower and upper end, different from each other; above 0 where the scale is logarithmic. */
  readonly domain: readonly [low: number, high: number];
  readonly format: (value: number) => string;
  /** Where marks are wanted; else they are chosen at round numbers. None: an axis without numbers. */
  readonly ticks?: readonly number[];
}

/** A colour by what it is for; the theme, or the palette of a picture, says which it is. */
export type Ink = 'blue' | 'green' | 'purple' | 'yellow' | 'red' | 'text' | 'dim' | 'line' | 'background';
export const DASHES = ['solid', 'dashed', 'dotted', 'dash-dot'] as const;
export type Dash = (typeof DASHES)[number];
export const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'] as const;
export type Marker = (typeof MARKERS)[number];

/** How a series is told from the others: never by its colour alone. */
export interface SeriesStyle {
  readonly ink: Ink;
  readonly dash: Dash;
  readonly marker: Marker;
  /** The marker is an outline only. */
  readonly hollow?: boolean;
}

export interface ChartSeries {
  readonly key: string;
  /** Written beside its line or points. */
  readonly name: string;
  readonly style: SeriesStyle;
  readonly shape: 'line' | 'points' | 'bars';
  /** How the intervals of its points are drawn. */
  readonly intervals: 'band' | 'whiskers' | 'none';
  /** Small markers, for many points. */
  readonly dense?: boolean;
  /** No markers at all: a line through points that are about as many as pixels. */
  readonly bare?: boolean;
  /** In the order in which keys go through them. */
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval of y. */
  readonly low?: number;
  readonly high?: number;
  /** Ends of the bar along x. */
  readonly span?: readonly [from: number, to: number];
  /** Written beside it, where the points of a series have names of their own. */
  readonly name?: string;
  /** The row of the run that it shows, which can be chosen there; none where it shows no row of this run. */
  readonly row?: number | null;
  /** All that is said of it: 'simd, n = 512: 104 GFLOP/s ±0.6%'. */
  readonly text: string;
}

export interface ReferenceLine {
  readonly name: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly ink: Ink;
  readonly dash: Dash;
  /** Where its name stands: at the right edge, or along it near the point that it comes from. */
  readonly label: 'end' | 'along' | 'none';
}

export interface Region {
  readonly along: 'x' | 'y';
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

/** The part that is seen: how many times larger than whole, and how far it is shifted, in widths and heights of the plot. */
export interface Zoom {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}
export const WHOLE: Zoom = { k: 1, x: 0, y: 0 };
/** Nothing is enlarged more than this. */
export const MOST_ZOOM = 64;

/** A place among the points of a chart. */
export interface PointPlace {
  readonly series: number;
  readonly point: number;
}

/** The point at a place, or `null` where there is none. */
export function pointAt({ series }: LineChart, place: PointPlace | null): ChartPoint | null {
  return place === null ? null : (series[place.series]?.points[place.point] ?? null);
}
