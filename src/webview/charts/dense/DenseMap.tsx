import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { sentences } from '../../../core/sentences';
import { IconButton, LinkButton } from '../../controls/Button';
import { WHOLE } from '../lines/lineChart';
import { zoomByKey } from '../lines/zoomByKey';
import { isForZoom, useZoom } from '../lines/zoomByPointer';
import { themeColour, useThemeVersion } from '../themeColours';
import { useCanvasSize } from '../useCanvasSize';
import { ColumnLabels, LineLabels, lineLabelsWidth } from './AxisLabels';
import { CellLayout, zoomOnto } from './cellLayout';
import { cellAt, placeByKey, placeWithin } from './cellMap';
import type { CellMap, CellPlace } from './cellMap';
import { cellPicture } from './cellPicture';
import './dense.css';
import { mostZoom } from './mapZoom';
import { paintDenseMap } from './paintDenseMap';
import { useKeptZoom } from './useKeptZoom';
import type { KeptZoom } from './useKeptZoom';

interface DenseMapProps {
  readonly map: CellMap;
  /** What it is, and what Enter and Escape do. */
  readonly label: string;
  /** Width over height of the whole. */
  readonly shape: number;
  /** Which part of it is seen. */
  readonly zoomed: KeptZoom;
  /** The cell of the keyboard. */
  readonly place: CellPlace;
  readonly onMove: (place: CellPlace) => void;
  /** Space or a click, where that is not what Enter does. */
  readonly onPick?: (place: CellPlace) => void;
  /** Enter or a double click. */
  readonly onChoose: (place: CellPlace) => void;
  readonly onEscape?: () => void;
  /** The cell of the row that is chosen in all views. */
  readonly chosen?: CellPlace | null;
  /** Between the buttons and the map. */
  readonly note?: ComponentChildren;
  /** Beside the buttons that zoom. */
  readonly children?: ComponentChildren;
}

/**
 * A map on a canvas that can be zoomed and moved. Of its many cells one is an element, which the keyboard and the screen
 * reader meet and which goes where the ring is (WAI-ARIA "grid", of which only a part is in the document). Arrow keys move the
 * ring, + and − zoom, 0 shows all, Shift with an arrow moves what is seen.
 */
export function DenseMap({
  map,
  label,
  shape,
  zoomed,
  onMove,
  onPick,
  onChoose,
  onEscape,
  chosen = null,
  note,
  children,
  ...props
}: DenseMapProps) {
  const { down, across } = map;
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<CellPlace | null>(null);
  const [focused, setFocused] = useState(false);
  const { width, height } = useCanvasSize(canvas);
  const [zoom, setZoom] = useKeptZoom(zoomed, map);
  const theme = useThemeVersion();
  const place = placeWithin(map, props.place);
  const cells = useMemo(() => cellPicture(map), [map]);
  const layout = useMemo(() => new CellLayout(map, width, height, zoom), [map, width, height, zoom]);
  const most = mostZoom(map);
  const control = useZoom(
    canvas,
    width,
    height,
    zoom,
    (next) => {
      setZoom(() => next);
    },
    { isMeant, most },
  );
  const labels = map.labels;
  const labelsWidth = useMemo(() => (labels === null ? 0 : lineLabelsWidth(labels.ofLine, down)), [labels, down]);

  useLayoutEffect(() => {
    canvas.current?.style.setProperty('--shape', String(shape));
  }, [shape]);
  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    paintDenseMap(canvas.current, width, height, {
      ...{ map, cells, zoom, chosen, ring: focused ? place : hover },
      colours: {
        ground: themeColour('editor-background', 'foreground'),
        ring: themeColour('focusBorder', 'contrastActiveBorder'),
        hatch: themeColour('charts-lines', 'foreground'),
        chosen: themeColour('foreground', 'editor-foreground'),
      },
      numberFont: themeColour('editor-font-family', 'font-family'),
    });
  }, [
    map,
    cells,
    zoom,
    chosen,
    place.line,
    place.column,
    hover,
    focused,
    width,
    height,
    theme,
    window.devicePixelRatio,
  ]);
  useLayoutEffect(() => {
    if (!focused) return;
    cell.current?.focus();
    setZoom((before) => {
      const after = zoomOnto(before, map, place);
      return after.x === before.x && after.y === before.y ? before : after;
    });
  }, [place.line, place.column]);

  const pointed = ({ offsetX, offsetY }: MouseEvent): CellPlace | null => layout.at(offsetX, offsetY);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onChoose(place);
    else if (event.key === ' ') (onPick ?? onChoose)(place);
    else if (event.key === 'Escape' && onEscape !== undefined) onEscape();
    else if (zoomByKey(event, control)) {
      // What is zoomed at by keys is the ring; moving away from it is what Shift with an arrow is for.
      if (!event.key.startsWith('Arrow')) setZoom((after) => zoomOnto(after, map, place));
    } else {
      const next = placeByKey(event, place, map);
      if (next === null) return;
      onMove(next);
    }
    event.preventDefault();
  };
  const looked = hover ?? place;
  return (
    <div class={labels === null ? 'dense-map' : 'dense-map labelled'}>
      <div class="dense-head">
        {children}
        <span class="chart-zoom">
          <IconButton icon="zoom-in" name="zoomIn" label={l10n.t('Zoom in')} onClick={control.in} />
          <IconButton icon="zoom-out" name="zoomOut" label={l10n.t('Zoom out')} onClick={control.out} />
          {zoom.k !== WHOLE.k && (
            <LinkButton name="zoomWhole" onClick={control.whole}>
              {l10n.t('Whole map')}
            </LinkButton>
          )}
        </span>
      </div>
      {note}
      {labels !== null && width > 0 && <ColumnLabels layout={layout} labelOf={labels.ofColumn} />}
      {labels !== null && <LineLabels layout={layout} labelOf={labels.ofLine} width={labelsWidth} />}
      <div
        class="dense-ground"
        role="grid"
        aria-label={sentences(
          label,
          l10n.t('Plus and minus zoom, Shift with an arrow moves what is seen, 0 shows it whole.'),
        )}
        aria-rowcount={down}
        aria-colcount={across}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          aria-hidden="true"
          onPointerMove={(event) => {
            setHover(pointed(event));
          }}
          onPointerLeave={() => {
            setHover(null);
          }}
          onClick={(event) => {
            const to = pointed(event);
            if (to === null) return;
            onMove(to);
            onPick?.(to);
            cell.current?.focus();
          }}
          onDblClick={(event) => {
            const to = pointed(event);
            if (to !== null) onChoose(to);
          }}
        />
        {down * across > 0 && (
          <div role="row" aria-rowindex={place.line + 1}>
            <div
              // Anew for each place: a name that changes is not read again.
              key={`${place.line}-${place.column}`}
              ref={cell}
              role="gridcell"
              class="dense-cell"
              tabIndex={0}
              aria-colindex={place.column + 1}
              aria-selected={chosen !== null && chosen.line === place.line && chosen.column === place.column}
              aria-label={map.wordsOf(cellAt(map, place))}
              onFocus={() => {
                setFocused(true);
              }}
              onBlur={() => {
                setFocused(false);
              }}
            />
          </div>
        )}
      </div>
      <p class="map-words num">
        {down * across === 0 ? l10n.t('It has no elements.') : map.wordsOf(cellAt(map, looked))}
      </p>
    </div>
  );
}

/** A double click chooses a cell. */
function isMeant(event: Event): boolean {
  return event.type !== 'dblclick' && isForZoom(event);
}
