import * as vscode from 'vscode';
import { benchmarkFileOf } from '../../shared/baselineFile';
import { Disposable } from '../dispose';
import type { Baselines } from './baselines';
import { filePathOf } from './fileResults';
import type { RunService } from './runService';

/** A checkout takes a file away and puts another there: only what is then there is looked at. */
const SETTLED_MS = 200;
/** A watcher of a window that was just opened takes seconds to begin, and does not tell what changed before. */
const BEGUN_MS = 5000;

/**
 * Notices baselines beside benchmark files that others write, change or delete, as a checkout does. Where nothing is watched,
 * outside of the workspace's folders, they are looked at again after each run, and when the user comes back to the window.
 */
export class BaselineWatch extends Disposable {
  private readonly beginning: NodeJS.Timeout;
  private readonly settling = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly baselines: Pick<Baselines, 'refreshIfKnown' | 'refreshKnown'>,
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
    this.beginning = setTimeout(() => void baselines.refreshKnown(), BEGUN_MS);
    this._register(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void baselines.refreshKnown();
      }),
    );
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
    clearTimeout(this.beginning);
    for (const timer of this.settling.values()) clearTimeout(timer);
    this.settling.clear();
    super.dispose();
  }
}
