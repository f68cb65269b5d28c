import type { StrategyDescription, StrategyFamily } from '../../../core/kernels/strategy';
import {
  formatDuration,
  formatGflops,
  formatMs,
  formatPercentHalfWidth,
  formatRatio,
  formatRatioInterval,
} from '../../../core/format';
import { domainOf, logShare } from '../../charts/logScale';
import type { Domain } from '../../charts/logScale';
import { problemAxis } from '../problemText';
import { parametersText, shortWord } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';
import type { Metric } from '../savedView';
import { statusText } from '../table/columns';

/** One strategy, with its parameters, at one problem. */
export interface HeatmapCell {
  /** `null` where the run has no such row. */
  readonly row: ResultRow | null;
  /** `null` where there is no result. */
  readonly value: number | null;
  /** The value, or a word for why there is none. */
  readonly text: string;
  /** The word where there is little room; empty where there is a value. */
  readonly short: string;
  /** The fastest at its problem, or not told apart from it; in a tuning the best point. */
  readonly leader: boolean;
  /** Given up early, so that it is known less well than others: painted pale. */
  readonly pale: boolean;
  /** What is said of it before its numbers. */
  readonly notes: readonly string[];
}

export interface HeatmapLine {
  readonly key: string;
  readonly label: string;
  readonly strategy: string;
  readonly cells: readonly HeatmapCell[];
}

export interface Heatmap {
  /** Strategies by sizes, the grid of a tuning, or one strategy over two things. */
  readonly kind: 'sizes' | 'tuning' | 'crossed';
  readonly metric: Metric;
  readonly texts: Readonly<Record<Metric, MetricText>>;
  /** What the lines differ in: 'strategy', or a parameter. */
  readonly lineAxis: string;
  /** 'n', 'm×k×n': what the columns differ in. */
  readonly axis: string;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
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

export const METRIC_TEXTS: Readonly<Record<Metric, MetricText>> = {
  gflops: { title: 'GFLOP/s', unit: 'GFLOP/s', falling: false },
  time: { title: 'time', unit: 'ms', falling: true },
  speedup: { title: '× naive', unit: '× naive', falling: false },
};

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
    texts: METRIC_TEXTS,
    lineAxis: 'strategy',
    axis: axis.title,
    columns: groups.map(({ key, problem }) => ({ key, label: axis.label(problem) })),
    lines: map,
    domain: domainOf(map.flatMap((line) => line.cells.flatMap(({ value }) => value ?? []))),
    stretches: stretchesOf(groups, strategies),
    facts: [],
  };
}

export function cellOf(row: ResultRow | null, metric: Metric, leader: boolean): HeatmapCell {
  const plain = { row, leader: false, pale: false, notes: [] };
  if (row === null)
    return { ...plain, value: null, text: 'not asked', short: '–', notes: ['not asked for in this run'] };
  const value = valueOf(row, metric);
  const notes = leader ? ['fastest here, or not told apart from it'] : [];
  if (value !== null) return { ...plain, value, text: valueText(value, metric), short: '', leader, notes };
  const text = row.timing === null ? shortWord(row) : 'no naive';
  return { ...plain, value, text, short: shorter(text), notes };
}

/** The word where there is little room. */
export function shorter(text: string): string {
  return SHORTER[text] ?? text;
}

const SHORTER: Readonly<Record<string, string | undefined>> = {
  unsupported: 'n/a',
  'no naive': '–',
  waiting: 'wait',
  running: 'run',
  stopped: 'stop',
  crashed: 'crash',
  memory: 'mem',
  budget: 'time',
};

function valueOf({ timing, ratio }: ResultRow, metric: Metric): number | null {
  switch (metric) {
    case 'gflops':
      return timing?.gflops ?? null;
    case 'time':
      return timing?.medianNs ?? null;
    case 'speedup':
      return ratio?.ratio ?? null;
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

/** What is known of a cell, line by line: for the tooltip, the screen reader and the details below the map. */
export function cellFacts({ row, notes }: HeatmapCell): readonly string[] {
  if (row === null) return notes;
  const { timing, ratio, subject } = row;
  if (timing === null) {
    const { word, reason } = statusText(row);
    return [...notes, [word, reason].filter(Boolean).join(': ')];
  }
  return [
    ...notes,
    `${formatGflops(timing.gflops)} GFLOP/s`,
    `${formatDuration(timing.medianNs)} ${formatPercentHalfWidth(timing.intervalNs, timing.medianNs)}`,
    ...(ratio === null || subject.strategy === 'naive' ? [] : [`${formatRatioInterval(ratio)} naive`]),
    timing.backend,
  ];
}

/** 'simd at n = 256'; 'mr = 6, nr = 16'. */
export function cellTitle(map: Heatmap, line: number, column: number): string {
  const { label } = map.lines[line];
  if (map.kind !== 'sizes' && map.lineAxis !== 'strategy')
    return `${map.lineAxis} = ${label}, ${columnTitle(map, column)}`;
  return `${label} at ${columnTitle(map, column)}`;
}

/** What stands above the line labels: 'n', 'mr ╲ nr'. */
export function cornerText({ kind, lineAxis, axis }: Heatmap): string {
  return kind !== 'sizes' && lineAxis !== 'strategy' ? `${lineAxis} ╲ ${axis}` : axis;
}

/** 'n = 256', '64×784×100'. */
export function columnTitle({ axis, columns }: Heatmap, column: number): string {
  const { label } = columns[column];
  return axis.includes('×') || axis.includes(',') ? label : `${axis} = ${label}`;
}

/** How much of what there is: '7 strategies by 12 sizes'. */
export function gridText({ kind, lines, columns, lineAxis, axis }: Heatmap): string {
  if (kind === 'sizes') return `${lines.length} strategies by ${columns.length} sizes`;
  return lineAxis === 'strategy'
    ? `${columns.length} values of ${axis}`
    : `${lines.length} values of ${lineAxis} by ${columns.length} of ${axis}`;
}
