import * as l10n from '@vscode/l10n';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { GradientCheck, GradientCheckPlan } from '../core/mlp/gradientCheck';
import type { Timeline } from '../core/measure/timeline';
import type { NamedArray } from '../core/mlp/modelFile';
import type { Inspection } from '../core/matrix/maps/productMaps';
import type { RunSpec } from '../core/spec/runSpec';
import type { TrainSpec } from '../core/spec/trainSpec';
import { cancellable } from './cancellable';
import { engineFlags, REVECTORIZE } from './engineFlags';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import {
  LOOK_FOR_ALL,
  describeRequest,
  initializeRequest,
  inspectRequest,
  kernelRequest,
  machineProgress,
  measureMachineRequest,
  runProgress,
  runRequest,
  timelineRequest,
} from './engineProtocol';
import type {
  DescribeRequest,
  EngineDescription,
  EngineSettings,
  EngineSetup,
  InspectRequest,
  KernelRequest,
  MachineProgress,
  RunEvent,
  RunOutcome,
  TimelineRequest,
} from './engineProtocol';

import { relayGpu } from './gpuProtocol';
import type { GpuRelay } from './gpuProtocol';
import {
  gradientCheckRequest,
  pauseTrainingRequest,
  readArraysRequest,
  saveModelRequest,
  trainProgress,
  trainRequest,
} from './trainProtocol';
import type { TrainEvent, TrainOutcome } from './trainProtocol';
import { TRANSLATIONS_VARIABLE } from './translationsVariable';

export interface EngineClientOptions {
  /** The bundled engine, dist/engine.js. */
  readonly enginePath: string;
  /** Asked at each start of the engine. When left out: the Node of this process, nothing forced, nothing kept. */
  readonly start?: () => EngineStart;
  /** The file of the translations that the editor has loaded; left out where the engine is to speak English. */
  readonly translations?: string;
  /** Reaches the GPU of the user's screen; left out where there are no views. */
  readonly views?: GpuRelay;
  log(line: string): void;
}

export interface EngineStart {
  /** Another Node to run it on, and what named it, for messages; `null`: the Node of this process. */
  readonly node: { readonly path: string; readonly namedBy: string } | null;
  readonly settings: EngineSettings;
}

const PLAIN_START: EngineStart = { node: null, settings: { codePath: 'auto', dataFolder: null } };

export type EngineLossReason = 'could not start' | 'exited';

/** The engine process is gone, or never came; whatever waited for it is rejected with this. The next call starts it anew. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';

  constructor(
    readonly reason: EngineLossReason,
    /** 'killed by SIGKILL', 'exit code 7', or what the operating system said. */
    readonly detail: string,
  ) {
    super(
      reason === 'exited'
        ? l10n.t('The engine stopped ({0}).', detail)
        : l10n.t('The engine could not be started: {0}.', detail),
    );
  }
}

interface RunningEngine {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  /** What the user has to know of how it was started, a sentence each. */
  readonly notes: readonly string[];
  /** Rejects when the process ends; never resolves. */
  readonly lost: Promise<never>;
}

/** Time that a dying engine gets to end by itself. */
const GRACE_MS = 1500;
/** Time that an engine gets to answer for the first time, self-test included. */
const START_TIMEOUT_MS = 30_000;

/** Owns the engine process: starts it when it is first needed, and again after it was lost. */
export class EngineClient {
  private engine: RunningEngine | null = null;
  private starting: Promise<RunningEngine> | null = null;
  private runs = 0;
  private requests = 0;
  private isStale = false;
  private isDisposed = false;

  constructor(private readonly options: EngineClientOptions) {}

  /** The process that computes, while there is one. */
  get pid(): number | undefined {
    return this.engine?.child.pid;
  }

  /** @throws {EngineLostError} */
  describe(look: DescribeRequest = LOOK_FOR_ALL): Promise<EngineDescription> {
    return this.ask(async ({ connection, lost, notes }) => {
      const description = await Promise.race([connection.sendRequest(describeRequest, look), lost]);
      return { ...description, notes: [...notes, ...description.notes] };
    });
  }

  /** The kernel as text; a run that goes on is not in its way. @throws {EngineLostError} */
  kernel(request: KernelRequest): Promise<ShownKernel> {
    return this.ask(({ connection, lost }) => Promise.race([connection.sendRequest(kernelRequest, request), lost]));
  }

  /**
   * Looks into one product. Aborting the signal gives it up.
   * @throws {EngineLostError}; an error with a sentence for the user while a run goes on, where the strategy cannot run
   * here, or when it was given up.
   */
  inspect(request: InspectRequest, signal: AbortSignal): Promise<Inspection> {
    return this.ask(({ connection, lost }) =>
      cancellable(signal, (cancellation) =>
        Promise.race([connection.sendRequest(inspectRequest, request, cancellation), lost]),
      ),
    );
  }

  /**
   * What each thread does in one multiplication.
   * @throws {EngineLostError} @throws {ResponseError} NO_TIMELINE; an error while a run goes on, or when the signal is aborted.
   */
  timeline(request: TimelineRequest, signal: AbortSignal): Promise<Timeline> {
    return this.ask(({ connection, lost }) =>
      cancellable(signal, (cancellation) =>
        Promise.race([connection.sendRequest(timelineRequest, request, cancellation), lost]),
      ),
    );
  }

  get willRestart(): boolean {
    return this.isStale;
  }

  /** What `start` gives has changed: the next request that finds the engine idle starts it anew. */
  restart(): void {
    this.isStale = true;
  }

  /**
   * Runs a spec; events come in order. Aborting the signal cancels: the promise then resolves with `cancelled`.
   * @throws {EngineLostError}
   */
  async run(spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    if (signal.aborted) return { state: 'cancelled', elapsedMs: 0 };
    return this.ask((engine) => this.runOn(engine, spec, onEvent, signal));
  }

  /**
   * Measures what the machine can do at most, within seconds; `describe` then says it. Aborting the signal cancels.
   * @throws {EngineLostError}
   */
  async measureMachine(
    onProgress: (progress: MachineProgress) => void,
    signal: AbortSignal,
  ): Promise<RunOutcome['state']> {
    return this.ask(async ({ connection, lost }) => {
      this.runs += 1;
      const token = `machine-${this.runs}`;
      const progress = connection.onProgress(machineProgress, token, onProgress);
      try {
        return await cancellable(signal, async (cancellation) => {
          const answer = connection.sendRequest(measureMachineRequest, { token }, cancellation);
          return (await Promise.race([answer, lost])).state;
        });
      } finally {
        progress.dispose();
      }
    });
  }

  /**
   * Trains networks; events come in order. Aborting the signal stops: the promise then resolves with what there is.
   * @throws {EngineLostError} @throws {ResponseError} UNUSABLE_TRAINING or WRONG_GRADIENTS
   */
  async train(spec: TrainSpec, onEvent: (event: TrainEvent) => void, signal: AbortSignal): Promise<TrainOutcome> {
    return this.ask(async ({ connection, lost }) => {
      this.runs += 1;
      const token = `training-${this.runs}`;
      const progress = connection.onProgress(trainProgress, token, onEvent);
      try {
        return await cancellable(signal, (cancellation) =>
          Promise.race([connection.sendRequest(trainRequest, { spec, token }, cancellation), lost]),
        );
      } finally {
        progress.dispose();
      }
    });
  }

  /** @throws {EngineLostError} @throws {ResponseError} UNUSABLE_TRAINING; an error when the signal is aborted. */
  checkGradients(plan: GradientCheckPlan, threads: number | null, signal: AbortSignal): Promise<GradientCheck> {
    return this.ask(({ connection, lost }) =>
      cancellable(signal, (cancellation) =>
        Promise.race([connection.sendRequest(gradientCheckRequest, { plan, threads }, cancellation), lost]),
      ),
    );
  }

  /** Pauses or resumes the training that goes on. @throws {ResponseError} NO_TRAINING */
  pauseTraining(paused: boolean): Promise<void> {
    return this.ask(({ connection, lost }) =>
      Promise.race([connection.sendRequest(pauseTrainingRequest, { paused }), lost]),
    );
  }

  /** Arrays of the training that goes on, or was the last. @throws {ResponseError} NO_TRAINING */
  readArrays(arm: number, arrays: readonly string[]): Promise<readonly NamedArray[]> {
    return this.ask(({ connection, lost }) =>
      Promise.race([connection.sendRequest(readArraysRequest, { arm, arrays }), lost]),
    );
  }

  /** Saves the model of an arm. @throws {ResponseError} NO_TRAINING or UNUSABLE_TRAINING */
  saveModel(arm: number, model: string | null, exportFolder: string | null): Promise<void> {
    return this.ask(({ connection, lost }) =>
      Promise.race([connection.sendRequest(saveModelRequest, { arm, model, exportFolder }), lost]),
    );
  }

  /** Ends the engine process, by force if it does not go by itself. The next request starts another. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    const { engine } = this;
    this.engine = null;
    this.starting = null;
    if (engine !== null) await end(engine.child);
  }

  private async runOn(
    { connection, lost }: RunningEngine,
    spec: RunSpec,
    onEvent: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<RunOutcome> {
    if (signal.aborted) return { state: 'cancelled', elapsedMs: 0 };
    this.runs += 1;
    const token = `run-${this.runs}`;
    const progress = connection.onProgress(runProgress, token, onEvent);
    try {
      return await cancellable(signal, (cancellation) =>
        Promise.race([connection.sendRequest(runRequest, { spec, token }, cancellation), lost]),
      );
    } finally {
      progress.dispose();
    }
  }

  private async ask<T>(request: (engine: RunningEngine) => Promise<T>): Promise<T> {
    if (this.isStale && this.requests === 0) {
      this.isStale = false;
      await this.dispose();
    }
    this.isDisposed = false;
    this.requests += 1;
    try {
      return await request(await this.running());
    } finally {
      this.requests -= 1;
    }
  }

  private running(): Promise<RunningEngine> {
    if (this.starting === null) {
      const starting = this.start();
      this.starting = starting;
      // Forgotten when it did not start, or as soon as it is lost; not while a start tries again without flags.
      starting
        .then(({ lost }) => lost)
        .catch(() => {
          if (this.starting === starting) this.starting = null;
        });
    }
    return this.starting;
  }

  /** Flags of V8 that it then turns out not to bear are left away. */
  private async start(): Promise<RunningEngine> {
    const { node, settings } = (this.options.start ?? (() => PLAIN_START))();
    const flags = (await engineFlags(node?.path ?? process.execPath)).filter(
      (flag) => flag !== REVECTORIZE || settings.codePath === 'auto' || settings.codePath === 'simd256',
    );
    try {
      const engine = await this.startWith(node, flags, settings);
      if (engine.setup.usesRevectorization || !flags.includes(REVECTORIZE)) return engine;
      this.options.log('256-bit operations bring no gain here; again without them.');
      this.engine = null;
      await end(engine.child);
      return await this.startWith(
        node,
        flags.filter((flag) => flag !== REVECTORIZE),
        settings,
      );
    } catch (error) {
      if (!(error instanceof EngineLostError) || flags.length === 0 || this.isDisposed) throw startError(error, node);
      this.options.log(`It did not start with ${flags.join(' ')}; again without.`);
    }
    try {
      const engine = await this.startWith(node, [], settings);
      return { ...engine, notes: [withoutFlags(flags)] };
    } catch (error) {
      throw startError(error, node);
    }
  }

  private async startWith(
    node: EngineStart['node'],
    flags: readonly string[],
    settings: EngineSettings,
  ): Promise<RunningEngine & { readonly setup: EngineSetup }> {
    const engine = this.spawn(node?.path, flags);
    this.engine = engine;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        engine.child.kill('SIGKILL');
        reject(new EngineLostError('could not start', l10n.t('no answer within {0} s', START_TIMEOUT_MS / 1000)));
      }, START_TIMEOUT_MS);
    });
    try {
      const initialized = engine.connection.sendRequest(initializeRequest, settings);
      return { ...engine, setup: await Promise.race([initialized, engine.lost, late]) };
    } finally {
      clearTimeout(timer);
    }
  }

  private spawn(nodePath: string | undefined, flags: readonly string[]): RunningEngine {
    const { enginePath, translations } = this.options;
    const log = (line: string): void => {
      this.options.log(line);
    };
    const child = fork(enginePath, [], {
      ...(nodePath === undefined ? {} : { execPath: nodePath }),
      execArgv: [...flags],
      // In desktop VS Code this process is Electron, which is to behave as Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', [TRANSLATIONS_VARIABLE]: translations },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const logLines = (chunk: Buffer): void => {
      for (const line of chunk.toString().trimEnd().split('\n')) log(line);
    };
    child.stdout?.on('data', logLines);
    child.stderr?.on('data', logLines);
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    if (this.options.views !== undefined) relayGpu(connection, this.options.views);
    const lost = new Promise<never>((_, reject) => {
      const lose = (error: EngineLostError): void => {
        if (this.engine?.child === child) {
          this.engine = null;
          log(error.message);
        }
        reject(error);
        // Later, for it rejects what is pending too, and those who wait are to hear why.
        setImmediate(() => {
          connection.dispose();
        });
      };
      child.once('error', (error) => {
        lose(new EngineLostError('could not start', error.message));
      });
      child.once('exit', (code, signal) => {
        lose(
          new EngineLostError(
            'exited',
            signal === null ? l10n.t('exit code {0}', code ?? 0) : l10n.t('killed by {0}', signal),
          ),
        );
      });
    });
    // Whoever waits sees the rejection; without anyone waiting it is only a line in the log.
    lost.catch(() => undefined);
    connection.listen();
    log(`The engine runs as process ${child.pid ?? 0}.`);
    return { child, connection, lost, notes: [] };
  }
}

/** What a start without flags means for the numbers. */
function withoutFlags(flags: readonly string[]): string {
  return l10n.t(
    'The engine did not start with its V8 flags ({0}) and runs without them: kernels may be slower, and slow at first.',
    flags.join(' '),
  );
}

/** Names the Node that was set, and what set it. */
function startError(error: unknown, node: EngineStart['node']): unknown {
  if (!(error instanceof EngineLostError) || node === null) return error;
  return new EngineLostError(
    'could not start',
    l10n.t('{0}, on {1}. Correct {2}', error.detail, node.path, node.namedBy),
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  if (child.connected) child.disconnect();
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(force);
}
