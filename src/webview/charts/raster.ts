import type { Colour } from './colour';

/**
 * Paints a matrix as an image, a pixel an element, which style sheets make larger without blurring it. For thousands of
 * elements, which as cells of a heatmap would have no room for a text or a gap.
 * @param colourAt of element `row`, `column`; `null` leaves it transparent.
 */
export function paintRaster(
  canvas: HTMLCanvasElement,
  rows: number,
  columns: number,
  colourAt: (row: number, column: number) => Colour | null,
): void {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (context === null || rows === 0 || columns === 0) return;
  const image = context.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const colour = colourAt(row, column);
      if (colour === null) continue;
      const at = 4 * (row * columns + column);
      image.data[at] = colour.red;
      image.data[at + 1] = colour.green;
      image.data[at + 2] = colour.blue;
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}
