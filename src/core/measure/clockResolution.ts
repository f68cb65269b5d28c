const READINGS = 2000;
/** A browser's clock stands still for 0.1 ms or more, which takes more readings. */
const MOST_READINGS = 100_000;
const STEPS = 5;

/** The smallest step that a clock was seen to make, in its own unit; 0 where it made none. */
export function clockResolution(now: () => number): number {
  let least = Infinity;
  let steps = 0;
  let last = now();
  for (let reading = 0; reading < READINGS || (steps < STEPS && reading < MOST_READINGS); reading++) {
    const next = now();
    if (next > last) {
      least = Math.min(least, next - last);
      steps += 1;
    }
    last = next;
  }
  return steps === 0 ? 0 : least;
}
