import * as vscode from 'vscode';
import { listed } from '../../core/sentences';
import type { Baselines } from '../runs/baselines';
import type { RunStore } from '../runs/runStore';
import type { ResultsPanel } from '../views/resultsPanel';

/**
 * 'Compare Runs…': two saved runs on the Runs tab of the results. Given none the user chooses them, the baseline first in the
 * list of earlier ones.
 */
export async function compareRunsWithQuestions(
  store: RunStore,
  baselines: Pick<Baselines, 'workspaceRun'>,
  panel: Pick<ResultsPanel, 'showTab'>,
  given: readonly string[],
): Promise<void> {
  await store.load();
  const [before, after] = given;
  if (store.list().length < 2) {
    void vscode.window.showInformationMessage(vscode.l10n.t('A comparison needs two saved runs. Run a profile again.'));
    return;
  }
  const earlier =
    before ?? (await askRun(store, vscode.l10n.t('Compare Runs (1/2): before'), null, baselines.workspaceRun));
  if (earlier === null) return;
  const later = after ?? (await askRun(store, vscode.l10n.t('Compare Runs (2/2): after'), earlier, null));
  if (later === null) return;
  panel.showTab({ tab: 'runs', compared: [earlier, later] });
}

async function askRun(
  store: RunStore,
  title: string,
  without: string | null,
  first: string | null,
): Promise<string | null> {
  const items = store
    .list()
    .filter(({ id }) => id !== without)
    .sort((x, y) => Number(y.id === first) - Number(x.id === first))
    .map(({ id, title: label, startedAt, note }) => ({
      ...{ id, label, detail: note },
      description: listed([
        ...(id === first ? [vscode.l10n.t('baseline')] : []),
        new Date(startedAt).toLocaleString(vscode.env.language),
      ]),
    }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  return picked?.id ?? null;
}
