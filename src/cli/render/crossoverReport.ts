import { formatDuration, formatRatioInterval, formatSeconds, formatSignificant } from '../../core/format';
import { winnerOf } from '../../core/measure/crossover';
import type { Run } from '../../core/measure/measurement';
import { crossingText, crossoversOf } from '../../core/model/crossoverFinding';
import type { CrossoverPoint, CrossoverResult } from '../../core/model/crossoverFinding';
import { machineLine } from './machineReport';
import type { TableLayout } from './measurementTables';
import { textTable } from './textTable';
import type { Column } from './textTable';

/** Crossovers as text: for each search the points that were measured, and what was found as a sentence. */
export function crossoverReport(run: Run, layout: TableLayout): string {
  const { ink } = layout;
  const searches = crossoversOf(run).map((result) => {
    const unmeasured = failuresOf(run, result);
    return [ink.bold(result.benchmark), tableOf(result), ...unmeasured, ink.bold(`${crossingText(result)}.`)].join(
      '\n',
    );
  });
  const footer = [
    'ratio: time of the first over time of the second, with its interval; decided where that leaves 1',
    'every point verified against float64',
    machineLine(run.machine, run.versions),
    `${formatSeconds(run.elapsedMs)} in all`,
  ].join('; ');
  return [...searches, ink.dim(footer)].join('\n\n');
}

function tableOf({ crossover, points }: CrossoverResult): string {
  const { axis, first, second } = crossover;
  const columns: readonly Column<CrossoverPoint>[] = [
    {
      title: axis,
      align: 'right',
      cell: ({ position }) => (axis === 'size' ? `${position}` : formatSignificant(position, 3)),
    },
    { title: first, align: 'right', cell: (point) => formatDuration(point.first.medianNs) },
    { title: second, align: 'right', cell: (point) => formatDuration(point.second.medianNs) },
    { title: 'ratio', align: 'right', cell: formatRatioInterval },
    { title: 'faster', align: 'left', cell: (point) => fasterText(point, { first, second }) },
  ];
  return textTable(columns, points);
}

function fasterText(point: CrossoverPoint, names: Readonly<Record<'first' | 'second', string>>): string {
  const winner = winnerOf(point);
  return winner === null ? 'no difference found' : names[winner];
}

/** Rows of a search without a time, which ended it. */
function failuresOf({ measurements }: Run, { benchmark }: CrossoverResult): readonly string[] {
  return measurements.flatMap((row) =>
    row.benchmark === benchmark && row.status !== 'ok' ? [`${row.strategy}: ${row.status}: ${row.reason}`] : [],
  );
}
