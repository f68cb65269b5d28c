import * as l10n from '@vscode/l10n';
import { markdownTable } from 'markdown-table';
import { formatError, formatGflops, formatMs, formatPercentHalfWidth, formatRatioInterval } from '../../core/format';
import { codePathText } from '../../core/machine';
import { parametersText, problemText } from '../../core/measurementLabel';
import { fastestOf, groupByProblem, isTimed } from '../../core/measure/comparison';
import type { ProblemGroup } from '../../core/measure/comparison';
import type { Failure, Measurement, Run } from '../../core/measure/measurement';
import { ratioOf } from '../../core/measure/ratio';
import { benchmarkTitle } from '../../core/spec/benchmarkNames';
import type { GateVerdict } from '../../core/model/gates';
import { ended, listed, sentences } from '../../core/sentences';
import { findingOfRun } from '../../core/model/tuningFinding';
import { outcomeText } from '../outcomeText';
import { disturbedText } from './disturbed';
import { cell, escaped } from './markdownText';
import { trainingMarkdown } from './trainingMarkdown';

/** A run as GitHub-flavoured Markdown: what was found, a table for each problem, and what the numbers mean. */
export function markdownOf(run: Run, verdicts: readonly GateVerdict[] = []): string {
  const { measurements, trainings = [] } = run;
  const { title, detail } = findingOfRun(run);
  const isOfTrainings = measurements.length === 0 && trainings.length > 0;
  const finding = sentences(`**${ended(escaped(title))}**`, escaped(detail));
  const groups = groupByProblem(run.measurements);
  return `${[
    `## ${escaped(run.title)}`,
    ...(isOfTrainings ? [] : [finding]),
    ...(verdicts.length === 0 ? [] : [`### ${l10n.t('Expectations')}\n\n${verdicts.map(verdictLine).join('\n')}`]),
    ...groups.map((group) =>
      [`### ${escaped(headingOf(group, run))}`, tableOf(group), ...disturbancesOf(group, detail)].join('\n\n'),
    ),
    ...trainings.map(trainingMarkdown),
    footerOf(run),
  ].join('\n\n')}\n`;
}

function verdictLine({ outcome, title, reason }: GateVerdict): string {
  return `- ${sentences(l10n.t('**{0}**: {1}.', outcomeText(outcome), escaped(title)), escaped(reason))}`;
}

/** The problem, after the name of its benchmark where that says more than the title. */
function headingOf(group: ProblemGroup, { title }: Run): string {
  const name = benchmarkTitle(group.benchmark);
  return name === title ? problemText(group) : l10n.t('{0}: {1}', name, problemText(group));
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
      return [name, parameters, '', '', '', '', '', reasonText(measurement)];
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
    l10n.t('strategy'),
    l10n.t('parameters'),
    l10n.t('time, ms'),
    '95%',
    'GFLOP/s',
    l10n.t('against naive'),
    l10n.t('error'),
    l10n.t('what ran, or why not'),
  ];
  return markdownTable([header, ...measurements.map((each) => rowOf(each).map(cell))], {
    align: ['l', 'l', 'r', 'r', 'r', 'r', 'r', 'l'],
  });
}

function reasonText({ status, reason }: Failure): string {
  switch (status) {
    case 'failed':
      return l10n.t('failed: {0}', reason);
    case 'unsupported':
      return l10n.t('unsupported: {0}', reason);
    case 'cancelled':
      return l10n.t('cancelled: {0}', reason);
  }
}

/** What disturbed the rows of a problem, unless that has been said of the whole run. */
function disturbancesOf({ measurements }: ProblemGroup, said: string): readonly string[] {
  const texts = new Set(measurements.flatMap((row) => disturbedText(row) ?? []));
  return [...texts].filter((text) => !said.includes(text)).map(ended);
}

function footerOf({ machine, versions, startedAt, measurements, trainings = [] }: Run): string {
  const seeds = [
    ...new Set([...measurements.map(({ problem }) => problem.seed), ...trainings.map(({ spec }) => spec.seed)]),
  ];
  const where = l10n.t('{0}, {1} threads, {2}', machine.processor, machine.logicalCores, machine.platform);
  return [
    l10n.t(
      '{0}; Node {1}, V8 {2}, flags {3}; dense kernels {4}; Matmul Profiler {5}; {6}; seed {7}.',
      escaped(where),
      versions.node,
      versions.v8,
      versions.engineFlags.join(' ') || l10n.t('none'),
      codePathText(machine.wasm),
      versions.extension,
      startedAt,
      listed(seeds.map(String)),
    ),
    ...(measurements.length === 0 && trainings.length > 0
      ? []
      : [
          l10n.t(
            'Time: median of one product with its 95% interval; error: against a float64 reference, with what rounding can explain. The fastest, and what cannot be told apart from it, is bold.',
          ),
        ]),
    ...(trainings.length === 0
      ? []
      : [
          l10n.t(
            'Step: median time with what 10% of the steps are below and above; over: ratio of steps that took turns, with its 95% interval.',
          ),
        ]),
  ].join('\n');
}
