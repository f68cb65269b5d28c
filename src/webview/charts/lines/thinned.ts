/** A place in the picture. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * The points of a line that can be seen of it: in each column of pixels the first, the lowest, the highest and the last, which
 * draw the same line as all of them (Jugel et al., M4: A Visualization-Oriented Time Series Data Aggregation, 2014).
 * `places` are in pixels, in rising order of x; where a column has no more than four, they stay as they are.
 */
export function thinned(places: readonly Place[]): readonly Place[] {
  const kept: Place[] = [];
  for (let from = 0; from < places.length;) {
    const column = Math.floor(places[from].x);
    let to = from + 1;
    let [lowest, highest] = [from, from];
    for (; to < places.length && Math.floor(places[to].x) === column; to++) {
      if (places[to].y < places[lowest].y) lowest = to;
      if (places[to].y > places[highest].y) highest = to;
    }
    if (to - from <= 4) {
      for (let at = from; at < to; at++) kept.push(places[at]);
    } else {
      const ends = new Set([from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1]);
      for (const at of ends) kept.push(places[at]);
    }
    from = to;
  }
  return kept;
}
