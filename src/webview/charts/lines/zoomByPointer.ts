import { select } from 'd3-selection';
import type { D3ZoomEvent, ZoomBehavior } from 'd3-zoom';
import { zoom, ZoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Zoom } from './lineChart';

const MOST = 64;
const STEP = 1.5;
/** Share of the plot that an arrow key moves by. */
const PAN_SHARE = 0.15;

/** What buttons and keys do; pointers do it by themselves. */
export interface ZoomControl {
  in(): void;
  out(): void;
  whole(): void;
  /** Moves what is seen, in widths and heights of the plot. */
  pan(x: number, y: number): void;
}

/**
 * Zoom and pan by d3-zoom on an area whose upper left corner is that of the plot: with the wheel while Ctrl or ⌘ is held, so
 * that the page can be scrolled past the chart, by pinching, dragging, and double click. `onZoom` is told of all that changes;
 * what is seen is the caller's.
 */
export function useZoom(
  area: RefObject<SVGElement>,
  width: number,
  height: number,
  current: Zoom,
  onZoom: (zoom: Zoom) => void,
): ZoomControl {
  const behaviour = useRef<ZoomBehavior<SVGElement, unknown> | null>(null);
  const report = useRef(onZoom);
  report.current = onZoom;
  const isTold = useRef(false);

  useEffect(() => {
    if (area.current === null) return undefined;
    const made = zoom<SVGElement, unknown>()
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([1, MOST])
      .duration(0)
      .filter(isMeant)
      .on('zoom', ({ transform: { k, x, y } }: D3ZoomEvent<SVGElement, unknown>) => {
        if (!isTold.current) report.current({ k, x: x / width, y: y / height });
      });
    const target = select(area.current);
    target.call(made);
    behaviour.current = made;
    return () => {
      target.on('.zoom', null);
    };
  }, [width, height]);

  useEffect(() => {
    if (area.current === null || behaviour.current === null) return;
    const { k, x, y } = current;
    // The library is told where it is, without telling us in turn.
    isTold.current = true;
    behaviour.current.transform(selectIn(area.current), new ZoomTransform(k, x * width, y * height));
    isTold.current = false;
  }, [width, height, current.k, current.x, current.y]);

  const act = (
    change: (made: ZoomBehavior<SVGElement, unknown>, target: ReturnType<typeof selectIn>) => void,
  ): void => {
    if (area.current !== null && behaviour.current !== null) change(behaviour.current, selectIn(area.current));
  };
  return {
    in: () => {
      act((made, target) => {
        made.scaleBy(target, STEP);
      });
    },
    out: () => {
      act((made, target) => {
        made.scaleBy(target, 1 / STEP);
      });
    },
    whole: () => {
      act((made, target) => {
        made.transform(target, new ZoomTransform(1, 0, 0));
      });
    },
    pan: (x, y) => {
      act((made, target) => {
        made.translateBy(target, (-x * PAN_SHARE * width) / current.k, (-y * PAN_SHARE * height) / current.k);
      });
    },
  };
}

function selectIn(element: SVGElement) {
  return select<SVGElement, unknown>(element);
}

/** The plain wheel is the page's; the other buttons are not ours. */
function isMeant(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
  return !(event instanceof MouseEvent) || event.button === 0;
}
