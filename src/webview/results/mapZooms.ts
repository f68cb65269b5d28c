import * as v from 'valibot';
import type { KeptZoom } from '../charts/dense/useKeptZoom';
import type { Zoom } from '../charts/lines/lineChart';
import { WHOLE } from '../charts/lines/lineChart';
import type { SavedView } from './savedView';
import type { TabProps } from './tab';

/** Which parts of maps are seen, by what each is of, the last one that was zoomed at the end; one that is not in it is seen whole. */
export const mapZooms = v.record(v.string(), v.object({ k: v.number(), x: v.number(), y: v.number() }));
export type MapZooms = v.InferOutput<typeof mapZooms>;

/** How many are remembered: each row that is looked into has maps of its own. */
const KEPT = 32;

export function withZoom(zooms: MapZooms, of: string, zoom: Zoom): MapZooms {
  const others = Object.entries(zooms).filter(([each]) => each !== of);
  const all: typeof others = zoom.k === WHOLE.k ? others : [...others, [of, zoom]];
  return Object.fromEntries(all.slice(-KEPT));
}

/** The zoom of a map, remembered with the view. */
export function zoomKeptAs(of: string, view: SavedView, setView: TabProps['setView']): KeptZoom {
  return {
    of,
    zoom: view.mapZooms[of] ?? WHOLE,
    onKeep: (zoom) => {
      // Of the view as it is then: several maps may be told of at once.
      setView((before) => ({ mapZooms: withZoom(before.mapZooms, of, zoom) }));
    },
  };
}
