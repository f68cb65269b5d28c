import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import type { Machine } from '../../core/machine';
import type { GradientCheck, GradientCheckPlan } from '../../core/mlp/gradientCheck';
import { trainsOnGpu, trainsWith } from '../../core/spec/trainSpec';
import type { TrainSpec } from '../../core/spec/trainSpec';
import { NO_TRAINING } from '../../shared/trainProtocol';
import type { TrainEvent, TrainOutcome } from '../../shared/trainProtocol';
import type { GpuConnection } from '../gpu/gpuConnection';
import { CancelledError } from '../session';
import type { Session } from '../session';
import { serveGpuProducts } from './gpuProducts';
import { checkGradientsRequest } from './trainingProtocol';
import type { OnMachine } from './trainingProtocol';
import { TrainingRun } from './trainingRun';

/** What trainings need of the engine, as it is when they ask. */
export interface TrainingPlace {
  readonly machine: () => Machine;
  readonly gpu: () => GpuConnection;
  readonly lookForGpu: () => Promise<void>;
  /** Does something on the pool alone; a BLAS is looked for first where one is asked for. @throws {Error} while a run goes on. */
  readonly alone: <T>(
    usesBlas: boolean,
    token: CancellationToken,
    work: (session: Session) => Promise<T>,
  ) => Promise<T>;
}

/** What is computed by which strategies: all of a training, or of a gradient check. */
type Asked = Parameters<typeof trainsOnGpu>[0];

/** Trainings and gradient checks of the engine, one at a time. */
export class Trainings {
  private current: TrainingRun | null = null;

  constructor(private readonly engine: TrainingPlace) {}

  /** Trains a network, each arm in turns. @throws {ResponseError} UNUSABLE_TRAINING or WRONG_GRADIENTS */
  train(spec: TrainSpec, send: (event: TrainEvent) => void, token: CancellationToken): Promise<TrainOutcome> {
    return this.alone(spec, spec.threads, token, async (session, { machine, threads }) => {
      const training = new TrainingRun(spec, machine, threads, session, send);
      this.current = training;
      try {
        return await training.run();
      } catch (error) {
        if (error instanceof CancelledError) return training.outcome('cancelled');
        throw error;
      } finally {
        this.current = null;
      }
    });
  }

  /** @param threads at most; `null`: all of the machine. @throws {ResponseError} UNUSABLE_TRAINING. @throws {CancelledError} */
  checkGradients(plan: GradientCheckPlan, threads: number | null, token: CancellationToken): Promise<GradientCheck> {
    return this.alone({ arms: [plan] }, threads, token, (session, where) =>
      session.request(checkGradientsRequest, { plan, ...where }),
    );
  }

  /** @throws {ResponseError} NO_TRAINING */
  pause(paused: boolean): void {
    if (this.current === null) throw new ResponseError(NO_TRAINING, l10n.t('No training goes on.'));
    this.current.setPaused(paused);
  }

  /** With the native BLAS and the GPU that are asked for, whose products are served meanwhile. */
  private alone<T>(
    asked: Asked,
    threads: number | null,
    token: CancellationToken,
    work: (session: Session, where: OnMachine) => Promise<T>,
  ): Promise<T> {
    const { engine } = this;
    return engine.alone(trainsWith(asked, 'blas'), token, async (session) => {
      if (trainsOnGpu(asked)) await session.whileWaiting(engine.lookForGpu());
      const machine = engine.machine();
      const products = serveGpuProducts(session.pool, engine.gpu());
      try {
        return await work(session, { machine, threads: Math.min(machine.logicalCores, threads ?? Infinity) });
      } finally {
        products.dispose();
      }
    });
  }
}
