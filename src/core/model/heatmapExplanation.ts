import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { formatDuration, formatGflops, formatRatio, formatShare } from '../format';
import { clauses, ended, listed } from '../sentences';
import { unitOfSpeed, unitOfTime } from './explanation';
import type { Explanation, UnitDefinition } from './explanation';

/** A heatmap as far as its sentences go. */
export interface ExplainedMap {
  /** Strategies by problems, the grid of a tuning, or one strategy over two things. */
  readonly kind: 'sizes' | 'tuning' | 'crossed';
  readonly metric: 'gflops' | 'time' | 'speedup';
  /** What the lines differ in; `null`: in their strategies, or there is one line alone. */
  readonly lineAxis: string | null;
  readonly axis: string;
  /** 'n = 256'. */
  readonly columns: readonly { readonly title: string }[];
  readonly lines: readonly ExplainedLine[];
  /** Neighbouring columns at which the same strategies are the fastest, from one column to before another. */
  readonly stretches: readonly { readonly from: number; readonly to: number; readonly winners: readonly string[] }[];
}

interface ExplainedLine {
  readonly label: string;
  readonly strategy: string;
  readonly cells: readonly ExplainedCell[];
}

interface ExplainedCell {
  /** GFLOP/s, ns, or how many times as fast as the reference; `null` where there is none. */
  readonly value: number | null;
  /** The fastest at its problem, or not told apart from it; of a tuning the best point. */
  readonly leader: boolean;
  /** Stopped early. */
  readonly pale: boolean;
}

export interface HeatmapContext {
  /** Nothing more will come. */
  readonly hasEnded: boolean;
  /** One of the axes is the density of A. */
  readonly isOverDensity: boolean;
}

/** What is to be seen in a heatmap, from its cells. */
export function heatmapExplanation(map: ExplainedMap, context: HeatmapContext): Explanation {
  return {
    sentences: [ended(clauses(layoutText(map), ...restText(map))), ended(clauses(...foundTexts(map, context)))],
    units: unitsOf(map, context),
  };
}

/** What a cell is, and in which unit. */
function layoutText(map: ExplainedMap): string {
  const { kind, lineAxis, axis, lines, columns } = map;
  const size = [lines.length, columns.length, unitText(map)];
  const strategy = lines.at(0)?.strategy ?? '';
  switch (kind) {
    case 'sizes':
      return l10n.t('Each line is a strategy and each column a problem, by {3}: {0} × {1} cells in {2}', ...size, axis);
    case 'crossed':
    case 'tuning':
      return lineAxis === null
        ? l10n.t('Each cell is {0} with another value of {1}: {2} × {3} cells in {4}', strategy, axis, ...size)
        : l10n.t(
            'Each cell is {0} with the {1} of its line and the {2} of its column: {3} × {4} cells in {5}',
            ...[strategy, lineAxis, axis, ...size],
          );
    default:
      return assertNever(kind);
  }
}

function unitText({ kind, metric }: ExplainedMap): string {
  switch (metric) {
    case 'gflops':
      return l10n.t('GFLOP/s, of which more is better');
    case 'time':
      return l10n.t('milliseconds, of which fewer are better');
    case 'speedup':
      return kind === 'tuning'
        ? l10n.t('multiples of the speed of the default')
        : l10n.t('multiples of the speed of naive');
    default:
      return assertNever(metric);
  }
}

/** Which share of the cells has no value, or was stopped early. */
function restText({ lines, columns }: ExplainedMap): readonly string[] {
  const count = Math.max(1, lines.length * columns.length);
  const cells = lines.flatMap((line) => line.cells);
  const empty = cells.filter(({ value }) => value === null).length;
  const pale = cells.filter((cell) => cell.pale).length;
  return [
    empty === 0
      ? l10n.t('all of them have a value')
      : l10n.t('{0} of them, hatched, have no value', formatShare(empty / count)),
    pale === 0
      ? ''
      : l10n.t('{0} of them, paler, were stopped early and are known less well', formatShare(pale / count)),
  ];
}

interface Valued {
  readonly title: string;
  readonly value: number;
  readonly leader: boolean;
}

/** What the cells show: the best and the worst, and who is the fastest where. */
function foundTexts(map: ExplainedMap, { hasEnded }: HeatmapContext): readonly string[] {
  // The best first.
  const valued = valuedCells(map).sort((one, other) =>
    isFalling(map) ? one.value - other.value : other.value - one.value,
  );
  const [best, worst] = [valued.at(0), valued.at(-1)];
  if (best === undefined || worst === undefined) return [l10n.t('No cell has a value yet')];
  const ends =
    best === worst
      ? l10n.t('The only cell with a value is {0}: {1}', best.title, amountText(best.value, map))
      : l10n.t(
          'The best cell is {0} with {1}, the worst {2} with {3}, a factor of {4}',
          ...[best.title, amountText(best.value, map), worst.title, amountText(worst.value, map)],
          formatRatio(factor(best.value, worst.value)),
        );
  switch (map.kind) {
    case 'sizes':
      return [ends, winnersText(map)];
    case 'crossed':
      return [
        ends,
        l10n.t(
          '{0} is the fastest that was measured, or not told apart from it, in {1} of those with a value',
          map.lines.at(0)?.strategy ?? '',
          formatShare(valued.filter(({ leader }) => leader).length / valued.length),
        ),
      ];
    case 'tuning':
      return tunedTexts(map, valued, best, hasEnded);
    default:
      return assertNever(map.kind);
  }
}

function valuedCells({ lineAxis, lines, columns }: ExplainedMap): Valued[] {
  return lines.flatMap(({ label, cells }) =>
    cells.flatMap(({ value, leader }, column): readonly Valued[] => {
      if (value === null) return [];
      const { title } = columns[column];
      return [{ value, leader, title: titleOf(lineAxis, label, title) }];
    }),
  );
}

function titleOf(lineAxis: string | null, label: string, column: string): string {
  return lineAxis === null ? l10n.t('{0} at {1}', label, column) : listed([`${lineAxis} = ${label}`, column]);
}

function isFalling({ metric }: ExplainedMap): boolean {
  return metric === 'time';
}

/** How many times the one is the other, 1 at least. */
function factor(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other);
}

function amountText(value: number, { kind, metric }: ExplainedMap): string {
  switch (metric) {
    case 'gflops':
      return `${formatGflops(value)} GFLOP/s`;
    case 'time':
      return formatDuration(value);
    case 'speedup':
      return kind === 'tuning'
        ? l10n.t('{0}× the speed of the default', formatRatio(value))
        : l10n.t('{0}× the speed of naive', formatRatio(value));
    default:
      return assertNever(metric);
  }
}

/** Where the fastest changes from column to column; what is a tie changes nothing. */
function winnersText({ stretches, columns }: ExplainedMap): string {
  const told = stretches.flatMap(({ from, to, winners }) => {
    const [only] = winners;
    return only !== undefined && winners.length === 1 ? [{ from, to, winner: only }] : [];
  });
  const [first] = told;
  if (first === undefined) return l10n.t('at no problem one strategy is told apart as the fastest');
  const runs = told.filter(({ winner }, index) => index === 0 || told[index - 1]?.winner !== winner);
  const [, second] = runs;
  if (second === undefined) {
    return stretches.length === 1
      ? l10n.t('{0} is the fastest at every problem', first.winner)
      : l10n.t('{0} is the fastest wherever one is told apart', first.winner);
  }
  const last = told.filter(({ from }) => from < second.from).at(-1) ?? first;
  const change = [first.winner, columns[last.to - 1].title, second.winner, columns[second.from].title];
  return runs.length === 2
    ? l10n.t('{0} is the fastest up to {1}, {2} from {3} on', ...change)
    : l10n.t(
        'the fastest changes {4} times from column to column: {0} is it up to {1}, {2} from {3} on, and so forth',
        ...change,
        runs.length - 1,
      );
}

/** A share of the best that is as good as it for most purposes. */
const NEAR = 0.95;

function tunedTexts(map: ExplainedMap, valued: readonly Valued[], best: Valued, hasEnded: boolean): readonly string[] {
  const leader = valued.find((cell) => cell.leader);
  const looks = [best.title, amountText(best.value, map)];
  if (leader === undefined) {
    return [
      hasEnded
        ? l10n.t(
            'No point of the grid was found to beat the default: what looks best, {0} with {1}, may be luck',
            ...looks,
          )
        : l10n.t(
            'No point is marked before the tuning has ended: what looks best, {0} with {1}, may be luck',
            ...looks,
          ),
    ];
  }
  const near = valued.filter(({ value }) => 1 / factor(value, leader.value) >= NEAR).length;
  const worst = valued.at(-1) ?? leader;
  return [
    l10n.t('The best point is {0} with {1}', leader.title, amountText(leader.value, map)),
    l10n.t('points with a value within 5% of it, itself among them: {0} of {1}', near, valued.length),
    valued.length === 1
      ? ''
      : l10n.t('the worst, {0}, is a factor of {1} away', worst.title, formatRatio(factor(worst.value, leader.value))),
  ];
}

function unitsOf({ kind, metric }: ExplainedMap, { isOverDensity }: HeatmapContext): readonly UnitDefinition[] {
  return [
    metric === 'gflops' ? unitOfSpeed() : metric === 'time' ? unitOfTime() : unitOfSpeedup(kind),
    ...(isOverDensity ? [unitOfDensity()] : []),
    {
      unit: l10n.t('colour'),
      definition: l10n.t(
        'cividis from dark blue, the worst, to yellow, the best, on a logarithmic scale: equal steps are equal factors.',
      ),
    },
    {
      unit: l10n.t('marked corner'),
      definition:
        kind === 'tuning'
          ? l10n.t(
              'the point that beat the default in a final round of fresh samples, or the default where none did; a colour alone may be luck.',
            )
          : l10n.t(
              'the fastest that was measured at the problem, and all that the intervals do not tell apart from it.',
            ),
    },
  ];
}

function unitOfSpeedup(kind: ExplainedMap['kind']): UnitDefinition {
  return kind === 'tuning'
    ? {
        unit: l10n.t('× default'),
        definition: l10n.t(
          'time of the default over that of the point, from rounds in which both took turns where there are some; above 1 the point is faster.',
        ),
      }
    : {
        unit: '× naive',
        definition: l10n.t(
          'time of naive over that of the cell at the same problem, from rounds in which both took turns where there are some; above 1 the cell is faster.',
        ),
      };
}

function unitOfDensity(): UnitDefinition {
  return {
    unit: l10n.t('density'),
    definition: l10n.t(
      'the share of the elements of A that are not 0; work is counted for these alone, so that GFLOP/s of different densities are not times.',
    ),
  };
}
