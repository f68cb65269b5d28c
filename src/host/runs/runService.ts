import { randomUUID } from 'node:crypto';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import { assertNever } from '../../core/assertNever';
import type { Machine, Versions } from '../../core/machine';
import type { Run } from '../../core/measure/measurement';
import type { RunSpec } from '../../core/spec/runSpec';
import { sentences } from '../../core/sentences';
import { searchesOf } from '../../core/model/crossoverFinding';
import { tuningOf } from '../../core/model/tuningFinding';
import { EngineLostError } from '../../shared/engineLost';
import type { EngineClient } from '../../shared/engineClient';
import { lookFor } from '../../shared/engineProtocol';
import type { EngineDescription, RunEvent } from '../../shared/engineProtocol';
import { RunRecorder } from '../../shared/runRecorder';
import type { RunEnd } from '../../shared/runRecorder';
import type { RowState, RunView } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';
import type { RunStore } from './runStore';

/** Who asked for a run, so that its results can be shown there. */
export type RunOrigin =
  { readonly kind: 'form' } | { readonly kind: 'palette' } | { readonly kind: 'file'; readonly uri: string };

export interface RunRequest {
  readonly spec: RunSpec;
  readonly origin: RunOrigin;
}

/** A run goes on already; it has to be stopped first. */
export class RunBusyError extends Error {
  override readonly name = 'RunBusyError';

  constructor() {
    super(l10n.t('Another run goes on. Stop it, or wait for its end.'));
  }
}

/** How a run ended, for people. There is no `run` where the engine never said a word: nothing is known to be kept. */
export type RunEnding =
  | { readonly kind: 'finished'; readonly run: Run }
  | { readonly kind: 'cancelled'; readonly run: Run | null }
  | { readonly kind: 'failed'; readonly run: Run | null; readonly message: string };

export type RunChange =
  | { readonly type: 'started'; readonly run: ActiveRun }
  | { readonly type: 'progressed'; readonly run: ActiveRun; readonly rows: readonly number[] }
  | { readonly type: 'ended'; readonly run: ActiveRun; readonly ending: RunEnding };

/** Views are told of changes at most this often. */
const SHORTEST_PAUSE_MS = 100;

/** The run that goes on, or the last one of this window. */
export class ActiveRun {
  readonly id = randomUUID();
  readonly recorder: RunRecorder;
  readonly cancellation = new AbortController();
  private readonly startedMs = Date.now();
  private finalMs: number | null = null;
  private endedWith: RunEnding | null = null;
  private description: EngineDescription | null = null;

  constructor(
    readonly request: RunRequest,
    private readonly extensionVersion: string,
  ) {
    this.recorder = new RunRecorder(this.id, request.spec, new Date());
  }

  get rows(): readonly RowState[] {
    return this.recorder.rows;
  }

  get ending(): RunEnding | null {
    return this.endedWith;
  }

  get elapsedMs(): number {
    return this.finalMs ?? Date.now() - this.startedMs;
  }

  describe(description: EngineDescription): void {
    this.description = description;
  }

  /** Takes in an event; returns the rows that changed. */
  apply(event: RunEvent): readonly number[] {
    const watched = rowsOf(event, this.rows.length);
    const before = watched.map((row) => this.rows[row]);
    this.recorder.apply(event);
    return watched.filter((row, index) => this.rows[row] !== before[index]);
  }

  /** Closes the rows; without a description of the machine there is no run to keep. */
  end(end: Omit<RunEnd, 'elapsedMs'>): RunEnding {
    const { description } = this;
    const elapsedMs = Date.now() - this.startedMs;
    const { machine, versions } = description === null ? UNKNOWN : withVersion(description, this.extensionVersion);
    const closed = this.recorder.finish({ ...end, elapsedMs }, machine, versions, description?.notes);
    const run = description === null ? null : closed;
    const ending = endingOf(end, run);
    this.finalMs = elapsedMs;
    this.endedWith = ending;
    return ending;
  }

  view(): RunView {
    const { recorder, description, endedWith } = this;
    return {
      id: this.id,
      title: recorder.spec.title,
      startedAt: recorder.startedAt.toISOString(),
      elapsedMs: this.elapsedMs,
      state: endedWith?.kind ?? 'running',
      machine: description?.machine ?? null,
      versions: description === null ? null : withVersion(description, this.extensionVersion).versions,
      notes: description?.notes ?? [],
      tuning: tuningOf(recorder.spec),
      searches: searchesOf(recorder.spec),
      rows: recorder.rows,
      activity: recorder.activity,
      problem: endedWith?.kind === 'failed' ? { message: endedWith.message } : null,
    };
  }
}

/** The rows that an event may change. */
function rowsOf(event: RunEvent, count: number): readonly number[] {
  switch (event.type) {
    case 'measured':
      return [event.row];
    case 'activity':
      return event.activity.rows;
    case 'added':
      return event.subjects.map((_, at) => count + at);
    default:
      return assertNever(event);
  }
}

function endingOf({ state, reason }: Omit<RunEnd, 'elapsedMs'>, run: Run | null): RunEnding {
  if (state === 'failed') return { kind: 'failed', run, message: reason };
  return state === 'finished' && run !== null ? { kind: 'finished', run } : { kind: 'cancelled', run };
}

/** What rows without a result get when a run is stopped. */
function stopped() {
  return {
    state: 'cancelled',
    code: 'cancelled',
    reason: l10n.t('The run was stopped before this row had a result. Run again to measure it.'),
  } as const;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve(null);
      },
      { once: true },
    );
  });
}

function lossText(error: EngineLostError, kept: number): string {
  switch (error.reason) {
    case 'could not start':
      return sentences(error.message, l10n.t('Open the log for details, then run again.'));
    case 'exited': {
      const rows =
        kept === 1
          ? l10n.t('1 finished row was kept; run again to measure the rest.')
          : l10n.t('{0} finished rows were kept; run again to measure the rest.', kept);
      return sentences(error.message, rows);
    }
    default:
      return assertNever(error.reason);
  }
}

function withVersion(
  { machine, versions }: EngineDescription,
  extension: string,
): { machine: Machine; versions: Versions } {
  return { machine, versions: { ...versions, extension } };
}

const UNKNOWN: { machine: Machine; versions: Versions } = {
  machine: {
    processor: 'unknown',
    architecture: 'unknown',
    platform: 'unknown',
    logicalCores: 1,
    memoryBytes: 0,
    wasm: { simd: false, relaxedSimd: false, threads: false, codePaths: { f32: 'separate', f64: 'separate' } },
    blas: null,
  },
  versions: { extension: '', node: '', v8: '', engineFlags: [] },
};

/** All runs of the window go through here, one at a time, whoever asks for them. */
export class RunService extends Disposable {
  private readonly changes = this._register(new Emitter<RunChange>());
  readonly onDidChange: Event<RunChange> = this.changes.event;
  private latest: ActiveRun | null = null;
  private lastTaken: Promise<unknown> = Promise.resolve();
  private isEngineTaken: () => boolean = () => false;
  private whenDrawn: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly engine: Pick<EngineClient, 'describe' | 'run'>,
    private readonly store: Pick<RunStore, 'save'>,
    private readonly extensionVersion: string,
    private readonly log: (line: string) => void,
    /** Tells the user, in a sentence. */
    private readonly warn: (message: string) => void = log,
  ) {
    super();
  }

  /** The run that goes on, or else the last one. */
  get last(): ActiveRun | null {
    return this.latest;
  }

  get running(): ActiveRun | null {
    return this.latest !== null && this.latest.ending === null ? this.latest : null;
  }

  /** No run starts while the engine computes something else. */
  refuseWhile(isEngineTaken: () => boolean): void {
    this.isEngineTaken = isEngineTaken;
  }

  /**
   * Nothing is measured before what shows it is drawn: the editor takes seconds of all cores to load a page, which would be
   * in the first rows' times, and with the kernels beside it several times as long.
   * @param whenDrawn is asked after the change 'started'; its promise settles in a time that is bounded.
   */
  measureAfter(whenDrawn: () => Promise<void>): void {
    this.whenDrawn = whenDrawn;
  }

  /**
   * Starts a run; the promise `ended` resolves when it is over, however it ended, and its rows are saved.
   * The change 'ended' comes before they are saved: the next run need not wait for the disk.
   * @throws {RunBusyError} while another goes on.
   */
  start(request: RunRequest): { readonly run: ActiveRun; readonly ended: Promise<RunEnding> } {
    if (this.running !== null || this.isEngineTaken()) throw new RunBusyError();
    const run = new ActiveRun(request, this.extensionVersion);
    this.latest = run;
    this.log(`Run ${run.id}: ${request.spec.title}, ${run.rows.length} measurements.`);
    this.changes.fire({ type: 'started', run });
    const ended = this.take(run);
    this.lastTaken = ended;
    return { run, ended };
  }

  /** Asks the run that goes on to end; finished rows stay. */
  stop(): void {
    this.running?.cancellation.abort();
  }

  /** Stops the run that goes on and resolves when what was measured is saved. */
  async close(): Promise<void> {
    this.stop();
    await this.lastTaken;
  }

  /** Drops the last run of this window, which the user has deleted. */
  forget(id: string): void {
    if (this.latest?.id === id && this.running === null) this.latest = null;
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }

  private async take(run: ActiveRun): Promise<RunEnding> {
    const changed = new Set<number>();
    let timer: NodeJS.Timeout | null = null;
    const tell = (): void => {
      timer = null;
      const rows = [...changed];
      changed.clear();
      if (run.ending === null) this.changes.fire({ type: 'progressed', run, rows });
    };
    const end = await this.measure(run, (rows) => {
      for (const row of rows) changed.add(row);
      timer ??= setTimeout(tell, SHORTEST_PAUSE_MS);
    });
    if (timer !== null) clearTimeout(timer);
    const ending = run.end(end);
    this.log(`Run ${run.id}: ${ending.kind} after ${run.elapsedMs} ms.`);
    this.changes.fire({ type: 'ended', run, ending });
    if (ending.run !== null) await this.save(ending.run, run.request.origin);
    return ending;
  }

  private async measure(
    run: ActiveRun,
    onChange: (rows: readonly number[]) => void,
  ): Promise<Omit<RunEnd, 'elapsedMs'>> {
    const { signal } = run.cancellation;
    try {
      const { spec } = run.request;
      const drawn = this.whenDrawn();
      const description = await Promise.race([this.engine.describe(lookFor(spec)), aborted(signal)]);
      if (description === null) return stopped();
      run.describe(description);
      for (const note of description.notes) this.log(`Run ${run.id}: ${note}`);
      if ((await Promise.race([drawn, aborted(signal)])) === null) return stopped();
      const { state } = await this.engine.run(
        spec,
        (event) => {
          onChange(run.apply(event));
        },
        signal,
      );
      return { ...stopped(), state };
    } catch (error) {
      if (error instanceof EngineLostError) {
        return { state: 'failed', code: 'engine lost', reason: lossText(error, run.recorder.done) };
      }
      const message = error instanceof Error ? error.message : String(error);
      return {
        state: 'failed',
        code: 'kernel crashed',
        reason: l10n.t('The run ended with an error: {0} See the log.', message),
      };
    }
  }

  private async save(run: Run, origin: RunOrigin): Promise<void> {
    try {
      await this.store.save(run, origin.kind === 'file' ? origin.uri : null);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.warn(
        l10n.t(
          'The run “{0}” could not be saved: {1}. It is kept until this window is closed: make room on the disk and run again, or export it elsewhere.',
          run.title,
          detail,
        ),
      );
    }
  }
}
