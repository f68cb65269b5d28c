import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import { formatDuration, formatGflops, formatPercentHalfWidth, formatRatioInterval } from '../../../core/format';
import { ratioOf } from '../../../core/measure/ratio';
import type { TimedMeasurement } from '../../../core/measure/measurement';
import { isDefaultPoint, pointText } from '../../../core/measure/tuning';
import type { Tuning } from '../../../core/measure/tuning';
import { tuningWinner } from '../../../core/model/tuningFinding';
import { tuningMap } from '../../../core/model/tuningMap';
import type { TuningCell } from '../../../core/model/tuningMap';
import type { RunView } from '../../../shared/viewProtocol';
import { domainOf } from '../../charts/logScale';
import { statusText } from '../../statusText';
import type { ResultRow, RowGroup } from '../resultRows';
import type { Metric } from '../savedView';
import { emptyReasonOf } from './emptyCell';
import { emptyCell, metricTexts, valueText } from './heatmapModel';
import type { Heatmap, HeatmapCell, MetricText } from './heatmapModel';
import { whyEmpty } from './heatmapText';

/** Marks in cells and tables: a colour alone says nothing. */
export const STOPPED_EARLY = '~';
export const AS_DEFAULT = '*';

function tuningTexts(): Readonly<Record<Metric, MetricText>> {
  const ofDefault = l10n.t('× default');
  return { ...metricTexts(), speedup: { title: ofDefault, unit: ofDefault, falling: false } };
}

/** What a cell is compared with. */
interface Standing {
  readonly metric: Metric;
  readonly reference: TimedMeasurement | null;
  readonly best: TimedMeasurement | null;
}

/** The grid of a tuning as a map: the first parameter down, the second across; one alone goes across. */
export function tuningHeatmap(
  tuning: Tuning,
  groups: readonly RowGroup[],
  state: RunView['state'],
  metric: Metric,
): Heatmap {
  const rows = groups.flatMap((group) => group.rows);
  const map = tuningMap(tuning, rows, ({ subject }) => subject);
  const measurements = rows.flatMap((row) => row.measurement ?? []);
  const winner = state === 'running' ? null : tuningWinner({ measurements, state });
  const reference = map.reference?.timing ?? null;
  const standing = { metric, reference, best: winner?.point ?? (state === 'finished' ? reference : null) };
  const lines = map.lines.map(({ label, cells }) => ({
    key: label,
    label,
    strategy: tuning.strategy,
    cells: cells.map((cell) => cellOf(cell, standing)),
  }));
  return {
    kind: 'tuning',
    metric,
    texts: tuningTexts(),
    lineAxis: map.down === '' ? null : map.down,
    axis: map.across,
    columns: map.columns.map((label) => ({ key: label, label, title: `${map.across} = ${label}` })),
    lines,
    domain: domainOf(lines.flatMap((line) => line.cells.flatMap(({ value }) => value ?? []))),
    stretches: [],
    facts: referenceFacts(map.reference),
  };
}

/** The default in words. */
function referenceFacts(reference: ResultRow | null): readonly string[] {
  if (reference === null) return [l10n.t('Default: not measured')];
  const { timing } = reference;
  if (timing === null) return [l10n.t('Default: {0}', whyEmpty(reference))];
  return [
    l10n.t('Default: {0}', `${formatGflops(timing.gflops)} GFLOP/s`),
    `${formatDuration(timing.medianNs)} ${formatPercentHalfWidth(timing.intervalNs, timing.medianNs)}`,
    timing.backend,
  ];
}

function cellOf(cell: TuningCell<ResultRow>, standing: Standing): HeatmapCell {
  switch (cell.kind) {
    case 'missing':
      return emptyCell(null, 'not asked', [l10n.t('not asked for in this run')]);
    case 'unsupported':
      return emptyCell(null, 'unsupported', [l10n.t('{0}: {1}', statusText('unsupported'), cell.reason)]);
    case 'measured':
      return measuredCell(cell.row, false, [], standing);
    case 'equal': {
      const isDefault = isDefaultPoint(cell.equals);
      const note = isDefault
        ? l10n.t('computes as the default does')
        : l10n.t('computes as {0} does', pointText(cell.equals));
      const shown = measuredCell(cell.row, isDefault, [note], standing);
      // The point whose row it shows has a cell of its own, but for the default, which has no values.
      return isDefault ? shown : { ...shown, placeOf: [] };
    }
    default:
      return assertNever(cell);
  }
}

function measuredCell(
  row: ResultRow,
  isDefault: boolean,
  said: readonly string[],
  { metric, reference, best }: Standing,
): HeatmapCell {
  const { timing } = row;
  const value = timing === null ? null : valueOf(timing, metric, reference);
  if (timing === null || value === null) {
    return emptyCell(row, timing === null ? emptyReasonOf(row) : 'no default', said);
  }
  const leader = timing === best;
  const pale = timing.stopped === 'hopeless';
  const gain = reference === null || timing === reference ? [] : [gainText(timing, reference)];
  return {
    row,
    value,
    text: `${pale ? STOPPED_EARLY : ''}${valueText(value, metric)}${isDefault ? ` ${AS_DEFAULT}` : ''}`,
    // The colour and the corner say the rest.
    short: valueText(value, metric),
    leader,
    pale,
    placeOf: [row.index],
    notes: [
      ...(leader ? [l10n.t('the best point')] : []),
      ...said,
      ...(pale ? [l10n.t('stopped early: others are faster by far')] : []),
      ...(timing.finalRound === true ? [l10n.t('measured again in the final round')] : []),
      ...gain,
    ],
  };
}

function gainText(timing: TimedMeasurement, reference: TimedMeasurement): string {
  return l10n.t('{0} as fast as the default', formatRatioInterval(ratioOf(reference, timing)));
}

function valueOf(timing: TimedMeasurement, metric: Metric, reference: TimedMeasurement | null): number | null {
  switch (metric) {
    case 'gflops':
      return timing.gflops;
    case 'time':
      return timing.medianNs;
    case 'speedup':
      return reference === null ? null : ratioOf(reference, timing).ratio;
    default:
      return assertNever(metric);
  }
}
