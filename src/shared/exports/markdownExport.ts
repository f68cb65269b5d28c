import { markdownTable } from 'markdown-table';
import { formatError, formatGflops, formatMs, formatPercentHalfWidth, formatRatioInterval } from '../../core/format';
import { codePathText } from '../../core/machine';
import { parametersText, problemText } from '../../core/measurementLabel';
import { fastestOf, groupByProblem, isTimed } from '../../core/measure/comparison';
import type { ProblemGroup } from '../../core/measure/comparison';
import type { Measurement, Run } from '../../core/measure/measurement';
import { ratioOf } from '../../core/measure/ratio';
import type { GateVerdict } from '../../core/model/gates';
import { findingOfRun } from '../../core/model/tuningFinding';
import { disturbedText } from './disturbed';
import { cell, escaped } from './markdownText';
import { trainingMarkdown } from './trainingMarkdown';

/** A run as GitHub-flavoured Markdown: what was found, a table for each problem, and what the numbers mean. */
export function markdownOf(run: Run, verdicts: readonly GateVerdict[] = []): string {
  const { measurements, trainings = [] } = run;
  const { title, detail } = findingOfRun(run);
  const isOfTrainings = measurements.length === 0 && trainings.length > 0;
  const finding = `**${escaped(title)}.**${detail === '' ? '' : ` ${escaped(detail)}`}`;
  const groups = groupByProblem(run.measurements);
  return `${[
    `## ${escaped(run.title)}`,
    ...(isOfTrainings ? [] : [finding]),
    ...(verdicts.length === 0 ? [] : [`### Expectations\n\n${verdicts.map(verdictLine).join('\n')}`]),
    ...groups.map((group) =>
      [`### ${escaped(headingOf(group, run))}`, tableOf(group), ...disturbancesOf(group, detail)].join('\n\n'),
    ),
    ...trainings.map(trainingMarkdown),
    footerOf(run),
  ].join('\n\n')}\n`;
}

function verdictLine({ outcome, title, reason }: GateVerdict): string {
  return `- **${outcome}**: ${escaped(title)}. ${escaped(reason)}`;
}

/** The problem, after the name of its benchmark where that says more than the title. */
function headingOf(group: ProblemGroup, { title }: Run): string {
  return group.benchmark === title ? problemText(group) : `${group.benchmark}: ${problemText(group)}`;
}

function tableOf({ measurements }: ProblemGroup): string {
  const result = fastestOf(measurements);
  const leaders: readonly Measurement[] = result === null ? [] : [result.fastest, ...result.ties];
  const naive = measurements.filter(isTimed).find(({ strategy }) => strategy === 'naive');
  const rowOf = (measurement: Measurement): readonly string[] => {
    const { strategy } = measurement;
    const name = leaders.includes(measurement) ? `**${strategy}**` : strategy;
    const parameters = parametersText(measurement);
    if (!isTimed(measurement)) {
      return [name, parameters, '', '', '', '', '', `${measurement.status}: ${measurement.reason}`];
    }
    const { medianNs, intervalNs, gflops, error, backend } = measurement;
    return [
      ...[name, parameters, formatMs(medianNs), formatPercentHalfWidth(intervalNs, medianNs), formatGflops(gflops)],
      naive === undefined || naive === measurement ? '' : formatRatioInterval(ratioOf(naive, measurement)),
      `${formatError(error.norm)} ≤ ${formatError(error.bound)}`,
      backend,
    ];
  };
  const header = [
    'strategy',
    'parameters',
    'time ms',
    '95%',
    'GFLOP/s',
    'against naive',
    'error',
    'what ran, or why not',
  ];
  return markdownTable([header, ...measurements.map((each) => rowOf(each).map(cell))], {
    align: ['l', 'l', 'r', 'r', 'r', 'r', 'r', 'l'],
  });
}

/** What disturbed the rows of a problem, unless that has been said of the whole run. */
function disturbancesOf({ measurements }: ProblemGroup, said: string): readonly string[] {
  const texts = new Set(measurements.flatMap((row) => disturbedText(row) ?? []));
  return [...texts].filter((text) => !said.includes(text)).map((text) => `${text}.`);
}

function footerOf({ machine, versions, startedAt, measurements, trainings = [] }: Run): string {
  const seeds = [
    ...new Set([...measurements.map(({ problem }) => problem.seed), ...trainings.map(({ spec }) => spec.seed)]),
  ].join(', ');
  const where = `${machine.processor}, ${machine.logicalCores} threads, ${machine.platform}`;
  return [
    `${escaped(where)}; Node ${versions.node}, V8 ${versions.v8}, flags ${versions.engineFlags.join(' ') || 'none'}; dense kernels ${codePathText(machine.wasm)}; Matmul Profiler ${versions.extension}; ${startedAt}; seed ${seeds}.`,
    ...(measurements.length === 0 && trainings.length > 0
      ? []
      : [
          'Time: median of one product with its 95% interval; error: against a float64 reference, with what rounding can explain. The fastest, and what cannot be told apart from it, is bold.',
        ]),
    ...(trainings.length === 0
      ? []
      : [
          'Step: median time with what 10% of the steps are below and above; over: ratio of steps that took turns, with its 95% interval.',
        ]),
  ].join('\n');
}
