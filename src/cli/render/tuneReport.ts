import { formatDuration, formatGflops, formatPercentHalfWidth, formatSeconds } from '../../core/format';
import { groupByProblem, isTimed } from '../../core/measure/comparison';
import type { Measurement, Run, TimedMeasurement } from '../../core/measure/measurement';
import { isDefaultPoint } from '../../core/measure/tuning';
import { findingOfRun, tuningOf, tuningWinner } from '../../core/model/tuningFinding';
import { tuningMap } from '../../core/model/tuningMap';
import type { TuningCell, TuningMap } from '../../core/model/tuningMap';
import { machineLine } from './machineReport';
import { FASTEST_MARK } from './measurementTables';
import type { TableLayout } from './measurementTables';
import { problemText } from '../../core/measurementLabel';
import { textTable } from './textTable';
import type { Column } from './textTable';

const STOPPED_EARLY = '~';
const AS_DEFAULT = '*';
const AS_ANOTHER = '=';
const WITHOUT = '–';

/** A tuning as text: the map of its grid in GFLOP/s, the default, the sentence, and what the marks mean. */
export function tuneReport(run: Run, { ink }: TableLayout): string {
  const tuning = tuningOf(run);
  if (tuning === null) return '';
  const map = tuningMap(tuning, run.measurements, (measurement) => measurement);
  const best = tuningWinner(run)?.point ?? null;
  const { title, detail } = findingOfRun(run);
  const heading = groupByProblem(run.measurements)
    .slice(0, 1)
    .map((group) => `${tuning.strategy} at ${problemText(group)}`);
  return [
    heading.map(ink.bold).join(''),
    mapTable(map, best),
    referenceLine(map.reference),
    `${ink.bold(`${title}.`)}\n${detail}`,
    ink.dim(footerOf(run)),
  ].join('\n\n');
}

type Line = TuningMap<Measurement>['lines'][number];

function mapTable(map: TuningMap<Measurement>, best: TimedMeasurement | null): string {
  const corner = map.down === '' ? map.across : `${map.down} \\ ${map.across}`;
  const columns: readonly Column<Line>[] = [
    { title: corner, align: 'left', cell: ({ label }) => label },
    ...map.columns.map((title, column): Column<Line> => ({
      title,
      align: 'right',
      cell: ({ cells }) => cellText(cells[column], best),
    })),
  ];
  return `GFLOP/s\n${textTable(columns, map.lines)}`;
}

function cellText(cell: TuningCell<Measurement>, best: TimedMeasurement | null): string {
  switch (cell.kind) {
    case 'unsupported':
    case 'missing':
      return WITHOUT;
    case 'measured':
      return speedText(cell.row, best);
    case 'equal':
      return `${isDefaultPoint(cell.equals) ? AS_DEFAULT : AS_ANOTHER}${speedText(cell.row, best)}`;
  }
}

function speedText(row: Measurement, best: TimedMeasurement | null): string {
  if (!isTimed(row)) return WITHOUT;
  const mark = row === best ? `${FASTEST_MARK} ` : row.stopped === 'hopeless' ? STOPPED_EARLY : '';
  return `${mark}${formatGflops(row.gflops)}`;
}

function referenceLine(reference: Measurement | null): string {
  if (reference === null) return 'default: not measured';
  if (!isTimed(reference)) return `default: ${reference.status}: ${reference.reason}`;
  const { gflops, medianNs, intervalNs, backend } = reference;
  return `default: ${formatGflops(gflops)} GFLOP/s, ${formatDuration(medianNs)} ${formatPercentHalfWidth(intervalNs, medianNs)}, ${backend}`;
}

function footerOf(run: Run): string {
  return [
    `${FASTEST_MARK} best, ${AS_DEFAULT} as the default, ${AS_ANOTHER} as another point, ${STOPPED_EARLY} stopped early, ${WITHOUT} without a time`,
    'every point verified against float64',
    machineLine(run.machine, run.versions),
    `${formatSeconds(run.elapsedMs)} in all`,
  ].join('; ');
}
