import type { Zoom } from '../lines/lineChart';
import type { CellMap, CellPlace } from './cellMap';

/** Where the cells of a map lie in a plot of `width` × `height`, whatever these count, with a zoom. */
export class CellLayout {
  constructor(
    private readonly map: Pick<CellMap, 'down' | 'across'>,
    private readonly width: number,
    private readonly height: number,
    private readonly zoom: Zoom,
  ) {}

  get cellWidth(): number {
    return (this.width * this.zoom.k) / this.map.across;
  }

  get cellHeight(): number {
    return (this.height * this.zoom.k) / this.map.down;
  }

  /** Left edge of a column, rounded: edges lie on pixels, so that they are sharp at every zoom. */
  x(column: number): number {
    return Math.round(this.zoom.x * this.width + column * this.cellWidth);
  }

  /** Top edge of a line, rounded. */
  y(line: number): number {
    return Math.round(this.zoom.y * this.height + line * this.cellHeight);
  }

  /** The first column and the one after the last of which a part is seen. */
  get columns(): readonly [from: number, to: number] {
    return seen(-this.zoom.x * this.width, this.width, this.cellWidth, this.map.across);
  }

  get lines(): readonly [from: number, to: number] {
    return seen(-this.zoom.y * this.height, this.height, this.cellHeight, this.map.down);
  }

  /** The cell at a point of the plot. */
  at(x: number, y: number): CellPlace | null {
    const column = Math.floor((x - this.zoom.x * this.width) / this.cellWidth);
    const line = Math.floor((y - this.zoom.y * this.height) / this.cellHeight);
    return line < 0 || column < 0 || line >= this.map.down || column >= this.map.across ? null : { line, column };
  }
}

function seen(start: number, length: number, cell: number, count: number): readonly [from: number, to: number] {
  return [Math.max(0, Math.floor(start / cell)), Math.min(count, Math.ceil((start + length) / cell))];
}

/** The zoom shifted as little as is needed for a cell to be seen whole. */
export function zoomOnto(
  { k, x, y }: Zoom,
  { down, across }: Pick<CellMap, 'down' | 'across'>,
  place: CellPlace,
): Zoom {
  const shifted = (shift: number, at: number, count: number): number => {
    const [least, most] = [(-at * k) / count, 1 - ((at + 1) * k) / count];
    // A cell that is larger than the plot is seen from its beginning.
    const wanted = least > most ? least : Math.min(most, Math.max(least, shift));
    return Math.max(1 - k, Math.min(0, wanted));
  };
  return { k, x: shifted(x, place.column, across), y: shifted(y, place.line, down) };
}
