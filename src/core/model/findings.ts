import { formatError, formatRatio, formatRatioInterval } from '../format';
import { fastestOf, groupByProblem, isTimed } from '../measure/comparison';
import type { Fastest, ProblemGroup } from '../measure/comparison';
import type { Measurement, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Ratio } from '../measure/ratio';
import { disturbanceText } from '../measure/roundLog';
import type { Disturbance } from '../measure/roundLog';
import { problemFlops, sizeLabel } from '../problem';
import { whySlow } from './whySlow';
import { axisOf } from '../problemLabel';

/** What a run has shown, in words. */
export interface Finding {
  /** One sentence with a number and its interval. */
  readonly title: string;
  /** What else was found, and what to do about rows that have no result; may be empty. */
  readonly detail: string;
}

interface Decided extends ProblemGroup {
  readonly result: Fastest;
}

/** Says which strategy is fastest, where, and by how much; ties and missing results are said as plainly. */
export function findingOf({ measurements }: { readonly measurements: readonly Measurement[] }): Finding {
  const decided = groupByProblem(measurements).flatMap((group): Decided[] => {
    const result = fastestOf(group.measurements);
    return result === null ? [] : [{ ...group, result }];
  });
  const benchmarks = [...new Set(decided.map(({ benchmark }) => benchmark))];
  const [first, ...others] = benchmarks.map((benchmark) => {
    const groups = decided.filter((group) => group.benchmark === benchmark);
    return benchmarkSentence(benchmarks.length > 1 ? `${benchmark}: ` : '', groups);
  });
  if (first === undefined) return nothingFound(measurements);
  return {
    title: first,
    detail: [
      ...others.map((sentence) => `${sentence}.`),
      ...whySlow(decided),
      ...priceOfStrassen(decided),
      ...caveats(measurements),
    ].join(' '),
  };
}

function nothingFound(measurements: readonly Measurement[]): Finding {
  const failure = measurements.find((measurement) => measurement.status !== 'ok');
  return failure === undefined
    ? { title: 'Nothing has been measured yet', detail: '' }
    : { title: 'Nothing could be measured', detail: failure.reason };
}

/** The finding of one benchmark's problems, of which there is at least one. */
function benchmarkSentence(prefix: string, groups: readonly Decided[]): string {
  const sorted = [...groups].sort((x, y) => problemFlops(x.problem) - problemFlops(y.problem));
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return prefix + oneProblem(only);
  const axis = axisOf(sorted.map(({ problem }) => problem));
  const [below, above, ...more] = stretchesOf(sorted);
  if (below !== undefined && above === undefined) {
    return `${prefix}${areFastest(below)} at ${sorted.length === 2 ? 'both' : `all ${sorted.length}`} ${axis.noun}${gainOf(below)}`;
  }
  const [to, from] = [below?.groups.at(-1), above?.groups[0]];
  if (
    to !== undefined &&
    from !== undefined &&
    below !== undefined &&
    above !== undefined &&
    more.length === 0 &&
    axis.isOrdered
  ) {
    const takeOver = `from ${axis.label(from.problem)} on ${listOf(above.winners)} ${above.winners.length > 1 ? 'are' : 'is'}`;
    return `${prefix}${areFastest(below)} up to ${axis.label(to.problem)}; ${takeOver}${gainOf(above)}`;
  }
  const wins = new Map<string, number>();
  for (const stretch of [below, above, ...more]) {
    const winners = listOf(stretch?.winners ?? []);
    wins.set(winners, (wins.get(winners) ?? 0) + (stretch?.groups.length ?? 0));
  }
  const counts = [...wins].sort(([, x], [, y]) => y - x).map(([winners, count]) => `${winners} at ${count}`);
  return `${prefix}Fastest of ${sorted.length} ${axis.noun}: ${counts.join(', ')}`;
}

function oneProblem({ problem, measurements, result: { fastest, ties, runnerUp } }: Decided): string {
  const naive = measurements.filter(isTimed).find(({ strategy }) => strategy === 'naive');
  const rivals = runnerUp === null ? [] : [runnerUp];
  if (naive !== undefined && naive !== fastest && naive !== runnerUp && !ties.includes(naive)) rivals.push(naive);
  const against = rivals.map((rival) => ratioAgainst(rival, fastest, measurements)).join(' and ');
  const by = against === '' ? '' : `: ${against}`;
  if (ties.length === 0) return `${nameIn(fastest, measurements)} is fastest for ${sizeLabel(problem)}${by}`;
  const names = [fastest, ...ties].map((tied) => nameIn(tied, measurements));
  return `${listOf(names)} are fastest for ${sizeLabel(problem)}, no difference found between them${by}`;
}

/** '1.75× simd (1.73–1.77)': how much longer `slower` takes than `faster`. */
function ratioAgainst(slower: TimedMeasurement, faster: TimedMeasurement, among: readonly Measurement[]): string {
  const { ratio, low, high } = ratioOf(slower, faster);
  return `${formatRatio(ratio)}× ${nameIn(slower, among)} (${formatRatio(low)}–${formatRatio(high)})`;
}

/** The strategy's id, with its parameters where the same strategy was measured with others too. */
function nameIn(measurement: Measurement, among: readonly Measurement[]): string {
  const twins = among.filter(({ strategy }) => strategy === measurement.strategy);
  const values = Object.entries(measurement.parameters).map(([id, value]) => `${id} ${value}`);
  return twins.length > 1 && values.length > 0
    ? `${measurement.strategy} (${values.join(', ')})`
    : measurement.strategy;
}

interface Stretch {
  /** Strategies that are fastest, or cannot be told from the fastest, at every size of the stretch. */
  readonly winners: readonly string[];
  readonly groups: readonly Decided[];
}

/** Neighbouring sizes with a common winner: as few stretches as the measurements allow, for a tie decides nothing. */
function stretchesOf(groups: readonly Decided[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const group of groups) {
    const candidates = [group.result.fastest, ...group.result.ties].map(({ strategy }) => strategy);
    const last = stretches.at(-1);
    const common = last?.winners.filter((winner) => candidates.includes(winner)) ?? [];
    if (last === undefined || common.length === 0)
      stretches.push({ winners: [...new Set(candidates)], groups: [group] });
    else stretches.splice(-1, 1, { winners: common, groups: [...last.groups, group] });
  }
  return stretches;
}

function areFastest({ winners }: Stretch): string {
  return winners.length === 1
    ? `${listOf(winners)} is fastest`
    : `${listOf(winners)} are fastest, no difference found between them,`;
}

/** 'simd, blocked and parallel'. */
function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** ', by 1.37× (1.35–1.39) over the next', or the smallest and the largest gain where there are several sizes. */
function gainOf({ winners, groups }: Stretch): string {
  const gains = groups
    .flatMap(({ measurements }): Ratio[] => {
      const timed = measurements.filter(isTimed).sort((x, y) => x.medianNs - y.medianNs);
      const best = timed.find(({ strategy }) => winners.includes(strategy));
      const next = timed.find(({ strategy }) => !winners.includes(strategy));
      return best === undefined || next === undefined ? [] : [ratioOf(next, best)];
    })
    .sort((x, y) => x.ratio - y.ratio);
  const [smallest, largest] = [gains[0], gains.at(-1)];
  if (smallest === undefined || largest === undefined || !largest.difference) return '';
  if (gains.length === 1) return `, by ${formatRatioInterval(smallest)} over the next`;
  if (!smallest.difference) return `, by up to ${formatRatioInterval(largest)} over the next`;
  return `, by ${formatRatioInterval(smallest)} to ${formatRatioInterval(largest)} over the next`;
}

/** What its speed costs where strassen is fastest: its error beside the least of the others, at the largest such problem. */
function priceOfStrassen(decided: readonly Decided[]): readonly string[] {
  const won = decided
    .filter(({ result }) => result.fastest.strategy === 'strassen')
    .sort((x, y) => problemFlops(y.problem) - problemFlops(x.problem));
  const [largest] = won;
  if (largest === undefined) return [];
  const [accurate] = largest.measurements
    .filter(isTimed)
    .filter(({ strategy }) => strategy !== 'strassen')
    .sort((x, y) => x.error.norm - y.error.norm);
  if (accurate === undefined) return [];
  const [price, usual] = [largest.result.fastest, accurate].map(({ error }) => formatError(error.norm));
  return [
    `strassen pays with accuracy: its error is ${price} at ${sizeLabel(largest.problem)}, that of ${accurate.strategy} ${usual}.`,
  ];
}

function caveats(measurements: readonly Measurement[]): readonly string[] {
  const said: string[] = [];
  const failed = measurements.filter(({ status }) => status === 'failed').length;
  const unsupported = measurements.filter(({ status }) => status === 'unsupported').length;
  const uncertain = measurements.filter((one) => isTimed(one) && one.confidence < 0.95).length;
  if (failed > 0) said.push(`${rows(failed)} failed; the reason stands in the row.`);
  if (unsupported > 0) said.push(`${rows(unsupported)} could not run here; the reason stands in the row.`);
  if (uncertain > 0) {
    said.push(`${rows(uncertain)} had too few samples for a 95% interval; a larger time budget gives more.`);
  }
  const disturbed = disturbedRounds(measurements);
  if (disturbed !== null) said.push(`${disturbed}.`);
  return said;
}

/** '3 of 40 rounds were disturbed and taken again': of all samplings together. */
function disturbedRounds(measurements: readonly Measurement[]): string | null {
  const bySession = new Map<string, Disturbance>();
  for (const row of measurements.filter(isTimed)) {
    if (row.sampling === undefined) continue;
    const { session, disturbance } = row.sampling;
    const before = bySession.get(session);
    if (before === undefined || before.rounds < disturbance.rounds) bySession.set(session, disturbance);
  }
  const taken = [...bySession.values()];
  const sum = (count: (each: Disturbance) => number): number => taken.reduce((total, each) => total + count(each), 0);
  return disturbanceText({
    disturbed: sum(({ disturbed }) => disturbed),
    waited: sum(({ waited = 0 }) => waited),
    rounds: sum(({ rounds: all }) => all),
    isSetAside: taken.every(({ disturbed, isSetAside }) => disturbed === 0 || isSetAside),
  });
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
