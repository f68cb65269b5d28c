import { cssColour, inkOn } from '../colour';
import type { Zoom } from '../lines/lineChart';
import { CellLayout } from './cellLayout';
import { cellAt } from './cellMap';
import type { CellMap, CellPlace } from './cellMap';

/** What is seen of a map. */
export interface DensePicture {
  readonly map: CellMap;
  /** The map with a pixel a cell (`cellPicture`). */
  readonly cells: OffscreenCanvas;
  readonly zoom: Zoom;
  /** The cell that is looked at; `null`: none. */
  readonly ring: CellPlace | null;
  /** The cell of the row that is chosen in all views. */
  readonly chosen: CellPlace | null;
  readonly colours: { readonly ground: string; readonly ring: string; readonly hatch: string; readonly chosen: string };
  readonly numberFont: string;
}

/** The ring is drawn around at least so many CSS pixels. */
const SMALLEST_RING_PX = 10;
/** Cells of at least this side have a line of the ground between them. */
const GAP_FROM_PX = 10;
const TEXT_PX = 11;
const TEXT_HEIGHT_PX = 15;
/** Narrower cells have no room for any number. */
const TEXT_FROM_PX = 24;
const MARK_PX = 6;

/** Paints over the whole canvas, which has `width` × `height` CSS pixels. */
export function paintDenseMap(canvas: HTMLCanvasElement, width: number, height: number, picture: DensePicture): void {
  const { map, cells, zoom, colours } = picture;
  const ratio = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  // To set its size, even to what it is, makes the browser forget the canvas.
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, wide, high);
  if (map.down * map.across === 0) return;
  if (map.isHatched) paintHatch(context, colours.hatch, ratio);
  const layout = new CellLayout(map, wide, high, zoom);
  const [[left, right], [top, bottom]] = [layout.columns, layout.lines];
  context.imageSmoothingEnabled = false;
  context.drawImage(
    ...([cells, left, top, right - left, bottom - top] as const),
    ...([layout.x(left), layout.y(top), layout.x(right) - layout.x(left), layout.y(bottom) - layout.y(top)] as const),
  );
  if (Math.min(layout.cellWidth, layout.cellHeight) >= GAP_FROM_PX * ratio) {
    const gap = Math.max(1, Math.round(ratio));
    context.fillStyle = colours.ground;
    for (let column = left + 1; column < right; column++) context.fillRect(layout.x(column) - gap, 0, gap, high);
    for (let line = top + 1; line < bottom; line++) context.fillRect(0, layout.y(line) - gap, wide, gap);
  }
  if (layout.cellWidth >= TEXT_FROM_PX * ratio && layout.cellHeight >= TEXT_HEIGHT_PX * ratio) {
    paintTexts(context, layout, picture, ratio);
  }
  if (picture.chosen !== null) paintRing(context, layout, picture.chosen, picture, ratio, true);
  if (picture.ring !== null) paintRing(context, layout, picture.ring, picture, ratio, false);
}

/** Numbers, and corners of marked cells, in black or white, whichever is read more easily. */
function paintTexts(
  context: CanvasRenderingContext2D,
  layout: CellLayout,
  { map, numberFont, colours }: DensePicture,
  ratio: number,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [[left, right], [top, bottom]] = [layout.columns, layout.lines];
  const room = layout.cellWidth - 4 * ratio;
  for (let line = top; line < bottom; line++) {
    for (let column = left; column < right; column++) {
      const cell = cellAt(map, { line, column });
      const colour = map.colourOf(cell);
      const [x, y] = [layout.x(column), layout.y(line)];
      context.fillStyle = colour === null ? colours.chosen : cssColour(inkOn(colour));
      const isMarked = map.isMarked(cell);
      if (isMarked) {
        context.beginPath();
        context.moveTo(x + ratio, y + ratio);
        context.lineTo(x + (1 + MARK_PX) * ratio, y + ratio);
        context.lineTo(x + ratio, y + (1 + MARK_PX) * ratio);
        context.fill();
      }
      const text = map.textOf(cell);
      if (text === '') continue;
      context.font = `${isMarked ? '600 ' : ''}${TEXT_PX * ratio}px ${numberFont}`;
      const textWidth = context.measureText(text).width;
      if (textWidth > room) continue;
      const [middle, centre] = [x + layout.cellWidth / 2, y + layout.cellHeight / 2];
      if (colour === null) {
        // On a ground of its own, for there may be a hatch.
        context.fillStyle = colours.ground;
        const [across, down] = [textWidth + 4 * ratio, TEXT_HEIGHT_PX * ratio];
        context.fillRect(middle - across / 2, centre - down / 2, across, down);
        context.fillStyle = colours.chosen;
      }
      context.fillText(text, middle, centre);
    }
  }
}

/** All of the ground; what has a colour is painted over it. */
function paintHatch(context: CanvasRenderingContext2D, colour: string, ratio: number): void {
  const side = Math.round(6 * ratio);
  const tile = new OffscreenCanvas(side, side);
  const lines = tile.getContext('2d');
  if (lines === null) return;
  lines.strokeStyle = colour;
  lines.globalAlpha = 0.5;
  lines.lineWidth = ratio;
  lines.beginPath();
  for (const offset of [-side, 0, side]) {
    lines.moveTo(offset, 0);
    lines.lineTo(offset + side, side);
  }
  lines.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  if (pattern === null) return;
  context.fillStyle = pattern;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** A ring with lines of the ground on both sides, so that it is seen on every colour; dashed around what is chosen. */
function paintRing(
  context: CanvasRenderingContext2D,
  layout: CellLayout,
  { line, column }: CellPlace,
  { colours }: DensePicture,
  ratio: number,
  isDashed: boolean,
): void {
  const { width, height } = context.canvas;
  const [cellWidth, cellHeight] = [layout.cellWidth, layout.cellHeight];
  const [wide, high] = [cellWidth, cellHeight].map((side) => Math.max(side, SMALLEST_RING_PX * ratio));
  const [middle, centre] = [layout.x(column) + cellWidth / 2, layout.y(line) + cellHeight / 2];
  if (middle < 0 || centre < 0 || middle > width || centre > height) return;
  const left = Math.min(width - wide, Math.max(0, middle - wide / 2));
  const top = Math.min(height - high, Math.max(0, centre - high / 2));
  for (const [thickness, colour] of [
    [4, colours.ground],
    [2, isDashed ? colours.chosen : colours.ring],
  ] as const) {
    context.setLineDash(isDashed && thickness === 2 ? [4 * ratio, 2 * ratio] : []);
    context.lineWidth = thickness * ratio;
    context.strokeStyle = colour;
    context.strokeRect(left + 2 * ratio, top + 2 * ratio, wide - 4 * ratio, high - 4 * ratio);
  }
  context.setLineDash([]);
}
