import type { Colour } from './colour';

/** A map of many cells without text or gaps: one pixel of a small picture each, which is then drawn as large as there is room. */
export interface DensePicture {
  readonly down: number;
  readonly across: number;
  /** Row by row; `null` lets the ground through. */
  readonly colourOf: (cell: number) => Colour | null;
  /** The cell with the ring; `null`: none. */
  readonly ring: { readonly line: number; readonly column: number } | null;
  readonly colours: { readonly ground: string; readonly ring: string };
}

/** The ring is drawn around at least so many CSS pixels. */
const SMALLEST_RING_PX = 10;

/** Paints over the whole canvas, which has `width` × `height` CSS pixels. */
export function paintDenseMap(canvas: HTMLCanvasElement, width: number, height: number, picture: DensePicture): void {
  const { down, across, colourOf, colours } = picture;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (down * across === 0) return;
  const small = new OffscreenCanvas(across, down);
  const pixels = new ImageData(across, down);
  for (let cell = 0; cell < down * across; cell++) {
    const colour = colourOf(cell);
    if (colour === null) continue;
    pixels.data.set([colour.red, colour.green, colour.blue, 255], 4 * cell);
  }
  small.getContext('2d')?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  if (picture.ring !== null) paintRing(context, canvas, picture, picture.ring, ratio);
}

/** A ring with lines of the ground on both sides, so that it is seen on every colour. */
function paintRing(
  context: CanvasRenderingContext2D,
  { width, height }: HTMLCanvasElement,
  { down, across, colours }: DensePicture,
  { line, column }: { readonly line: number; readonly column: number },
  ratio: number,
): void {
  const [cellWidth, cellHeight] = [width / across, height / down];
  const [wide, high] = [cellWidth, cellHeight].map((side) => Math.max(side, SMALLEST_RING_PX * ratio));
  const left = Math.min(width - wide, Math.max(0, (column + 0.5) * cellWidth - wide / 2));
  const top = Math.min(height - high, Math.max(0, (line + 0.5) * cellHeight - high / 2));
  for (const [thickness, colour] of [
    [4, colours.ground],
    [2, colours.ring],
  ] as const) {
    context.lineWidth = thickness * ratio;
    context.strokeStyle = colour;
    context.strokeRect(left + 2 * ratio, top + 2 * ratio, wide - 4 * ratio, high - 4 * ratio);
  }
}
