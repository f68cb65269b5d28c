import * as vscode from 'vscode';
import type { EngineClient } from '../../shared/engineClient';
import { Disposable } from '../dispose';
import { UnusableRequestError } from '../form/profileLauncher';
import { HAS_RUN_CONTEXT } from '../ids';
import { findRun } from '../runs/findRun';
import type { RunService } from '../runs/runService';
import type { RunStore } from '../runs/runStore';
import { KernelDocuments } from './kernelDocuments';
import type { KernelPlace, ReadKernel } from './kernelDocuments';
import { kernelRequestOf, kernelRows } from './kernelRows';
import type { KernelRun } from './kernelRows';

/** Shows the kernels of runs: that of a row, or the one that the user picks from the run that is looked at. */
export class KernelViewer extends Disposable {
  private readonly documents = this._register(new KernelDocuments((place) => this.read(place)));

  /**
   * @param currentRun the id of the run that is looked at, if any
   * @param column where an editor does not cover the results
   */
  constructor(
    private readonly engine: Pick<EngineClient, 'kernel'>,
    private readonly runs: RunService,
    private readonly store: RunStore,
    private readonly currentRun: () => string | null,
    private readonly column: () => vscode.ViewColumn,
  ) {
    super();
    const tell = (): void => {
      const hasRun = runs.last !== null || store.list().length > 0;
      void vscode.commands.executeCommand('setContext', HAS_RUN_CONTEXT, hasRun);
    };
    tell();
    this._register(runs.onDidChange(tell));
    this._register(store.onDidChange(tell));
  }

  /** @throws {UnusableRequestError} when there is no kernel to show; what the engine throws. */
  async show(place: KernelPlace): Promise<void> {
    await this.documents.show(place, this.column());
  }

  /** Lets the user pick a row of the current run. Escape leaves everything as it was. @throws as `show` */
  async pickAndShow(): Promise<void> {
    const runId = this.currentRun();
    if (runId === null)
      throw new UnusableRequestError(vscode.l10n.t('There is no run yet. Profile something, then show its kernels.'));
    const rows = kernelRows(this.find(runId));
    const picked = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Show Kernel'),
      placeHolder: vscode.l10n.t('Choose the row whose kernel is shown'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked !== undefined) await this.show({ runId, row: picked.row });
  }

  private readonly read: ReadKernel = async ({ runId, row }) => {
    const request = kernelRequestOf(this.find(runId), row);
    if (request === null)
      throw new UnusableRequestError(vscode.l10n.t('This version does not know the strategy of this row.'));
    const kernel = await this.engine.kernel(request);
    if (kernel.state === 'none') throw new UnusableRequestError(kernel.reason);
    return kernel;
  };

  /** @throws {UnusableRequestError} when the run is no longer there. */
  private find(id: string): KernelRun {
    return findRun(this.runs, this.store, id);
  }
}
