import * as l10n from '@vscode/l10n';
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
import { axisOf, counted, everyOf } from '../problemLabel';
import { ended, listed, sentences } from '../sentences';

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
    const sentence = benchmarkSentence(groups);
    return benchmarks.length > 1 ? l10n.t('{0}: {1}', benchmark, sentence) : sentence;
  });
  if (first === undefined) return nothingFound(measurements);
  return {
    title: first,
    detail: sentences(...others.map(ended), ...whySlow(decided), ...priceOfStrassen(decided), ...caveats(measurements)),
  };
}

function nothingFound(measurements: readonly Measurement[]): Finding {
  const failure = measurements.find((measurement) => measurement.status !== 'ok');
  return failure === undefined
    ? { title: l10n.t('Nothing has been measured yet'), detail: '' }
    : { title: l10n.t('Nothing could be measured'), detail: failure.reason };
}

/** The finding of one benchmark's problems, of which there is at least one. */
function benchmarkSentence(groups: readonly Decided[]): string {
  const sorted = [...groups].sort((x, y) => problemFlops(x.problem) - problemFlops(y.problem));
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return oneProblem(only);
  const axis = axisOf(sorted.map(({ problem }) => problem));
  const [below, above, ...more] = stretchesOf(sorted);
  if (below !== undefined && above === undefined) {
    const [names, where] = [all(below.winners), everyOf(axis.noun, sorted.length)];
    const fastest =
      below.winners.length === 1
        ? l10n.t('{0} is fastest at {1}', names, where)
        : l10n.t('{0} are fastest, no difference found between them, at {1}', names, where);
    return withGain(fastest, below);
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
    return withGain(takeOver(below, axis.label(to.problem), axis.label(from.problem), above), above);
  }
  const wins = new Map<string, { readonly winners: readonly string[]; count: number }>();
  for (const stretch of [below, above, ...more]) {
    if (stretch === undefined) continue;
    const key = stretch.winners.join(' ');
    const won = wins.get(key) ?? { winners: stretch.winners, count: 0 };
    won.count += stretch.groups.length;
    wins.set(key, won);
  }
  const counts = [...wins.values()]
    .sort((x, y) => y.count - x.count)
    .map(({ winners, count }) =>
      l10n.t({ message: '{0} at {1}', args: [all(winners), count], comment: ['strategies, how many sizes'] }),
    );
  return l10n.t('Fastest of {0}: {1}', counted(axis.noun, sorted.length), listed(counts));
}

/** Who is fastest up to where, and who from there on. */
function takeOver(below: Stretch, to: string, from: string, above: Stretch): string {
  const said = [all(below.winners), to, from, all(above.winners)] as const;
  if (below.winners.length === 1) {
    return above.winners.length === 1
      ? l10n.t('{0} is fastest up to {1}; from {2} on {3} is', ...said)
      : l10n.t('{0} is fastest up to {1}; from {2} on {3} are', ...said);
  }
  return above.winners.length === 1
    ? l10n.t('{0} are fastest, no difference found between them, up to {1}; from {2} on {3} is', ...said)
    : l10n.t('{0} are fastest, no difference found between them, up to {1}; from {2} on {3} are', ...said);
}

function oneProblem({ problem, measurements, result: { fastest, ties, runnerUp } }: Decided): string {
  const naive = measurements.filter(isTimed).find(({ strategy }) => strategy === 'naive');
  const rivals = runnerUp === null ? [] : [runnerUp];
  if (naive !== undefined && naive !== fastest && naive !== runnerUp && !ties.includes(naive)) rivals.push(naive);
  const against = rivals.map((rival) => ratioAgainst(rival, fastest, measurements)).reduce(bothRatios, '');
  const names = all([fastest, ...ties].map((tied) => nameIn(tied, measurements)));
  const size = sizeLabel(problem);
  if (ties.length === 0) {
    return against === ''
      ? l10n.t('{0} is fastest for {1}', names, size)
      : l10n.t('{0} is fastest for {1}: {2}', names, size, against);
  }
  return against === ''
    ? l10n.t('{0} are fastest for {1}, no difference found between them', names, size)
    : l10n.t('{0} are fastest for {1}, no difference found between them: {2}', names, size, against);
}

function bothRatios(before: string, after: string): string {
  if (before === '') return after;
  return l10n.t({ message: '{0} and {1}', args: [before, after], comment: ['ratios'] });
}

/** '1.75× simd (1.73–1.77)': how much longer `slower` takes than `faster`. */
function ratioAgainst(slower: TimedMeasurement, faster: TimedMeasurement, among: readonly Measurement[]): string {
  const { ratio, low, high } = ratioOf(slower, faster);
  return l10n.t('{0}× {1} ({2}–{3})', formatRatio(ratio), nameIn(slower, among), formatRatio(low), formatRatio(high));
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

/** 'simd, blocked and parallel', as the language puts it. */
function all(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : l10n.t('{0} and {1}', listed(names.slice(0, -1)), last);
}

/** '…, by 1.37× (1.35–1.39) over the next', or by the smallest and the largest gain where there are several sizes. */
function withGain(sentence: string, { winners, groups }: Stretch): string {
  const gains = groups
    .flatMap(({ measurements }): Ratio[] => {
      const timed = measurements.filter(isTimed).sort((x, y) => x.medianNs - y.medianNs);
      const best = timed.find(({ strategy }) => winners.includes(strategy));
      const next = timed.find(({ strategy }) => !winners.includes(strategy));
      return best === undefined || next === undefined ? [] : [ratioOf(next, best)];
    })
    .sort((x, y) => x.ratio - y.ratio);
  const [smallest, largest] = [gains[0], gains.at(-1)];
  if (smallest === undefined || largest === undefined || !largest.difference) return sentence;
  if (gains.length === 1) return l10n.t('{0}, by {1} over the next', sentence, formatRatioInterval(smallest));
  const most = formatRatioInterval(largest);
  return smallest.difference
    ? l10n.t('{0}, by {1} to {2} over the next', sentence, formatRatioInterval(smallest), most)
    : l10n.t('{0}, by up to {1} over the next', sentence, most);
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
    l10n.t(
      'strassen pays with accuracy: its error is {0} at {1}, that of {2} {3}.',
      ...[price, sizeLabel(largest.problem), accurate.strategy, usual],
    ),
  ];
}

function caveats(measurements: readonly Measurement[]): readonly string[] {
  const said: string[] = [];
  const failed = measurements.filter(({ status }) => status === 'failed').length;
  const unsupported = measurements.filter(({ status }) => status === 'unsupported').length;
  const uncertain = measurements.filter((one) => isTimed(one) && one.confidence < 0.95).length;
  if (failed === 1) said.push(l10n.t('1 row failed; the reason stands in the row.'));
  if (failed > 1) said.push(l10n.t('{0} rows failed; the reason stands in the row.', failed));
  if (unsupported === 1) said.push(l10n.t('1 row could not run here; the reason stands in the row.'));
  if (unsupported > 1) said.push(l10n.t('{0} rows could not run here; the reason stands in the row.', unsupported));
  if (uncertain === 1) {
    said.push(l10n.t('1 row had too few samples for a 95% interval; a larger time budget gives more.'));
  }
  if (uncertain > 1) {
    said.push(l10n.t('{0} rows had too few samples for a 95% interval; a larger time budget gives more.', uncertain));
  }
  const disturbed = disturbedRounds(measurements);
  if (disturbed !== null) said.push(ended(disturbed));
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
