import { formatConfidence, formatSignificant } from '../format';
import { isTimed, problemKey } from '../measure/comparison';
import { crossingOf } from '../measure/crossover';
import type { Crossover, CrossoverAxis, Crossing, Probe, RatioInterval, Winner } from '../measure/crossover';
import type { Measurement, Run, TimedMeasurement, Timing } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Problem } from '../problem';
import { sizeLabel } from '../problem';
import type { Finding } from './findings';

/** A position with the timings of both. */
export interface CrossoverPoint extends Probe {
  readonly problem: Problem;
  readonly first: TimedMeasurement;
  readonly second: TimedMeasurement;
}

/** A search of a run, with what was found. */
export interface CrossoverResult {
  readonly benchmark: string;
  readonly crossover: Crossover;
  /** In the order of their positions. */
  readonly points: readonly CrossoverPoint[];
  readonly crossing: Crossing;
}

type Ratios = (first: Timing, second: Timing) => RatioInterval;
type Searched = Pick<Run, 'measurements'> & {
  readonly benchmarks: readonly { readonly name: string; readonly crossover?: Crossover }[];
};

/** A benchmark that looks for a crossover. */
export interface Search {
  readonly name: string;
  readonly crossover: Crossover;
}

/** The benchmarks of a run, or of what asks for one, that look for crossovers. */
export function searchesOf({ benchmarks }: Pick<Searched, 'benchmarks'>): readonly Search[] {
  return benchmarks.flatMap(({ name, crossover }) => (crossover === undefined ? [] : [{ name, crossover }]));
}

/** Where a problem lies on the axis. */
export function positionOf(axis: CrossoverAxis, { m, density }: Problem): number {
  return axis === 'size' ? m : density;
}

/**
 * The points of a search whose both rows have a time. The wrong one is said to win only if one of the two intervals misses its
 * median, and on one side of the two: half of what both may miss.
 */
export function crossoverPoints(
  { axis }: Crossover,
  measurements: readonly Measurement[],
  ratios: Ratios = ratioOf,
): readonly CrossoverPoint[] {
  const pairs = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = problemKey(measurement.problem);
    pairs.set(key, [...(pairs.get(key) ?? []), measurement]);
  }
  return [...pairs.values()]
    .flatMap(([first, second]): CrossoverPoint[] => {
      if (first === undefined || second === undefined || !isTimed(first) || !isTimed(second)) return [];
      const { problem } = first;
      const error = (2 - first.confidence - second.confidence) / 2;
      return [{ position: positionOf(axis, problem), ...ratios(first, second), error, problem, first, second }];
    })
    .sort((x, y) => x.position - y.position);
}

/** The searches of a run; none where it is another one. */
export function crossoversOf({ benchmarks, measurements }: Searched): readonly CrossoverResult[] {
  return searchesOf({ benchmarks }).map(({ name, crossover }) => {
    const rows = measurements.filter(({ benchmark }) => benchmark === name);
    const points = crossoverPoints(crossover, rows);
    return { benchmark: name, crossover, points, crossing: crossingOf(points) };
  });
}

/** 'density 0.31' or 'size 310'. */
export function positionText(axis: CrossoverAxis, position: number): string {
  return `${axis} ${positionNumber(axis, position)}`;
}

/** '512', '0.31' */
export function positionNumber(axis: CrossoverAxis, position: number): string {
  return axis === 'size' ? String(position) : formatSignificant(position, 3);
}

/** What was found, as a sentence without its full stop. */
export function crossingText({ crossover, points, crossing }: CrossoverResult): string {
  const { axis, first, second } = crossover;
  const nameOf = (winner: Winner): string => (winner === 'first' ? first : second);
  const certainly = (certainty: number): string => `(at least ${formatConfidence(certainty)} certain)`;
  const [lowest, highest] = [points.at(0), points.at(-1)];
  if (lowest === undefined || highest === undefined) return `${first} and ${second}: nothing was measured`;
  const range = `from ${positionText(axis, lowest.position)} to ${positionText(axis, highest.position)}`;
  switch (crossing.kind) {
    case 'bracket': {
      const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
      return `${before} is faster up to ${positionText(axis, crossing.last)}, ${after} from ${positionText(axis, crossing.first)} on ${certainly(crossing.certainty)}`;
    }
    case 'one winner':
      return `${nameOf(crossing.winner)} is faster than ${nameOf(crossing.winner === 'first' ? 'second' : 'first')} ${range}, wherever a difference was found: no crossover was found ${certainly(crossing.certainty)}`;
    case 'several':
      return `${first} and ${second} take turns at being faster ${range}: the winner changes ${crossing.changes} times at least ${certainly(crossing.certainty)}`;
    case 'no difference':
      return `No difference was found between ${first} and ${second} ${range}`;
  }
}

/** What is said of a run that looks for crossovers; `withEach` as well of each of several, unless it stands elsewhere. */
export function crossoverFinding(results: readonly CrossoverResult[], withEach = true): Finding {
  const points = results.reduce((sum, result) => sum + result.points.length, 0);
  const said = `${points} points were measured, both kernels in turns; a point is decided where the interval of the ratio leaves 1.`;
  const [only] = results;
  if (results.length === 1 && only !== undefined)
    return { title: crossingText(only), detail: `${placeOf(only)}${said}` };
  const found = results.filter(({ crossing }) => crossing.kind === 'bracket').length;
  return {
    title: `${found} of ${results.length} searches found one crossover`,
    detail: [...(withEach ? results.map(sentenceOf) : []), said].join(' '),
  };
}

function sentenceOf(result: CrossoverResult): string {
  return `${result.benchmark}: ${crossingText(result)}.`;
}

/** What is the same at all points of a search by density. */
function placeOf({ crossover, points: [point] }: CrossoverResult): string {
  return crossover.axis === 'size' || point === undefined ? '' : `At ${sizeLabel(point.problem)}. `;
}
