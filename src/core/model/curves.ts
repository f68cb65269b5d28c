import * as l10n from '@vscode/l10n';
import { parametersText } from '../measurementLabel';
import { fastestOf, groupByProblem, isTimed } from '../measure/comparison';
import { crossingOf } from '../measure/crossover';
import type { Crossing } from '../measure/crossover';
import type { Measurement, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Ratio } from '../measure/ratio';
import type { Problem } from '../problem';

/** What the problems of a benchmark differ in, as numbers. */
export interface CurveAxis {
  /** A dimension, the density, or the cube root of m·k·n as the size of all. */
  readonly varies: Dimension | 'density' | 'size';
  /** 'n', 'density', 'size (cube root of m·k·n)', in the language of the reader. */
  readonly title: string;
  /** Its title for programs, in English. */
  readonly plain: string;
  /** Positive. */
  readonly positionOf: (problem: Problem) => number;
}

export interface CurvePoint {
  readonly position: number;
  readonly timing: TimedMeasurement;
}

/** One strategy with its parameters over the problems of a benchmark, in the order of their positions. */
export interface Curve {
  /** Text that is equal for equal strategies and parameters. */
  readonly key: string;
  /** 'blocked mc=96', with the element type and the like where they differ in the benchmark. */
  readonly name: string;
  readonly strategy: string;
  readonly points: readonly CurvePoint[];
}

export interface Curves {
  readonly axis: CurveAxis;
  readonly curves: readonly Curve[];
  /** Where something was measured, rising. */
  readonly positions: readonly number[];
  readonly crossings: readonly CurveCrossing[];
}

/** Two that take over from one another as the fastest. */
export interface CurveCrossing {
  readonly first: Curve;
  readonly second: Curve;
  readonly crossing: Crossing;
  /** Where the ratio passes 1, between the ends of the bracket on logarithmic scales; `null` where there is no bracket. */
  readonly estimate: number | null;
}

export interface RatioPoint extends Ratio {
  readonly position: number;
}

const DIMENSIONS = ['m', 'k', 'n'] as const;
type Dimension = (typeof DIMENSIONS)[number];

/** The curves of the rows of one benchmark. */
export function curvesOf(measurements: readonly Measurement[]): Curves {
  const timed = measurements.filter(isTimed);
  const axis = curveAxisOf(timed.map(({ problem }) => problem));
  const traits = traitsThatDiffer(timed, axis);
  const byKey = new Map<string, TimedMeasurement[]>();
  for (const timing of timed) {
    const key = [nameOf(timing), ...traits.map((trait) => trait(timing.problem))].join(' ');
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [timing]);
    else known.push(timing);
  }
  const curves = [...byKey].map(([key, timings]): Curve => {
    const points = timings.map((timing) => ({ position: axis.positionOf(timing.problem), timing }));
    const { strategy } = timings[0];
    return { key, name: key, strategy, points: points.sort((one, other) => one.position - other.position) };
  });
  const positions = [...new Set(timed.map(({ problem }) => axis.positionOf(problem)))].sort(
    (one, other) => one - other,
  );
  return { axis, curves, positions, crossings: crossingsOf(timed, curves, axis) };
}

function nameOf(timing: TimedMeasurement): string {
  return `${timing.strategy} ${parametersText({ ...timing, tuned: [] })}`.trimEnd();
}

/** The one dimension that varies, n of squares, the density, or the cube root of m·k·n. */
function curveAxisOf(problems: readonly Problem[]): CurveAxis {
  const varying = DIMENSIONS.filter((dimension) => new Set(problems.map((problem) => problem[dimension])).size > 1);
  const [only] = varying;
  if (only === undefined && new Set(problems.map(({ density }) => density)).size > 1) {
    return { varies: 'density', title: l10n.t('density'), plain: 'density', positionOf: ({ density }) => density };
  }
  if (problems.every(({ m, k, n }) => m === k && k === n)) return dimensionAxis('n');
  if (only !== undefined && varying.length === 1) return dimensionAxis(only);
  return {
    varies: 'size',
    title: l10n.t('size (cube root of m·k·n)'),
    plain: 'size (cube root of m·k·n)',
    positionOf: ({ m, k, n }) => Math.max(1, Math.cbrt(m * k * n)),
  };
}

function dimensionAxis(dimension: Dimension): CurveAxis {
  return {
    varies: dimension,
    title: dimension,
    plain: dimension,
    positionOf: (problem) => Math.max(1, problem[dimension]),
  };
}

type Trait = (problem: Problem) => string;

/** What else differs, and so has to be part of a curve's name. */
function traitsThatDiffer(timed: readonly TimedMeasurement[], { varies }: CurveAxis): readonly Trait[] {
  const traits: readonly Trait[] = [
    ({ dtype }) => dtype,
    ({ transposeA, transposeB }) => `${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`,
    ({ structure }) => structure,
    ({ alpha, beta }) => `α=${alpha} β=${beta}`,
    ({ seed }) => `seed=${seed}`,
    ...(varies === 'density' ? [] : [({ density }: Problem) => `density=${density}`]),
  ];
  return traits.filter((trait) => new Set(timed.map(({ problem }) => trait(problem))).size > 1);
}

/** Time of the first over time of the second wherever both were measured. */
export function ratiosOf(first: Curve, second: Curve): readonly RatioPoint[] {
  const others = new Map(second.points.toReversed().map((point) => [point.position, point]));
  return first.points.flatMap(({ position, timing }): RatioPoint[] => {
    const other = others.get(position);
    return other === undefined ? [] : [{ position, ...ratioOf(timing, other.timing) }];
  });
}

/** Every pair of which one follows the other as the fastest along the axis. */
function crossingsOf(
  timed: readonly TimedMeasurement[],
  curves: readonly Curve[],
  axis: CurveAxis,
): readonly CurveCrossing[] {
  const leaders = groupByProblem(timed)
    .map(({ problem, measurements }) => ({ position: axis.positionOf(problem), result: fastestOf(measurements) }))
    .sort((one, other) => one.position - other.position)
    .flatMap(({ result }) => (result === null ? [] : [[result.fastest, ...result.ties]]));
  const curveOf = new Map(curves.flatMap((curve) => curve.points.map(({ timing }) => [timing, curve])));
  const pairs = new Map<string, CurveCrossing>();
  let last: Curve | null = null;
  for (const candidates of leaders) {
    const tied = candidates.flatMap((timing) => curveOf.get(timing) ?? []);
    // A tie decides nothing: who was the fastest before still is.
    const leader: Curve | undefined = last !== null && tied.includes(last) ? last : tied[0];
    if (leader === undefined) continue;
    if (last !== null && leader !== last) {
      const key = [last.key, leader.key].sort().join('\n');
      if (!pairs.has(key)) pairs.set(key, crossingBetween(last, leader));
    }
    last = leader;
  }
  return [...pairs.values()];
}

/** Where two curves cross, decided by the intervals of their ratios. */
export function crossingBetween(first: Curve, second: Curve): CurveCrossing {
  const missed = new Map<number, number>();
  for (const { position, timing } of [...first.points, ...second.points]) {
    missed.set(position, (missed.get(position) ?? 0) + (1 - timing.confidence));
  }
  const probes = ratiosOf(first, second).map((point) => ({ ...point, error: (missed.get(point.position) ?? 0) / 2 }));
  const crossing = crossingOf(probes);
  return { first, second, crossing, estimate: crossing.kind === 'bracket' ? passesOne(probes, crossing) : null };
}

/** Where the ratio passes 1 within the bracket, by lines between its points on logarithmic scales. */
function passesOne(
  points: readonly RatioPoint[],
  { last, first }: { readonly last: number; readonly first: number },
): number {
  const inside = points.filter(({ position }) => position >= last && position <= first);
  for (const [at, right] of inside.slice(1).entries()) {
    const left = inside[at];
    const [from, to] = [Math.log(left.ratio), Math.log(right.ratio)];
    if (from === to || Math.sign(from) === Math.sign(to)) continue;
    return left.position * (right.position / left.position) ** (from / (from - to));
  }
  return Math.sqrt(last * first);
}
