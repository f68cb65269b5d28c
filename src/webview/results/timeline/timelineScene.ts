import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import type { Span, Timeline, WorkKind } from '../../../core/measure/timeline';
import { kindsOf, workName } from '../../../core/model/timelineFinding';
import type { Zoom } from '../../charts/lines/lineChart';
import { px, rectangle } from '../../charts/lines/pathData';
import type { Box, Mark, MeasureText, Scene } from '../../charts/lines/scene';
import { SPAN_STYLES } from './spanStyles';

/** A piece of work by its thread and its place in the thread's row. */
export interface SpanPlace {
  readonly thread: number;
  readonly span: number;
}

export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  readonly plot: Box;
  readonly legend: readonly LegendEntry[];
  /** Where a time lies. */
  readonly at: (ns: number) => number;
  /** Upper edge of a thread's row. */
  readonly rowTop: (thread: number) => number;
  readonly ticks: readonly { readonly position: number; readonly label: string }[];
}

/** Height of a line of the legend. */
const LEGEND_LINE = 20;
const BELOW_LEGEND = 8;
const AXIS = 44;
const ROW = 34;
const BAR = 24;
const RIGHT = 16;
const LEAST_PLOT_WIDTH = 120;
const PX_PER_TICK = 80;
/** Narrower pieces than this have no text. */
const LEAST_TEXT_PX = 40;
/** A gap that is narrower is seen as none. */
const LEAST_GAP_PX = 2;

export function threadName(thread: number): string {
  return l10n.t('thread {0}', thread + 1);
}

/** @param headRoom left free above */
export function layTimelineOut(
  timeline: Timeline,
  width: number,
  zoom: Zoom,
  measure: MeasureText,
  headRoom = 0,
): TimelineLayout {
  const { threads, totalNs } = timeline;
  const left = Math.ceil(measure(threadName(threads.length))) + 20;
  const legend = legendEntries(timeline, left, width, measure);
  const legendLines = 1 + Math.max(...legend.map(({ line }) => line));
  const plot = {
    left,
    top: headRoom + legendLines * LEGEND_LINE + BELOW_LEGEND,
    width: Math.max(LEAST_PLOT_WIDTH, width - left - RIGHT),
    height: threads.length * ROW,
  };
  const seen = [-zoom.x / zoom.k, (1 - zoom.x) / zoom.k].map((share) => (share * Math.max(1, totalNs)) / 1e6);
  const scale = scaleLinear()
    .domain(seen)
    .range([left, left + plot.width]);
  const count = Math.max(2, Math.floor(plot.width / PX_PER_TICK));
  const format = scale.tickFormat(count);
  return {
    width,
    height: plot.top + plot.height + AXIS,
    plot,
    legend,
    at: (ns) => scale(ns / 1e6),
    rowTop: (thread) => plot.top + thread * ROW + (ROW - BAR) / 2,
    ticks: scale.ticks(count).map((value) => ({ position: scale(value), label: format(value) })),
  };
}

/** The timeline as marks: legend, axis, a row for each thread, from the back to the front. */
export function timelineScene(timeline: Timeline, layout: TimelineLayout, measure: MeasureText): Scene {
  const { width, height, plot } = layout;
  return {
    ...{ width, height, plot },
    marks: [
      ...axisMarks(layout),
      ...timeline.threads.flatMap((spans, thread) => rowMarks(spans, thread, timeline, layout, measure)),
      ...legendMarks(layout),
    ],
  };
}

/** A ring around a piece. */
export function spanRing(timeline: Timeline, layout: TimelineLayout, place: SpanPlace | null): readonly Mark[] {
  const span = place === null ? undefined : timeline.threads[place.thread]?.[place.span];
  if (place === null || span === undefined) return [];
  const { left, top, width, height } = boxOf(span, place.thread, layout);
  const ring = { left: left - 2, top: top - 2, width: width + 4, height: height + 4 };
  const d = rectangle(ring);
  return [
    { kind: 'path', d, stroke: 'background', strokeWidth: 4, clipped: true },
    { kind: 'path', d, stroke: 'text', strokeWidth: 2, clipped: true },
  ];
}

/** The piece at a place of the chart; the nearest of the row where none is hit. */
export function spanAt(timeline: Timeline, layout: TimelineLayout, x: number, y: number): SpanPlace | null {
  const thread = Math.floor((y - layout.plot.top) / ROW);
  const spans = timeline.threads[thread];
  if (spans === undefined || spans.length === 0) return null;
  let [nearest, distance] = [0, Infinity];
  for (const [span, { startNs, endNs }] of spans.entries()) {
    const away = Math.max(layout.at(startNs) - x, x - layout.at(endNs), 0);
    if (away < distance) [nearest, distance] = [span, away];
  }
  return { thread, span: nearest };
}

function boxOf({ kind, startNs, endNs }: Span, thread: number, { at, rowTop }: TimelineLayout): Box {
  const { top, height } = SPAN_STYLES[kind];
  const [left, right] = [at(startNs), at(endNs)];
  return { left, top: rowTop(thread) + top * BAR, width: Math.max(0.5, right - left - 0.5), height: height * BAR };
}

function axisMarks({ plot, ticks }: TimelineLayout): readonly Mark[] {
  const bottom = plot.top + plot.height;
  const grid = ticks.map(({ position }) => `M${px(position)} ${plot.top}V${bottom}`).join('');
  return [
    { kind: 'path', d: grid, stroke: 'line', clipped: false },
    ...ticks.map(({ position, label }): Mark => ({
      ...{ kind: 'text', x: position, y: bottom + 12, text: label, ink: 'dim', anchor: 'middle' },
    })),
    {
      kind: 'text',
      x: plot.left + plot.width / 2,
      y: bottom + 32,
      text: l10n.t('time, ms'),
      ink: 'dim',
      anchor: 'middle',
    },
  ];
}

function rowMarks(
  spans: readonly Span[],
  thread: number,
  { totalNs }: Timeline,
  layout: TimelineLayout,
  measure: MeasureText,
): readonly Mark[] {
  const { plot, at, rowTop } = layout;
  const middle = rowTop(thread) + BAR / 2;
  const paths = new Map<WorkKind, string[]>();
  const texts: Mark[] = [];
  const gaps: string[] = [];
  let before = 0;
  for (const span of [...spans, { startNs: totalNs, endNs: totalNs }]) {
    const [from, to] = [at(before), at(span.startNs)];
    if (to - from >= LEAST_GAP_PX) gaps.push(`M${px(from)} ${middle}H${px(to)}`);
    before = span.endNs;
  }
  for (const span of spans) {
    const box = boxOf(span, thread, layout);
    if (box.left > plot.left + plot.width || box.left + box.width < plot.left) continue;
    const list = paths.get(span.kind) ?? [];
    list.push(rectangle(box));
    paths.set(span.kind, list);
    const label = labelOf(span, box.width - 8, measure);
    if (label === null) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const isInside = x > plot.left + LEAST_TEXT_PX / 2 && x < plot.left + plot.width - LEAST_TEXT_PX / 2;
    if (isInside) texts.push({ kind: 'text', x, y, text: label, ink: 'text', anchor: 'middle' });
  }
  return [
    { kind: 'text', x: plot.left - 8, y: middle, text: threadName(thread), ink: 'text', anchor: 'end' },
    { kind: 'path', d: gaps.join(''), ...WAITING, clipped: true },
    ...[...paths].map(([kind, parts]): Mark => {
      const { ink } = SPAN_STYLES[kind];
      return { kind: 'path', d: parts.join(''), fill: ink, stroke: ink, strokeWidth: 0.5, opacity: 0.4, clipped: true };
    }),
    ...texts,
  ];
}

/** 'rows 96–191', or the kind of work, or nothing, as there is room. */
function labelOf({ kind, place }: Span, room: number, measure: MeasureText): string | null {
  if (room < LEAST_TEXT_PX) return null;
  const rows = place === null || place.rows === null ? null : l10n.t('rows {0}', rangeText(place.rows));
  return [rows, workName(kind)].find((text) => text !== null && measure(text) <= room) ?? null;
}

/** '96–191' of [96, 96]. */
export function rangeText([first, count]: readonly [number, number]): string {
  return count === 1 ? String(first) : `${first}–${first + count - 1}`;
}

interface LegendEntry {
  readonly kind: WorkKind | 'waiting';
  readonly x: number;
  /** From the upper one on. */
  readonly line: number;
}

/** The kinds of work that there are, on as many lines as they need. */
function legendEntries(timeline: Timeline, left: number, width: number, measure: MeasureText): readonly LegendEntry[] {
  let [x, line] = [left, 0];
  return [...kindsOf(timeline), 'waiting' as const].map((kind): LegendEntry => {
    const room = 19 + measure(workName(kind));
    if (x > left && x + room > width) [x, line] = [left, line + 1];
    const entry = { kind, x, line };
    x += room + 18;
    return entry;
  });
}

function legendMarks({ plot, legend }: TimelineLayout): readonly Mark[] {
  const lines = 1 + Math.max(...legend.map(({ line }) => line));
  return legend.flatMap(({ kind, x, line }): Mark[] => {
    const y = plot.top - BELOW_LEGEND - (lines - line - 0.5) * LEGEND_LINE;
    const text: Mark = { kind: 'text', x: x + 19, y, text: workName(kind), ink: 'text', anchor: 'start' };
    if (kind === 'waiting') {
      return [{ kind: 'path', d: `M${px(x)} ${y}h14`, ...WAITING, clipped: false }, text];
    }
    const { ink, top, height } = SPAN_STYLES[kind];
    const d = rectangle({ left: x, top: y - 7 + 14 * top, width: 14, height: 14 * height });
    return [{ kind: 'path', d, fill: ink, stroke: ink, opacity: 0.4, clipped: false }, text];
  });
}

const WAITING = { stroke: 'red', strokeWidth: 1.5, dash: 'dotted' } as const;
