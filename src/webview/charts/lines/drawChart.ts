import { area, line, symbol } from 'd3-shape';
import type { ChartPoint, ChartSeries, LineChart, PointPlace, ReferenceLine, SeriesStyle } from './lineChart';
import { pointAt } from './lineChart';
import { freeSpots, spreadApart } from './labels';
import { writtenNames } from './namedLines';
import { slopingNames } from './slopingNames';
import type { Layout } from './layout';
import { MARKER_SYMBOLS } from './markers';
import { px, rectangle } from './pathData';
import type { Box, Mark, MeasureText, Scene } from './scene';
import { thinned } from './thinned';

const MARKER_AREA = 38;
const DENSE_MARKER_AREA = 14;
const NAME_LINE_PX = 15;

/** The chart as marks: grid, bands, lines, points and names, from the back to the front. */
export function drawChart(chart: LineChart, layout: Layout, measure: MeasureText): Scene {
  const { width, height, plot } = layout;
  const written = writtenNames(chart, layout.isNumbered);
  const marks = [
    ...regionMarks(chart, layout, measure),
    ...axisMarks(chart, layout, measure),
    ...chart.references.flatMap((reference) => referenceMarks(reference, layout)),
    ...slopingNames(chart.references, layout, measure, written),
    ...chart.series.flatMap((series) => seriesMarks(series, layout)),
    ...endNames(chart, layout, measure, written),
    ...pointNames(chart, layout, measure),
  ];
  return { width, height, plot, marks };
}

/** The ring around the point that is looked at, with an inner line of the background. */
export function ringMarks(chart: LineChart, layout: Layout, place: PointPlace | null): readonly Mark[] {
  const point = pointAt(chart, place);
  if (point === null) return [];
  const d = circle(layout.x.at(point.x), layout.y.at(point.y), 8);
  const inner = circle(layout.x.at(point.x), layout.y.at(point.y), 6.5);
  return [
    { kind: 'path', d: inner, stroke: 'background', strokeWidth: 2, clipped: true },
    { kind: 'path', d, stroke: 'text', strokeWidth: 1.5, clipped: true },
  ];
}

/** A dashed frame around each point of the row that is chosen in all views. */
export function chosenMarks({ series }: LineChart, { x, y }: Layout, row: number | null): readonly Mark[] {
  if (row === null) return [];
  const points = series.flatMap(({ points: all }) => all.filter((point) => point.row === row));
  return points.flatMap((point): Mark[] => {
    const d = rectangle({ left: x.at(point.x) - 9, top: y.at(point.y) - 9, width: 18, height: 18 });
    return [
      { kind: 'path', d, stroke: 'background', strokeWidth: 3, clipped: true },
      { kind: 'path', d, stroke: 'text', strokeWidth: 1.5, dash: 'dashed', clipped: true },
    ];
  });
}

function circle(x: number, y: number, radius: number): string {
  return `M${px(x - radius)} ${px(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

function regionMarks({ regions }: LineChart, { width, x, y, plot }: Layout, measure: MeasureText): readonly Mark[] {
  return regions.flatMap(({ along, low, high, name }): Mark[] => {
    const box: Box =
      along === 'x'
        ? { ...plot, left: x.at(low), width: Math.max(1, x.at(high) - x.at(low)) }
        : { ...plot, top: y.at(high), height: Math.max(1, y.at(low) - y.at(high)) };
    const edges =
      along === 'x'
        ? `M${px(box.left)} ${px(box.top)}v${px(box.height)}M${px(box.left + box.width)} ${px(box.top)}v${px(box.height)}`
        : `M${px(box.left)} ${px(box.top)}h${px(box.width)}M${px(box.left)} ${px(box.top + box.height)}h${px(box.width)}`;
    const band: Mark[] = [
      { kind: 'path', d: rectangle(box), fill: 'dim', opacity: 0.18, clipped: true },
      { kind: 'path', d: edges, stroke: 'dim', strokeWidth: 1, dash: 'dotted', clipped: true },
    ];
    const isSeen = box.left < plot.left + plot.width && box.left + box.width > plot.left;
    if (name === '' || !isSeen || along === 'y') return band;
    const toTheLeft = box.left - measure(name) - 8 > plot.left;
    // Where neither side has room for it, it begins within the band.
    const place = toTheLeft
      ? ({ x: box.left - 6, anchor: 'end' } as const)
      : ({ x: Math.min(box.left + box.width + 6, width - measure(name) - 2), anchor: 'start' } as const);
    return [...band, { kind: 'text', y: plot.top + 10, text: name, ink: 'text', seamed: true, ...place }];
  });
}

function axisMarks({ x: xAxis, y: yAxis }: LineChart, layout: Layout, measure: MeasureText): readonly Mark[] {
  const { width, x, y, plot } = layout;
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  const title = shortened(xAxis.title, width - 4, measure);
  const half = measure(title) / 2 + 2;
  const titleAt = Math.min(width - half, Math.max(half, plot.left + plot.width / 2));
  const grid = y.ticks.map(({ position }) => `M${px(plot.left)} ${px(position)}H${px(right)}`).join('');
  const feet = x.ticks.map(({ position }) => `M${px(position)} ${px(bottom)}v4`).join('');
  return [
    { kind: 'path', d: grid, stroke: 'line', strokeWidth: 1, clipped: false },
    { kind: 'path', d: `M${px(plot.left)} ${px(bottom)}H${px(right)}${feet}`, stroke: 'dim', clipped: false },
    ...y.ticks.map(({ position, label }): Mark => {
      return { kind: 'text', x: plot.left - 8, y: position, text: label, ink: 'dim', anchor: 'end' };
    }),
    ...x.ticks.map(({ position, label }): Mark => {
      return { kind: 'text', x: position, y: bottom + 14, text: label, ink: 'dim', anchor: 'middle' };
    }),
    { kind: 'text', x: titleAt, y: bottom + 34, text: title, ink: 'dim', anchor: 'middle' },
    { kind: 'text', x: 8, y: plot.top + plot.height / 2, text: yAxis.title, ink: 'dim', anchor: 'middle', turn: -90 },
  ];
}

function referenceMarks({ from, to, ink, dash }: ReferenceLine, { x, y }: Layout): readonly Mark[] {
  const d = `M${px(x.at(from.x))} ${px(y.at(from.y))}L${px(x.at(to.x))} ${px(y.at(to.y))}`;
  return [{ kind: 'path', d, stroke: ink, strokeWidth: 1.2, dash, clipped: true }];
}

function seriesMarks(series: ChartSeries, layout: Layout): readonly Mark[] {
  if (series.bare === true) return [lineMark(series, layout)];
  const { x, y, plot } = layout;
  const { points, style, shape, intervals, dense = false } = series;
  const { ink } = style;
  const marks: Mark[] = [];
  const known = points.filter((each) => Number.isFinite(x.at(each.x)) && Number.isFinite(y.at(each.y)));
  if (shape === 'bars') {
    const bottom = plot.top + plot.height;
    const bars = known.map(({ span = [0, 0], y: value }) => {
      const [left, right] = [x.at(span[0]) + 0.5, x.at(span[1]) - 0.5];
      return value === 0
        ? ''
        : rectangle({ left, top: y.at(value), width: Math.max(0.5, right - left), height: bottom - y.at(value) });
    });
    return [{ kind: 'path', d: bars.join(''), fill: ink, stroke: ink, strokeWidth: 1, opacity: 0.5, clipped: true }];
  }
  const lowOf = ({ y: value, low = value }: ChartPoint): number => y.at(low);
  const highOf = ({ y: value, high = value }: ChartPoint): number => y.at(high);
  if (intervals === 'band') {
    const band = area<ChartPoint>()
      .x((point) => x.at(point.x))
      .y0(lowOf)
      .y1(highOf);
    // A lone point has no area; a whisker says the same.
    if (known.length > 1) marks.push({ kind: 'path', d: band(known) ?? '', fill: ink, opacity: 0.25, clipped: true });
  }
  if (intervals !== 'none') {
    const whiskers = known
      .filter(({ low, high }) => low !== undefined && high !== undefined)
      .map((point) => `M${px(x.at(point.x))} ${px(lowOf(point))}V${px(highOf(point))}`);
    marks.push({ kind: 'path', d: whiskers.join(''), stroke: ink, strokeWidth: 1, clipped: true });
  }
  if (shape === 'line') {
    marks.push(lineMark(series, layout));
  }
  const d = known.map((point) => markerPath(style, x.at(point.x), y.at(point.y), dense)).join('');
  marks.push({
    ...{ kind: 'path', d, stroke: ink, strokeWidth: 1.2, clipped: true },
    fill: style.hollow === true ? 'background' : ink,
  });
  return marks;
}

/** What can be seen of the line through all points that are known. */
function lineMark({ points, style: { ink, dash } }: ChartSeries, { x, y }: Layout): Mark {
  const places = points
    .map((point) => ({ x: x.at(point.x), y: y.at(point.y) }))
    .filter((place) => Number.isFinite(place.x) && Number.isFinite(place.y));
  const path = line<(typeof places)[number]>()
    .x((place) => place.x)
    .y((place) => place.y);
  return { kind: 'path', d: path([...thinned(places)]) ?? '', stroke: ink, strokeWidth: 1.6, dash, clipped: true };
}

/** The outline of a marker around a place. */
export function markerPath({ marker }: SeriesStyle, x: number, y: number, dense = false): string {
  const key = `${marker} ${dense}`;
  const known =
    outlines.get(key) ?? outlineOf(symbol(MARKER_SYMBOLS[marker], dense ? DENSE_MARKER_AREA : MARKER_AREA)());
  outlines.set(key, known);
  return movedBy(known, x, y);
}

/** A command of a path and its numbers, those from `first` on being coordinates. */
interface PathStep {
  readonly command: string;
  readonly numbers: readonly number[];
  readonly first: number;
}

/** What has been taken apart: a chart has thousands of the same marker. */
const outlines = new Map<string, readonly PathStep[]>();

/** d3's symbols lie around (0, 0) and consist of moves, lines, arcs, and horizontal and vertical steps. */
function outlineOf(d: string | null): readonly PathStep[] {
  return [...(d ?? '').matchAll(/([MLAhvZ])([^MLAhvZ]*)/g)].map(([, command, rest]) => {
    const numbers = rest === '' ? [] : rest.split(',').map(Number);
    // Steps are relative, and stay as they are.
    const first = command === 'A' ? 5 : command === 'h' || command === 'v' ? numbers.length : 0;
    return { command, numbers, first };
  });
}

function movedBy(steps: readonly PathStep[], dx: number, dy: number): string {
  let d = '';
  for (const { command, numbers, first } of steps) {
    d += command;
    for (const [at, value] of numbers.entries()) {
      if (at > 0) d += ' ';
      d += px(at < first ? value : value + ((at - first) % 2 ? dy : dx));
    }
  }
  return d;
}

/** Names of lines at their right ends, spread so that they do not lie on each other. */
function endNames(
  { series, references }: LineChart,
  layout: Layout,
  measure: MeasureText,
  written: (name: string) => string,
): readonly Mark[] {
  const { plot, x, y, endRoom } = layout;
  const right = plot.left + plot.width;
  const ends = [
    ...series.flatMap(({ shape, name, style: { ink }, points }) => {
      const last = points.findLast((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
      return shape !== 'line' || name === '' || last === undefined
        ? []
        : [{ name, ink, x: Math.min(right, x.at(last.x)), y: y.at(last.y) }];
    }),
    ...references
      .filter(({ label }) => label === 'end')
      .map(({ name, ink, to }) => ({ name, ink, x: Math.min(right, x.at(to.x)), y: y.at(to.y) })),
  ].map((end) => ({ ...end, y: Math.min(plot.top + plot.height, Math.max(plot.top, end.y)) }));
  const heights = spreadApart(
    ends.map((end) => end.y),
    NAME_LINE_PX,
    [plot.top, plot.top + plot.height],
  );
  return ends.flatMap((end, index): Mark[] => [
    {
      ...{ kind: 'path', stroke: end.ink, strokeWidth: 1, clipped: false },
      d: `M${px(Math.max(plot.left, end.x) + 6)} ${px(end.y)}L${px(right + 18)} ${px(heights[index])}`,
    },
    {
      ...{ kind: 'text', x: right + 22, y: heights[index], ink: 'text', anchor: 'start' },
      text: shortened(written(end.name), endRoom - 26, measure),
    },
  ]);
}

/** Names of points beside them, where there is room; what has none is said by keys and in the table. */
function pointNames({ series }: LineChart, { plot, x, y }: Layout, measure: MeasureText): readonly Mark[] {
  const named = series.flatMap(({ points }) => points.filter(({ name }) => name !== undefined && name !== ''));
  if (named.length === 0) return [];
  const all = series.flatMap(({ points }) => points).map((point) => ({ x: x.at(point.x), y: y.at(point.y) }));
  const texts = named.map((point) => ({ x: x.at(point.x), y: y.at(point.y), text: point.name ?? '' }));
  return freeSpots(texts, all, plot, measure).map((spot): Mark => ({
    kind: 'text',
    ink: 'text',
    seamed: true,
    ...spot,
  }));
}

/** The text, or as much of its beginning as there is room for, in CSS pixels. */
export function shortened(text: string, room: number, measure: MeasureText): string {
  if (measure(text) <= room) return text;
  let kept = text;
  while (kept.length > 1 && measure(`${kept}…`) > room) kept = kept.slice(0, -1);
  return `${kept}…`;
}
