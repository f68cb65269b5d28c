import { nextPosition } from '../core/measure/crossover';
import type { Crossover } from '../core/measure/crossover';
import type { Measurement } from '../core/measure/measurement';
import { crossoverPoints, positionOf } from '../core/model/crossoverFinding';
import type { Problem } from '../core/problem';
import { problemAt } from '../core/spec/crossoverSpec';
import type { Benchmark } from '../core/spec/runSpec';

/**
 * What asks for one problem after the other of a search, by what was measured before; `null` where it is at its end. A
 * problem at which one of both has no time ends it: it would be asked for again.
 * @param measured by row. Of the two rows of a problem either may be final first; the row says which is which.
 */
export function searchOf(
  { problems: [base] }: Pick<Benchmark, 'problems'>,
  crossover: Crossover,
  measured: ReadonlyMap<number, Measurement>,
): () => Problem | null {
  return () => {
    const rows = [...measured].sort(([x], [y]) => x - y).map(([, measurement]) => measurement);
    const points = crossoverPoints(crossover, rows);
    const asked = new Set(rows.map(({ problem }) => positionOf(crossover.axis, problem)));
    if (base === undefined || asked.size > points.length) return null;
    const position = nextPosition(crossover, points);
    return position === null ? null : problemAt(crossover, base, position);
  };
}
