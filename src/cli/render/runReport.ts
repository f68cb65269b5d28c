import { formatDuration, formatPercentHalfWidth, formatRatio, formatSeconds } from '../../core/format';
import { fastestOf, groupByProblem, isTimed } from '../../core/measure/comparison';
import type { Fastest, ProblemGroup } from '../../core/measure/comparison';
import type { Run, TimedMeasurement } from '../../core/measure/measurement';
import { ratioOf } from '../../core/measure/ratio';
import { findingOfRun } from '../../core/model/tuningFinding';
import { sizeLabel } from '../../core/problem';
import { axisOf } from '../../core/problemLabel';
import { FASTEST_MARK, measurementTables, TIE_MARK } from './measurementTables';
import type { TableLayout } from './measurementTables';
import { machineLine } from './machineReport';
import { strategyText } from '../../core/measurementLabel';
import { columnWidths, textTable, widthsWithin } from './textTable';
import { trainingReport } from './trainingReport';
import type { Column } from './textTable';

/** A run as text: a table for each problem, the fastest for each size, what was found, trainings, what the numbers mean. */
export function runReport(run: Run, layout: TableLayout): string {
  const trainings = (run.trainings ?? []).map((record) => trainingReport(record, layout));
  if (run.measurements.length === 0 && trainings.length > 0) {
    return [...trainings, layout.ink.dim(trainingsFooter(run))].join('\n\n');
  }
  const groups = groupByProblem(run.measurements);
  const tables = measurementTables(groups, layout);
  const { title, detail } = findingOfRun(run);
  const finding = layout.ink.bold(`${title}.`) + (detail === '' ? '' : `\n${detail}`);
  const footer = layout.ink.dim(footerOf(run, tables.leftOut));
  return [...titleOf(groups, layout), tables.text, ...fastestLines(groups, layout), finding, ...trainings, footer].join(
    '\n\n',
  );
}

/** The name of the only benchmark, unless it says no more than the heading of its table. */
function titleOf(groups: readonly ProblemGroup[], { ink }: TableLayout): readonly string[] {
  const [first] = groups;
  if (first === undefined || groups.some(({ benchmark }) => benchmark !== first.benchmark)) return [];
  return first.benchmark === sizeLabel(first.problem) ? [] : [ink.bold(first.benchmark)];
}

interface FastestLine {
  readonly group: ProblemGroup;
  readonly result: Fastest | null;
}

/** A line for each problem, where there are several: with one alone, the finding says it. */
function fastestLines(groups: readonly ProblemGroup[], { width }: TableLayout): readonly string[] {
  if (groups.length < 2) return [];
  const several = new Set(groups.map(({ benchmark }) => benchmark)).size > 1;
  const benchmark: Column<FastestLine> = { title: 'benchmark', align: 'left', cell: ({ group }) => group.benchmark };
  const traitOf = traitNamer(groups);
  const traits = groups.map(traitOf).join('');
  const columns: readonly Column<FastestLine>[] = [
    ...(several ? [benchmark] : []),
    { title: 'size', align: 'left', cell: ({ group }) => sizeLabel(group.problem) },
    ...(traits === '' ? [] : [{ title: '', align: 'left', cell: ({ group }: FastestLine) => traitOf(group) } as const]),
    { title: 'fastest', align: 'left', cell: ({ result }) => winners(result) },
    { title: 'time', align: 'right', cell: ({ result }) => timeOf(result) },
    { title: 'by', align: 'left', cell: ({ group, result }) => margins(group, result) },
  ];
  const lines = groups.map((group) => ({ group, result: fastestOf(group.measurements) }));
  const widths = widthsWithin(columnWidths(columns, lines), width);
  return [`Fastest for each size\n${textTable(columns, lines, widths)}`];
}

/** Names what tells the problems of a benchmark apart beside their sizes: 'density 0.1', 'f64'. */
function traitNamer(groups: readonly ProblemGroup[]): (group: ProblemGroup) => string {
  const axes = new Map(
    groups.map(({ benchmark }) => {
      const own = groups.filter((group) => group.benchmark === benchmark).map(({ problem }) => problem);
      // As if all had one size, for that has a column of its own.
      return [benchmark, axisOf(own.map((problem) => ({ ...problem, m: 1, k: 1, n: 1 })))];
    }),
  );
  return ({ benchmark, problem }) => axes.get(benchmark)?.label(problem) ?? '';
}

function winners(result: Fastest | null): string {
  if (result === null) return 'none could be measured';
  return [result.fastest, ...result.ties].map(strategyText).join(` ${TIE_MARK} `);
}

function timeOf(result: Fastest | null): string {
  if (result === null) return '';
  const { medianNs, intervalNs } = result.fastest;
  return `${formatDuration(medianNs)} ${formatPercentHalfWidth(intervalNs, medianNs)}`;
}

/** 'no difference found; 1.75× simd (1.73–1.77), 112× naive (111–114)'. */
function margins({ measurements }: ProblemGroup, result: Fastest | null): string {
  if (result === null) return '';
  const { fastest, ties, runnerUp } = result;
  const naive = measurements.filter(isTimed).find(({ strategy }) => strategy === 'naive');
  const rivals = [runnerUp, naive].flatMap((rival, index, all) => {
    const named = rival !== null && rival !== undefined && rival !== fastest && !ties.includes(rival);
    return named && all.indexOf(rival) === index ? [marginOver(rival, fastest)] : [];
  });
  return [...(ties.length > 0 ? ['no difference found'] : []), ...rivals].join(', ');
}

function marginOver(slower: TimedMeasurement, faster: TimedMeasurement): string {
  const { ratio, low, high } = ratioOf(slower, faster);
  return `${formatRatio(ratio)}× ${strategyText(slower)} (${formatRatio(low)}–${formatRatio(high)})`;
}

function trainingsFooter({ machine, versions, elapsedMs }: Run): string {
  const parts = ['steps: median times', 'over: ratio of steps that took turns, with its 95% interval'];
  return [...parts, machineLine(machine, versions), `${formatSeconds(elapsedMs)} in all`].join('; ');
}

function footerOf(run: Run, leftOut: readonly string[]): string {
  const seeds = [...new Set(run.measurements.map(({ problem }) => problem.seed))];
  const parts = [
    `${FASTEST_MARK} fastest, ${TIE_MARK} not told apart from it`,
    'time: median of one product, ± its 95% interval',
    'GFLOP/s: 2·m·n·k flops (2·nnz·n where A is sparse)',
    'error: against float64',
    ...(run.measurements.some((one) => isTimed(one) && one.roofline !== undefined)
      ? ['attainable: measured peaks over modelled traffic (docs/roofline.md)']
      : []),
    `seed ${seeds.join(', ')}`,
    machineLine(run.machine, run.versions),
    `${formatSeconds(run.elapsedMs)} in all`,
  ];
  if (leftOut.length > 0) parts.push(`no room for: ${leftOut.join(', ')}`);
  return parts.join('; ');
}
