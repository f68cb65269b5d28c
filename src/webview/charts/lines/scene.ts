import type { Dash, Ink } from './lineChart';

/** A chart as it is drawn: marks one over the other, in CSS pixels. On the screen, in an SVG and in a PNG it is the same. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** What clipped marks are cut off at. */
  readonly plot: Box;
  readonly marks: readonly Mark[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Mark = PathMark | TextMark;

export interface PathMark {
  readonly kind: 'path';
  /** SVG path data. */
  readonly d: string;
  readonly stroke?: Ink;
  readonly strokeWidth?: number;
  readonly dash?: Dash;
  readonly fill?: Ink;
  /** Of the fill, 0 to 1. */
  readonly opacity?: number;
  readonly clipped: boolean;
}

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** The middle of its height. */
  readonly y: number;
  readonly text: string;
  readonly ink: Ink;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Degrees, clockwise, around (x, y). */
  readonly turn?: number;
  readonly bold?: boolean;
  /** With a seam of the background, where it lies on lines. */
  readonly seamed?: boolean;
}

/** Size of all text of a chart. */
export const TEXT_PX = 12;

/** Width of the seam around a text, half of which is seen. */
export const SEAM_PX = 4;

/** Lengths of strokes and gaps. */
export const DASH_PX: Readonly<Record<Dash, readonly number[]>> = {
  solid: [],
  dashed: [6, 4],
  dotted: [2, 3],
  'dash-dot': [8, 3, 2, 3],
};

/** Width of a text in pixels, as it will be drawn. */
export type MeasureText = (text: string) => number;
