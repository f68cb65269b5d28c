import { formatGflops, formatRatioInterval, formatSignificant } from '../format';
import { fastestOf } from '../measure/comparison';
import type { TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import { crossingBetween } from './curves';
import type { Curve, CurveAxis, CurveCrossing, Curves } from './curves';
import { GFLOPS, INTERVAL, RATIO, TIME } from './explanation';
import type { Explanation } from './explanation';
import type { Finding } from './findings';

/** '512', '0.31', '96.8'. */
export function axisNumber(position: number): string {
  return Number.isInteger(position) ? String(position) : formatSignificant(position, 3);
}

/** 'n = 512', 'density 0.31', 'size 96.8'. */
export function axisText({ title }: CurveAxis, position: number): string {
  if (title === 'density') return `density ${axisNumber(position)}`;
  return title.startsWith('size') ? `size ${axisNumber(position)}` : `${title} = ${axisNumber(position)}`;
}

/** What the curves show: who overtakes whom and where, or who is the fastest throughout; then what to do about it. */
export function curvesFinding(curves: Curves): Finding {
  const { axis, positions } = curves;
  const [lowest, highest] = [positions.at(0), positions.at(-1)];
  if (lowest === undefined || highest === undefined) {
    return { title: 'Nothing has been measured yet', detail: 'Curves appear with the first rows that have a time.' };
  }
  if (lowest === highest) {
    return {
      title: leader(curves, highest, (fastest) => `${fastest} is ahead`).title,
      detail:
        'One size makes no curve. Give the benchmark several, such as "size": [64, 128, 256], to see where it turns.',
    };
  }
  const found = curves.crossings.filter(({ crossing }) => crossing.kind === 'bracket');
  const [first, ...others] = found;
  if (first !== undefined) {
    return {
      title: overtaking(axis, first),
      detail: [advice(curves, first), ...others.map((each) => `${overtaking(axis, each)}.`)].join(' '),
    };
  }
  const [several] = curves.crossings;
  if (several !== undefined)
    return { title: takingTurns(axis, several, lowest, highest), detail: advice(curves, several) };
  return leader(curves, highest, (fastest) => `No crossover: ${fastest} stays ahead`);
}

/** 'parallel overtakes simd at n ≈ 152 (128–192)': the interval is the bracket. */
function overtaking(axis: CurveAxis, { first, second, crossing, estimate }: CurveCrossing): string {
  if (crossing.kind !== 'bracket' || estimate === null) return '';
  const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
  const at = axisText(axis, Number(estimate.toPrecision(3))).replace(' = ', ' ≈ ');
  return `${after.name} overtakes ${before.name} at ${at} (${axisNumber(crossing.last)}–${axisNumber(crossing.first)})`;
}

/** What is faster at the upper end, by how much, and how sure it is. */
function advice({ axis, positions }: Curves, { first, second, crossing }: CurveCrossing): string {
  const common = positions.filter((position) => at(first, position) !== null && at(second, position) !== null);
  const end = common.at(-1);
  const [one, other] = end === undefined ? [null, null] : [at(first, end), at(second, end)];
  if (end === undefined || one === null || other === null) return '';
  const ratio = ratioOf(one, other);
  const gain = `${first.name} takes ${formatRatioInterval(ratio)} the time of ${second.name} at ${axisText(axis, end)}`;
  if (crossing.kind !== 'bracket') return `No single place was found from which on one is faster: ${gain}.`;
  const [before, after] = crossing.before === 'first' ? [first, second] : [second, first];
  return `Use ${before.name} up to ${axisNumber(crossing.last)} and ${after.name} from ${axisNumber(crossing.first)} on: ${gain}. The ends are decided by their own intervals; Find a Crossover… measures between them.`;
}

function takingTurns(axis: CurveAxis, { first, second, crossing }: CurveCrossing, low: number, high: number): string {
  const range = `from ${axisText(axis, low)} to ${axisNumber(high)}`;
  return crossing.kind === 'several'
    ? `${first.name} and ${second.name} take turns at being faster ${range}: the winner changes ${crossing.changes} times at least`
    : `${first.name} and ${second.name} lie close together ${range}: where they cross was not decided`;
}

/** Who is the fastest at the upper end, and by how much. */
function leader({ axis, curves }: Curves, highest: number, isAhead: (name: string) => string): Finding {
  const timings = curves.flatMap((curve) => at(curve, highest) ?? []);
  const result = fastestOf(timings);
  if (result === null) return { title: 'Nothing has been measured yet', detail: '' };
  const nameOf = (timing: TimedMeasurement): string =>
    curves.find(({ points }) => points.some((point) => point.timing === timing))?.name ?? timing.strategy;
  const fastest = nameOf(result.fastest);
  const where = axisText(axis, highest);
  if (result.runnerUp === null) {
    const ties = result.ties.map(nameOf).join(', ');
    const speed = `${formatGflops(result.fastest.gflops)} GFLOP/s (${formatGflops(result.fastest.flops / result.fastest.intervalNs[1])}–${formatGflops(result.fastest.flops / result.fastest.intervalNs[0])})`;
    return {
      title: `${fastest} reaches ${speed} at ${where}`,
      detail:
        ties === ''
          ? 'Nothing else was measured there to compare it with.'
          : `No difference was found from ${ties}: use whichever is simpler.`,
    };
  }
  const ratio = ratioOf(result.runnerUp, result.fastest);
  const next = nameOf(result.runnerUp);
  const alike = result.ties.map(nameOf).join(', ');
  return {
    title: `${isAhead(fastest)}, ${formatRatioInterval(ratio)} as fast as ${next} at ${where}`,
    detail:
      alike === ''
        ? `Use ${fastest} throughout; ${next} is the next at the upper end.`
        : `No difference was found there between ${fastest} and ${alike}: use whichever is simpler; ${next} is the next.`,
  };
}

function at({ points }: Curve, position: number): TimedMeasurement | null {
  return points.find((point) => point.position === position)?.timing ?? null;
}

/** What is to be seen in the curves, from the curves themselves. */
export function curvesExplanation(
  { axis, curves, positions, crossings }: Curves,
  metric: 'speed' | 'time',
  peaks: number,
): Explanation {
  const [low = 0, high = 0] = [positions.at(0), positions.at(-1)];
  const [better, unit] = metric === 'speed' ? ['higher', 'GFLOP/s'] : ['lower', 'milliseconds'];
  const marked = crossings.filter(({ crossing }) => crossing.kind === 'bracket').length;
  const bands = marked === 0 ? '' : ` The upright ${marked === 1 ? 'band is' : 'bands are'} where the fastest changes.`;
  const best = curves
    .flatMap(({ name, points }) => points.map(({ position, timing }) => ({ name, position, gflops: timing.gflops })))
    .reduce((top, each) => (each.gflops > top.gflops ? each : top), { name: '', position: 0, gflops: 0 });
  return {
    sentences: [
      `Each of the ${curves.length} lines is a strategy over ${axis.title} from ${axisNumber(low)} to ${axisNumber(high)}, in ${unit}, ${better} is better; both axes are logarithmic, so equal distances are equal factors.${bands}`,
      `The highest speed is ${formatGflops(best.gflops)} GFLOP/s, of ${best.name} at ${axisText(axis, best.position)}${peaks > 0 && metric === 'speed' ? `; the ${peaks} level lines are what this machine was measured to compute at most` : ''}.`,
    ],
    units: [...(metric === 'speed' ? [GFLOPS] : [TIME]), INTERVAL],
  };
}

/** What is to be seen in the ratios of two curves. */
export function ratioExplanation(axis: CurveAxis, crossing: CurveCrossing, points: number): Explanation {
  const { first, second } = crossing;
  const said =
    crossing.crossing.kind === 'bracket'
      ? overtaking(axis, crossing)
      : `No place was found at which ${second.name} and ${first.name} change`;
  return {
    sentences: [
      `Each of the ${points} points is the time of ${first.name} over that of ${second.name} at one ${axis.title}: below the line at 1 ${first.name} is faster, above it ${second.name}.`,
      `${said}; whiskers that reach over the line decide nothing.`,
    ],
    units: [RATIO],
  };
}

/** The pair whose ratio is the most telling: the first that overtakes, else the two fastest at the upper end. */
export function pairOf({ curves, crossings, positions }: Curves): CurveCrossing | null {
  const [crossing] = [...crossings].sort(
    (one, other) => Number(other.estimate !== null) - Number(one.estimate !== null),
  );
  if (crossing !== undefined) return crossing;
  const highest = positions.at(-1) ?? 0;
  const [first, second] = curves
    .flatMap((curve) => {
      const timing = at(curve, highest);
      return timing === null ? [] : [{ curve, medianNs: timing.medianNs }];
    })
    .sort((one, other) => one.medianNs - other.medianNs);
  return first === undefined || second === undefined ? null : crossingBetween(first.curve, second.curve);
}
