import type { Span, Timeline, WorkKind } from '../../src/core/measure/timeline';
import { square } from '../unit/core/measurementFixtures';

const MS = 1e6;

/** Two threads, the second of which begins later and waits for nobody. */
export const TIMELINE: Timeline = {
  problem: square(512),
  backend: 'wasm simd256 6×16, 2 threads (2×1)',
  threads: [
    [span('pack B', 0, 0.2, null, [0, 512]), ...blocks(0, [0.2, 0.5, 0.8])],
    [span('pack B', 0.1, 0.3, null, [0, 512]), ...blocks(256, [0.3, 0.7, 1.2])],
  ],
  totalNs: 1.2 * MS,
  untracedNs: 1.15 * MS,
  lostSpans: 0,
};

function span(
  kind: WorkKind,
  start: number,
  end: number,
  rows: readonly [number, number] | null,
  columns: readonly [number, number] | null,
): Span {
  return { kind, startNs: start * MS, endNs: end * MS, place: { rows, columns, steps: [0, 256] } };
}

/** Blocks of 128 rows, each multiplied from one of the times to the next. */
function blocks(firstRow: number, times: readonly number[]): readonly Span[] {
  return times.slice(1).map((end, at) => span('multiply', times[at], end, [firstRow + 128 * at, 128], [0, 512]));
}
