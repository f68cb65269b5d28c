import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cividis } from '../../charts/cividis';
import { paintHeatmap } from '../../charts/heatmap';
import type { HeatmapPaintCell, HeatmapPlace } from '../../charts/heatmap';
import { themeColour, useThemeVersion } from '../../charts/themeColours';
import { useCanvasSize } from '../../charts/useCanvasSize';
import { CellTooltip } from './CellTooltip';
import { FastestStrip } from './FastestStrip';
import { colourShare } from './heatmapModel';
import type { Heatmap } from './heatmapModel';
import { cellFacts, cellText, cellTitle, cornerText, gridLabel } from './heatmapText';

interface HeatmapGridProps {
  readonly map: Heatmap;
  /** The cell with the ring. */
  readonly place: HeatmapPlace;
  /** The cell of the row that is chosen in the table. */
  readonly chosen: HeatmapPlace | null;
  readonly onMove: (place: HeatmapPlace) => void;
  /** Chooses the row in all views: Space or a click. */
  readonly onPick: (place: HeatmapPlace) => void;
  /** Opens it in the table: Enter or a double click. */
  readonly onOpen: (place: HeatmapPlace) => void;
}

/**
 * The map: cells are painted on a canvas, and over each lies an element without a ground that the pointer, the keyboard
 * and the screen reader meet (WAI-ARIA "grid": one tab stop, arrow keys move).
 */
export function HeatmapGrid({ map, place, chosen, onMove, onPick, onOpen }: HeatmapGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<HeatmapPlace | null>(null);
  const [focused, setFocused] = useState(false);
  const { width, height } = useCanvasSize(canvas);
  const theme = useThemeVersion();

  useLayoutEffect(() => {
    frame.current?.style.setProperty('--columns', String(map.columns.length));
    frame.current?.style.setProperty('--lines', String(map.lines.length));
  }, [map.columns.length, map.lines.length]);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || width === 0) return;
    paintHeatmap(element, width, height, {
      lines: map.lines.map(({ cells }) =>
        cells.map((cell): HeatmapPaintCell =>
          cell.value === null
            ? { kind: 'empty', words: [cell.text, cell.short] }
            : {
                kind: 'value',
                colour: cividis(colourShare(cell.value, map)),
                pale: cell.pale,
                texts: [cell.text, cell.short],
                marked: cell.leader,
              },
        ),
      ),
      ring: place,
      hover,
      chosen,
      colours: {
        background: themeColour('editor-background', 'foreground'),
        hatch: themeColour('charts-lines', 'foreground'),
        text: themeColour('descriptionForeground', 'foreground'),
        ring: themeColour('focusBorder', 'contrastActiveBorder'),
      },
      numberFont: themeColour('editor-font-family', 'font-family'),
      wordFont: themeColour('font-family', 'editor-font-family'),
    });
  }, [map, place, chosen, hover, width, height, theme, window.devicePixelRatio]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setFocused(false);
      setHover(null);
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter') onOpen(place);
      else onPick(place);
      return;
    }
    const next = nextPlace(event, place, map);
    if (next === null) return;
    event.preventDefault();
    setFocused(true);
    onMove(next);
    frame.current?.querySelector<HTMLElement>(`#${cellId(next)}`)?.focus();
  };
  const pointed = hover ?? (focused ? place : null);

  return (
    <div class="heatmap-scroll">
      <div class="heatmap" ref={frame}>
        <canvas ref={canvas} aria-hidden="true" />
        <div
          class="heatmap-cells"
          role="grid"
          aria-label={gridLabel(map)}
          aria-rowcount={map.lines.length + 1}
          aria-colcount={map.columns.length + 1}
          onKeyDown={onKeyDown}
          onFocusOut={() => {
            setFocused(false);
          }}
          onPointerLeave={() => {
            setHover(null);
          }}
        >
          <div role="row" class="line">
            <div role="columnheader" class="axis">
              {cornerText(map)}
            </div>
            {map.columns.map(({ key, label }) => (
              <div key={key} role="columnheader" class="column num">
                {label}
              </div>
            ))}
          </div>
          {map.lines.map((line, row) => (
            <div key={line.key} role="row" class="line">
              <div role="rowheader" class="line-label" title={line.label}>
                {line.label}
              </div>
              {line.cells.map((_cell, column) => {
                const own = { line: row, column };
                const isPlace = place.line === row && place.column === column;
                return (
                  <div
                    key={map.columns[column].key}
                    id={cellId(own)}
                    role="gridcell"
                    class="cell"
                    tabIndex={isPlace ? 0 : -1}
                    aria-selected={chosen?.line === row && chosen.column === column}
                    aria-label={cellText(map, row, column)}
                    onPointerEnter={() => {
                      setHover(own);
                    }}
                    onFocus={({ currentTarget }) => {
                      if (currentTarget.matches(':focus-visible')) setFocused(true);
                      onMove(own);
                    }}
                    onClick={() => {
                      onPick(own);
                    }}
                    onDblClick={() => {
                      onOpen(own);
                    }}
                  />
                );
              })}
            </div>
          ))}
        </div>
        {map.kind === 'sizes' && <FastestStrip stretches={map.stretches} columns={map.columns} />}
      </div>
      {pointed !== null && (
        <CellTooltip
          anchor={cellId(pointed)}
          title={cellTitle(map, pointed.line, pointed.column)}
          facts={cellFacts(map.lines[pointed.line].cells[pointed.column])}
        />
      )}
    </div>
  );
}

function cellId({ line, column }: HeatmapPlace): string {
  return `cell-${line}-${column}`;
}

function nextPlace(event: KeyboardEvent, { line, column }: HeatmapPlace, map: Heatmap): HeatmapPlace | null {
  const [lastLine, lastColumn] = [map.lines.length - 1, map.columns.length - 1];
  switch (event.key) {
    case 'ArrowRight':
      return { line, column: Math.min(lastColumn, column + 1) };
    case 'ArrowLeft':
      return { line, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { line: Math.min(lastLine, line + 1), column };
    case 'ArrowUp':
      return { line: Math.max(0, line - 1), column };
    case 'Home':
      return { line: event.ctrlKey ? 0 : line, column: 0 };
    case 'End':
      return { line: event.ctrlKey ? lastLine : line, column: lastColumn };
    default:
      return null;
  }
}
