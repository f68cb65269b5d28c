import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cividis } from '../../charts/cividis';
import { cssColour } from '../../charts/colour';
import { paintDenseMap } from '../../charts/denseMap';
import { signedColour } from '../../charts/signedScale';
import { themeColour, useThemeVersion } from '../../charts/themeColours';
import { LinkButton } from '../../controls/Button';
import type { MapModel } from './mapModel';

interface Place {
  readonly line: number;
  readonly column: number;
}

interface MatrixMapProps {
  readonly model: MapModel;
  readonly isCloser: boolean;
  readonly busy: boolean;
  readonly onCloser: (line: number, column: number) => void;
  readonly onWhole: () => void;
}

/**
 * A map on a canvas. Of its many cells one is an element, which the keyboard and the screen reader meet and which goes where
 * the ring is (WAI-ARIA "grid", of which only a part is in the document).
 */
export function MatrixMap({ model, isCloser, busy, onCloser, onWhole }: MatrixMapProps) {
  const { grid, title, legend, caption, colourOf } = model;
  const { down, across } = grid;
  const canvas = useRef<HTMLCanvasElement>(null);
  const cell = useRef<HTMLDivElement>(null);
  const [ring, setRing] = useState<Place>({ line: 0, column: 0 });
  const [hover, setHover] = useState<Place | null>(null);
  const [focused, setFocused] = useState(false);
  const [width, setWidth] = useState(0);
  const theme = useThemeVersion();
  const place = {
    line: Math.min(ring.line, Math.max(0, down - 1)),
    column: Math.min(ring.column, Math.max(0, across - 1)),
  };
  const looked = hover ?? place;
  const at = looked.line * across + looked.column;

  useLayoutEffect(() => {
    // Very long or very wide matrices are drawn as if they were up to four times so.
    const shape = Math.min(4, Math.max(0.25, grid.part.columns / Math.max(1, grid.part.rows)));
    canvas.current?.style.setProperty('--shape', String(shape));
  }, [grid.part.rows, grid.part.columns]);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setWidth(element.getBoundingClientRect().width);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || width === 0) return;
    paintDenseMap(element, width, element.getBoundingClientRect().height, {
      ...{ down, across, colourOf, ring: focused ? place : hover },
      colours: {
        ground: themeColour('editor-background', 'foreground'),
        ring: themeColour('focusBorder', 'contrastActiveBorder'),
      },
    });
  }, [model, place.line, place.column, hover, focused, width, theme, window.devicePixelRatio]);
  useLayoutEffect(() => {
    if (focused) cell.current?.focus();
  }, [place.line, place.column]);

  const pointed = ({ offsetX, offsetY, currentTarget }: PointerEvent | MouseEvent): Place | null => {
    if (!(currentTarget instanceof HTMLElement)) return null;
    const { clientWidth, clientHeight } = currentTarget;
    const [column, line] = [Math.floor((offsetX / clientWidth) * across), Math.floor((offsetY / clientHeight) * down)];
    return line < 0 || column < 0 || line >= down || column >= across ? null : { line, column };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === '+') onCloser(place.line, place.column);
    else if (event.key === 'Escape' || event.key === '-') onWhole();
    else {
      const next = neighbour(event, place, down, across);
      if (next === null) return;
      setRing(next);
    }
    event.preventDefault();
  };
  return (
    <figure class="matrix-map" data-map={model.of} aria-busy={busy}>
      <figcaption>
        <h3>{title}</h3>
        {isCloser && (
          <LinkButton name="wholeMatrix" onClick={onWhole}>
            Show all
          </LinkButton>
        )}
      </figcaption>
      <div
        class="map-ground"
        role="grid"
        aria-label={`${title}, ${down} × ${across} cells. Arrow keys move, Enter looks closer, Escape shows all.`}
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
            setRing(to);
            cell.current?.focus();
          }}
          onDblClick={(event) => {
            const to = pointed(event);
            if (to !== null) onCloser(to.line, to.column);
          }}
        />
        {down * across > 0 && (
          <div role="row" aria-rowindex={place.line + 1}>
            <div
              // Anew for each place: a name that changes is not read again.
              key={`${place.line}-${place.column}`}
              ref={cell}
              role="gridcell"
              class="map-cell"
              tabIndex={0}
              aria-colindex={place.column + 1}
              aria-label={model.words(place.line * across + place.column)}
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
      <p class="map-words num">{down * across === 0 ? 'It has no elements.' : model.words(at)}</p>
      <p class="hint">{caption}</p>
      <div class="legend dim" role="group" aria-label={`Legend of ${title}`}>
        <span class="num">{legend.low}</span>
        <Ramp id={`ramp-${model.of}`} signed={legend.colours === 'signed'} />
        <span class="num">{legend.high}</span>
        <span>{legend.unit}</span>
      </div>
    </figure>
  );
}

const STOPS = Array.from({ length: 17 }, (_, index) => index / 16);

function Ramp({ id, signed }: { readonly id: string; readonly signed: boolean }) {
  return (
    <svg class="ramp" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={id}>
          {STOPS.map((stop) => (
            <stop
              key={stop}
              offset={stop}
              stop-color={cssColour(signed ? signedColour(2 * stop - 1) : cividis(stop))}
            />
          ))}
        </linearGradient>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

/** A tenth of the map at a time with Page Up and Page Down. */
function neighbour(
  { key, ctrlKey }: KeyboardEvent,
  { line, column }: Place,
  down: number,
  across: number,
): Place | null {
  const [lastLine, lastColumn] = [down - 1, across - 1];
  const page = Math.max(1, Math.round(down / 10));
  switch (key) {
    case 'ArrowRight':
      return { line, column: Math.min(lastColumn, column + 1) };
    case 'ArrowLeft':
      return { line, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { line: Math.min(lastLine, line + 1), column };
    case 'ArrowUp':
      return { line: Math.max(0, line - 1), column };
    case 'PageDown':
      return { line: Math.min(lastLine, line + page), column };
    case 'PageUp':
      return { line: Math.max(0, line - page), column };
    case 'Home':
      return { line: ctrlKey ? 0 : line, column: 0 };
    case 'End':
      return { line: ctrlKey ? lastLine : line, column: lastColumn };
    default:
      return null;
  }
}
