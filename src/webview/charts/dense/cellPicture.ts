import type { CellMap } from './cellMap';

/** A map of which each cell is one pixel, to be drawn as large as there is room; cells without a colour are transparent. */
export function cellPicture({
  down,
  across,
  colourOf,
}: Pick<CellMap, 'down' | 'across' | 'colourOf'>): OffscreenCanvas {
  const picture = new OffscreenCanvas(Math.max(1, across), Math.max(1, down));
  const pixels = new ImageData(picture.width, picture.height);
  const { data } = pixels;
  for (let cell = 0; cell < down * across; cell++) {
    const colour = colourOf(cell);
    if (colour === null) continue;
    const at = 4 * cell;
    data[at] = colour.red;
    data[at + 1] = colour.green;
    data[at + 2] = colour.blue;
    data[at + 3] = 255;
  }
  picture.getContext('2d')?.putImageData(pixels, 0, 0);
  return picture;
}
