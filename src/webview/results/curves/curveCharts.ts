import * as l10n from '@vscode/l10n';
import type { StrategyDescription } from '../../../core/kernels/strategy';
import {
  formatDuration,
  formatGflops,
  formatMs,
  formatPercentHalfWidth,
  formatRatio,
  formatRatioInterval,
} from '../../../core/format';
import { ratiosOf } from '../../../core/model/curves';
import type { Curve, CurveCrossing, CurvePoint, Curves } from '../../../core/model/curves';
import { axisNumber, axisText, estimateText } from '../../../core/model/curvesFinding';
import type { ComputeRoof } from '../../../core/model/roofs';
import { domainOf } from '../../charts/logScale';
import type { Axis, ChartPoint, LineChart, Region } from '../../charts/lines/lineChart';
import { stylesOf } from '../../charts/lines/markers';
import type { RowOfTiming } from '../rowOfTiming';
import type { NumberTable } from '../../charts/numbers/numberTable';
import type { CurveMetric } from '../charts/chartViews';

/** More lines than these are not told apart by anyone. */
export const MOST_CURVES = 40;

/** The curves that are drawn, in their order: all, or of many those that reach the highest speeds. */
export function fastestCurves({ curves }: Curves): readonly Curve[] {
  if (curves.length <= MOST_CURVES) return curves;
  const peakOf = ({ points }: Curve): number => points.reduce((most, { timing }) => Math.max(most, timing.gflops), 0);
  const kept = new Set(
    curves
      .map((curve) => ({ curve, peak: peakOf(curve) }))
      .sort((one, other) => other.peak - one.peak)
      .slice(0, MOST_CURVES)
      .map(({ curve }) => curve),
  );
  return curves.filter((curve) => kept.has(curve));
}

/** Speed or time of each strategy by size, with what the machine can compute at most and where the fastest changes. */
export function curvesChart(
  curves: Curves,
  metric: CurveMetric,
  peaks: readonly ComputeRoof[],
  strategies: readonly StrategyDescription[],
  rowOf: RowOfTiming,
): LineChart {
  const families = curves.curves.map(({ strategy }) => strategies.find(({ id }) => id === strategy)?.family ?? null);
  const styles = stylesOf(families);
  const series = curves.curves.map(({ key, name, points }, index) => ({
    ...({ key, name, style: styles[index], shape: 'line', intervals: 'band' } as const),
    points: points.map((point) => ({
      ...curvePoint(curves, name, point, metric),
      row: rowOf.get(point.timing) ?? null,
    })),
  }));
  const x = positionAxis(curves);
  const shownPeaks = metric === 'speed' ? peaks : [];
  const values = [
    ...series.flatMap(({ points }) => points.flatMap(({ y, low = y, high = y }) => [y, low, high])),
    ...shownPeaks.map(({ gflops }) => gflops),
  ];
  return {
    label: metric === 'speed' ? l10n.t('Speed by {0}', curves.axis.title) : l10n.t('Time by {0}', curves.axis.title),
    x,
    y: {
      title: metric === 'speed' ? l10n.t('speed, GFLOP/s (log)') : l10n.t('time (log)'),
      scale: 'log',
      domain: withAir(values, 0.06),
      format: metric === 'speed' ? shortNumber : (ns) => formatDuration(ns).replace(/\.0+(?= )/, ''),
    },
    series,
    references: shownPeaks.map(({ name, gflops }) => ({
      ...({ name, ink: 'text', dash: 'dashed', label: 'end' } as const),
      from: { x: x.domain[0], y: gflops },
      to: { x: x.domain[1], y: gflops },
    })),
    regions: curves.crossings.flatMap((crossing) => crossingRegion(curves, crossing)),
  };
}

function curvePoint({ axis }: Curves, name: string, { position, timing }: CurvePoint, metric: CurveMetric): ChartPoint {
  const { medianNs, intervalNs, gflops, flops } = timing;
  const width = formatPercentHalfWidth(intervalNs, medianNs);
  const value = metric === 'speed' ? `${formatGflops(gflops)} GFLOP/s` : formatDuration(medianNs);
  const text = l10n.t('{0}, {1}: {2} {3}', name, axisText(axis, position), value, width);
  return metric === 'speed'
    ? { x: position, y: gflops, low: flops / intervalNs[1], high: flops / intervalNs[0], text }
    : { x: position, y: medianNs, low: intervalNs[0], high: intervalNs[1], text };
}

/** The bracket in which two change places. */
function crossingRegion({ axis }: Curves, { crossing, estimate }: CurveCrossing): readonly Region[] {
  if (crossing.kind !== 'bracket' || estimate === null) return [];
  return [{ along: 'x', low: crossing.last, high: crossing.first, name: estimateText(axis, estimate) }];
}

/** Ratios farther from 1 than this lie at the edge, so that those near 1 can be told apart. */
const MOST_REACH = 4;

/** The ratio of two of them on the same axis, zoomed around 1. */
export function ratioChart(curves: Curves, pair: CurveCrossing): LineChart {
  const { first, second } = pair;
  const ratios = ratiosOf(first, second);
  const far = Math.max(1.02, ...ratios.flatMap(({ low, high }) => [1 / low, high]));
  const reach = Math.min(MOST_REACH, far);
  const inside = (value: number): number => Math.min(reach, Math.max(1 / reach, value));
  const style = { ink: 'text', dash: 'solid', marker: 'circle' } as const;
  const x = positionAxis(curves);
  return {
    label: l10n.t('Time of {0} over time of {1} by {2}', first.name, second.name, curves.axis.title),
    x,
    y: {
      title: l10n.t('ratio of times (log)'),
      scale: 'log',
      domain: withAir([1 / reach, reach], 0.06),
      format: ratioLabel,
    },
    series: [
      {
        ...{ key: 'ratio', name: '', style, shape: 'line', intervals: 'band' },
        points: ratios.map((ratio) => ({
          ...{ x: ratio.position, y: inside(ratio.ratio), low: inside(ratio.low), high: inside(ratio.high) },
          text: l10n.t(
            '{0}: {1}, {2}',
            ...[axisText(curves.axis, ratio.position), formatRatioInterval(ratio), verdictOf(ratio, first, second)],
          ),
        })),
      },
    ],
    references: [
      {
        ...{ name: l10n.t('alike'), ink: 'dim', dash: 'dashed', label: 'end' },
        from: { x: x.domain[0], y: 1 },
        to: { x: x.domain[1], y: 1 },
      },
    ],
    regions: crossingRegion(curves, pair).map((region) => ({ ...region, name: '' })),
  };
}

/** 'simd is faster', or that no difference was found. */
export function verdictOf({ low, high }: { low: number; high: number }, first: Curve, second: Curve): string {
  if (high < 1) return l10n.t('{0} is faster', first.name);
  return low > 1 ? l10n.t('{0} is faster', second.name) : l10n.t('no difference found');
}

/** How many of the ratios lie beyond the chart. */
export function beyondRatioChart(first: Curve, second: Curve): number {
  return ratiosOf(first, second).filter(({ ratio }) => ratio > MOST_REACH || ratio < 1 / MOST_REACH).length;
}

function positionAxis({ axis, positions }: Curves): Axis {
  const domain = withAir(positions, 0.03);
  return { title: l10n.t('{0} (log)', axis.title), scale: 'log', domain, format: axisNumber, ticks: positions };
}

/** The values with some air at both ends, on a logarithmic scale. */
export function withAir(values: readonly number[], share: number): readonly [low: number, high: number] {
  const { low, high } = domainOf(values) ?? { low: 1, high: 10 };
  const air = low === high ? Math.SQRT2 : (high / low) ** share;
  return [low / air, high * air];
}

/** '100', '0.5', '2000': round numbers at an axis. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function ratioLabel(value: number): string {
  return `${formatRatio(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')}×`;
}

/** The same numbers, a row for each point. */
export function curvesTable({ axis, curves }: Curves, peaks: readonly ComputeRoof[]): NumberTable {
  return {
    label: l10n.t('Curves by {0}', axis.title),
    columns: [
      { title: l10n.t('strategy'), plain: 'strategy', unit: '', numeric: false },
      { title: axis.title, plain: axis.plain, unit: '', numeric: true },
      { title: l10n.t('speed'), plain: 'speed', unit: 'GFLOP/s', numeric: true },
      { title: l10n.t('time'), plain: 'time', unit: 'ms', numeric: true },
      { title: l10n.t('from'), plain: 'from', unit: 'ms', numeric: true },
      { title: l10n.t('to'), plain: 'to', unit: 'ms', numeric: true },
    ],
    rows: [
      ...curves.flatMap(({ name, points }) =>
        points.map(({ position, timing: { gflops, medianNs, intervalNs } }) => [
          ...[name, axisNumber(position), formatGflops(gflops), formatMs(medianNs)],
          ...intervalNs.map(formatMs),
        ]),
      ),
      ...peaks.map(({ name, gflops }) => [l10n.t('peak: {0}', name), '', formatGflops(gflops), '', '', '']),
    ],
  };
}

export function ratioTable({ axis }: Curves, { first, second }: CurveCrossing): NumberTable {
  const quotient = `${first.name} ÷ ${second.name}`;
  return {
    label: l10n.t('{0} over {1} by {2}', first.name, second.name, axis.title),
    columns: [
      { title: axis.title, plain: axis.plain, unit: '', numeric: true },
      { title: quotient, plain: quotient, unit: '×', numeric: true },
      { title: l10n.t('from'), plain: 'from', unit: '×', numeric: true },
      { title: l10n.t('to'), plain: 'to', unit: '×', numeric: true },
      { title: l10n.t('verdict'), plain: 'verdict', unit: '', numeric: false },
    ],
    rows: ratiosOf(first, second).map(({ position, ratio, low, high }) => [
      axisNumber(position),
      ...[ratio, low, high].map(formatRatio),
      verdictOf({ low, high }, first, second),
    ]),
  };
}
