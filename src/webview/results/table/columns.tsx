import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { formatError, formatGflops, formatMs, formatPercentHalfWidth, formatRatio } from '../../../core/format';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { parametersText, sumNs } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';

/** From which width of the panel on a column is shown; without one always. */
export type ColumnRoom = 'always' | 'from-760' | 'from-900' | 'from-1100' | 'from-1280';

/** A column of numbers or words that rows with a result have. */
export interface Column {
  readonly id: string;
  /** What it is, and below it the unit. */
  readonly title: string;
  readonly unit: string;
  readonly tooltip: string;
  readonly room: ColumnRoom;
  readonly numeric: boolean;
  /** Whether the first click puts the largest value at the top. */
  readonly descendingFirst: boolean;
  /** What it sorts by; `null` goes to the end. */
  readonly sortBy: (row: ResultRow) => number | string | null;
  /** The cell's text, also where it is copied. */
  readonly text: (row: ResultRow, timing: TimedMeasurement) => string;
  /** The cell where it is more than its text. */
  readonly cell?: (row: ResultRow, timing: TimedMeasurement) => ComponentChildren;
}

/** What a cell says where there is nothing to be said. */
const NOTHING = '–';

function time(
  id: string,
  texts: () => { readonly title: string; readonly tooltip: string },
  room: ColumnRoom,
  ns: (timing: TimedMeasurement) => number,
): Column {
  return {
    id,
    get title() {
      return texts().title;
    },
    unit: 'ms',
    get tooltip() {
      return texts().tooltip;
    },
    room,
    numeric: true,
    descendingFirst: false,
    sortBy: ({ timing }) => (timing === null ? null : ns(timing)),
    text: (_row, timing) => (ns(timing) === 0 ? NOTHING : formatMs(ns(timing))),
  };
}

const isBaseline = ({ subject }: ResultRow): boolean => subject.strategy === 'naive';

/** All columns after the strategy's name, in order. The bar stands after `speed`. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'backend',
    get title() {
      return l10n.t('backend that ran');
    },
    unit: '',
    get tooltip() {
      return l10n.t('What really ran');
    },
    room: 'from-760',
    numeric: false,
    descendingFirst: false,
    sortBy: ({ timing }) => timing?.backend ?? null,
    text: (_row, { backend }) => backend,
  },
  time(
    'time',
    () => ({ title: l10n.t('time'), tooltip: l10n.t('Median of the samples') }),
    'always',
    ({ medianNs }) => medianNs,
  ),
  {
    id: 'interval',
    title: '95%',
    get unit() {
      return l10n.t('interval');
    },
    get tooltip() {
      return l10n.t('Half the width of the interval of the median, relative to it');
    },
    room: 'always',
    numeric: true,
    descendingFirst: false,
    sortBy: ({ timing }) => (timing === null ? null : (timing.intervalNs[1] - timing.intervalNs[0]) / timing.medianNs),
    text: (_row, { intervalNs, medianNs }) => formatPercentHalfWidth(intervalNs, medianNs),
  },
  {
    id: 'speed',
    get title() {
      return l10n.t('speed');
    },
    unit: 'GFLOP/s',
    get tooltip() {
      return l10n.t('Flops of the problem over the median time');
    },
    room: 'always',
    numeric: true,
    descendingFirst: true,
    sortBy: ({ timing }) => timing?.gflops ?? null,
    text: (_row, { gflops }) => formatGflops(gflops),
  },
  {
    id: 'speedup',
    get title() {
      return l10n.t('against naive');
    },
    unit: '×',
    get tooltip() {
      return l10n.t('Time of naive at the same problem over the time of this row');
    },
    room: 'from-760',
    numeric: true,
    descendingFirst: true,
    sortBy: ({ ratio }) => ratio?.ratio ?? null,
    text: ({ ratio }) => (ratio === null ? NOTHING : formatRatio(ratio.ratio)),
  },
  {
    id: 'speedupInterval',
    title: '95%',
    get unit() {
      return l10n.t('interval');
    },
    get tooltip() {
      return l10n.t('Interval of the ratio; no difference was found where 1 lies in it');
    },
    room: 'from-1100',
    numeric: true,
    descendingFirst: false,
    sortBy: ({ ratio }) => (ratio === null ? null : (ratio.high - ratio.low) / ratio.ratio),
    text: (row) =>
      row.ratio === null || isBaseline(row) ? '' : `${formatRatio(row.ratio.low)}–${formatRatio(row.ratio.high)}`,
  },
  {
    id: 'native',
    get title() {
      return l10n.t('against BLAS');
    },
    unit: '×',
    get tooltip() {
      return l10n.t('Time of the fastest blas at the same problem over the time of this row');
    },
    room: 'from-900',
    numeric: true,
    descendingFirst: true,
    sortBy: ({ nativeRatio }) => nativeRatio?.ratio ?? null,
    text: ({ nativeRatio }) => (nativeRatio === null ? NOTHING : formatRatio(nativeRatio.ratio)),
  },
  {
    id: 'nativeInterval',
    title: '95%',
    get unit() {
      return l10n.t('interval');
    },
    get tooltip() {
      return l10n.t('Interval of the ratio; no difference was found where 1 lies in it');
    },
    room: 'from-1280',
    numeric: true,
    descendingFirst: false,
    sortBy: ({ nativeRatio }) =>
      nativeRatio === null ? null : (nativeRatio.high - nativeRatio.low) / nativeRatio.ratio,
    text: ({ nativeRatio, isNative }) =>
      nativeRatio === null || isNative ? '' : `${formatRatio(nativeRatio.low)}–${formatRatio(nativeRatio.high)}`,
  },
  time(
    'prepare',
    () => ({ title: l10n.t('prepare'), tooltip: l10n.t('Packing and conversion, once for each A') }),
    'from-1100',
    ({ phasesNs }) => phasesNs.prepare,
  ),
  time(
    'transfer',
    () => ({ title: l10n.t('transfer'), tooltip: l10n.t('Moving data to and from a device') }),
    'from-1100',
    ({ phasesNs }) => phasesNs.transfer,
  ),
  time(
    'sum',
    () => ({ title: l10n.t('sum'), tooltip: l10n.t('Prepare, transfer and compute together') }),
    'from-1100',
    sumNs,
  ),
  {
    id: 'error',
    get title() {
      return l10n.t('error');
    },
    get unit() {
      return l10n.t('≤ bound');
    },
    get tooltip() {
      return l10n.t('Largest error against float64, and what rounding can explain');
    },
    room: 'from-900',
    numeric: true,
    descendingFirst: true,
    sortBy: ({ timing }) => (timing === null ? null : timing.error.norm / timing.error.bound),
    text: (_row, { error }) => `${formatError(error.norm)} ≤ ${formatError(error.bound)}`,
    cell: (_row, { error }) => (
      <>
        {formatError(error.norm)}
        <span class="from-1280 dim"> ≤ {formatError(error.bound)}</span>
      </>
    ),
  },
  {
    id: 'samples',
    get title() {
      return l10n.t('samples');
    },
    unit: '',
    get tooltip() {
      return l10n.t('Timed intervals that the median is taken from');
    },
    room: 'from-1280',
    numeric: true,
    descendingFirst: true,
    sortBy: ({ timing }) => timing?.samples ?? null,
    text: (_row, { samples }) => String(samples),
  },
];

const NATIVE: readonly string[] = ['native', 'nativeInterval'];

/** The columns that say something of these rows: against BLAS only where there is one. */
export function columnsFor(groups: readonly RowGroup[]): readonly Column[] {
  const hasNative = groups.some(({ rows }) => rows.some(({ nativeRatio }) => nativeRatio !== null));
  return hasNative ? COLUMNS : WITHOUT_NATIVE;
}

const WITHOUT_NATIVE = COLUMNS.filter(({ id }) => !NATIVE.includes(id));

/** The first column sorts by the name and then the parameters. */
export const STRATEGY_COLUMN = {
  id: 'strategy',
  get title() {
    return l10n.t('strategy');
  },
  sortBy: ({ subject }: ResultRow): string => `${subject.strategy} ${parametersText(subject)}`,
} as const;
