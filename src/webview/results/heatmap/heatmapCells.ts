import type { CellMap } from '../../charts/dense/cellMap';
import { backgroundColour } from '../../charts/themeColours';
import { cividis } from '../../charts/cividis';
import { mixed } from '../../charts/colour';
import { colourShare } from './heatmapModel';
import type { Heatmap, HeatmapCell } from './heatmapModel';
import { cellText } from './heatmapText';

/** A map with more cells is one canvas that is zoomed and moved: with fewer, each cell has room for its number. */
export const MOST_CELLS_WITH_TEXT = 40 * 40;

/** The map as one of many small cells. */
export function heatmapCells(map: Heatmap): CellMap {
  const [down, across] = [map.lines.length, map.columns.length];
  const cellOf = (cell: number): HeatmapCell => map.lines[Math.floor(cell / across)].cells[cell % across];
  const background = backgroundColour();
  return {
    ...{ down, across, isHatched: true },
    colourOf: (cell) => {
      const { value, pale } = cellOf(cell);
      if (value === null) return null;
      const colour = cividis(colourShare(value, map));
      return pale ? mixed(colour, background) : colour;
    },
    textOf: (cell) => {
      const { value, text, short } = cellOf(cell);
      return value === null ? short : text;
    },
    isMarked: (cell) => cellOf(cell).leader,
    wordsOf: (cell) => cellText(map, Math.floor(cell / across), cell % across),
    labels: {
      ofLine: (line) => map.lines[line].label,
      ofColumn: (column) => map.columns[column].label,
    },
  };
}
