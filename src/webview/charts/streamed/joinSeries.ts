/** Positions in rising order, then for each series its value at each position, `null` where it has none. */
export type JoinedSeries = [xs: number[], ...lines: (number | null)[][]];

/** Puts series that have positions of their own over one common axis. Values that are no numbers are left out. */
export function joinSeries(series: readonly (readonly (readonly [x: number, y: number])[])[]): JoinedSeries {
  const xs = [...new Set(series.flatMap((points) => points.map(([x]) => x)))].sort((first, second) => first - second);
  const places = new Map(xs.map((x, at) => [x, at]));
  const lines = series.map((points) => {
    const line = new Array<number | null>(xs.length).fill(null);
    for (const [x, y] of points) {
      const at = places.get(x);
      if (at !== undefined && Number.isFinite(y)) line[at] = y;
    }
    return line;
  });
  return [xs, ...lines];
}

/** The value at a place, or the last one before it; `null` where there is none. */
export function lastAt(line: readonly (number | null)[], at: number): number | null {
  for (let place = at; place >= 0; place--) {
    const value = line[place];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
