import * as vscode from 'vscode';
import { benchmarkFileOf } from '../../shared/baselineFile';
import { Disposable } from '../dispose';
import type { Baselines } from './baselines';
import { filePathOf } from './fileResults';
import type { RunService } from './runService';

/** A checkout takes a file away and puts another there: only what is then there is looked at. */
const SETTLED_MS = 200;

/**
 * Notices baselines beside benchmark files that others write, change or delete, as a checkout does. Where nothing is watched,
 * outside of the workspace's folders, they are looked at again after each run.
 */
export class BaselineWatch extends Disposable {
  private readonly settling = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly baselines: Pick<Baselines, 'refreshIfKnown'>,
    runs: Pick<RunService, 'onDidChange'>,
  ) {
    super();
    const watcher = this._register(vscode.workspace.createFileSystemWatcher('**/*.matmul.baseline.json'));
    const changed = ({ fsPath }: vscode.Uri): void => {
      this.settle(benchmarkFileOf(fsPath));
    };
    this._register(watcher.onDidCreate(changed));
    this._register(watcher.onDidChange(changed));
    this._register(watcher.onDidDelete(changed));
    this._register(
      runs.onDidChange(({ type, run: { request } }) => {
        if (type !== 'ended' || request.origin.kind !== 'file') return;
        const path = filePathOf(request.origin.uri);
        if (path !== null) void baselines.refreshIfKnown(path);
      }),
    );
  }

  private settle(file: string): void {
    clearTimeout(this.settling.get(file));
    const timer = setTimeout(() => {
      this.settling.delete(file);
      void this.baselines.refreshIfKnown(file);
    }, SETTLED_MS);
    this.settling.set(file, timer);
  }

  override dispose(): void {
    for (const timer of this.settling.values()) clearTimeout(timer);
    this.settling.clear();
    super.dispose();
  }
}
