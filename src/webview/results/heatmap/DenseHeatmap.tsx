import { useMemo } from 'preact/hooks';
import type { CellPlace } from '../../charts/dense/cellMap';
import { DenseMap } from '../../charts/dense/DenseMap';
import type { KeptZoom } from '../../charts/dense/useKeptZoom';
import { useThemeVersion } from '../../charts/themeColours';
import { heatmapCells } from './heatmapCells';
import type { Heatmap } from './heatmapModel';
import { cornerText, gridLabel } from './heatmapText';

interface DenseHeatmapProps {
  readonly map: Heatmap;
  readonly place: CellPlace;
  /** The cell of the row that is chosen in the table. */
  readonly chosen: CellPlace | null;
  readonly zoomed: KeptZoom;
  readonly onMove: (place: CellPlace) => void;
  readonly onPick: (place: CellPlace) => void;
  readonly onOpen: (place: CellPlace) => void;
}

/** A map of more cells than have room for their numbers. */
export function DenseHeatmap({ map, place, chosen, zoomed, onMove, onPick, onOpen }: DenseHeatmapProps) {
  const theme = useThemeVersion();
  const cells = useMemo(() => heatmapCells(map), [map, theme]);
  // Between a square and a band, whatever the counts of lines and columns are.
  const shape = Math.min(4, Math.max(1, cells.across / cells.down));
  return (
    <div class="dense-heatmap">
      <DenseMap
        map={cells}
        label={gridLabel(map)}
        shape={shape}
        zoomed={zoomed}
        place={place}
        chosen={chosen}
        onMove={onMove}
        onPick={onPick}
        onChoose={onOpen}
      >
        <span class="dim">{cornerText(map)}</span>
      </DenseMap>
    </div>
  );
}
