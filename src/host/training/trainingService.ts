import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { Emitter, ResponseError } from 'vscode-jsonrpc/node';
import type { Event } from 'vscode-jsonrpc/node';
import * as l10n from '@vscode/l10n';
import { ARRAY_KINDS, arrayPicture } from '../../core/mlp/arrayPicture';
import type { ArrayPicture } from '../../core/mlp/arrayPicture';
import type { GradientCheck } from '../../core/mlp/gradientCheck';
import { decodeModel, ModelError } from '../../core/mlp/modelFile';
import { MISTAKE_DESCRIPTIONS } from '../../core/mlp/network';
import { sentences } from '../../core/sentences';
import type { TrainSpec } from '../../core/spec/trainSpec';
import { EngineLostError } from '../../shared/engineLost';
import type { EngineClient } from '../../shared/engineClient';
import { NO_TRAINING, WRONG_GRADIENTS } from '../../shared/trainProtocol';
import type { OpenedTraining, TrainEvent } from '../../shared/trainProtocol';
import { isGoingOn } from '../../shared/trainingView';
import type { ArrayPlace, StartMode, TrainingStatus, TrainingView } from '../../shared/trainingView';
import { Disposable } from '../dispose';
import { Pace } from '../runs/pace';
import { RunBusyError } from '../runs/runService';
import { TrainingRecord } from './trainingRecord';
import { gradientCheckSchema } from './trainingSchemas';
import type { SavedTraining, TrainingStore } from './trainingStore';

/** A training goes on already. */
export class TrainingBusyError extends Error {
  override readonly name = 'TrainingBusyError';

  constructor() {
    super(l10n.t('Another training goes on. Stop it, or wait for its end.'));
  }
}

/** There is no model to save. */
export class NoModelError extends Error {
  override readonly name = 'NoModelError';

  constructor() {
    super(l10n.t('The model is no longer in memory. Train again, and save it before something else is computed.'));
  }
}

export type TrainingEngine = Pick<EngineClient, 'train' | 'pauseTraining' | 'readArrays' | 'saveModel'>;

/** Views are told of changes at most this often. */
const SHORTEST_PAUSE_MS = 150;

/** A training of this window. */
interface ActiveTraining {
  readonly id: string;
  readonly startedAt: Date;
  readonly spec: TrainSpec;
  readonly record: TrainingRecord;
  readonly cancellation: AbortController;
  readonly pictures: Map<string, ArrayPicture>;
  /** Mistakes of the model that it goes on from. */
  inherited: readonly string[];
  opened: OpenedTraining | null;
  status: TrainingStatus;
  endedMs: number | null;
}

/** All trainings of the window go through here, one at a time; the last one is kept, also over a reload. */
export class TrainingService extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly pace = this._register(
    new Pace(SHORTEST_PAUSE_MS, () => {
      this.changes.fire();
    }),
  );
  private active: ActiveTraining | null = null;
  /** The last training of an earlier window. */
  private saved: SavedTraining | null = null;
  private lastTaken: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly engine: TrainingEngine,
    private readonly store: Pick<TrainingStore, 'read' | 'keep'>,
    /** Whether the engine computes something else. */
    private readonly isEngineBusy: () => boolean,
    private readonly log: (line: string) => void,
  ) {
    super();
  }

  /** The training that goes on, or else the last one. */
  get view(): TrainingView | null {
    const { active } = this;
    if (active === null) return this.saved?.view ?? null;
    const { id, startedAt, status, spec, opened, record, endedMs, inherited } = active;
    return {
      ...{ id, status, spec, opened },
      startedAt: startedAt.toISOString(),
      elapsedMs: (endedMs ?? Date.now()) - startedAt.getTime(),
      wrong: [...new Set([...spec.mistakes, ...inherited])],
      arms: record.view(),
      looks: record.looks,
      inMemory:
        opened !== null && status.state !== 'failed' && status.state !== 'checked' && status.state !== 'refused',
    };
  }

  get isTraining(): boolean {
    return this.active !== null && isGoingOn(this.active.status);
  }

  /** Brings back the last training of an earlier window. */
  async load(): Promise<void> {
    this.saved = await this.store.read();
    this.changes.fire();
  }

  /**
   * Starts a training; the promise `ended` resolves when it is over, however it ended.
   * @throws {TrainingBusyError} @throws {RunBusyError} while the engine computes something else.
   */
  start(spec: TrainSpec, mode: StartMode): { readonly ended: Promise<TrainingStatus> } {
    if (this.isTraining) throw new TrainingBusyError();
    if (this.isEngineBusy()) throw new RunBusyError();
    const training: ActiveTraining = {
      id: randomUUID(),
      startedAt: new Date(),
      spec,
      record: new TrainingRecord(spec.arms.map(({ name }) => name)),
      cancellation: new AbortController(),
      pictures: new Map(),
      inherited: [],
      opened: null,
      status: { state: 'starting' },
      endedMs: null,
    };
    this.active = training;
    this.changes.fire();
    const ended = this.take(training, mode);
    this.lastTaken = ended;
    return { ended };
  }

  /** Between two steps; without a training that goes on nothing happens. */
  async setPaused(paused: boolean): Promise<void> {
    if (this.isTraining) await this.engine.pauseTraining(paused);
  }

  /** Asks the training that goes on to end; what it has told stays, and its model can be saved. */
  stop(): void {
    if (this.isTraining) this.active?.cancellation.abort();
  }

  /** Stops the training that goes on and resolves when it is kept. */
  async close(): Promise<void> {
    this.stop();
    await this.lastTaken;
  }

  override dispose(): void {
    this.stop();
    super.dispose();
  }

  /** An array as it is now, or as it was last seen; `null` where it never was. */
  async picture(place: ArrayPlace): Promise<ArrayPicture | null> {
    const { active } = this;
    const key = keyOf(place);
    if (active === null) return this.saved?.pictures[key] ?? null;
    if (active.opened === null || this.view?.inMemory !== true) return active.pictures.get(key) ?? null;
    try {
      const [array] = await this.engine.readArrays(place.arm, [`${place.kind}${place.layer + 1}`]);
      if (array !== undefined) {
        active.pictures.set(key, arrayPicture(array.elements, array.rows, array.columns));
      }
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return active.pictures.get(key) ?? null;
  }

  /** Writes the model of an arm to a file. @throws {NoModelError} @throws {ResponseError} where it cannot be written. */
  async saveModel(arm: number, path: string): Promise<void> {
    await this.withModel(() => this.engine.saveModel(arm, path, null));
  }

  /** Writes the parameters of an arm and the gradients of its last step as .npy files to a folder. @throws as `saveModel` */
  async exportArrays(arm: number, folder: string): Promise<void> {
    await this.withModel(() => this.engine.saveModel(arm, null, folder));
  }

  private async withModel(save: () => Promise<void>): Promise<void> {
    if (this.active === null || this.view?.inMemory !== true) throw new NoModelError();
    try {
      await save();
    } catch (error) {
      throw isGone(error) ? new NoModelError() : error;
    }
  }

  private async take(training: ActiveTraining, mode: StartMode): Promise<TrainingStatus> {
    const { spec } = training;
    this.log(`Training ${training.id}: ${spec.arms.map(({ name }) => name).join(', ')}, ${spec.epochs} epochs.`);
    try {
      if (spec.load !== null) training.inherited = await mistakesOf(spec.load);
      training.status = await this.run(training, mode);
    } catch (error) {
      training.status = failureOf(error, training);
    }
    training.endedMs = Date.now();
    this.log(
      `Training ${training.id}: ${training.status.state} after ${training.endedMs - training.startedAt.getTime()} ms.`,
    );
    await this.keep(training);
    this.changes.fire();
    return training.status;
  }

  /** @returns how it ended. */
  private async run(training: ActiveTraining, mode: StartMode): Promise<TrainingStatus> {
    const { spec, cancellation } = training;
    const { signal } = cancellation;
    const onEvent = (event: TrainEvent): void => {
      this.apply(training, event);
    };
    if (mode === 'check' || (mode === 'train' && concernsGradients(spec))) {
      // Without an epoch the engine opens the training, checks the gradients, and that is all.
      const { state } = await this.engine.train({ ...spec, epochs: 0 }, onEvent, signal);
      if (state === 'cancelled') return { state: 'stopped' };
      if (mode === 'check') return { state: 'checked' };
      if (training.opened?.checkWithMistakes?.passed === false) return { state: 'refused' };
    }
    const outcome = await this.engine.train(spec, onEvent, signal);
    training.record.finish(outcome);
    await this.lookAtAll(training);
    return { state: outcome.state === 'finished' ? 'finished' : 'stopped' };
  }

  private apply(training: ActiveTraining, event: TrainEvent): void {
    switch (event.type) {
      case 'opened':
        training.opened = openedOf(event);
        break;
      case 'state':
        training.status = { state: event.state };
        break;
      case 'progress':
      case 'epoch':
      case 'layers':
        training.record.take(event);
        if (training.status.state === 'starting' && event.type !== 'layers') training.status = { state: 'running' };
        break;
    }
    this.pace.request();
  }

  /** Takes pictures of all arrays, for when the engine computes something else. */
  private async lookAtAll(training: ActiveTraining): Promise<void> {
    const { spec, opened } = training;
    if (opened === null) return;
    for (const arm of spec.arms.keys()) {
      for (const layer of opened.network.sizes.slice(1).keys()) {
        for (const kind of ARRAY_KINDS) await this.picture({ arm, layer, kind });
      }
    }
  }

  private async keep(training: ActiveTraining): Promise<void> {
    const { view } = this;
    if (view === null) return;
    try {
      const pictures = Object.fromEntries(training.pictures);
      await this.store.keep({ version: 1, view: { ...view, inMemory: false }, pictures });
    } catch (error) {
      this.log(`The training could not be kept for later: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function keyOf({ arm, kind, layer }: ArrayPlace): string {
  return `${arm} ${kind}${layer + 1}`;
}

function openedOf(event: OpenedTraining): OpenedTraining {
  const { data, trainRows, testRows, network, parameters, stepsPerEpoch, phases, check, checkWithMistakes } = event;
  return { data, trainRows, testRows, network, parameters, stepsPerEpoch, phases, check, checkWithMistakes };
}

function concernsGradients({ mistakes }: TrainSpec): boolean {
  return mistakes.some((mistake) => MISTAKE_DESCRIPTIONS[mistake].concernsGradients);
}

/** The engine has dropped the training, or is gone itself. */
function isGone(error: unknown): boolean {
  return error instanceof EngineLostError || (error instanceof ResponseError && error.code === NO_TRAINING);
}

/** What a saved model says of how it was trained; whether it can be used is the engine's to say. */
async function mistakesOf(path: string): Promise<readonly string[]> {
  try {
    return decodeModel(await readFile(path)).header.mistakes;
  } catch (error) {
    if (error instanceof ModelError || isFileError(error)) return [];
    throw error;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function failureOf(error: unknown, { opened, record }: ActiveTraining): TrainingStatus {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineLostError) {
    const steps = Math.max(0, ...record.view().map(({ times }) => times?.steps ?? 0));
    const kept =
      opened === null || steps === 0
        ? l10n.t('Open the log for details, then train again.')
        : l10n.t('What {0} steps have shown is kept below; train again for the rest.', steps);
    return { state: 'failed', message: sentences(message, kept), check: null };
  }
  return { state: 'failed', message, check: checkOf(error) };
}

function checkOf(error: unknown): GradientCheck | null {
  if (!(error instanceof ResponseError) || error.code !== WRONG_GRADIENTS) return null;
  const parsed = v.safeParse(gradientCheckSchema, error.data);
  return parsed.success ? parsed.output : null;
}
