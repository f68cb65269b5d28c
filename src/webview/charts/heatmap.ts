import { cssColour, inkOn, mixed } from './colour';
import type { Colour } from './colour';
import { colourOfCss } from './themeColours';

/** A cell as it is painted. */
export type HeatmapPaintCell =
  | {
      readonly kind: 'value';
      readonly colour: Colour;
      /** Half of the background is mixed in. */
      readonly pale: boolean;
      /** The longest first; the first that fits is written. */
      readonly texts: readonly string[];
      readonly marked: boolean;
    }
  | {
      readonly kind: 'empty';
      /** Why there is no value, the longest first; the first that fits is written. */
      readonly words: readonly string[];
    };

export interface HeatmapPlace {
  readonly line: number;
  readonly column: number;
}

export interface HeatmapPicture {
  /** Lines of cells, all of the same length. */
  readonly lines: readonly (readonly HeatmapPaintCell[])[];
  /** The cell with the ring of the keyboard. */
  readonly ring: HeatmapPlace | null;
  /** The cell of the row that is chosen in all views. */
  readonly chosen: HeatmapPlace | null;
  /** The cell under the pointer. */
  readonly hover: HeatmapPlace | null;
  readonly colours: {
    readonly background: string;
    readonly hatch: string;
    readonly text: string;
    readonly ring: string;
  };
  /** Font families. */
  readonly numberFont: string;
  readonly wordFont: string;
}

/** Largest side of a canvas that browsers paint. */
const MAXIMUM_SIDE = 16_384;
const TEXT_PX = 12;
const WORD_PX = 11;
/** Room that text keeps to the sides of its cell. */
const PADDING_PX = 3;
const MARK_PX = 8;

/**
 * Paints the cells over the whole canvas, which has `width` × `height` CSS pixels. Edges of cells lie on device pixels,
 * so that they are sharp at every zoom; between cells is one pixel of the background.
 */
export function paintHeatmap(canvas: HTMLCanvasElement, width: number, height: number, picture: HeatmapPicture): void {
  const ratio = Math.min(window.devicePixelRatio, MAXIMUM_SIDE / width, MAXIMUM_SIDE / height);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  const [first] = picture.lines;
  if (context === null || first === undefined) return;
  context.fillStyle = picture.colours.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const grid: Grid = {
    context,
    ratio,
    x: (column) => Math.round((column * canvas.width) / first.length),
    y: (line) => Math.round((line * canvas.height) / picture.lines.length),
    gap: Math.max(1, Math.round(ratio)),
  };
  for (const [line, cells] of picture.lines.entries()) {
    for (const [column, cell] of cells.entries()) paintCell(grid, { line, column }, cell, picture);
  }
  if (picture.chosen !== null) paintChosen(grid, picture.chosen, picture);
  if (picture.hover !== null) paintRing(grid, picture.hover, picture, 1);
  if (picture.ring !== null) paintRing(grid, picture.ring, picture, 2);
}

interface Grid {
  readonly context: CanvasRenderingContext2D;
  readonly ratio: number;
  /** Left edge of a column and top edge of a line, in device pixels. */
  readonly x: (column: number) => number;
  readonly y: (line: number) => number;
  readonly gap: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf({ x, y, gap }: Grid, { line, column }: HeatmapPlace): Box {
  const [left, top] = [x(column), y(line)];
  return { left, top, width: x(column + 1) - left - gap, height: y(line + 1) - top - gap };
}

function paintCell(grid: Grid, place: HeatmapPlace, cell: HeatmapPaintCell, picture: HeatmapPicture): void {
  const { context, ratio } = grid;
  const box = boxOf(grid, place);
  switch (cell.kind) {
    case 'value': {
      const colour = cell.pale ? mixed(cell.colour, colourOfCss(context, picture.colours.background)) : cell.colour;
      const ink = cssColour(inkOn(colour));
      context.fillStyle = cssColour(colour);
      context.fillRect(box.left, box.top, box.width, box.height);
      context.fillStyle = ink;
      if (cell.marked) paintMark(context, box, MARK_PX * ratio);
      paintText(grid, box, cell.texts, `${cell.marked ? '600 ' : ''}${TEXT_PX * ratio}px ${picture.numberFont}`);
      break;
    }
    case 'empty':
      paintHatch(grid, box, picture.colours.hatch);
      context.fillStyle = picture.colours.text;
      paintText(grid, box, cell.words, `${WORD_PX * ratio}px ${picture.wordFont}`, picture.colours.background);
  }
}

/** A triangle in the upper left corner, and bold text, say that a cell is the fastest of its column. */
function paintMark(context: CanvasRenderingContext2D, { left, top, height }: Box, side: number): void {
  const inset = Math.round(height / 10);
  context.beginPath();
  context.moveTo(left + inset, top + inset);
  context.lineTo(left + inset + side, top + inset);
  context.lineTo(left + inset, top + inset + side);
  context.fill();
}

/** The first text that fits, in the middle of the cell; on a ground of its own where there is a hatch. */
function paintText(grid: Grid, box: Box, texts: readonly string[], font: string, ground?: string): void {
  const { context, ratio } = grid;
  context.font = font;
  const widthOf = (text: string): number => context.measureText(text).width;
  const text = texts.find((candidate) => widthOf(candidate) + 2 * PADDING_PX * ratio <= box.width);
  if (text === undefined) return;
  const [middle, centre] = [box.left + box.width / 2, box.top + box.height / 2];
  if (ground !== undefined) {
    const ink = context.fillStyle;
    const [across, down] = [widthOf(text) + 2 * PADDING_PX * ratio, 16 * ratio];
    context.fillStyle = ground;
    context.fillRect(middle - across / 2, centre - down / 2, across, down);
    context.fillStyle = ink;
  }
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, middle, centre);
}

function paintHatch({ context, ratio }: Grid, { left, top, width, height }: Box, colour: string): void {
  const step = 6 * ratio;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.globalAlpha = 0.4;
  context.lineWidth = ratio;
  context.beginPath();
  // Lines of all cells belong to one pattern of the canvas, so that neighbours join.
  for (let offset = Math.floor((left - top - height) / step) * step; offset < left + width - top; offset += step) {
    context.moveTo(offset + top, top);
    context.lineTo(offset + top + height, top + height);
  }
  context.stroke();
  context.restore();
}

/** A ring with an inner line of the background, so that it is seen on every colour. */
function paintRing(grid: Grid, place: HeatmapPlace, { colours }: HeatmapPicture, thicknessPx: number): void {
  const { context, ratio } = grid;
  const { left, top, width, height } = boxOf(grid, place);
  const outer = Math.max(1, Math.round(thicknessPx * ratio));
  const inner = Math.max(1, Math.round(ratio));
  const frame = (inset: number, line: number, colour: string): void => {
    context.lineWidth = line;
    context.strokeStyle = colour;
    const half = inset + line / 2;
    context.strokeRect(left + half, top + half, width - 2 * half, height - 2 * half);
  };
  frame(0, outer, colours.ring);
  frame(outer, inner, colours.background);
}

/** A dashed frame with a line of the background around it. */
function paintChosen(grid: Grid, place: HeatmapPlace, { colours }: HeatmapPicture): void {
  const { context, ratio } = grid;
  const { left, top, width, height } = boxOf(grid, place);
  for (const [thickness, colour, dash] of [
    [4, colours.background, []],
    [2, colours.text, [4 * ratio, 2 * ratio]],
  ] as const) {
    const line = Math.max(1, Math.round(thickness * ratio));
    context.setLineDash([...dash]);
    context.lineWidth = line;
    context.strokeStyle = colour;
    context.strokeRect(left + line / 2, top + line / 2, width - line, height - line);
  }
  context.setLineDash([]);
}
