import { select } from 'd3-selection';
import type { Selection } from 'd3-selection';
import type { D3ZoomEvent, ZoomBehavior } from 'd3-zoom';
import { zoom, ZoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { MOST_ZOOM } from './lineChart';
import type { Zoom } from './lineChart';

const STEP = 1.5;
/** Share of the plot that an arrow key moves by. */
const PAN_SHARE = 0.15;

/** What buttons and keys do; pointers do it by themselves. */
export interface ZoomControl {
  readonly in: () => void;
  readonly out: () => void;
  readonly whole: () => void;
  /** Moves what is seen, in widths and heights of the plot. */
  readonly pan: (x: number, y: number) => void;
}

export interface ZoomOptions {
  /** Which events of a pointer zoom or move. */
  readonly isMeant?: (event: Event) => boolean;
  /** How many times larger than whole it can become. */
  readonly most?: number;
}

/**
 * Zoom and pan by d3-zoom on an area whose upper left corner is that of the plot: with the wheel while Ctrl or ⌘ is held, so
 * that the page can be scrolled past the chart, by pinching, dragging, and double click. `onZoom` is told of all that changes;
 * what is seen is the caller's.
 */
export function useZoom<Area extends Element>(
  area: RefObject<Area>,
  width: number,
  height: number,
  current: Zoom,
  onZoom: (zoom: Zoom) => void,
  { isMeant = isForZoom, most = MOST_ZOOM }: ZoomOptions = {},
): ZoomControl {
  const behaviour = useRef<ZoomBehavior<Area, unknown> | null>(null);
  const report = useRef(onZoom);
  report.current = onZoom;
  const isTold = useRef(false);

  useLayoutEffect(() => {
    if (area.current === null) return undefined;
    const made = zoom<Area, unknown>()
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([1, most])
      .duration(0)
      .filter(isMeant)
      .on('zoom', ({ transform: { k, x, y } }: D3ZoomEvent<Area, unknown>) => {
        if (!isTold.current) report.current({ k, x: x / width, y: y / height });
      });
    const target = selectIn(area.current);
    target.call(made);
    behaviour.current = made;
    return () => {
      target.on('.zoom', null);
    };
  }, [width, height, most]);

  useLayoutEffect(() => {
    if (area.current === null || behaviour.current === null) return;
    const { k, x, y } = current;
    // The library is told where it is, without telling us in turn.
    isTold.current = true;
    behaviour.current.transform(selectIn(area.current), new ZoomTransform(k, x * width, y * height));
    isTold.current = false;
  }, [width, height, most, current.k, current.x, current.y]);

  const act = (
    change: (made: ZoomBehavior<Area, unknown>, target: Selection<Area, unknown, null, undefined>) => void,
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

function selectIn<Area extends Element>(element: Area) {
  return select<Area, unknown>(element);
}

/** The plain wheel is the page's; the other buttons are not ours. */
export function isForZoom(event: Event): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
  return !(event instanceof MouseEvent) || event.button === 0;
}
