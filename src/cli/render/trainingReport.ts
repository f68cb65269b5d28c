import { formatCount, formatDuration, formatShare } from '../../core/format';
import type { Trained, TrainedArm, TrainingRecord } from '../../core/measure/trainingRecord';
import { trainedOf } from '../../core/measure/trainingRecord';
import {
  accuracyText,
  mistakeTexts,
  overText,
  stepText,
  trainedConditions,
  trainedLabel,
} from '../../core/trainingLabel';
import type { Ink } from './ink';
import { textTable } from './textTable';
import type { Column } from './textTable';

/** What came of an entry of "train": a line for each of its trainings, and where the time of a step goes. */
export function trainingReport(record: TrainingRecord, { ink }: { readonly ink: Ink }): string {
  const trained = trainedOf(record);
  const title = ink.bold(record.name);
  const mistakes = mistakeTexts(record, trained).map(ink.red);
  if (record.status === 'failed') return [title, ...mistakes, ink.red(`not trained: ${record.reason}`)].join('\n');
  if (trained === null) return [title, ...mistakes, 'stopped before it began'].join('\n');
  const end = record.status === 'cancelled' ? ['stopped before its end'] : [];
  return [
    title,
    trainedLabel(record, trained),
    trainedConditions(record, trained),
    ...mistakes,
    ...end,
    armsTable(trained),
    phasesTable(trained),
  ].join('\n');
}

function armsTable({ arms }: Trained): string {
  const [first] = arms;
  const columns: readonly Column<TrainedArm>[] = [
    { title: 'trained by', align: 'left', cell: ({ name }) => name },
    { title: 'test samples right', align: 'right', cell: accuracyText },
    { title: 'steps', align: 'right', cell: ({ steps }) => formatCount(steps) },
    { title: 'step (10% below, above)', align: 'right', cell: stepText },
  ];
  const over: Column<TrainedArm> = {
    title: `over ${first.name}`,
    align: 'right',
    cell: (arm) => (arm === first ? '' : overText(arm, first)),
  };
  return textTable(arms.length > 1 ? [...columns, over] : columns, arms);
}

interface PhaseLine {
  readonly arm: string;
  readonly name: string;
  readonly backend: string;
  readonly ns: number;
  readonly share: number;
}

function phasesTable({ arms }: Trained): string {
  const lines = arms.flatMap(({ name: arm, phases }) => {
    const total = phases.reduce((sum, { ns }) => sum + ns, 0);
    return phases.map((phase): PhaseLine => ({ arm, ...phase, share: total === 0 ? 0 : phase.ns / total }));
  });
  const columns: readonly Column<PhaseLine>[] = [
    { title: 'phase', align: 'left', cell: ({ name }) => name },
    { title: 'time', align: 'right', cell: ({ ns }) => formatDuration(ns) },
    { title: 'share', align: 'right', cell: ({ share }) => formatShare(share) },
    { title: 'what ran', align: 'left', cell: ({ backend }) => backend },
  ];
  const trainedBy: Column<PhaseLine> = { title: 'trained by', align: 'left', cell: ({ arm }) => arm };
  return textTable(arms.length > 1 ? [trainedBy, ...columns] : columns, lines);
}
