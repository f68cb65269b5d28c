import * as l10n from '@vscode/l10n';
import { markdownTable } from 'markdown-table';
import { formatCount, formatDuration } from '../../core/format';
import { trainedOf } from '../../core/measure/trainingRecord';
import { phaseBackend, phaseTitle } from '../../core/mlp/phaseText';
import { ended, sentences } from '../../core/sentences';
import type { Trained, TrainingRecord } from '../../core/measure/trainingRecord';
import {
  accuracyText,
  mistakeTexts,
  overText,
  stepText,
  trainedConditions,
  trainedLabel,
} from '../../core/trainingLabel';
import { cell, escaped } from './markdownText';

/** What came of an entry of "train": a heading, its trainings, and where the time of a step goes. */
export function trainingMarkdown(record: TrainingRecord): string {
  const trained = trainedOf(record);
  const heading = `### ${escaped(record.name)}`;
  const mistakes = mistakeTexts(record, trained).map((text) => `**${escaped(text)}**`);
  if (record.status === 'failed')
    return [heading, ...mistakes, escaped(l10n.t('Not trained: {0}', record.reason))].join('\n\n');
  if (trained === null) return [heading, ...mistakes, l10n.t('Stopped before it began.')].join('\n\n');
  return [
    heading,
    escaped(sentences(ended(trainedLabel(record, trained)), ended(trainedConditions(record, trained)))),
    ...mistakes,
    ...(record.status === 'cancelled' ? [l10n.t('Stopped before its end.')] : []),
    armsTable(trained),
    phasesTable(trained),
  ].join('\n\n');
}

function armsTable({ arms }: Trained): string {
  const [first] = arms;
  const header = [
    l10n.t('trained by'),
    l10n.t('test samples right'),
    l10n.t('steps'),
    l10n.t('step (10% below, above)'),
    l10n.t('over {0}', first.name),
  ];
  const rows = arms.map((arm) => [
    arm.name,
    accuracyText(arm),
    formatCount(arm.steps),
    stepText(arm),
    arm === first ? '' : overText(arm, first),
  ]);
  return markdownTable(
    [header, ...rows].map((row) => row.map(cell)),
    { align: ['l', 'r', 'r', 'r', 'r'] },
  );
}

function phasesTable({ arms }: Trained): string {
  const rows = arms.flatMap(({ name, phases }) =>
    phases.map((phase) => [name, phaseTitle(phase.name), formatDuration(phase.ns), phaseBackend(phase.backend)]),
  );
  return markdownTable(
    [[l10n.t('trained by'), l10n.t('phase'), l10n.t('time'), l10n.t('what ran')], ...rows].map((row) => row.map(cell)),
    { align: ['l', 'l', 'r', 'l'] },
  );
}
