import * as l10n from '@vscode/l10n';
import { formatDuration, formatMs, formatPercent, formatPercentHalfWidth } from '../../../core/format';
import type { OutlierKind } from '../../../core/measure/outliers';
import { OUTLIER_KINDS } from '../../../core/measure/outliers';
import { DISTURBED_BEYOND } from '../../../core/measure/roundLog';
import type { Distribution, DistributionSample } from '../../../core/model/distribution';
import type { Axis, ChartPoint, ChartSeries, LineChart, Region, SeriesStyle } from '../../charts/lines/lineChart';
import type { NumberTable } from '../../charts/numbers/numberTable';

const KIND_STYLES: Readonly<Record<OutlierKind, SeriesStyle>> = {
  'low severe': { ink: 'red', dash: 'solid', marker: 'diamond' },
  'low mild': { ink: 'yellow', dash: 'solid', marker: 'triangle' },
  inside: { ink: 'blue', dash: 'solid', marker: 'circle' },
  'high mild': { ink: 'yellow', dash: 'solid', marker: 'triangle' },
  'high severe': { ink: 'red', dash: 'solid', marker: 'diamond' },
};

/** How many samples took how long. */
export function histogramChart(distribution: Distribution): LineChart {
  const { bins } = distribution;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return {
    label: l10n.t('Samples by time'),
    x: timeAxis(distribution),
    y: { title: l10n.t('samples'), scale: 'linear', domain: [0, most * 1.15], format: wholeNumber },
    series: [
      {
        ...{ key: 'bins', name: '', style: KIND_STYLES.inside, shape: 'bars', intervals: 'none' },
        points: bins.map(({ from, to, count }) => ({
          ...{ x: (from + to) / 2, y: count, span: [from, to] as const },
          text: l10n.t(
            '{0} of {1} samples from {2} to {3}',
            ...[count, distribution.samples.length, formatDuration(from), formatDuration(to)],
          ),
        })),
      },
    ],
    references: [],
    regions: [medianRegion(distribution, 'x', true)],
  };
}

/** Every sample at its time, by how far out it is; heights only keep them apart. */
export function stripChart(distribution: Distribution): LineChart {
  return {
    label: l10n.t('Every sample at its time'),
    x: timeAxis(distribution),
    y: { title: '', scale: 'linear', domain: [-0.1, 1.1], format: String, ticks: [] },
    series: byKind(distribution, (sample) => ({ x: inRange(sample.ns, distribution), y: heightOf(sample.index) })),
    references: [],
    regions: [medianRegion(distribution, 'x', false)],
  };
}

/** The golden ratio spreads any number of heights evenly. */
function heightOf(index: number): number {
  return (index * 0.618_033_988_75) % 1;
}

/** Samples in the order in which they were taken. */
export function orderChart(distribution: Distribution): LineChart {
  const { range, setAside } = distribution;
  // Marks at the edge are to be seen whole.
  const air = 0.08 * (range[1] - range[0]);
  return {
    label: l10n.t('Samples in the order taken'),
    x: orderAxis(distribution),
    y: { title: l10n.t('time'), scale: 'linear', domain: [range[0] - air, range[1] + air], format: timeLabel },
    series: byKind(distribution, (sample) => ({ x: placeInOrder(sample), y: inRange(sample.ns, distribution) })),
    references: [],
    regions: [...setAside.map(roundRegion), medianRegion(distribution, 'y', false)],
  };
}

/** The calibration loop around the round of each sample, beside what it takes in the quieter of them. */
export function calibrationChart(distribution: Distribution): LineChart | null {
  const known = distribution.samples.filter(({ calibration }) => calibration !== null);
  if (known.length === 0) return null;
  const far = Math.max(1.5 * DISTURBED_BEYOND, ...known.map(({ calibration }) => Math.abs((calibration ?? 1) - 1)));
  const reach = Math.min(0.5, far * 1.1);
  const points = (isDisturbed: boolean): readonly ChartPoint[] =>
    known
      .filter((sample) => sample.isDisturbed === isDisturbed)
      .map((sample) => {
        const change = (sample.calibration ?? 1) - 1;
        const said = l10n.t('{0}: calibration loop {1}', placeText(sample), formatPercent(change));
        return { x: placeInOrder(sample), y: Math.min(reach, Math.max(-reach, change)), text: said };
      });
  const x = orderAxis(distribution);
  const limit = (y: number) => ({
    ...({ name: '', ink: 'dim', dash: 'dashed', label: 'none' } as const),
    ...{ from: { x: x.domain[0], y }, to: { x: x.domain[1], y } },
  });
  return {
    label: l10n.t('Calibration loop around each round'),
    x,
    y: {
      title: l10n.t({ message: 'loop', comment: 'the calibration loop' }),
      scale: 'linear',
      domain: [-1.2 * reach, 1.2 * reach],
      format: formatPercent,
    },
    series: [
      {
        ...{ key: 'steady', name: '', style: KIND_STYLES.inside, shape: 'points', intervals: 'none', dense: true },
        points: points(false),
      },
      {
        ...{ key: 'disturbed', name: '', style: KIND_STYLES['high severe'], shape: 'points', intervals: 'none' },
        points: points(true),
      },
    ],
    references: [limit(DISTURBED_BEYOND), limit(-DISTURBED_BEYOND)],
    regions: distribution.setAside.map(roundRegion),
  };
}

function byKind(
  { samples }: Distribution,
  place: (sample: DistributionSample) => { readonly x: number; readonly y: number },
): readonly ChartSeries[] {
  return OUTLIER_KINDS.flatMap((kind): ChartSeries[] => {
    const own = samples.filter((sample) => sample.kind === kind);
    if (own.length === 0) return [];
    const points = own.map((sample) => ({ ...place(sample), text: sampleText(sample) }));
    const dense = kind === 'inside';
    return [{ key: kind, name: '', style: KIND_STYLES[kind], shape: 'points', intervals: 'none', dense, points }];
  });
}

/** 'sample 7, round 6: 2.581 ms, high mild outlier, disturbed'. */
function sampleText(sample: DistributionSample): string {
  const { ns, kind, isDisturbed } = sample;
  const said = [placeText(sample), formatDuration(ns)];
  if (kind === 'inside') return isDisturbed ? l10n.t('{0}: {1}, disturbed', ...said) : l10n.t('{0}: {1}', ...said);
  return isDisturbed
    ? l10n.t('{0}: {1}, {2} outlier, disturbed', ...said, nameOfKind(kind))
    : l10n.t('{0}: {1}, {2} outlier', ...said, nameOfKind(kind));
}

/** 'sample 7, round 6'. */
function placeText({ index, round }: DistributionSample): string {
  if (round === null) return l10n.t('sample {0}, in the order taken', index + 1);
  return round === 0
    ? l10n.t('sample {0}, before the rounds', index + 1)
    : l10n.t('sample {0}, round {1}', index + 1, round);
}

function nameOfKind(kind: OutlierKind): string {
  switch (kind) {
    case 'low severe':
      return l10n.t('low severe');
    case 'low mild':
      return l10n.t('low mild');
    case 'inside':
      return l10n.t('inside');
    case 'high mild':
      return l10n.t('high mild');
    case 'high severe':
      return l10n.t('high severe');
  }
}

function placeInOrder({ round, index }: DistributionSample): number {
  return round ?? index + 1;
}

function orderAxis({ samples }: Distribution): Axis {
  const places = samples.map(placeInOrder);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const title = samples.some(({ round }) => round !== null) ? l10n.t('round') : l10n.t('sample');
  return { title, scale: 'linear', domain: [low - 0.7, high + 0.7], format: wholeNumber };
}

function timeAxis({ range }: Distribution): Axis {
  return { title: l10n.t('time a run'), scale: 'linear', domain: range, format: timeLabel };
}

function timeLabel(ns: number): string {
  return formatDuration(ns)
    .replace(/(\.\d*?)0+(?= )/, '$1')
    .replace(/\.(?= )/, '');
}

/** Numbers at axes that count; between them there is nothing. */
function wholeNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : '';
}

/** What lies beyond the chart lies at its edge. */
function inRange(ns: number, { range: [low, high] }: Distribution): number {
  const air = 0.015 * (high - low);
  return Math.min(high - air, Math.max(low + air, ns));
}

function medianRegion({ timing }: Distribution, along: 'x' | 'y', named: boolean): Region {
  const { medianNs, intervalNs } = timing;
  const name = l10n.t('median {0} {1}', formatDuration(medianNs), formatPercentHalfWidth(intervalNs, medianNs));
  return { along, low: intervalNs[0], high: intervalNs[1], name: named ? name : '' };
}

function roundRegion(round: number): Region {
  return { along: 'x', low: round - 0.5, high: round + 0.5, name: '' };
}

export function histogramTable({ bins }: Distribution): NumberTable {
  return {
    label: l10n.t('Samples by time'),
    columns: [
      { title: l10n.t('from'), plain: 'from', unit: 'ms', numeric: true },
      { title: l10n.t('to'), plain: 'to', unit: 'ms', numeric: true },
      { title: l10n.t('samples'), plain: 'samples', unit: '', numeric: true },
    ],
    rows: bins.map(({ from, to, count }) => [formatMs(from), formatMs(to), String(count)]),
  };
}

export function samplesTable({ samples }: Distribution): NumberTable {
  return {
    label: l10n.t('Samples in the order taken'),
    columns: [
      { title: l10n.t('sample'), plain: 'sample', unit: '', numeric: true },
      { title: l10n.t('round'), plain: 'round', unit: '', numeric: true },
      { title: l10n.t('time'), plain: 'time', unit: 'ms', numeric: true },
      { title: l10n.t('class'), plain: 'class', unit: '', numeric: false },
      { title: l10n.t('calibration loop'), plain: 'calibration loop', unit: '', numeric: true },
      { title: l10n.t('disturbed'), plain: 'disturbed', unit: '', numeric: false },
    ],
    rows: samples.map(({ index, round, ns, kind, calibration, isDisturbed }) => [
      ...[String(index + 1), round === null ? '' : String(round), formatMs(ns)],
      ...[nameOfKind(kind), calibration === null ? '' : formatPercent(calibration - 1)],
      isDisturbed ? l10n.t('yes') : '',
    ]),
  };
}
