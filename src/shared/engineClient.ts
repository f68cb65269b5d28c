import type { ProgressType, RequestType } from 'vscode-jsonrpc/node';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { Inspection } from '../core/matrix/maps/productMaps';
import type { Timeline } from '../core/measure/timeline';
import type { GradientCheck, GradientCheckPlan } from '../core/mlp/gradientCheck';
import type { NamedArray } from '../core/mlp/modelFile';
import type { RunSpec } from '../core/spec/runSpec';
import type { TrainSpec } from '../core/spec/trainSpec';
import { cancellable } from './cancellable';
import { EngineProcess } from './engineProcess';
import type { EngineProcessOptions, RunningEngine } from './engineProcess';
import {
  LOOK_FOR_ALL,
  describeRequest,
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
  InspectRequest,
  KernelRequest,
  MachineProgress,
  RunEvent,
  RunOutcome,
  TimelineRequest,
} from './engineProtocol';
import {
  gradientCheckRequest,
  pauseTrainingRequest,
  readArraysRequest,
  saveModelRequest,
  trainProgress,
  trainRequest,
} from './trainProtocol';
import type { TrainEvent, TrainOutcome } from './trainProtocol';

/** What the engine can be asked for. Each request starts its process when there is none. */
export class EngineClient {
  private readonly engine: EngineProcess;
  private tokens = 0;

  constructor(options: EngineProcessOptions) {
    this.engine = new EngineProcess(options);
  }

  /** The process that computes, while there is one. */
  get pid(): number | undefined {
    return this.engine.pid;
  }

  get willRestart(): boolean {
    return this.engine.willRestart;
  }

  /** What the options' `start` gives has changed: the next request that finds the engine idle starts it anew. */
  restart(): void {
    this.engine.restart();
  }

  /** @throws {EngineLostError} */
  describe(look: DescribeRequest = LOOK_FOR_ALL): Promise<EngineDescription> {
    return this.engine.ask(async ({ connection, lost, notes }) => {
      const description = await Promise.race([connection.sendRequest(describeRequest, look), lost]);
      return { ...description, notes: [...notes, ...description.notes] };
    });
  }

  /** The kernel as text; a run that goes on is not in its way. @throws {EngineLostError} */
  kernel(request: KernelRequest): Promise<ShownKernel> {
    return this.request(kernelRequest, request);
  }

  /**
   * Looks into one product. Aborting the signal gives it up.
   * @throws {EngineLostError}; an error with a sentence for the user while a run goes on, where the strategy cannot run
   * here, or when it was given up.
   */
  inspect(request: InspectRequest, signal: AbortSignal): Promise<Inspection> {
    return this.request(inspectRequest, request, signal);
  }

  /**
   * What each thread does in one multiplication.
   * @throws {EngineLostError} @throws {ResponseError} NO_TIMELINE; an error while a run goes on, or when the signal is aborted.
   */
  timeline(request: TimelineRequest, signal: AbortSignal): Promise<Timeline> {
    return this.request(timelineRequest, request, signal);
  }

  /**
   * Runs a spec; events come in order. Aborting the signal cancels: the promise then resolves with `cancelled`.
   * @throws {EngineLostError}
   */
  async run(spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    const nothing: RunOutcome = { state: 'cancelled', elapsedMs: 0 };
    if (signal.aborted) return nothing;
    return this.follow(runProgress, onEvent, async (engine, token) => {
      // While the engine started.
      if (signal.aborted) return nothing;
      return answer(engine, runRequest, { spec, token }, signal);
    });
  }

  /**
   * Measures what the machine can do at most, within seconds; `describe` then says it. Aborting the signal cancels.
   * @throws {EngineLostError}
   */
  measureMachine(onProgress: (progress: MachineProgress) => void, signal: AbortSignal): Promise<RunOutcome['state']> {
    return this.follow(
      machineProgress,
      onProgress,
      async (engine, token) => (await answer(engine, measureMachineRequest, { token }, signal)).state,
    );
  }

  /**
   * Trains networks; events come in order. Aborting the signal stops: the promise then resolves with what there is.
   * @throws {EngineLostError} @throws {ResponseError} UNUSABLE_TRAINING or WRONG_GRADIENTS
   */
  train(spec: TrainSpec, onEvent: (event: TrainEvent) => void, signal: AbortSignal): Promise<TrainOutcome> {
    return this.follow(trainProgress, onEvent, (engine, token) =>
      answer(engine, trainRequest, { spec, token }, signal),
    );
  }

  /** @throws {EngineLostError} @throws {ResponseError} UNUSABLE_TRAINING; an error when the signal is aborted. */
  checkGradients(plan: GradientCheckPlan, threads: number | null, signal: AbortSignal): Promise<GradientCheck> {
    return this.request(gradientCheckRequest, { plan, threads }, signal);
  }

  /** Pauses or resumes the training that goes on. @throws {ResponseError} NO_TRAINING */
  pauseTraining(paused: boolean): Promise<void> {
    return this.request(pauseTrainingRequest, { paused });
  }

  /** Arrays of the training that goes on, or was the last. @throws {ResponseError} NO_TRAINING */
  readArrays(arm: number, arrays: readonly string[]): Promise<readonly NamedArray[]> {
    return this.request(readArraysRequest, { arm, arrays });
  }

  /** Saves the model of an arm. @throws {ResponseError} NO_TRAINING or UNUSABLE_TRAINING */
  saveModel(arm: number, model: string | null, exportFolder: string | null): Promise<void> {
    return this.request(saveModelRequest, { arm, model, exportFolder });
  }

  /** Ends the engine's process, by force if it does not go by itself. The next request starts another. */
  dispose(): Promise<void> {
    return this.engine.dispose();
  }

  private request<P, R>(type: RequestType<P, R, void>, params: P, signal?: AbortSignal): Promise<R> {
    return this.engine.ask((engine) => answer(engine, type, params, signal));
  }

  /** Gives `onProgress` what the engine tells under the token, while `request` is answered. @throws {EngineLostError} */
  private follow<E, T>(
    type: ProgressType<E>,
    onProgress: (event: E) => void,
    request: (engine: RunningEngine, token: string) => Promise<T>,
  ): Promise<T> {
    return this.engine.ask(async (engine) => {
      this.tokens += 1;
      const token = `request-${this.tokens}`;
      const progress = engine.connection.onProgress(type, token, onProgress);
      try {
        return await request(engine, token);
      } finally {
        progress.dispose();
      }
    });
  }
}

/** Aborting the signal asks the engine to cancel; its answer is awaited all the same. @throws {EngineLostError} */
function answer<P, R>(
  { connection, lost }: RunningEngine,
  type: RequestType<P, R, void>,
  params: P,
  signal?: AbortSignal,
): Promise<R> {
  if (signal === undefined) return Promise.race([connection.sendRequest<R>(type.method, params), lost]);
  return cancellable(signal, (cancellation) =>
    Promise.race([connection.sendRequest<R>(type.method, params, cancellation), lost]),
  );
}
