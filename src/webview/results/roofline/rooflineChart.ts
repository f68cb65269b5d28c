import * as l10n from '@vscode/l10n';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import { formatGflops, formatSignificant } from '../../../core/format';
import type { MemoryLevel } from '../../../core/machinePeaks';
import type { Curves } from '../../../core/model/curves';
import { axisNumber, axisText } from '../../../core/model/curvesFinding';
import { boundIntensity, shareInterval } from '../../../core/model/rooflinePoints';
import type { RooflinePoint } from '../../../core/model/rooflinePoints';
import { nameOfBound } from '../../../core/model/rooflineText';
import type { BandwidthRoof, ComputeRoof } from '../../../core/model/roofs';
import type {
  ChartPoint,
  ChartSeries,
  Dash,
  LineChart,
  ReferenceLine,
  SeriesStyle,
} from '../../charts/lines/lineChart';
import { stylesOf } from '../../charts/lines/markers';
import type { NumberTable } from '../../charts/numbers/numberTable';
import type { IntensityKind } from '../charts/chartViews';
import { shortNumber, withAir } from '../curves/curveCharts';
import type { RowOfTiming } from '../rowOfTiming';

/** The rows of a run under its roofs, and those of another run that is laid over it. */
export interface RooflineRows {
  readonly curves: Curves;
  readonly points: readonly RooflinePoint[];
}

export interface Roofs {
  readonly compute: readonly ComputeRoof[];
  readonly bandwidth: readonly BandwidthRoof[];
}

const LEVEL_DASHES: Readonly<Record<MemoryLevel, Dash>> = {
  L1: 'dotted',
  L2: 'dash-dot',
  L3: 'dashed',
  memory: 'solid',
};

export function rooflineChart(
  rows: RooflineRows,
  other: RooflineRows | null,
  roofs: Roofs,
  kind: IntensityKind,
  strategies: readonly StrategyDescription[],
  rowOf: RowOfTiming,
): LineChart {
  const names = [...new Set([...rows.points, ...(other?.points ?? [])].map(({ name }) => name))];
  const strategyOf = (name: string): string => name.split(' ')[0] ?? name;
  const families = names.map((name) => strategies.find(({ id }) => id === strategyOf(name))?.family ?? null);
  const styles = new Map(stylesOf(families).map((style, index) => [names[index], style]));
  const styleOf = (name: string): SeriesStyle => styles.get(name) ?? { ink: 'text', dash: 'solid', marker: 'circle' };
  const series = [
    ...names.flatMap((name) => seriesOf(rows, name, styleOf(name), kind, rowOf)),
    ...(other === null
      ? []
      : names.flatMap((name) => seriesOf(other, name, { ...styleOf(name), hollow: true }, kind, rowOf))),
  ];
  const values = series.flatMap(({ points }) => points);
  const peaks = roofs.compute.map(({ gflops }) => gflops);
  const top = Math.max(1, ...peaks);
  const ridges = roofs.bandwidth.map(({ gbPerSecond }) => top / gbPerSecond);
  // Sloping lines are to be seen well before they meet the level ones: there their names stand.
  const x = withAir([...values.map((point) => point.x), ...ridges.map((ridge) => ridge / 4)], 0.04);
  const y = withAir([...values.flatMap(({ y: speed, low = speed, high = speed }) => [low, high]), ...peaks], 0.08);
  return {
    label: l10n.t('Speed by arithmetic intensity, under the roofs of this machine'),
    x: { title: titleOfIntensity(kind), scale: 'log', domain: x, format: shortNumber },
    y: { title: l10n.t('speed, GFLOP/s (log)'), scale: 'log', domain: y, format: shortNumber },
    series,
    references: [...roofLines(roofs, x), ...(other === null ? [] : shifts(rows, other, kind))],
    regions: [],
  };
}

function titleOfIntensity(kind: IntensityKind): string {
  switch (kind) {
    case 'bound':
      return l10n.t('flop/byte at the level that limits each (log)');
    case 'minimum':
      return l10n.t('flop/byte of the least that must be moved (log)');
  }
}

export function intensityOf({ roofline }: RooflinePoint, kind: IntensityKind): number {
  return kind === 'bound' ? boundIntensity(roofline) : roofline.intensity;
}

function seriesOf(
  { curves, points }: RooflineRows,
  name: string,
  style: SeriesStyle,
  kind: IntensityKind,
  rowOf: RowOfTiming,
): readonly ChartSeries[] {
  const named = points.filter((point) => point.name === name);
  const last = named.at(-1);
  if (last === undefined) return [];
  const drawn = named.map((point): ChartPoint => {
    const { gflops, flops, intervalNs } = point.timing;
    const at = axisText(curves.axis, point.position);
    const own =
      curves.positions.length > 1 ? l10n.t({ message: '{0}, {1}', args: [name, at], comment: 'strategy, size' }) : name;
    const shown = style.hollow === true ? l10n.t('other run, {0}', own) : own;
    const { share, roofline } = point;
    return {
      ...{ x: intensityOf(point, kind), y: gflops, low: flops / intervalNs[1], high: flops / intervalNs[0] },
      row: rowOf.get(point.timing) ?? null,
      text: l10n.t(
        '{0}: {1} GFLOP/s, {2} of what {3} allows',
        ...[shown, formatGflops(gflops), shareInterval(share), nameOfBound(roofline.bound)],
      ),
      // One name for each: that of its largest problem.
      ...(point === last && style.hollow !== true ? { name } : {}),
    };
  });
  const key = `${style.hollow === true ? 'other:' : ''}${name}`;
  return [{ key, name, style, shape: 'points', intervals: 'whiskers', points: drawn }];
}

/** Bandwidths as lines of slope 1 up to the arithmetic that they meet, and arithmetic as level lines. */
function roofLines({ compute, bandwidth }: Roofs, [low, high]: readonly [number, number]): readonly ReferenceLine[] {
  const topOf = (threads: number): number =>
    Math.max(...compute.filter((roof) => roof.threads === threads).map(({ gflops }) => gflops));
  const fastest = Math.max(...bandwidth.map(({ gbPerSecond }) => gbPerSecond));
  return [
    ...bandwidth.flatMap(({ level, threads, gbPerSecond, name }): ReferenceLine[] => {
      const top = topOf(threads);
      if (!Number.isFinite(top)) return [];
      return [
        {
          ...{ name, ink: threads > 1 ? 'dim' : 'text', dash: LEVEL_DASHES[level], label: 'along' },
          from: { x: low, y: low * gbPerSecond },
          to: { x: top / gbPerSecond, y: top },
        },
      ];
    }),
    ...compute.map(({ name, gflops, threads }): ReferenceLine => ({
      ...{ name, ink: threads > 1 ? 'dim' : 'text', dash: 'solid', label: 'end' },
      from: { x: Number.isFinite(fastest) ? Math.max(low, gflops / fastest) : low, y: gflops },
      to: { x: high, y: gflops },
    })),
  ];
}

/** From where a row lay in the other run to where it lies now. */
function shifts(rows: RooflineRows, other: RooflineRows, kind: IntensityKind): readonly ReferenceLine[] {
  return rows.points.flatMap((point): ReferenceLine[] => {
    const before = other.points.find(({ name, position }) => name === point.name && position === point.position);
    if (before === undefined) return [];
    return [
      {
        ...{ name: '', ink: 'dim', dash: 'dotted', label: 'none' },
        from: { x: intensityOf(before, kind), y: before.timing.gflops },
        to: { x: intensityOf(point, kind), y: point.timing.gflops },
      },
    ];
  });
}

/** The same numbers: a row for each point, then one for each roof. */
export function rooflineTable(
  rows: RooflineRows,
  other: RooflineRows | null,
  { compute, bandwidth }: Roofs,
  kind: IntensityKind,
): NumberTable {
  const cellsOf = ({ curves, points }: RooflineRows, run: string): readonly (readonly string[])[] =>
    points.map((point) => {
      const { timing, roofline, share, position, name } = point;
      return [
        ...[run, name, curves.positions.length > 1 ? axisNumber(position) : ''],
        formatSignificant(intensityOf(point, kind), 3),
        ...[timing.gflops, timing.flops / timing.intervalNs[1], timing.flops / timing.intervalNs[0]].map(formatGflops),
        ...[nameOfBound(roofline.bound), formatGflops(roofline.attainableGflops)],
        formatSignificant(100 * share.value, 2),
      ];
    });
  const roof = (name: string, value: string): readonly string[] => ['', name, '', '', value, '', '', '', '', ''];
  return {
    label: l10n.t('Roofline'),
    columns: [
      { title: l10n.t('run'), plain: 'run', unit: '', numeric: false },
      { title: l10n.t('strategy'), plain: 'strategy', unit: '', numeric: false },
      { title: rows.curves.axis.title, plain: rows.curves.axis.plain, unit: '', numeric: true },
      { title: l10n.t('intensity'), plain: 'intensity', unit: 'flop/byte', numeric: true },
      { title: l10n.t('speed'), plain: 'speed', unit: 'GFLOP/s', numeric: true },
      { title: l10n.t('from'), plain: 'from', unit: 'GFLOP/s', numeric: true },
      { title: l10n.t('to'), plain: 'to', unit: 'GFLOP/s', numeric: true },
      { title: l10n.t('limited by'), plain: 'limited by', unit: '', numeric: false },
      { title: l10n.t('attainable'), plain: 'attainable', unit: 'GFLOP/s', numeric: true },
      { title: l10n.t('share'), plain: 'share', unit: '%', numeric: true },
    ],
    rows: [
      ...cellsOf(rows, l10n.t({ message: 'this', comment: 'run' })),
      ...(other === null ? [] : cellsOf(other, l10n.t({ message: 'other', comment: 'run' }))),
      ...compute.map(({ name, gflops }) => roof(l10n.t('roof: {0}', name), formatGflops(gflops))),
      ...bandwidth.map(({ name }) => roof(l10n.t('roof: {0}', name), '')),
    ],
  };
}
