import { assertNever } from '../../core/assertNever';
import {
  formatConfidence,
  formatError,
  formatGflops,
  formatMs,
  formatPercentHalfWidth,
  formatRatio,
} from '../../core/format';
import { fastestOf, isTimed, nativeReferenceOf } from '../../core/measure/comparison';
import type { ProblemGroup } from '../../core/measure/comparison';
import { nameOfBound, shareText } from '../../core/model/rooflineText';
import type { Failure, Measurement, TimedMeasurement } from '../../core/measure/measurement';
import { ratioOf } from '../../core/measure/ratio';
import { parametersText, problemText } from '../../core/measurementLabel';
import type { Ink } from './ink';
import { columnWidths, lineWidth, MINIMUM_LAST_WIDTH, textTable, widthsWithin } from './textTable';
import type { Column } from './textTable';

/** Before a strategy's name: the fastest of its problem, and those that cannot be told apart from it. */
export const FASTEST_MARK = '▸';
export const TIE_MARK = '≈';

export interface TableLayout {
  /** Columns of the terminal, or `null` where a line may have any length. */
  readonly width: number | null;
  readonly ink: Ink;
}

export const BOUND_TITLE = 'of attainable, bound by';

/** Confidence of intervals where nothing else is said. */
const USUAL_CONFIDENCE = 0.95;

interface TableRow {
  readonly measurement: Measurement;
  readonly standing: 'fastest' | 'tie' | 'other';
  /** The base line of the speedup, or `null` where `naive` has no timing. */
  readonly naive: TimedMeasurement | null;
  /** The native reference, or `null` where `blas` has no timing. */
  readonly native: TimedMeasurement | null;
}

/** A column that may go when the terminal is narrow: those with a higher number go first. */
interface RankedColumn extends Column<TableRow> {
  readonly rank: number;
}

export interface RenderedTables {
  /** A heading and a table for each problem. */
  readonly text: string;
  /** Titles of the columns for which there was no room. */
  readonly leftOut: readonly string[];
}

/** A table for each problem, fastest first, all with the same columns; rows without a timing say why in words. */
export function measurementTables(groups: readonly ProblemGroup[], { width, ink }: TableLayout): RenderedTables {
  const headingOf = headingsFor(groups);
  const tables = groups.map((group) => ({ heading: headingOf(group), rows: rowsOf(group) }));
  const all = tables.flatMap(({ rows }) => rows);
  const wanted = columnsFor(all, ink);
  const columns = width === null ? wanted : fitting(wanted, all, width);
  const widths = widthsWithin(columnWidths(columns, all), width);
  const text = tables
    .map(({ heading, rows }) => `${ink.bold(heading)}\n${textTable(columns, rows, widths)}`)
    .join('\n\n');
  const leftOut = wanted.filter((column) => !columns.includes(column)).map(({ title }) => title);
  return { text, leftOut };
}

/** The problem, after the name of its benchmark where there are several. */
function headingsFor(groups: readonly ProblemGroup[]): (group: ProblemGroup) => string {
  const several = new Set(groups.map(({ benchmark }) => benchmark)).size > 1;
  return (group) => (several ? `${group.benchmark}: ${problemText(group)}` : problemText(group));
}

function rowsOf({ measurements }: ProblemGroup): readonly TableRow[] {
  const result = fastestOf(measurements);
  const timed = measurements.filter(isTimed);
  const naive = timed.find(({ strategy }) => strategy === 'naive') ?? null;
  const native = nativeReferenceOf(measurements);
  const standingOf = (measurement: Measurement): TableRow['standing'] => {
    if (measurement === result?.fastest) return 'fastest';
    return result?.ties.some((tie) => tie === measurement) === true ? 'tie' : 'other';
  };
  const sorted = [...timed.sort((x, y) => x.medianNs - y.medianNs), ...measurements.filter((one) => !isTimed(one))];
  return sorted.map((measurement) => ({ measurement, standing: standingOf(measurement), naive, native }));
}

function columnsFor(rows: readonly TableRow[], ink: Ink): readonly RankedColumn[] {
  const timedCell =
    (text: (measurement: TimedMeasurement, row: TableRow) => string) =>
    (row: TableRow): string =>
      isTimed(row.measurement) ? text(row.measurement, row) : '';
  const columns: readonly RankedColumn[] = [
    { rank: 0, title: '  strategy', align: 'left', cell: (row) => nameCell(row, ink) },
    { rank: 1, title: 'parameters', align: 'left', cell: ({ measurement }) => parametersText(measurement) },
    { rank: 0, title: 'time ms', align: 'right', cell: timedCell(({ medianNs }) => formatMs(medianNs)) },
    {
      rank: 0,
      title: '±',
      align: 'right',
      cell: timedCell(halfWidthCell),
    },
    { rank: 0, title: 'GFLOP/s', align: 'right', cell: timedCell(({ gflops }) => formatGflops(gflops)) },
    {
      rank: 2,
      title: '× naive',
      align: 'right',
      cell: timedCell((measurement, { naive }) => speedupCell(measurement, naive)),
    },
    {
      rank: 3,
      title: '× BLAS',
      align: 'right',
      cell: timedCell((measurement, { native }) => speedupCell(measurement, native)),
    },
    { rank: 4, title: BOUND_TITLE, align: 'left', cell: timedCell(boundCell) },
    { rank: 6, title: 'prepare ms', align: 'right', cell: timedCell(({ phasesNs }) => msOrDash(phasesNs.prepare)) },
    { rank: 7, title: 'transfer ms', align: 'right', cell: timedCell(({ phasesNs }) => msOrDash(phasesNs.transfer)) },
    {
      rank: 8,
      title: 'sum ms',
      align: 'right',
      cell: timedCell(({ phasesNs }) => formatMs(phasesNs.prepare + phasesNs.transfer + phasesNs.compute)),
    },
    {
      rank: 5,
      title: 'error / bound',
      align: 'right',
      cell: timedCell(({ error }) => `${formatError(error.norm)} / ${formatError(error.bound)}`),
    },
    { rank: 0, title: 'backend, or the reason', align: 'left', cell: (row) => backendCell(row, ink) },
  ];
  return columns.filter(({ title }) => hasContent(title, rows));
}

/** Columns that would be empty or say nothing in every row are not drawn. */
function hasContent(title: string, rows: readonly TableRow[]): boolean {
  const timed = rows.flatMap(({ measurement }) => (isTimed(measurement) ? [measurement] : []));
  switch (title) {
    case 'parameters':
      return rows.some(({ measurement }) => Object.keys(measurement.parameters).length > 0);
    case '× naive':
      return rows.some(({ measurement, naive }) => naive !== null && measurement !== naive && isTimed(measurement));
    case '× BLAS':
      return rows.some(({ measurement, native }) => native !== null && measurement !== native && isTimed(measurement));
    case BOUND_TITLE:
      return timed.some(({ roofline }) => roofline !== undefined);
    case 'transfer ms':
      return timed.some(({ phasesNs }) => phasesNs.transfer > 0);
    case 'prepare ms':
    case 'sum ms':
      return timed.some(({ phasesNs }) => phasesNs.prepare + phasesNs.transfer > 0);
    default:
      return true;
  }
}

function nameCell({ measurement, standing }: TableRow, ink: Ink): string {
  switch (standing) {
    case 'fastest':
      return ink.bold(`${FASTEST_MARK} ${measurement.strategy}`);
    case 'tie':
      return `${TIE_MARK} ${measurement.strategy}`;
    case 'other':
      return `  ${measurement.strategy}`;
    default:
      return assertNever(standing);
  }
}

/** '±0.9%', or '±17% at 75%' where there were too few samples for an interval of the usual confidence. */
function halfWidthCell({ intervalNs, medianNs, confidence }: TimedMeasurement): string {
  const halfWidth = formatPercentHalfWidth(intervalNs, medianNs);
  return confidence < USUAL_CONFIDENCE ? `${halfWidth} at ${formatConfidence(confidence)}` : halfWidth;
}

function speedupCell(measurement: TimedMeasurement, reference: TimedMeasurement | null): string {
  if (reference === null) return '';
  if (reference === measurement) return '1';
  const { ratio, low, high } = ratioOf(reference, measurement);
  return `${formatRatio(ratio)} (${formatRatio(low)}–${formatRatio(high)})`;
}

/** '61%, L2 bandwidth': measured ÷ attainable by the model, and what bounds it there. */
function boundCell({ gflops, roofline }: TimedMeasurement): string {
  return roofline === undefined ? '' : `${shareText(gflops, roofline)}, ${nameOfBound(roofline.bound)}`;
}

function msOrDash(ns: number): string {
  return ns === 0 ? '–' : formatMs(ns);
}

function backendCell({ measurement }: TableRow, ink: Ink): string {
  if (!isTimed(measurement)) return `${inkOf(measurement, ink)(measurement.status)}: ${measurement.reason}`;
  const early = measurement.stopped === 'cancelled' || measurement.stopped === 'hopeless';
  return early ? `${measurement.backend}, stopped early` : measurement.backend;
}

function inkOf({ status }: Failure, ink: Ink): (text: string) => string {
  switch (status) {
    case 'failed':
      return ink.red;
    case 'unsupported':
      return ink.yellow;
    case 'cancelled':
      return ink.dim;
    default:
      return assertNever(status);
  }
}

/** Leaves out columns, the least needed first, until the last one has room. */
function fitting(columns: readonly RankedColumn[], rows: readonly TableRow[], width: number): readonly RankedColumn[] {
  const kept = [...columns];
  const needed = (): number => {
    const widths = columnWidths(kept, rows);
    return lineWidth([...widths.slice(0, -1), Math.min(widths.at(-1) ?? 0, MINIMUM_LAST_WIDTH)]);
  };
  while (needed() > width) {
    const leastNeeded = Math.max(...kept.map(({ rank }) => rank));
    if (leastNeeded === 0) break;
    kept.splice(
      kept.findIndex(({ rank }) => rank === leastNeeded),
      1,
    );
  }
  return kept;
}
