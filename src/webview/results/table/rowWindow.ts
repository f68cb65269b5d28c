import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Lines beyond the edges of the box that are drawn too, so that none is seen to come while it scrolls. */
const OVERSCAN = 12;
/** Height of the header, which stays at the top of the box. */
const HEADER_PX = 37;

interface RowWindowOptions {
  /** Lines of the table below its header. */
  readonly count: number;
  /** Whether only those in sight are drawn. */
  readonly isPartial: boolean;
  readonly box: RefObject<HTMLElement>;
  /** Height of a line that was never drawn, in CSS pixels. */
  readonly estimatePx: (line: number) => number;
  /** A line that is drawn wherever it is, since the focus may be in it; -1: none. */
  readonly kept: number;
}

/** A line that is drawn, and the height of those above it that are not. */
export interface DrawnLine {
  readonly line: number;
  readonly gapPx: number;
}

export interface RowWindow {
  readonly drawn: readonly DrawnLine[];
  /** Height of what is not drawn below the last, in CSS pixels. */
  readonly restPx: number;
  /** Takes the height of a line that was drawn; its element has the line in `data-index`. */
  readonly measure: (element: HTMLTableRowElement | null) => void;
}

/** Which lines of a long table are drawn: those in sight of its box, reckoned by @tanstack/virtual-core. */
export function useRowWindow({ count, isPartial, box, estimatePx, kept }: RowWindowOptions): RowWindow {
  const [, redraw] = useReducer((version: number) => version + 1, 0);
  const options = {
    ...{ count, estimateSize: estimatePx, overscan: OVERSCAN, enabled: isPartial },
    ...{ paddingStart: HEADER_PX },
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
    initialRect: { width: 0, height: window.innerHeight },
    getScrollElement: () => box.current,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const lines = defaultRangeExtractor(range);
      if (kept < 0 || kept >= count || lines.includes(kept)) return lines;
      return [...lines, kept].sort((x, y) => x - y);
    },
    onChange: () => {
      redraw(undefined);
    },
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLTableRowElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
  });

  if (!isPartial) {
    const drawn = Array.from({ length: count }, (_line, line) => ({ line, gapPx: 0 }));
    return { drawn, restPx: 0, measure: ignore };
  }
  const items = virtualizer.getVirtualItems();
  return {
    drawn: items.map(({ index, start }, at) => ({
      line: index,
      gapPx: start - (items[at - 1]?.end ?? HEADER_PX),
    })),
    restPx: Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? HEADER_PX)),
    measure: virtualizer.measureElement,
  };
}

/** The same at all times, for rows that keep what they are given. */
function ignore(): void {
  // All lines are drawn: none has to be measured.
}
