import { markdownTable } from 'markdown-table';
import { formatCount, formatDuration } from '../../core/format';
import { trainedOf } from '../../core/measure/trainingRecord';
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
  if (record.status === 'failed') return [heading, ...mistakes, escaped(`Not trained: ${record.reason}`)].join('\n\n');
  if (trained === null) return [heading, ...mistakes, 'Stopped before it began.'].join('\n\n');
  return [
    heading,
    escaped(`${trainedLabel(record, trained)}. ${trainedConditions(record, trained)}.`),
    ...mistakes,
    ...(record.status === 'cancelled' ? ['Stopped before its end.'] : []),
    armsTable(trained),
    phasesTable(trained),
  ].join('\n\n');
}

function armsTable({ arms }: Trained): string {
  const [first] = arms;
  const header = ['trained by', 'test samples right', 'steps', 'step (10% below, above)', `over ${first.name}`];
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
    phases.map((phase) => [name, phase.name, formatDuration(phase.ns), phase.backend]),
  );
  return markdownTable(
    [['trained by', 'phase', 'time', 'what ran'], ...rows].map((row) => row.map(cell)),
    { align: ['l', 'l', 'r', 'l'] },
  );
}
