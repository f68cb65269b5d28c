import * as vscode from 'vscode';
import { formatSeconds } from '../../core/format';
import { findingOfRun } from '../../core/model/tuningFinding';
import type { RunSpec } from '../../core/spec/runSpec';
import { COMMANDS, RUNNING_CONTEXT } from '../ids';
import { Disposable } from '../dispose';
import { Pace } from './pace';
import { RunBusyError } from './runService';
import type { ActiveRun, RunChange, RunEnding, RunOrigin, RunService } from './runService';

/** The workbench lays its notifications and its status bar out anew at each change, on a machine that is busy measuring. */
const PAUSE_MS = 500;

/** What the editor shows of a run outside of the views: a notification with Cancel, the status bar, how it ended. */
export class RunProgress extends Disposable {
  private readonly item = this._register(
    vscode.window.createStatusBarItem('matmulProfiler.run', vscode.StatusBarAlignment.Left),
  );

  private readonly itemPace = this._register(
    new Pace(PAUSE_MS, () => {
      const { running } = this.runs;
      if (running !== null) this.showItem(running);
    }),
  );

  constructor(
    private readonly runs: RunService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    // The window may remember the key from an extension host that was lost in the middle of a run.
    void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, false);
    this.item.name = 'Matmul Profiler';
    this.item.command = COMMANDS.openResults;
    this._register(
      runs.onDidChange((change) => {
        this.follow(change);
      }),
    );
  }

  /** Starts a run; asks first where another goes on. `afterwards` is called when it has come to its end. */
  launch(spec: RunSpec, origin: RunOrigin, afterwards: () => Promise<void> = () => Promise.resolve()): void {
    this.launchWhenFree(spec, origin, afterwards).catch((error: unknown) => {
      this.log.error(String(error));
      if (error instanceof RunBusyError) void vscode.window.showWarningMessage(error.message);
    });
  }

  private async launchWhenFree(spec: RunSpec, origin: RunOrigin, afterwards: () => Promise<void>): Promise<void> {
    if (this.runs.running !== null && !(await this.makeRoom())) return;
    if (this.runs.running !== null) return;
    const { run, ended } = this.runs.start({ spec, origin });
    if (origin.kind === 'form') {
      // The sidebar shows progress and Stop itself.
      this.tellEnding(await ended);
      return;
    }
    const ending = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Profiling {0}', spec.title),
        cancellable: true,
      },
      (progress, token) => {
        token.onCancellationRequested(() => {
          run.cancellation.abort();
        });
        return this.report(run, ended, progress);
      },
    );
    this.tellEnding(ending);
    if (ending.kind === 'finished') await afterwards();
  }

  /** Whether the run that goes on has been stopped to make room for another. */
  private async makeRoom(): Promise<boolean> {
    const stop = vscode.l10n.t('Stop It and Run This');
    const show = vscode.l10n.t('Show Results');
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Another profiling run goes on.'), stop, show);
    if (answer === show) void vscode.commands.executeCommand(COMMANDS.openResults);
    if (answer !== stop) return false;
    const { running } = this.runs;
    if (running === null) return true;
    const over = new Promise<void>((resolve) => {
      const listener = this.runs.onDidChange((change) => {
        if (change.type !== 'ended') return;
        listener.dispose();
        resolve();
      });
    });
    this.runs.stop();
    await over;
    return true;
  }

  private async report(
    run: ActiveRun,
    ended: Promise<RunEnding>,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
  ): Promise<RunEnding> {
    let shown = 0;
    const pace = new Pace(PAUSE_MS, () => {
      const { activity } = run.recorder;
      if (activity === null) return;
      const percent = Math.max(shown, Math.floor(activity.fraction * 100));
      progress.report({ message: activityText(run), increment: percent - shown });
      shown = percent;
    });
    const listener = this.runs.onDidChange(() => {
      pace.request();
    });
    try {
      return await ended;
    } finally {
      listener.dispose();
      pace.dispose();
    }
  }

  private follow({ type, run }: RunChange): void {
    switch (type) {
      case 'started':
        void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, true);
        this.showItem(run);
        break;
      case 'progressed':
        this.itemPace.request();
        break;
      case 'ended':
        void vscode.commands.executeCommand('setContext', RUNNING_CONTEXT, false);
        this.item.hide();
        break;
    }
  }

  private showItem(run: ActiveRun): void {
    this.item.text = vscode.l10n.t('$(sync~spin) Matmul {0}/{1}', run.recorder.done, run.rows.length);
    this.item.tooltip = vscode.l10n.t(
      '{0}: {1}. Click to open the results.',
      run.request.spec.title,
      activityText(run),
    );
    this.item.accessibilityInformation = {
      label: vscode.l10n.t('Matmul Profiler: {0} of {1} measured', run.recorder.done, run.rows.length),
      role: 'status',
    };
    this.item.show();
  }

  private tellEnding(ending: RunEnding): void {
    switch (ending.kind) {
      case 'finished':
        this.log.info(findingOfRun(ending.run).title);
        break;
      case 'cancelled':
        this.log.info('Stopped by the user.');
        break;
      case 'failed':
        this.log.error(ending.message);
        void this.offerHelp(ending.message);
        break;
    }
  }

  private async offerHelp(message: string): Promise<void> {
    const again = vscode.l10n.t('Run Again');
    const showLog = vscode.l10n.t('Show Log');
    const answer = await vscode.window.showErrorMessage(message, again, showLog);
    if (answer === showLog) this.log.show();
    const { last } = this.runs;
    if (answer === again && last !== null) this.launch(last.request.spec, last.request.origin);
  }
}

function activityText(run: ActiveRun): string {
  const { activity, done } = run.recorder;
  if (activity === null) return vscode.l10n.t('getting ready');
  const { text, remainingMs } = activity;
  const measured = [done, run.rows.length, text] as const;
  return remainingMs === null
    ? vscode.l10n.t('{0} of {1} measured, {2}', ...measured)
    : vscode.l10n.t('{0} of {1} measured, {2}, about {3} to go', ...measured, formatSeconds(remainingMs));
}
