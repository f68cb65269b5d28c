import * as vscode from 'vscode';
import { assertNever } from '../../core/assertNever';
import type { Run } from '../../core/measure/measurement';
import { listed } from '../../core/sentences';
import { parseBenchmarkFile } from '../../core/spec/benchmarkFile';
import { baselinePathOf, benchmarkFileOf } from '../../shared/baselineFile';
import { COMMANDS } from '../ids';
import type { Baselines } from '../runs/baselines';
import type { RunService } from '../runs/runService';
import type { RunStore } from '../runs/runStore';
import { deleteRun } from '../views/viewHost';

/** What the commands of saved runs need of the host. */
export interface SavedRuns {
  readonly store: RunStore;
  readonly runs: RunService;
  readonly baselines: Baselines;
  showRun(id: string): void;
}

const ACTIONS = [
  { id: 'open', label: vscode.l10n.t('$(graph) Open') },
  { id: 'name', label: vscode.l10n.t('$(edit) Name…') },
  { id: 'note', label: vscode.l10n.t('$(note) Note…') },
  { id: 'set', label: vscode.l10n.t('$(pinned) Set as baseline…') },
  { id: 'clear', label: vscode.l10n.t('$(pin) No longer the baseline of this workspace') },
  { id: 'export', label: vscode.l10n.t('$(export) Export…') },
  { id: 'delete', label: vscode.l10n.t('$(trash) Delete…') },
] as const;

/** 'Saved Run…': what can be done with one run; without an id the user chooses one first. */
export async function savedRunMenu(host: SavedRuns, wanted: string | null): Promise<void> {
  const id = wanted ?? (await askRun(host, vscode.l10n.t('Saved Run')));
  const run = id === null ? null : host.store.get(id);
  if (run === null) return;
  const isBaseline = host.baselines.workspaceRun === run.id;
  const title = host.store.titleOf(run);
  const actions = ACTIONS.filter((action) => action.id !== 'clear' || isBaseline);
  const picked = await vscode.window.showQuickPick([...actions], {
    title,
    placeHolder: host.store.labelOf(run.id).note,
  });
  if (picked === undefined) return;
  switch (picked.id) {
    case 'open':
      host.showRun(run.id);
      break;
    case 'name':
      await askName(host, run);
      break;
    case 'note':
      await askNote(host, run);
      break;
    case 'set':
      await setBaseline(host, run.id);
      break;
    case 'clear':
      await host.baselines.clearWorkspaceRun();
      break;
    case 'export':
      await vscode.commands.executeCommand(COMMANDS.exportResults, run.id);
      break;
    case 'delete':
      await deleteRun(host, run.id);
      break;
    default:
      assertNever(picked);
  }
}

/** 'Set Baseline…': what later runs are held to, in this workspace or of one benchmark file. */
export async function setBaseline(host: SavedRuns, wanted: string | null): Promise<void> {
  const id = wanted ?? (await askRun(host, vscode.l10n.t('Set Baseline')));
  const run = id === null ? null : host.store.get(id);
  if (run === null) return;
  const files = await vscode.workspace.findFiles('**/*.matmul.json', '**/node_modules/**', 100);
  const choices: (vscode.QuickPickItem & { readonly file: vscode.Uri | null })[] = [
    {
      label: vscode.l10n.t('This workspace'),
      description: vscode.l10n.t('for all runs without a baseline of their own'),
      file: null,
    },
    ...files.map((file) => ({
      label: vscode.workspace.asRelativePath(file),
      description: vscode.l10n.t(
        'writes {0}, to be reviewed with it',
        vscode.workspace.asRelativePath(baselinePathOf(file.fsPath)),
      ),
      file,
    })),
  ];
  const title = vscode.l10n.t('Set Baseline: {0}', host.store.titleOf(run));
  const picked = await vscode.window.showQuickPick(choices, {
    title,
    placeHolder: vscode.l10n.t('What are later runs of to be held to it?'),
  });
  if (picked === undefined) return;
  if (picked.file === null) await host.baselines.setWorkspaceRun(run.id);
  else await writeBaseline(host, picked.file, run);
}

/** Asks first where the baseline that is there has more benchmarks of the file than the run. */
async function writeBaseline({ baselines }: SavedRuns, file: vscode.Uri, run: Run): Promise<void> {
  const benchmarks = await benchmarksOf(file);
  const { names, canStay } = await baselines.lostBy(file.fsPath, run, benchmarks);
  const staying = names.length === 0 ? [] : await askStaying(file, names, canStay);
  if (staying !== null) await baselines.writeFor(file.fsPath, run, benchmarks, staying);
}

const KEEP_OTHERS = vscode.l10n.t('Keep the Others');
const REPLACE_ALL = vscode.l10n.t('Replace All');

/** Which of the benchmarks that the run lacks keep their rows; `null`: the user left all as it was. */
async function askStaying(
  file: vscode.Uri,
  lacking: readonly string[],
  canStay: boolean,
): Promise<readonly string[] | null> {
  const name = vscode.workspace.asRelativePath(baselinePathOf(file.fsPath));
  const others = listed(lacking.map((each) => `“${each}”`));
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} also holds {1}, which this run does not have.', name, others),
    {
      modal: true,
      detail: canStay
        ? vscode.l10n.t(
            'Keep these rows beside those of the run, or replace the whole baseline. Until they are measured again, nothing is held to what is removed.',
          )
        : vscode.l10n.t(
            'They were measured on another processor and cannot stay beside those of the run. To keep them, cancel and measure all benchmarks of the file here.',
          ),
    },
    ...(canStay ? [KEEP_OTHERS, REPLACE_ALL] : [REPLACE_ALL]),
  );
  if (answer === undefined) return null;
  return answer === KEEP_OTHERS ? lacking : [];
}

/** The names of the benchmarks of a file, as it stands in the editor. */
async function benchmarksOf(file: vscode.Uri): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(file);
  return parseBenchmarkFile(document.getText(), file.path).entries.map(({ name }) => name);
}

/** 'Clear Baseline': that of the workspace, or of a benchmark file, whose baseline is then deleted. */
export async function clearBaseline({ baselines, store }: SavedRuns): Promise<void> {
  const files = await vscode.workspace.findFiles('**/*.matmul.baseline.json', '**/node_modules/**', 100);
  const id = baselines.workspaceRun;
  const run = id === null ? null : store.get(id);
  const own =
    run === null ? [] : [{ label: vscode.l10n.t('This workspace'), description: store.titleOf(run), file: null }];
  const beside = files.map((file) => ({
    label: vscode.workspace.asRelativePath(file),
    description: vscode.l10n.t('deletes it'),
    file,
  }));
  const choices: (vscode.QuickPickItem & { readonly file: vscode.Uri | null })[] = [...own, ...beside];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no baseline. Set one from a saved run.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Clear Baseline') });
  if (picked === undefined) return;
  if (picked.file === null) await baselines.clearWorkspaceRun();
  else {
    await remove(picked.file);
    await baselines.refreshIfKnown(benchmarkFileOf(picked.file.fsPath));
  }
}

/** To the trash, where there is one. */
async function remove(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(file);
  }
}

async function askRun({ store }: SavedRuns, title: string): Promise<string | null> {
  await store.load();
  const runs = store.list();
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no saved run yet. Run a profile first.'));
    return null;
  }
  const items = runs.map(({ id, title: label, startedAt, note }) => ({
    ...{ label, description: new Date(startedAt).toLocaleString(), detail: note },
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  return picked?.id ?? null;
}

async function askName({ store }: SavedRuns, { id, title }: Run): Promise<void> {
  const label = store.labelOf(id);
  const name = await vscode.window.showInputBox({
    ...{
      title: vscode.l10n.t('Name of the run'),
      prompt: vscode.l10n.t('Empty: its own title'),
      placeHolder: title,
      value: label.name,
    },
  });
  if (name !== undefined) await store.setLabel(id, { ...label, name: name.trim() });
}

async function askNote({ store }: SavedRuns, { id }: Run): Promise<void> {
  const label = store.labelOf(id);
  const note = await vscode.window.showInputBox({ title: vscode.l10n.t('Note on the run'), value: label.note });
  if (note !== undefined) await store.setLabel(id, { ...label, note: note.trim() });
}
