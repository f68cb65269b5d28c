import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { FileTraining } from '../../core/spec/trainSpec';
import { trainingIn } from '../../shared/trainingFolder';
import { RUNNING_CONTEXT } from '../ids';
import type { TrainEntries } from './trainEntries';
import { entryEnding } from './trainEntryTexts';

/** Trains entries of a file one after the other, with a notification, until one is stopped or all are done. */
export async function trainWithProgress(
  entries: TrainEntries,
  uri: string,
  trainings: readonly FileTraining[],
): Promise<void> {
  for (const training of trainings) {
    if (!(await trainOne(entries, uri, training))) return;
  }
}

/** @returns whether it came to its end. */
async function trainOne(entries: TrainEntries, uri: string, training: FileTraining): Promise<boolean> {
  // A text that was never saved has no folder; its paths have to be full ones.
  const placed = uri.startsWith('file:') ? trainingIn(dirname(fileURLToPath(uri)), training) : training;
  const taken = entries.train(uri, placed);
  void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, true);
  const record = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Training {0}', training.name),
      cancellable: true,
    },
    (progress, token) => {
      token.onCancellationRequested(() => {
        entries.stop();
      });
      return reported(entries, { uri, name: training.name }, taken, progress);
    },
  );
  void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, false);
  const { isProblem, text } = entryEnding(entries.trainingOf(uri, training.name));
  if (isProblem) void vscode.window.showWarningMessage(text);
  return record.status !== 'cancelled';
}

async function reported<T>(
  entries: TrainEntries,
  { uri, name }: { readonly uri: string; readonly name: string },
  taken: Promise<T>,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): Promise<T> {
  let shown = 0;
  const listener = entries.onDidChange(() => {
    const state = entries.trainingOf(uri, name);
    if (state?.state !== 'running') return;
    const percent = Math.max(shown, Math.floor(state.fraction * 100));
    progress.report({ message: state.text, increment: percent - shown });
    shown = percent;
  });
  try {
    return await taken;
  } finally {
    listener.dispose();
  }
}
