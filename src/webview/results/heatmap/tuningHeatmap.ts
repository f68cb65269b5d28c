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
import type { ResultRow, RowGroup } from '../resultRows';
import { shortWord } from '../resultRows';
import type { Metric } from '../savedView';
import { statusText } from '../table/columns';
import { METRIC_TEXTS, shorter, valueText } from './heatmapModel';
import type { Heatmap, HeatmapCell, MetricText } from './heatmapModel';

/** Marks in cells and tables: a colour alone says nothing. */
export const STOPPED_EARLY = '~';
export const AS_DEFAULT = '*';

const TEXTS: Readonly<Record<Metric, MetricText>> = {
  ...METRIC_TEXTS,
  speedup: { title: '× default', unit: '× default', falling: false },
};

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
    texts: TEXTS,
    lineAxis: map.down === '' ? 'strategy' : map.down,
    axis: map.across,
    columns: map.columns.map((label) => ({ key: label, label })),
    lines,
    domain: domainOf(lines.flatMap((line) => line.cells.flatMap(({ value }) => value ?? []))),
    stretches: [],
    facts: referenceFacts(map.reference),
  };
}

/** The default in words. */
function referenceFacts(reference: ResultRow | null): readonly string[] {
  if (reference === null) return ['Default: not measured'];
  const { timing } = reference;
  if (timing === null) {
    const { word, reason } = statusText(reference);
    return [`Default: ${[word, reason].filter(Boolean).join(': ')}`];
  }
  return [
    `Default: ${formatGflops(timing.gflops)} GFLOP/s`,
    `${formatDuration(timing.medianNs)} ${formatPercentHalfWidth(timing.intervalNs, timing.medianNs)}`,
    timing.backend,
  ];
}

function cellOf(cell: TuningCell<ResultRow>, standing: Standing): HeatmapCell {
  const without = { row: null, value: null, leader: false, pale: false };
  switch (cell.kind) {
    case 'missing':
      return { ...without, text: 'not asked', short: '–', notes: ['not asked for in this run'] };
    case 'unsupported':
      return { ...without, text: 'unsupported', short: shorter('unsupported'), notes: [`unsupported: ${cell.reason}`] };
    case 'measured':
      return measuredCell(cell.row, false, [], standing);
    case 'equal': {
      const isDefault = isDefaultPoint(cell.equals);
      const note = isDefault ? 'computes as the default does' : `computes as ${pointText(cell.equals)} does`;
      return measuredCell(cell.row, isDefault, [note], standing);
    }
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
    const text = timing === null ? shortWord(row) : 'no default';
    return { row, value: null, text, short: shorter(text), leader: false, pale: false, notes: said };
  }
  const leader = timing === best;
  const pale = timing.stopped === 'hopeless';
  const gain = reference === null || timing === reference ? [] : [gainText(timing, reference)];
  return {
    row,
    value,
    text: `${pale ? STOPPED_EARLY : ''}${valueText(value, metric)}${isDefault ? ` ${AS_DEFAULT}` : ''}`,
    short: '',
    leader,
    pale,
    notes: [
      ...(leader ? ['the best point'] : []),
      ...said,
      ...(pale ? ['stopped early: others are faster by far'] : []),
      ...(timing.finalRound === true ? ['measured again in the final round'] : []),
      ...gain,
    ],
  };
}

function gainText(timing: TimedMeasurement, reference: TimedMeasurement): string {
  return `${formatRatioInterval(ratioOf(reference, timing))} as fast as the default`;
}

function valueOf(timing: TimedMeasurement, metric: Metric, reference: TimedMeasurement | null): number | null {
  switch (metric) {
    case 'gflops':
      return timing.gflops;
    case 'time':
      return timing.medianNs;
    case 'speedup':
      return reference === null ? null : ratioOf(reference, timing).ratio;
  }
}
