import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { MISTAKE_DESCRIPTIONS, MISTAKES } from '../../core/mlp/network';
import type { PickedFile, TrainingView } from '../../shared/trainingView';
import type { TrainingService } from './trainingService';

/** Files of trainings that the user is asked for. */

const MODEL_SUFFIX = '.mmpmodel';
const PICK_TITLES: Readonly<Record<PickedFile, string>> = {
  x: vscode.l10n.t('Samples × features, as .npy'),
  y: vscode.l10n.t('Class of each sample, as .npy'),
  load: vscode.l10n.t('Model to go on from'),
  mnistFolder: vscode.l10n.t('Folder with the four files of MNIST'),
};

/** @returns the path that was chosen, or `null`. */
export async function pickTrainingFile(what: PickedFile): Promise<string | null> {
  const isFolder = what === 'mnistFolder';
  const picked = await vscode.window.showOpenDialog({
    title: PICK_TITLES[what],
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    canSelectMany: false,
    ...(isFolder ? {} : { filters: what === 'load' ? { Model: [MODEL_SUFFIX.slice(1)] } : { numpy: ['npy'] } }),
  });
  return picked?.at(0)?.fsPath ?? null;
}

/** Asks where to, and saves the model of an arm. What goes wrong is told. */
export async function saveModelWithQuestion(trainings: TrainingService, arm: number): Promise<void> {
  await told(async () => {
    const { view } = trainings;
    if (view === null) return;
    const name = `${fileName(view, arm)}${MODEL_SUFFIX}`;
    const uri = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Save Model{0}', marked(view)),
      ...defaultUri(name),
      filters: { [vscode.l10n.t('Model')]: [MODEL_SUFFIX.slice(1)] },
    });
    if (uri === undefined) return;
    await trainings.saveModel(arm, uri.fsPath);
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} was written{1}.', name, marked(view)));
  });
}

/** Asks for a folder, and writes the arrays of an arm into one of its own there. What goes wrong is told. */
export async function exportArraysWithQuestion(trainings: TrainingService, arm: number): Promise<void> {
  await told(async () => {
    const { view } = trainings;
    if (view === null) return;
    const picked = await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Export Arrays as .npy{0}: Folder', marked(view)),
      openLabel: vscode.l10n.t('Export here'),
      canSelectFiles: false,
      canSelectFolders: true,
    });
    const parent = picked?.at(0)?.fsPath;
    if (parent === undefined) return;
    const folder = join(parent, fileName(view, arm));
    await mkdir(folder, { recursive: true });
    await trainings.exportArrays(arm, folder);
    // Arrays cannot say of themselves that they are wrong.
    if (view.wrong.length > 0) await writeFile(join(folder, 'WRONG ON PURPOSE.txt'), wrongText(view.wrong));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The arrays were written to {0}{1}.', folder, marked(view)),
    );
  });
}

/** What stands beside arrays that were trained wrong. */
export function wrongText(wrong: readonly string[]): string {
  const known = MISTAKES.filter((mistake) => wrong.includes(mistake)).map((mistake) => MISTAKE_DESCRIPTIONS[mistake]);
  const lines = known.map(({ title, text }) => `- ${vscode.l10n.t('{0}: {1}', title, text)}`);
  const others = wrong.filter((each) => !MISTAKES.some((mistake) => mistake === each)).map((each) => `- ${each}`);
  return [vscode.l10n.t('These arrays were trained WRONG ON PURPOSE:'), ...lines, ...others, ''].join('\n');
}

function marked({ wrong }: TrainingView): string {
  return wrong.length === 0 ? '' : ` (${vscode.l10n.t('WRONG ON PURPOSE')})`;
}

function defaultUri(name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) };
}

/** 'mlp-784-100-10-simd'; what was trained wrong begins with that. */
function fileName({ opened, spec, wrong }: TrainingView, arm: number): string {
  const sizes = opened?.network.sizes ?? spec.hiddenSizes;
  const name = spec.arms.at(arm)?.name ?? '';
  return `${wrong.length === 0 ? '' : 'wrong-'}mlp-${sizes.join('-')}-${name.replace(/[^\w.-]+/g, '-')}`;
}

async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
