import * as l10n from '@vscode/l10n';
import { sizeLabel } from '../../../core/problem';
import { domainOf } from '../../charts/logScale';
import { percent } from '../problemText';
import type { ResultRow, RowGroup } from '../resultRows';
import type { Metric } from '../savedView';
import { cellOf, metricTexts } from './heatmapModel';
import type { Heatmap, HeatmapCell } from './heatmapModel';
import { MAP_AXES } from './mapAxes';
import type { CrossedAxes, MapAxes } from './mapAxes';

/** One of the two things. */
interface Axis {
  readonly title: () => string;
  /** Its labels do not say what they are of. */
  readonly isNamed: boolean;
  /** What the places along the axis are sorted by, and told apart by together with the label. */
  readonly placeOf: (row: ResultRow) => number | null;
  readonly labelOf: (row: ResultRow) => string;
}

const M: Axis = {
  title: () => 'm',
  isNamed: true,
  placeOf: ({ subject }) => subject.problem.m,
  labelOf: ({ subject }) => String(subject.problem.m),
};
const N: Axis = {
  title: () => 'n',
  isNamed: true,
  placeOf: ({ subject }) => subject.problem.n,
  labelOf: ({ subject }) => String(subject.problem.n),
};
const SIZE: Axis = {
  title: () => 'm×k×n',
  isNamed: false,
  placeOf: ({ subject: { problem } }) => problem.m * problem.k * problem.n,
  labelOf: ({ subject }) => sizeLabel(subject.problem),
};
const DENSITY: Axis = {
  title: () => l10n.t('density'),
  isNamed: true,
  placeOf: ({ subject }) => subject.problem.density,
  labelOf: ({ subject }) => percent(subject.problem.density),
};
const THREADS: Axis = {
  title: () => l10n.t('threads'),
  isNamed: true,
  placeOf: ({ subject: { parameters } }) => (typeof parameters.threads === 'number' ? parameters.threads : null),
  labelOf: ({ subject }) => String(subject.parameters.threads),
};

const AXES: Readonly<Record<CrossedAxes, { readonly line: Axis; readonly column: Axis }>> = {
  'm × n': { line: M, column: N },
  'density × size': { line: DENSITY, column: SIZE },
  'threads × size': { line: THREADS, column: SIZE },
};

/** Strategies of which these groups hold a map over the axes: at least two places along each, and more than one line of them. */
export function strategiesAlong(groups: readonly RowGroup[], axes: CrossedAxes): readonly string[] {
  const rows = groups.flatMap((group) => group.rows);
  const names = [...new Set(rows.map(({ subject }) => subject.strategy))];
  return names.filter((name) => {
    const { lines, columns, cells } = crossed(groups, name, axes);
    return lines.length > 1 && columns.length > 1 && cells.size > Math.max(lines.length, columns.length);
  });
}

/** What these groups can be drawn over. */
export function axesOf(groups: readonly RowGroup[]): readonly MapAxes[] {
  return MAP_AXES.filter((axes) => axes === 'strategy × size' || strategiesAlong(groups, axes).length > 0);
}

/** One strategy over two things. */
export function crossedHeatmap(
  groups: readonly RowGroup[],
  metric: Metric,
  strategy: string,
  axes: CrossedAxes,
): Heatmap {
  const { lines, columns, cells } = crossed(groups, strategy, axes);
  const cellAt = (line: Place, column: Place): HeatmapCell => {
    const own = cells.get(`${line.key} ${column.key}`) ?? [];
    const fastest = own.reduce<Entry | null>(
      (best, entry) =>
        medianOf(entry.row) < (best === null ? Infinity : medianOf(best.row)) ? entry : (best ?? entry),
      null,
    );
    const cell = cellOf(fastest?.row ?? null, metric, fastest?.isLeader ?? false);
    if (own.length < 2) return cell;
    const notes = [...cell.notes, l10n.t('the fastest of {0} rows', own.length)];
    return { ...cell, placeOf: own.map(({ row }) => row.index), notes };
  };
  const { column: across } = AXES[axes];
  const map = lines.map((line) => ({
    ...{ key: line.key, label: line.label, strategy },
    cells: columns.map((column) => cellAt(line, column)),
  }));
  return {
    kind: 'crossed',
    metric,
    texts: metricTexts(),
    lineAxis: AXES[axes].line.title(),
    axis: across.title(),
    columns: columns.map(({ key, label }) => ({
      ...{ key, label },
      title: across.isNamed ? `${across.title()} = ${label}` : label,
    })),
    lines: map,
    domain: domainOf(map.flatMap((line) => line.cells.flatMap(({ value }) => value ?? []))),
    stretches: [],
    facts: [],
  };
}

interface Place {
  readonly key: string;
  readonly label: string;
  readonly at: number;
}

interface Entry {
  readonly row: ResultRow;
  readonly isLeader: boolean;
}

function medianOf({ timing }: ResultRow): number {
  return timing?.medianNs ?? Infinity;
}

/** Places along both axes in their order, and the rows at each crossing by the keys of its places. */
function crossed(
  groups: readonly RowGroup[],
  strategy: string,
  axes: CrossedAxes,
): { readonly lines: readonly Place[]; readonly columns: readonly Place[]; readonly cells: Map<string, Entry[]> } {
  const { line, column } = AXES[axes];
  const [lines, columns] = [new Map<string, Place>(), new Map<string, Place>()];
  const cells = new Map<string, Entry[]>();
  for (const { rows, leaders } of groups) {
    for (const row of rows) {
      if (row.subject.strategy !== strategy) continue;
      const [own, across] = [placeOf(line, row), placeOf(column, row)];
      if (own === null || across === null) continue;
      lines.set(own.key, own);
      columns.set(across.key, across);
      const key = `${own.key} ${across.key}`;
      const entry = { row, isLeader: leaders.has(row.index) };
      const known = cells.get(key);
      if (known === undefined) cells.set(key, [entry]);
      else known.push(entry);
    }
  }
  const inOrder = (places: ReadonlyMap<string, Place>): readonly Place[] =>
    [...places.values()].sort((x, y) => x.at - y.at || x.label.localeCompare(y.label));
  return { lines: inOrder(lines), columns: inOrder(columns), cells };
}

function placeOf({ placeOf: at, labelOf }: Axis, row: ResultRow): Place | null {
  const place = at(row);
  return place === null ? null : { key: labelOf(row), label: labelOf(row), at: place };
}
