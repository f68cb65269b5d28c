import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Zoom } from '../lines/lineChart';
import type { CellMap } from './cellMap';
import { zoomWithin } from './mapZoom';

/** Which part of a map is seen, as it is remembered. */
export interface KeptZoom {
  /** What the map is of: another one has a zoom of its own. */
  readonly of: string;
  readonly zoom: Zoom;
  readonly onKeep: (zoom: Zoom) => void;
}

/** How long a zoom is left alone before it is remembered, so that no frame of it waits for that. */
const REST_MS = 200;

/**
 * What is seen of a map: drawn at once, and told to those who remember it when it comes to rest, or when the map goes away or
 * becomes another one.
 */
export function useKeptZoom(
  { of, zoom: kept, onKeep }: KeptZoom,
  { down, across }: Pick<CellMap, 'down' | 'across'>,
): readonly [zoom: Zoom, change: (next: (before: Zoom) => Zoom) => void] {
  const [own, setOwn] = useState({ of, zoom: kept });
  const wanted = own.of === of ? own.zoom : kept;
  const zoom = useMemo(() => zoomWithin(wanted, { down, across }), [wanted.k, wanted.x, wanted.y, down, across]);
  const due = useRef<(() => void) | null>(null);

  const settle = (): void => {
    const tell = due.current;
    due.current = null;
    tell?.();
  };
  useEffect(() => settle, [of]);
  useEffect(() => {
    due.current = null;
    if (isSame(zoom, kept)) return undefined;
    due.current = () => {
      onKeep(zoom);
    };
    const timer = setTimeout(settle, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [of, zoom.k, zoom.x, zoom.y]);

  const change = (next: (before: Zoom) => Zoom): void => {
    setOwn((before) => ({
      of,
      zoom: next(zoomWithin(before.of === of ? before.zoom : kept, { down, across })),
    }));
  };
  return [zoom, change];
}

function isSame(one: Zoom, other: Zoom): boolean {
  return one.k === other.k && one.x === other.x && one.y === other.y;
}
