import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken, RequestType } from 'vscode-jsonrpc/node';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import { isGpuStrategy } from '../core/kernels/strategy';
import type { Inspection } from '../core/matrix/maps/productMaps';
import type { Timeline } from '../core/measure/timeline';
import type { GradientCheck, GradientCheckPlan } from '../core/mlp/gradientCheck';
import type { RunSpec } from '../core/spec/runSpec';
import type { TrainSpec } from '../core/spec/trainSpec';
import { whenCancelled } from '../shared/cancellable';
import { lookFor } from '../shared/engineProtocol';
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
} from '../shared/engineProtocol';
import type { GpuRelay } from '../shared/gpuProtocol';
import { NO_TRAINING } from '../shared/trainProtocol';
import type { TrainEvent, TrainOutcome } from '../shared/trainProtocol';
import { ChosenGpu } from './gpu/chosenGpu';
import { GpuHost } from './gpu/gpuHost';
import { GpuView } from './gpu/gpuView';
import { CurrentInspection, inspectOn, refusedWhileBusy } from './inspection';
import { ThreadLostError } from './kernelPool';
import { KnownMachine } from './knownMachine';
import { availableBytes } from './machine';
import { CANCEL_GRACE_MS, PoolKeeper } from './poolKeeper';
import { Cancellation, CancelledError, Session } from './session';
import { showKernelOnThread } from './showKernel';
import { SpecRun } from './specRun';
import { takeTimeline } from './timelineMeasurement';
import { Trainings } from './training/trainings';

/** Does one thing at a time of what computes: runs, trainings, looks into products. */
export class Engine {
  private readonly pools = new PoolKeeper();
  private readonly known: KnownMachine;
  private readonly trainings: Trainings;
  private readonly inspection = new CurrentInspection();
  private gpu: ChosenGpu;
  private busy = false;

  /**
   * @param blasEnvironment what the user has set for native libraries, 'NAME=value'
   * @param views whoever started the engine, where that reaches views
   */
  constructor(
    blasEnvironment: readonly string[],
    private readonly views: GpuRelay,
  ) {
    this.known = new KnownMachine(this.pools, blasEnvironment);
    this.gpu = new ChosenGpu({ executor: 'auto', namedBy: null, hasViews: false }, new GpuHost(), null);
    this.trainings = new Trainings({
      machine: () => this.known.unmeasured,
      gpu: () => this.gpu,
      lookForGpu: () => this.lookForGpu(),
      alone: (usesBlas, cancelled, work) => this.onPool(usesBlas, cancelled, work),
    });
  }

  /** Asked once, before anything else. */
  async initialize(settings: EngineSettings): Promise<EngineSetup> {
    const { gpu } = settings;
    if (gpu !== undefined) this.gpu = new ChosenGpu(gpu, new GpuHost(), gpu.hasViews ? new GpuView(this.views) : null);
    return this.known.initialize(settings);
  }

  /** @param look what to look for first, where nobody has; nothing is looked for while a run goes on. */
  async describe({ blas, gpu }: DescribeRequest): Promise<EngineDescription> {
    if (blas && !this.busy) await this.known.lookForBlas();
    if (gpu && !this.busy) await this.lookForGpu();
    return this.known.describe();
  }

  /** A run that goes on goes on. */
  showKernel(request: KernelRequest): Promise<ShownKernel> {
    return showKernelOnThread(request, this.known.unmeasured);
  }

  /**
   * Looks into one product, unless something else goes on; whatever begins meanwhile ends it.
   * @throws {ResponseError} NOT_INSPECTED
   */
  async inspect(request: InspectRequest, token: CancellationToken): Promise<Inspection> {
    await this.inspection.giveUp();
    if (this.busy) throw refusedWhileBusy();
    const { id } = request.choice;
    return this.inspection.look(token, (own) =>
      this.onPool(id === 'blas', own, async (session) => {
        if (isGpuStrategy(id)) await session.whileWaiting(this.lookForGpu());
        return inspectOn(session, this.gpu, request, this.known.unmeasured, availableBytes());
      }),
    );
  }

  /** Measures the machine's peaks and keeps them. @throws {Error} while a run goes on. */
  async measureMachine(
    say: (progress: MachineProgress) => void,
    token: CancellationToken,
  ): Promise<Pick<RunOutcome, 'state'>> {
    await this.inspection.giveUp();
    try {
      await this.onPool(false, token, (session) => this.known.measure(session, say));
      return { state: 'finished' };
    } catch (error) {
      if (error instanceof CancelledError) return { state: 'cancelled' };
      throw error;
    }
  }

  /** @throws {Error} while another run goes on. */
  async run(spec: RunSpec, send: (event: RunEvent) => void, token: CancellationToken): Promise<RunOutcome> {
    await this.inspection.giveUp();
    return this.alone(token, async (cancellation) => {
      const { known, pools, gpu } = this;
      const run = new SpecRun(spec, send, cancellation);
      const { progress } = run;
      try {
        const needed = lookFor(spec);
        // A search that has begun would disturb the rows.
        if (known.isBlasLookedFor || needed.blas) await Promise.race([known.lookForBlas(), cancellation.rejection]);
        await Promise.race([needed.gpu ? this.lookForGpu() : gpu.quiet(), cancellation.rejection]);
        await run.measure({ machine: known.current, pools, gpu });
        return { state: 'finished', elapsedMs: progress.elapsedMs };
      } catch (error) {
        if (error instanceof CancelledError) return { state: 'cancelled', elapsedMs: progress.elapsedMs };
        throw error;
      } finally {
        progress.stop();
      }
    });
  }

  /**
   * Trains a network, each arm in turns.
   * @throws {ResponseError} UNUSABLE_TRAINING or WRONG_GRADIENTS. @throws {Error} while another run goes on.
   */
  async train(spec: TrainSpec, send: (event: TrainEvent) => void, token: CancellationToken): Promise<TrainOutcome> {
    await this.inspection.giveUp();
    return this.trainings.train(spec, send, token);
  }

  /** What each thread does in one multiplication. @throws {ResponseError} NO_TIMELINE. @throws {Error} while a run goes on. */
  async timeline(request: TimelineRequest, token: CancellationToken): Promise<Timeline> {
    await this.inspection.giveUp();
    return this.onPool(request.choice.id === 'blas', token, (session) => {
      const machine = this.known.unmeasured;
      const logicalCores = Math.min(machine.logicalCores, request.threads ?? Infinity);
      return takeTimeline(request, { ...machine, logicalCores }, session, availableBytes());
    });
  }

  /** Checks the gradients of a network. @throws {ResponseError} UNUSABLE_TRAINING. @throws {CancelledError} */
  async checkGradients(
    plan: GradientCheckPlan,
    threads: number | null,
    token: CancellationToken,
  ): Promise<GradientCheck> {
    await this.inspection.giveUp();
    return this.trainings.checkGradients(plan, threads, token);
  }

  /** @throws {ResponseError} NO_TRAINING */
  pauseTraining(paused: boolean): void {
    this.trainings.pause(paused);
  }

  /** Asks the kernel thread about the training that goes on, or was the last. @throws {ResponseError} NO_TRAINING */
  async ofTraining<P, R>(type: RequestType<P, R, void>, params: P): Promise<R> {
    const pool = this.pools.current;
    if (pool === null)
      throw new ResponseError(NO_TRAINING, l10n.t('There is no training, or it has been dropped since.'));
    return Promise.race([pool.connection.sendRequest<R>(type.method, params), pool.lost]);
  }

  async dispose(): Promise<void> {
    this.gpu.dispose();
    await this.pools.drop();
  }

  /** Looks for a GPU, where none was found before; not while a run goes on. */
  private async lookForGpu(): Promise<void> {
    this.known.setGpu(await this.gpu.look());
  }

  /** Does something on the pool alone; a BLAS is looked for first where one is asked for. */
  private onPool<T>(usesBlas: boolean, token: CancellationToken, work: (session: Session) => Promise<T>): Promise<T> {
    return this.alone(token, async (cancellation) => {
      const { known, pools } = this;
      if (usesBlas) await Promise.race([known.lookForBlas(), cancellation.rejection]);
      await Promise.race([pools.othersEnded, cancellation.rejection]);
      const pool = pools.take();
      pool.requestCancel(cancellation.requested);
      try {
        return await work(new Session(pool, cancellation));
      } catch (error) {
        if (error instanceof ThreadLostError) await pools.drop();
        throw error;
      }
    });
  }

  /**
   * Does something while nothing else is done, so that a cancellation is heard at once, and leaves no kernel running.
   * @throws {Error} while something else goes on.
   */
  private async alone<T>(token: CancellationToken, work: (cancellation: Cancellation) => Promise<T>): Promise<T> {
    if (this.busy) throw new Error(l10n.t('The engine is busy with another run.'));
    this.busy = true;
    const cancellation = new Cancellation();
    const listener = whenCancelled(token, () => {
      cancellation.request();
      this.pools.current?.requestCancel(true);
    });
    try {
      return await work(cancellation);
    } finally {
      listener.dispose();
      if (cancellation.requested) await this.gpu.settle(CANCEL_GRACE_MS);
      await this.pools.settle(cancellation.requested);
      this.busy = false;
    }
  }
}
