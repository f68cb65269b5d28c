import * as l10n from '@vscode/l10n';
import { formatConfidence, formatSignificant } from '../format';
import { isTimed, problemKey } from '../measure/comparison';
import { crossingOf } from '../measure/crossover';
import type { Crossover, CrossoverAxis, Crossing, Probe, RatioInterval } from '../measure/crossover';
import type { Measurement, Run, TimedMeasurement, Timing } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Problem } from '../problem';
import { sizeLabel } from '../problem';
import { ended, sentences } from '../sentences';
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

/** 'density' or 'size'. */
export function nameOfAxis(axis: CrossoverAxis): string {
  return axis === 'size' ? l10n.t('size') : l10n.t('density');
}

/** 'density 0.31' or 'size 310'. */
export function positionText(axis: CrossoverAxis, position: number): string {
  const number = positionNumber(axis, position);
  return axis === 'size' ? l10n.t('size {0}', number) : l10n.t('density {0}', number);
}

/** '512', '0.31' */
export function positionNumber(axis: CrossoverAxis, position: number): string {
  return axis === 'size' ? String(position) : formatSignificant(position, 3);
}

/** What was found, as a sentence without its full stop. */
export function crossingText({ crossover, points, crossing }: CrossoverResult): string {
  const { axis, first, second } = crossover;
  const [lowest, highest] = [points.at(0), points.at(-1)];
  if (lowest === undefined || highest === undefined) return l10n.t('{0} and {1}: nothing was measured', first, second);
  const range = [positionText(axis, lowest.position), positionNumber(axis, highest.position)] as const;
  switch (crossing.kind) {
    case 'bracket': {
      const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
      return l10n.t(
        '{0} is faster up to {1}, {2} from {3} on (at least {4} certain)',
        ...[before, positionText(axis, crossing.last), after, positionText(axis, crossing.first)],
        formatConfidence(crossing.certainty),
      );
    }
    case 'one winner': {
      const names = crossing.winner === 'first' ? [first, second] : [second, first];
      return l10n.t(
        '{0} is faster than {1} from {2} to {3}, wherever a difference was found: no crossover was found (at least {4} certain)',
        ...[...names, ...range, formatConfidence(crossing.certainty)],
      );
    }
    case 'several':
      return l10n.t(
        '{0} and {1} take turns at being faster from {2} to {3}: the winner changes {4} times at least (at least {5} certain)',
        ...[first, second, ...range, crossing.changes, formatConfidence(crossing.certainty)],
      );
    case 'no difference':
      return l10n.t('No difference was found between {0} and {1} from {2} to {3}', first, second, ...range);
  }
}

/** What is said of a run that looks for crossovers; `withEach` as well of each of several, unless it stands elsewhere. */
export function crossoverFinding(results: readonly CrossoverResult[], withEach = true): Finding {
  const points = results.reduce((sum, result) => sum + result.points.length, 0);
  const said = l10n.t(
    '{0} points were measured, both kernels in turns; a point is decided where the interval of the ratio leaves 1.',
    points,
  );
  const [only] = results;
  if (results.length === 1 && only !== undefined)
    return { title: crossingText(only), detail: sentences(placeOf(only), said) };
  const found = results.filter(({ crossing }) => crossing.kind === 'bracket').length;
  return {
    title: l10n.t('{0} of {1} searches found one crossover', found, results.length),
    detail: sentences(...(withEach ? results.map(sentenceOf) : []), said),
  };
}

function sentenceOf(result: CrossoverResult): string {
  return l10n.t('{0}: {1}', result.benchmark, ended(crossingText(result)));
}

/** What is the same at all points of a search by density. */
function placeOf({ crossover, points: [point] }: CrossoverResult): string {
  return crossover.axis === 'size' || point === undefined ? '' : l10n.t('At {0}.', sizeLabel(point.problem));
}
