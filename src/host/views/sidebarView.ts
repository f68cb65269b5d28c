import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import { strategyDescriptions } from '../../core/kernels/registry';
import { changeFormRequest, readyNotification, runFormRequest, sidebarStateRequest } from '../../shared/viewProtocol';
import { viewOfRun } from '../../shared/runView';
import type { SidebarState } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';
import { SIDEBAR_VIEW } from '../ids';
import type { ProfileLauncher } from '../form/profileLauncher';
import type { NullTests } from '../runs/nullTests';
import { DrawnUpdates } from './drawnUpdates';
import { sidebarRun } from './sidebarRun';
import { answering, connectToWebview } from './webviewConnection';
import { answerCommonRequests, loadPage } from './viewHost';
import type { ViewHost } from './viewHost';
import { parseForm } from './viewRequests';

/** The form in the side bar. Its state lives in the launcher, so that it may be closed and opened at any time. */
export class SidebarView extends Disposable implements vscode.WebviewViewProvider {
  private readonly updates = new DrawnUpdates(() => this.send());
  private page: { readonly connection: MessageConnection; readonly view: vscode.WebviewView } | null = null;

  constructor(
    private readonly host: ViewHost,
    private readonly launcher: ProfileLauncher,
    private readonly nullTests: NullTests,
  ) {
    super();
    this._register(vscode.window.registerWebviewViewProvider(SIDEBAR_VIEW, this));
    this._register(
      host.runs.onDidChange(() => {
        this.updates.request();
      }),
    );
    this._register(
      host.store.onDidChange(() => {
        this.updates.request();
      }),
    );
    this._register(
      host.baselines.onDidChange(() => {
        this.updates.request();
      }),
    );
    this._register(
      launcher.onDidChange(() => {
        this.updates.request();
      }),
    );
    this._register(
      nullTests.onDidChange(() => {
        this.updates.request();
      }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const connection = connectToWebview(view.webview);
    this.page = { connection, view };
    const gpu = this.host.gpuViews.place('sidebar', connection);
    gpu.loading();
    connection.onNotification(readyNotification, () => {
      this.updates.restart();
      this.updates.request();
      gpu.listens();
      void this.launcher.describeEngine();
    });
    connection.onRequest(
      changeFormRequest,
      answering((params) => this.launcher.changeForm(parseForm(params))),
    );
    connection.onRequest(
      runFormRequest,
      answering((params) => {
        this.launcher.changeForm(parseForm(params));
        this.launcher.startForm({ kind: 'form' });
      }),
    );
    answerCommonRequests(connection, this.host);
    connection.listen();
    view.onDidChangeVisibility(() => {
      if (view.visible) gpu.loading();
      else gpu.gone();
      this.updates.restart();
      this.updates.request();
    });
    view.onDidDispose(() => {
      gpu.gone();
      connection.dispose();
      if (this.page?.view === view) this.page = null;
    });
    loadPage(view.webview, this.host.extensionUri, 'sidebar', 'Matmul Profiler');
  }

  private async send(): Promise<void> {
    // A page that is hidden is not there.
    if (this.page?.view.visible !== true) return;
    await this.page.connection.sendRequest(sidebarStateRequest, this.state());
  }

  private state(): SidebarState {
    const { launcher, host } = this;
    const recent = host.store.list();
    const [newest] = recent;
    const saved = newest === undefined ? null : host.store.get(newest.id);
    const run = host.runs.last?.view() ?? (saved === null ? null : viewOfRun(saved));
    return {
      form: launcher.form,
      verdict: launcher.verdict(),
      strategies: strategyDescriptions,
      machine: launcher.machine,
      notes: launcher.engineDescription?.notes ?? [],
      codePaths: launcher.engineDescription?.codePaths ?? [],
      nullTest: this.nullTests.last,
      run: run === null ? null : sidebarRun(run),
      recent,
      baseline: host.baselines.workspaceRun,
      problem: launcher.problem,
    };
  }
}
