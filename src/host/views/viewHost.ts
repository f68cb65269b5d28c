import type { MessageConnection } from 'vscode-jsonrpc';
import * as vscode from 'vscode';
import {
  actionRequest,
  deleteRunRequest,
  openDocsRequest,
  openRunRequest,
  runMenuRequest,
  stopRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import type { ViewAction } from '../../shared/viewProtocol';
import { COMMANDS, INTERNAL_COMMANDS } from '../ids';
import { pageLanguage } from '../language';
import type { Baselines } from '../runs/baselines';
import type { RunService } from '../runs/runService';
import type { RunStore } from '../runs/runStore';
import { newNonce, webviewHtml } from '../webviewHtml';
import type { WebviewKind } from '../webviewHtml';
import type { GpuViews } from './gpuViews';
import { answering } from './webviewConnection';
import { parseAction, parseDocs, parseRunId, parseTune } from './viewRequests';

/** What both views need of the host. */
export interface ViewHost {
  readonly extensionUri: vscode.Uri;
  readonly runs: RunService;
  readonly store: RunStore;
  readonly baselines: Baselines;
  readonly gpuViews: GpuViews;
  /** Shows a run in the results panel. */
  showRun(id: string): void;
}

const ACTION_COMMANDS: Readonly<Record<ViewAction, string>> = {
  getStarted: COMMANDS.getStarted,
  openExample: COMMANDS.openExample,
  newBenchmarkFile: COMMANDS.newBenchmarkFile,
  measureMachine: COMMANDS.measureMachine,
  showLog: COMMANDS.showLog,
  profile: COMMANDS.profile,
  openResults: COMMANDS.openResults,
};

/** Sets the page of a webview; nothing but its own folder can be loaded. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri, kind: WebviewKind, title: string): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = webviewHtml({ webview, folder, nonce: newNonce(), kind, title, ...pageLanguage() });
}

/** Answers what both views ask. */
export function answerCommonRequests(connection: MessageConnection, host: ViewHost): void {
  connection.onRequest(
    stopRequest,
    answering(() => {
      host.runs.stop();
    }),
  );
  connection.onRequest(
    openRunRequest,
    answering((params) => {
      host.showRun(parseRunId(params).runId);
    }),
  );
  connection.onRequest(
    runMenuRequest,
    answering((params) => {
      // Not awaited, as below.
      void vscode.commands.executeCommand(COMMANDS.savedRun, parseRunId(params).runId);
    }),
  );
  connection.onRequest(
    deleteRunRequest,
    answering((params) => {
      void deleteRun(host, parseRunId(params).runId);
    }),
  );
  connection.onRequest(
    tuneRequest,
    answering((params) => {
      const request = parseTune(params);
      // Not awaited, as below. What goes wrong is told by the command.
      void vscode.commands.executeCommand(COMMANDS.tune, request);
    }),
  );
  connection.onRequest(
    openDocsRequest,
    answering((params) => {
      // Not awaited, as below.
      void vscode.commands.executeCommand(INTERNAL_COMMANDS.openDocs, parseDocs(params).page);
    }),
  );
  connection.onRequest(
    actionRequest,
    answering((params) => {
      // Not awaited: a command may wait for the user, and the page must not wait with it.
      void vscode.commands.executeCommand(ACTION_COMMANDS[parseAction(params).action]);
    }),
  );
}

/** Deletes a saved run when the user confirms it: it cannot be had back. */
export async function deleteRun({ runs, store }: Pick<ViewHost, 'runs' | 'store'>, id: string): Promise<void> {
  const run = store.get(id);
  if (run === null) return;
  const confirm = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete the saved run “{0}”? It cannot be had back.', store.titleOf(run));
  if ((await vscode.window.showWarningMessage(question, { modal: true }, confirm)) !== confirm) return;
  runs.forget(id);
  await store.delete(id);
}
