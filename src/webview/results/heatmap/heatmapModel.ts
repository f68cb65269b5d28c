import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import { formatGflops, formatMs, formatRatio } from '../../../core/format';
import type { StrategyDescription, StrategyFamily } from '../../../core/kernels/strategy';
import { domainOf, logShare } from '../../charts/logScale';
import type { Domain } from '../../charts/logScale';
import { problemAxis } from '../problemText';
import { parametersText } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
import type { Metric } from '../savedView';
import { emptyReasonOf, emptyWords } from './emptyCell';
import type { EmptyReason } from './emptyCell';

/** One strategy, with its parameters, at one problem. */
export interface HeatmapCell {
  /** `null` where the run has no such row. */
  readonly row: ResultRow | null;
  /** `null` where there is no result. */
  readonly value: number | null;
  /** The value, or a word for why there is none. */
  readonly text: string;
  /** The same where there is little room. */
  readonly short: string;
  /** The fastest at its problem, or not told apart from it; in a tuning the best point. */
  readonly leader: boolean;
  /** Given up early, so that it is known less well than others: painted pale. */
  readonly pale: boolean;
  /** The rows (by index) whose place on the map it is: that which it shows, and others that are slower. */
  readonly placeOf: readonly number[];
  /** What is said of it before its numbers. */
  readonly notes: readonly string[];
}

export interface HeatmapLine {
  readonly key: string;
  readonly label: string;
  readonly strategy: string;
  readonly cells: readonly HeatmapCell[];
}

export interface HeatmapColumn {
  readonly key: string;
  /** '256'. */
  readonly label: string;
  /** 'n = 256', '64×784×100'. */
  readonly title: string;
}

export interface Heatmap {
  /** Strategies by sizes, the grid of a tuning, or one strategy over two things. */
  readonly kind: 'sizes' | 'tuning' | 'crossed';
  readonly metric: Metric;
  readonly texts: Readonly<Record<Metric, MetricText>>;
  /** What the lines differ in; `null`: in their strategies, or there is one line alone. */
  readonly lineAxis: string | null;
  /** 'n', 'm×k×n': what the columns differ in. */
  readonly axis: string;
  readonly columns: readonly HeatmapColumn[];
  readonly lines: readonly HeatmapLine[];
  readonly domain: Domain | null;
  readonly stretches: readonly Stretch[];
  /** What is said above the map: of a tuning its default, which need not lie in the grid. */
  readonly facts: readonly string[];
}

/** Neighbouring columns at which the same strategies are fastest. */
export interface Stretch {
  readonly from: number;
  /** The column after the last. */
  readonly to: number;
  /** Names of the fastest; several where no difference was found. */
  readonly winners: readonly string[];
  readonly family: StrategyFamily | null;
}

export interface MetricText {
  readonly title: string;
  /** Of the numbers in the cells. */
  readonly unit: string;
  /** Smaller is better. */
  readonly falling: boolean;
}

export function metricTexts(): Readonly<Record<Metric, MetricText>> {
  return {
    gflops: { title: 'GFLOP/s', unit: 'GFLOP/s', falling: false },
    time: { title: l10n.t('time'), unit: 'ms', falling: true },
    speedup: { title: '× naive', unit: '× naive', falling: false },
  };
}

/** The groups of one benchmark as a map of strategy by size. */
export function heatmapOf(
  groups: readonly RowGroup[],
  metric: Metric,
  strategies: readonly StrategyDescription[],
): Heatmap {
  const axis = problemAxis(groups.map(({ problem }) => problem));
  const lines = new Map<string, { label: string; strategy: string; rows: (ResultRow | null)[] }>();
  for (const [column, { rows }] of groups.entries()) {
    for (const row of rows) {
      const { strategy } = row.subject;
      const label = [strategy, parametersText(row.subject)].filter(Boolean).join(' ');
      const line = lines.get(label) ?? { label, strategy, rows: groups.map(() => null) };
      line.rows[column] = row;
      lines.set(label, line);
    }
  }
  const cells = (rows: readonly (ResultRow | null)[]): readonly HeatmapCell[] =>
    rows.map((row, column) => cellOf(row, metric, row !== null && groups[column].leaders.has(row.index)));
  const map = [...lines].map(([key, line]) => ({ key, ...line, cells: cells(line.rows) }));
  return {
    kind: 'sizes',
    metric,
    texts: metricTexts(),
    lineAxis: null,
    axis: axis.title,
    columns: groups.map(({ key, problem }) => {
      const label = axis.label(problem);
      return { key, label, title: axis.isNamed ? `${axis.title} = ${label}` : label };
    }),
    lines: map,
    domain: domainOf(map.flatMap((line) => line.cells.flatMap(({ value }) => value ?? []))),
    stretches: stretchesOf(groups, strategies),
    facts: [],
  };
}

export function cellOf(row: ResultRow | null, metric: Metric, leader: boolean): HeatmapCell {
  if (row === null) return emptyCell(null, 'not asked', [l10n.t('not asked for in this run')]);
  const value = valueOf(row, metric);
  const notes = leader ? [l10n.t('fastest here, or not told apart from it')] : [];
  if (value === null) return emptyCell(row, row.timing === null ? emptyReasonOf(row) : 'no naive', notes);
  const text = valueText(value, metric);
  return { row, value, text, short: text, leader, pale: false, placeOf: [row.index], notes };
}

export function emptyCell(row: ResultRow | null, reason: EmptyReason, notes: readonly string[]): HeatmapCell {
  const placeOf = row === null ? [] : [row.index];
  return { row, value: null, ...emptyWords(reason), leader: false, pale: false, placeOf, notes };
}

function valueOf({ timing, ratio }: ResultRow, metric: Metric): number | null {
  switch (metric) {
    case 'gflops':
      return timing?.gflops ?? null;
    case 'time':
      return timing?.medianNs ?? null;
    case 'speedup':
      return ratio?.ratio ?? null;
    default:
      return assertNever(metric);
  }
}

export function valueText(value: number, metric: Metric): string {
  switch (metric) {
    case 'gflops':
      return formatGflops(value);
    case 'time':
      return formatMs(value);
    case 'speedup':
      return formatRatio(value);
    default:
      return assertNever(metric);
  }
}

/** Where a value lies on the colour scale, 0 (worst) to 1 (best). */
export function colourShare(value: number, { domain, metric, texts }: Heatmap): number {
  if (domain === null) return 0;
  const share = logShare(value, domain);
  return texts[metric].falling && domain.high > domain.low ? 1 - share : share;
}

function stretchesOf(groups: readonly RowGroup[], strategies: readonly StrategyDescription[]): readonly Stretch[] {
  const stretches: { from: number; to: number; winners: readonly string[]; family: StrategyFamily | null }[] = [];
  for (const [column, { rows, leaders }] of groups.entries()) {
    const winners = [...new Set(rows.filter(({ index }) => leaders.has(index)).map(({ subject }) => subject.strategy))];
    const last = stretches.at(-1);
    if (last?.winners.join() === winners.join()) last.to = column + 1;
    else {
      const [only] = winners.length === 1 ? winners : [];
      const family = strategies.find(({ id }) => id === only)?.family ?? null;
      stretches.push({ from: column, to: column + 1, winners, family });
    }
  }
  return stretches;
}
