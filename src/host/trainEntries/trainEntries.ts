import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import { judgeGates } from '../../core/model/gates';
import type { GateVerdict } from '../../core/model/gates';
import type { TrainingRecord } from '../../core/measure/trainingRecord';
import type { FileTraining } from '../../core/spec/trainSpec';
import { trainingProgress } from '../../shared/trainingProgress';
import type { TrainEvent } from '../../shared/trainProtocol';
import { Disposable } from '../dispose';
import { Pace } from '../runs/pace';
import { RunBusyError } from '../runs/runService';

/** Trains an entry to its end, however it ends. */
export type StartTraining = (
  training: FileTraining,
  onEvent: (event: TrainEvent) => void,
  signal: AbortSignal,
) => Promise<TrainingRecord>;

/** What is known of an entry of "train": it goes on, or what came of it. */
export type TrainEntryState =
  | { readonly state: 'running'; readonly text: string; readonly fraction: number }
  | { readonly state: 'done'; readonly record: TrainingRecord; readonly verdicts: readonly GateVerdict[] };

/** What benchmark files want to know of trainings. */
export interface TrainEntryResults {
  /** Told after each change, at most some times a second. */
  onDidChange(listener: () => void): { dispose(): unknown };
  /** What is known of an entry of a document, or `null`. */
  trainingOf(uri: string, name: string): TrainEntryState | null;
}

/** Whoever shows it is on a machine that is busy. */
const PAUSE_MS = 250;

/** The entries of "train" that were trained in this window, one at a time; a training is lost with the window. */
export class TrainEntries extends Disposable implements TrainEntryResults {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly pace = this._register(
    new Pace(PAUSE_MS, () => {
      this.changes.fire();
    }),
  );
  /** File → the entry's name. */
  private readonly byFile = new Map<string, Map<string, TrainEntryState>>();
  private cancellation: AbortController | null = null;
  private lastTaken: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly startTraining: StartTraining,
    /** Whether the engine computes something else. */
    private readonly isEngineTaken: () => boolean,
  ) {
    super();
  }

  get isTraining(): boolean {
    return this.cancellation !== null;
  }

  trainingOf(uri: string, name: string): TrainEntryState | null {
    return this.byFile.get(uri)?.get(name) ?? null;
  }

  /**
   * Trains an entry of a file; resolves with what came of it, however it ended.
   * @throws {RunBusyError} while the engine computes something.
   */
  train(uri: string, training: FileTraining): Promise<TrainingRecord> {
    if (this.isTraining || this.isEngineTaken()) throw new RunBusyError();
    const cancellation = new AbortController();
    this.cancellation = cancellation;
    const taken = this.take(uri, training, cancellation.signal);
    this.lastTaken = taken;
    return taken;
  }

  /** Asks the training that goes on to end; what it has come to stays. */
  stop(): void {
    this.cancellation?.abort();
  }

  /** Stops, and resolves when the engine has nothing more to do with it. */
  async close(): Promise<void> {
    this.stop();
    await this.lastTaken;
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }

  private async take(uri: string, training: FileTraining, signal: AbortSignal): Promise<TrainingRecord> {
    const keep = (state: TrainEntryState): void => {
      const entries = this.byFile.get(uri) ?? new Map<string, TrainEntryState>();
      this.byFile.set(uri, entries.set(training.name, state));
    };
    keep({ state: 'running', text: l10n.t('checking gradients'), fraction: 0 });
    this.changes.fire();
    const record = await this.startTraining(
      training,
      (event) => {
        if (event.type !== 'progress' && event.type !== 'epoch') return;
        keep({ state: 'running', ...trainingProgress(event, training.spec) });
        this.pace.request();
      },
      signal,
    );
    this.cancellation = null;
    const verdicts = judgeGates({ benchmarks: [], measurements: [], trainings: [record] }, null);
    keep({ state: 'done', record, verdicts });
    this.changes.fire();
    return record;
  }
}
