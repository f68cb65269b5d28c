import { scaleLinear, scaleLog } from 'd3-scale';
import type { ScaleContinuousNumeric } from 'd3-scale';
import { ZoomTransform } from 'd3-zoom';
import type { Axis, LineChart, Zoom } from './lineChart';
import { namedLines } from './namedLines';
import type { Box, MeasureText } from './scene';
import { TEXT_PX } from './scene';

/** Where the parts of a chart lie, and how its numbers become pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plot: Box;
  readonly x: PlacedAxis;
  readonly y: PlacedAxis;
  /** Room to the right of the plot for names. */
  readonly endRoom: number;
  /** Lines have numbers in place of names, which stand in a key below the chart. */
  readonly isNumbered: boolean;
}

export interface PlacedAxis {
  readonly at: (value: number) => number;
  /** Marks that are seen, from the lower end to the upper one. */
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly position: number;
  readonly label: string;
}

type Scale = ScaleContinuousNumeric<number, number>;

const TOP = 12;
/** Numbers and the title of the x axis. */
const BELOW = 44;
/** The title of the y axis. */
const BESIDE = 24;
const LEAST_PLOT_WIDTH = 120;
/** Names take no more of the width than this. */
const MOST_END_SHARE = 0.34;
/** Between a plot and the end of its names: the line that leads to each, and air. */
const END_GAP = 36;
/** In a plot narrower than this names along lines would cover everything. */
const LEAST_WIDTH_FOR_SLOPES = 300;
const TICK_GAP = 8;
const PX_PER_X_TICK = 60;
const PX_PER_Y_TICK = 36;

export interface LayoutOptions {
  /** Left free above the chart. */
  readonly headRoom?: number;
  /** Another chart above or below it, whose x axis is to lie at the same place. */
  readonly alignedWith?: LineChart;
  /** Whether there is a key below it, to which numbers may lead where names have no room. */
  readonly hasKey?: boolean;
}

/** Lays a chart out in a width and a height. */
export function layoutOf(
  chart: LineChart,
  width: number,
  height: number,
  zoom: Zoom,
  measure: MeasureText,
  { headRoom = 0, alignedWith = chart, hasKey = false }: LayoutOptions = {},
): Layout {
  const [own, other] = [sidesOf(chart, measure), sidesOf(alignedWith, measure)];
  const left = Math.max(own.left, other.left);
  const most = Math.floor(width * MOST_END_SHARE);
  const named = Math.max(own.right, other.right);
  const slopes = [chart, alignedWith].some(({ references }) => references.some(({ label }) => label === 'along'));
  const isNumbered = hasKey && (named > most || (slopes && width - left - named < LEAST_WIDTH_FOR_SLOPES));
  const numbered = Math.max(measure(String(namedLines(chart).length)) + END_GAP, own.least, other.least);
  const endRoom = Math.max(16, Math.min(isNumbered ? numbered : named, most));
  const plot: Box = {
    left,
    top: TOP + headRoom,
    width: Math.max(LEAST_PLOT_WIDTH, width - left - endRoom),
    height: Math.max(40, height - TOP - headRoom - BELOW),
  };
  const transform = new ZoomTransform(zoom.k, zoom.x * plot.width, zoom.y * plot.height);
  // The transform begins at the plot's corner, as the area that pointers zoom by does.
  const x = transform.rescaleX(scaleOf(chart.x).range([0, plot.width]));
  const y = transform.rescaleY(scaleOf(chart.y).range([plot.height, 0]));
  return {
    width,
    height,
    plot,
    endRoom,
    isNumbered,
    x: placed(x, chart.x, {
      ...{ start: plot.left, length: plot.width, pxPerTick: PX_PER_X_TICK },
      roomOf: (label) => measure(label) + 12,
      // What would be cut at an edge of the picture is left out.
      fits: (position, label) => Math.min(position, width - position) >= measure(label) / 2,
    }),
    y: placed(y, chart.y, {
      ...{ start: plot.top, length: plot.height, pxPerTick: PX_PER_Y_TICK },
      roomOf: () => TEXT_PX + 6,
      fits: () => true,
    }),
  };
}

interface Sides {
  readonly left: number;
  readonly right: number;
  /** What is wanted on the right without names. */
  readonly least: number;
}

/**
 * Room that a chart wants beside its plot: for numbers and the title of the y axis, for names at the ends of lines, and for
 * half of the number that may stand at the end of the x axis.
 */
function sidesOf({ series, references, x, y }: LineChart, measure: MeasureText): Sides {
  const names = [
    ...series.filter(({ shape }) => shape === 'line').map(({ name }) => name),
    ...references.filter(({ label }) => label === 'end').map(({ name }) => name),
  ].filter((name) => name !== '');
  const numbers = y.ticks?.length === 0 ? [] : labelsOf(y).map(measure);
  const lastNumber = measure(x.format(x.ticks?.at(-1) ?? x.domain[1])) / 2;
  return {
    left: Math.ceil(BESIDE + Math.max(0, ...numbers) + TICK_GAP),
    right: Math.ceil(Math.max(lastNumber + 2, ...names.map((name) => measure(name) + END_GAP))),
    least: Math.ceil(lastNumber + 2),
  };
}

function scaleOf({ scale, domain }: Axis): Scale {
  return (scale === 'log' ? scaleLog() : scaleLinear()).domain([...domain]);
}

/** Labels that may stand at an axis: what they need must not change with the zoom, or the plot would jump. */
function labelsOf(axis: Axis): readonly string[] {
  const [low, high] = axis.domain;
  return [...(axis.ticks ?? scaleOf(axis).ticks(6)), low, high].map(axis.format);
}

interface Placing {
  /** Where the axis begins, and how long it is. */
  readonly start: number;
  readonly length: number;
  /** About how far apart marks are wanted. */
  readonly pxPerTick: number;
  /** What a label takes of the axis, with a gap. */
  readonly roomOf: (label: string) => number;
  readonly fits: (position: number, label: string) => boolean;
}

interface Candidate extends Tick {
  readonly value: number;
  readonly room: number;
}

function placed(scale: Scale, axis: Axis, placing: Placing): PlacedAxis {
  const { start, length, pxPerTick, roomOf, fits } = placing;
  const at = (value: number): number => start + scale(value);
  const candidates = (values: readonly number[]): readonly Candidate[] =>
    values
      .map((value) => ({ value, position: at(value), label: axis.format(value) }))
      .filter(({ position }) => position >= start - 0.5 && position <= start + length + 0.5)
      .filter(({ position, label }) => fits(position, label))
      .map((tick) => ({ ...tick, room: roomOf(tick.label) }));
  if (axis.scale === 'linear' && axis.ticks === undefined)
    return { at, ticks: inEqualSteps(scale, placing, candidates) };
  const kept: Candidate[] = [];
  // Powers of ten stay first where there is no room for all.
  const byRank = candidates(axis.ticks ?? roundTicks(scale, axis, length / pxPerTick)).toSorted(
    (one, other) => rankOf(other.value, axis) - rankOf(one.value, axis),
  );
  for (const tick of byRank) {
    if (kept.every((other) => areApart(other, tick))) kept.push(tick);
  }
  return { at, ticks: kept.sort((one, other) => one.value - other.value) };
}

/** Round numbers of a linear axis, as many as have room: fewer of them rather than some of them. */
function inEqualSteps(
  scale: Scale,
  { length, pxPerTick }: Placing,
  candidates: (values: readonly number[]) => readonly Candidate[],
): readonly Candidate[] {
  const haveRoom = (ticks: readonly Candidate[]): boolean =>
    ticks.every((tick, index) => index === 0 || areApart(ticks[index - 1], tick));
  let ticks = candidates(scale.ticks(Math.max(2, Math.floor(length / pxPerTick))));
  for (let count = Math.floor(length / pxPerTick) - 1; count > 1 && !haveRoom(ticks); count--) {
    ticks = candidates(scale.ticks(count));
  }
  // Of the fewest steps that are round every second one, every third and so on, at last one alone.
  const fewest = ticks;
  for (let step = 2; !haveRoom(ticks); step++) ticks = fewest.filter((_, index) => index % step === 0);
  return ticks;
}

function areApart(one: Candidate, other: Candidate): boolean {
  return Math.abs(other.position - one.position) >= (other.room + one.room) / 2;
}

function roundTicks(scale: Scale, axis: Axis, count: number): readonly number[] {
  // Of a logarithmic axis more are asked for than there may be room for: d3 leaves out whole decades of few.
  const ticks = scale.ticks(Math.max(axis.scale === 'log' ? 4 : 2, Math.floor(count)));
  if (axis.scale === 'linear') return ticks;
  const inSteps = ticks.filter((value) => [1, 2, 5].includes(leadingDigit(value)));
  return inSteps.length >= 2 ? inSteps : ticks;
}

function leadingDigit(value: number): number {
  return Number(value.toExponential(6)[0]) * (/^\d\.?0*e/.test(value.toExponential(6)) ? 1 : 0);
}

/** Which of two marks stays where there is room for one only. */
function rankOf(value: number, { scale, ticks }: Axis): number {
  if (scale === 'linear' || ticks !== undefined) return 0;
  const digit = leadingDigit(value);
  return digit === 1 ? 2 : digit === 5 || digit === 2 ? 1 : 0;
}
