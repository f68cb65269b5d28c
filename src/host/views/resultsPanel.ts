import * as v from 'valibot';
import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import { strategyDescriptions } from '../../core/kernels/registry';
import type { Run } from '../../core/measure/measurement';
import type { GateVerdict } from '../../core/model/gates';
import type { TunedDefault } from '../../core/spec/tunedDefaults';
import {
  compareRunsRequest,
  copyFromTableRequest,
  copyRequest,
  exportRunRequest,
  forgetTuningRequest,
  inspectRowRequest,
  keepTuningRequest,
  readRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsStateRequest,
  runAgainRequest,
  savePictureRequest,
  showKernelRequest,
  showTabRequest,
  timelineRequest,
} from '../../shared/viewProtocol';
import { viewOfRun } from '../../shared/runView';
import type { CompareRequest, CopyFormat, CopyPart, MachineView, RunView, TabLink } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';
import { COMMANDS, INTERNAL_COMMANDS, RESULTS_PANEL } from '../ids';
import type { TrainingPage } from '../training/trainingPage';
import { UnusableRequestError } from '../form/profileLauncher';
import type { ProfileLauncher } from '../form/profileLauncher';
import type { Timelines } from '../kernels/timelines';
import { fileOf } from '../runs/fileResults';
import { compareSavedRuns } from '../runs/runComparisons';
import { suggestedComparison } from '../runs/suggestedComparison';
import type { ActiveRun, RunChange } from '../runs/runService';
import type { RowInspections } from '../runs/rowInspections';
import type { NullTests } from '../runs/nullTests';
import type { TunedDefaults } from '../runs/tunedDefaults';
import { DrawnUpdates } from './drawnUpdates';
import { FirstDrawing } from './firstDrawing';
import { sendRowsAhead } from './rowsAhead';
import { answering, connectToWebview } from './webviewConnection';
import { answerCommonRequests, loadPage } from './viewHost';
import type { ViewHost } from './viewHost';
import {
  parseCompare,
  parseCopiedPlace,
  parseCopy,
  parseInspect,
  parseKernelPlace,
  parsePicture,
  parseRunId,
  parseTimeline,
} from './viewRequests';

/** What of a restored panel's own state concerns the host: which run it showed. */
const savedStateSchema = v.object({ runId: v.nullable(v.string()) });

/** What the panel shows beyond runs. */
interface PanelSources {
  readonly timelines: Timelines;
  readonly inspections: RowInspections;
  readonly nullTests: NullTests;
}

interface Page {
  readonly panel: vscode.WebviewPanel;
  readonly connection: MessageConnection;
  readonly first: FirstDrawing;
}

/** The results beside the editor: one panel that is used again, and comes back after a reload. */
export class ResultsPanel extends Disposable implements vscode.WebviewPanelSerializer {
  private page: Page | null = null;
  private readonly updates = new DrawnUpdates(() => this.send());
  /** What the page has not been sent yet: the whole state, or rows of the run that goes on. */
  private isStateDue = false;
  private readonly changedRows = new Set<number>();
  /** A tab that a command asked for, until the page has been told. */
  private link: TabLink | null = null;
  /** The run that is shown; `null`: the newest. */
  private shown: string | null = null;

  constructor(
    private readonly host: ViewHost,
    private readonly launcher: ProfileLauncher,
    private readonly tuned: TunedDefaults,
    private readonly training: TrainingPage,
    private readonly sources: PanelSources,
  ) {
    super();
    this._register(vscode.window.registerWebviewPanelSerializer(RESULTS_PANEL, this));
    this._register(
      host.runs.onDidChange((change) => {
        this.follow(change);
      }),
    );
    this._register(
      host.store.onDidChange(() => {
        this.sendState();
      }),
    );
    this._register(
      host.baselines.onDidChange(() => {
        this.sendState();
      }),
    );
    this._register(
      sources.nullTests.onDidChange(() => {
        this.sendState();
      }),
    );
    let [described, problem] = [launcher.engineDescription, launcher.problem];
    this._register(
      launcher.onDidChange(() => {
        // The form changes with every key; the panel is concerned with the engine alone.
        if (launcher.engineDescription === described && launcher.problem === problem) return;
        [described, problem] = [launcher.engineDescription, launcher.problem];
        this.sendState();
      }),
    );
    this._register(
      tuned.onDidChange(() => {
        this.sendState();
      }),
    );
  }

  private get here(): MachineView | null {
    const { machine, engineDescription } = this.launcher;
    if (machine === null || engineDescription === null) return null;
    const { versions, notes, codePaths } = engineDescription;
    return { machine, versions, notes, codePaths, nullTest: this.sources.nullTests.last };
  }

  /** Shows a run, or the newest, beside the editor; the focus stays where it is unless asked for. */
  show(runId: string | null, preserveFocus: boolean): void {
    this.shown = runId;
    if (this.page === null) {
      const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
      this.adopt(vscode.window.createWebviewPanel(RESULTS_PANEL, vscode.l10n.t('Matmul Results'), options));
    } else {
      this.page.panel.reveal(undefined, preserveFocus);
      this.sendState();
    }
  }

  /** Shows a tab of the panel, which is opened where it is not. */
  showTab(link: TabLink): void {
    this.link = link;
    const [, after] = link.compared ?? [];
    this.show(after ?? this.shown, false);
  }

  /**
   * Copies from a table of the page, as the page's own tools do.
   * @param context what the menu of the editor knows of the place where it was opened.
   * @throws {UnusableRequestError} where that is no table of the panel.
   */
  async copyFromTable(context: unknown, part: CopyPart, format: CopyFormat): Promise<void> {
    const place = parseCopiedPlace(context);
    if (place === null || this.page === null)
      throw new UnusableRequestError(
        vscode.l10n.t('This copies from a table of the results. Open the context menu of one of its cells.'),
      );
    await this.page.connection.sendRequest(copyFromTableRequest, { place, part, format });
  }

  /** Shows the training tab. */
  showTraining(): void {
    this.show(this.shown, false);
    this.training.show();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const saved = v.safeParse(savedStateSchema, state);
    await this.host.store.load();
    if (this.page !== null) {
      panel.dispose();
      return;
    }
    this.shown = saved.success ? saved.output.runId : null;
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const connection = connectToWebview(panel.webview);
    const first = new FirstDrawing();
    this.page = { panel, connection, first };
    const gpu = this.host.gpuViews.place('results', connection);
    gpu.loading();
    const media = vscode.Uri.joinPath(this.host.extensionUri, 'media');
    panel.iconPath = {
      light: vscode.Uri.joinPath(media, 'icon-light.svg'),
      dark: vscode.Uri.joinPath(media, 'icon-dark.svg'),
    };
    connection.onNotification(readyNotification, () => {
      this.updates.restart();
      gpu.listens();
      this.training.restart();
      this.sendState();
    });
    this.training.attach(connection, () => panel.visible);
    connection.onRequest(
      runAgainRequest,
      answering((params) => {
        this.launcher.runAgain(parseRunId(params).runId);
      }),
    );
    connection.onRequest(
      keepTuningRequest,
      answering((params) => this.tuned.keep(this.savedRun(parseRunId(params).runId))),
    );
    connection.onRequest(
      forgetTuningRequest,
      answering((params) => this.tuned.forget(this.savedRun(parseRunId(params).runId))),
    );
    connection.onRequest(
      showKernelRequest,
      answering((params) => {
        // Not awaited: a kernel takes its time. What goes wrong is told by the command.
        void vscode.commands.executeCommand(COMMANDS.showKernel, parseKernelPlace(params));
      }),
    );
    connection.onRequest(
      compareRunsRequest,
      answering((params) => compareSavedRuns(parseCompare(params), (id) => this.endedRun(id))),
    );
    connection.onRequest(
      copyRequest,
      answering(async (params) => {
        await vscode.env.clipboard.writeText(parseCopy(params).text);
      }),
    );
    connection.onRequest(inspectRowRequest, (params, token) =>
      answering(() => this.sources.inspections.inspect(parseInspect(params), token))(params),
    );
    connection.onRequest(
      exportRunRequest,
      answering((params) => {
        const { runId } = parseRunId(params);
        // Not awaited: the command waits for the user, and the page must not wait with it.
        void vscode.commands.executeCommand(COMMANDS.exportResults, runId);
      }),
    );
    connection.onRequest(
      savePictureRequest,
      answering((params) => {
        // Not awaited, as above.
        void vscode.commands.executeCommand(INTERNAL_COMMANDS.savePicture, parsePicture(params));
      }),
    );
    connection.onRequest(
      readRunRequest,
      answering((params) => {
        const run = this.host.store.get(parseRunId(params).runId);
        if (run === null)
          throw new UnusableRequestError(vscode.l10n.t('This run is no longer there. Choose another one.'));
        return { ...viewOfRun(run), title: this.host.store.titleOf(run) };
      }),
    );
    connection.onRequest(
      timelineRequest,
      answering((params) => {
        const { take, ...place } = parseTimeline(params);
        return take ? this.sources.timelines.take(place) : this.sources.timelines.last(place);
      }),
    );
    answerCommonRequests(connection, this.host);
    connection.listen();
    let { visible } = panel;
    panel.onDidChangeViewState(() => {
      const appeared = panel.visible && !visible;
      const isGone = visible && !panel.visible;
      ({ visible } = panel);
      if (isGone) {
        gpu.gone();
        first.end();
      }
      if (!appeared) return;
      gpu.loading();
      this.updates.restart();
      this.training.restart();
      this.sendState();
    });
    panel.onDidDispose(() => {
      gpu.gone();
      first.end();
      connection.dispose();
      if (this.page?.panel === panel) this.page = null;
    });
    loadPage(panel.webview, this.host.extensionUri, 'results', vscode.l10n.t('Matmul Results'));
  }

  private follow(change: RunChange): void {
    const { run } = change;
    switch (change.type) {
      case 'started':
        this.show(run.id, true);
        break;
      case 'progressed':
        if (!this.shows(run)) break;
        for (const row of change.rows) this.changedRows.add(row);
        this.updates.request();
        break;
      case 'ended':
        this.sendState();
        break;
    }
  }

  private shows(run: ActiveRun): boolean {
    return this.shown === null || this.shown === run.id;
  }

  private sendState(): void {
    if (this.page === null) return;
    const run = this.run;
    this.page.panel.title = run === null ? vscode.l10n.t('Matmul Results') : vscode.l10n.t('Results: {0}', run.title);
    this.isStateDue = true;
    this.updates.request();
  }

  /** Sends the whole state where it is due, else what has changed in the run that goes on. */
  private async send(): Promise<void> {
    if (this.page === null) return;
    const { panel, connection, first } = this.page;
    // A page that is hidden is not there.
    if (!panel.visible) return;
    const { run } = this;
    const changed = [...this.changedRows];
    this.changedRows.clear();
    if (!this.isStateDue && run !== null) {
      const { id: runId, rows, activity, elapsedMs } = run;
      await connection.sendRequest(resultsPatchRequest, {
        ...{ runId, activity, elapsedMs },
        rows: changed.map((row) => ({ row, state: rows[row] })),
      });
      return;
    }
    this.isStateDue = false;
    try {
      await connection.sendRequest(resultsStateRequest, {
        run: run === null ? null : await sendRowsAhead(connection, run),
        strategies: strategyDescriptions,
        recent: this.host.store.list(),
        baseline: this.host.baselines.workspaceRun,
        suggested: this.suggestedFor(run),
        here: this.here,
        engineProblem: this.launcher.problem?.message ?? null,
        kept: this.keptFor(run),
        verdicts: this.verdictsOf(run),
      });
    } finally {
      first.end();
    }
    const { link } = this;
    this.link = null;
    if (link !== null) await connection.sendRequest(showTabRequest, link);
  }

  private suggestedFor(shown: RunView | null): CompareRequest | null {
    const run = shown === null || shown.state === 'running' ? null : this.endedRun(shown.id);
    if (run === null) return null;
    const { store, baselines } = this.host;
    const saved = store.list().flatMap(({ id }) => store.get(id) ?? []);
    return suggestedComparison(run, saved, baselines.workspaceRun);
  }

  private verdictsOf(shown: RunView | null): readonly GateVerdict[] {
    if (shown === null || shown.state === 'running') return [];
    const run = this.endedRun(shown.id);
    return run === null ? [] : this.host.baselines.judge(run, fileOf(this.host.runs, this.host.store, run.id));
  }

  private keptFor(run: RunView | null): TunedDefault | null {
    if (run === null || run.tuning === null || run.machine === null) return null;
    const [first] = run.rows;
    if (first === undefined) return null;
    return this.tuned.keptFor(run.machine, first.state === 'done' ? first.measurement : first.subject);
  }

  /** A run that has ended, saved or about to be; without an id that which is shown, or the newest. */
  endedRun(id: string | null): Run | null {
    const { runs, store } = this.host;
    const wanted = id ?? this.shown ?? runs.last?.id ?? store.list().at(0)?.id;
    if (wanted === undefined) return null;
    return (runs.last?.id === wanted ? runs.last.ending?.run : null) ?? store.get(wanted);
  }

  /** @throws {UnusableRequestError} */
  private savedRun(id: string): Run {
    const run = this.endedRun(id);
    if (run === null)
      throw new UnusableRequestError(vscode.l10n.t('This run is no longer there. Tune again to keep its best point.'));
    return run;
  }

  /** Settles when what was opened for a run is drawn; at once where it is there already, or out of sight. */
  async whenDrawn(): Promise<void> {
    if (this.page?.panel.visible === true) await this.page.first.wait();
  }

  /** A column in which an editor does not cover the results. */
  get besideColumn(): vscode.ViewColumn {
    const column = this.page?.panel.viewColumn;
    if (column === undefined) return vscode.ViewColumn.Active;
    return column === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  }

  /** The run that is shown, or would be. */
  get run(): RunView | null {
    const { runs, store } = this.host;
    const { last } = runs;
    const named = (view: RunView): RunView => ({ ...view, title: store.titleOf(view) });
    if (last !== null && this.shows(last)) return named(last.view());
    const saved = this.shown === null ? null : store.get(this.shown);
    const newest = store.list().at(0);
    const fallback = newest === undefined ? null : store.get(newest.id);
    const run = saved ?? fallback;
    return run === null ? null : named(viewOfRun(run));
  }
}
