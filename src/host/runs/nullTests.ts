import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import type { NullTestAnswer, NullTestPlan } from '../../core/spec/nullTestSpec';
import type { EngineClient } from '../../shared/engineClient';
import { runNullTest } from '../../shared/nullTestRun';
import type { NullTestProgress } from '../../shared/nullTestRun';
import type { NullTestStore } from '../../shared/nullTestStore';
import { Disposable } from '../dispose';
import { RunBusyError } from './runService';
import type { RunService } from './runService';

/** A null test goes on already. */
export class NullTestBusyError extends Error {
  override readonly name = 'NullTestBusyError';

  constructor() {
    super(l10n.t('A null test goes on already.'));
  }
}

/** The null test of this machine as the editor shows it: as read last, for the command line may take one too. */
export class NullTests extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private known: NullTestAnswer | null = null;
  private running: AbortController | null = null;

  /** `newEngine` starts an engine of the test's own: it is started anew again and again. */
  constructor(
    private readonly store: NullTestStore,
    private readonly runs: Pick<RunService, 'running'>,
    private readonly newEngine: () => Pick<EngineClient, 'describe' | 'run' | 'restart' | 'dispose'>,
  ) {
    super();
  }

  get last(): NullTestAnswer | null {
    return this.known;
  }

  /** Reads it anew. */
  async refresh(): Promise<void> {
    this.known = await this.store.read();
    this.changes.fire();
  }

  /**
   * Takes a null test and keeps its answer, unless it was stopped.
   * @throws {RunBusyError} while a run goes on, which would disturb it and be disturbed.
   * @throws {NullTestBusyError}
   */
  async take(
    plan: NullTestPlan,
    onProgress: (progress: NullTestProgress) => void,
    signal: AbortSignal,
  ): Promise<NullTestAnswer> {
    if (this.runs.running !== null) throw new RunBusyError();
    if (this.running !== null) throw new NullTestBusyError();
    const own = new AbortController();
    this.running = own;
    const engine = this.newEngine();
    try {
      const answer = await runNullTest(plan, engine, onProgress, AbortSignal.any([signal, own.signal]));
      await this.store.keep(answer);
      return answer;
    } finally {
      this.running = null;
      await engine.dispose();
      await this.refresh();
    }
  }

  override dispose(): void {
    this.running?.abort();
    super.dispose();
  }
}
