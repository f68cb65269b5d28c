import * as l10n from '@vscode/l10n';
import os from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken, RequestType } from 'vscode-jsonrpc/node';
import { strategies } from '../core/kernels/registry';
import { isGpuStrategy } from '../core/kernels/strategy';
import type { Machine } from '../core/machine';
import { coldCopies } from '../core/spec/coldCopies';
import type { Measurement } from '../core/measure/measurement';
import type { Timeline } from '../core/measure/timeline';
import { planMemory } from '../core/spec/memory';
import { plainProblem } from '../core/problem';
import type { Problem } from '../core/problem';
import { planRows } from '../core/spec/runSpec';
import { withTunedDefault } from '../core/spec/tunedDefaults';
import type { FilledChoice } from '../core/spec/tunedDefaults';
import type { Benchmark, RunSpec } from '../core/spec/runSpec';
import type { CodePathResult } from '../core/kernels/codePathTest';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { Inspection } from '../core/matrix/maps/productMaps';
import type { GradientCheck, GradientCheckPlan } from '../core/mlp/gradientCheck';
import type { TrainSpec } from '../core/spec/trainSpec';
import { whenCancelled } from '../shared/cancellable';
import { NO_TRAINING } from '../shared/trainProtocol';
import type { GpuRelay } from '../shared/gpuProtocol';
import type { TrainEvent, TrainOutcome } from '../shared/trainProtocol';
import { REVECTORIZE } from '../shared/engineFlags';
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
import { searchBlas } from './blas/search';
import type { NamedLibrary } from './blas/search';
import { CodePathCache } from './codePathCache';
import { selectCodePaths } from './codePathSelection';
import { ExecutorLostError } from './executorLost';
import { ChosenGpu } from './gpu/chosenGpu';
import { GpuHost } from './gpu/gpuHost';
import { GpuView } from './gpu/gpuView';
import { MixedSession } from './gpu/mixedSession';
import { CurrentInspection, inspectOn, refusedWhileBusy } from './inspection';
import { KernelPool, ThreadLostError } from './kernelPool';
import { availableBytes, describeMachine, describeVersions } from './machine';
import { searchOf } from './crossoverSearch';
import { MachineCache } from './machineCache';
import type { MeasuredMachine } from './machineCache';
import { measurePeaks } from './machineMeasurement';
import { ProblemRun, refuseUnsupported } from './problemRun';
import type { Row } from './contestant';
import { Progress } from './progress';
import { Rates } from './rates';
import { Cancellation, CancelledError, Session } from './session';
import { showKernelOnThread } from './showKernel';
import { ANSWERS_AT_ONCE, describeCaches } from './systemCaches';
import { testCodePathsRequest } from './threadProtocol';
import { takeTimeline } from './timelineMeasurement';
import { Trainings } from './training/trainings';

/** A kernel that is in its current run when the user cancels gets this long to end before its thread is ended. */
const CANCEL_GRACE_MS = 120;
/** A native call cannot be interrupted: whoever drops its thread waits no longer than this. */
const TERMINATION_GRACE_MS = 100;
const CONFIDENCE = 0.95;
/** A search decides at many points, so that each must be more certain. */
const CROSSOVER_CONFIDENCE = 0.99;

/** For asking strategies whether they can run here at all. */
const ANY_PROBLEM = plainProblem(64, 64, 64);

/** Runs specs, one at a time, on a pool of kernel threads that it keeps between runs. */
export class Engine {
  private machine: Machine = describeMachine();
  private notes: readonly string[] = [];
  private codePaths: readonly CodePathResult[] = [];
  private pool: KernelPool | null = null;
  /** Pools that were dropped while a native call went on; a new one waits, for both would compute at once. */
  private ending: Promise<unknown> = Promise.resolve();
  private busy = false;
  private readonly trainings: Trainings;
  private readonly inspection = new CurrentInspection();
  private blasLibrary: NamedLibrary | null = null;
  private blasSearch: Promise<void> | null = null;
  private gpu: ChosenGpu;
  /** Where peaks are kept; `null`: nowhere but here. */
  private machineCache: MachineCache | null = null;
  private measured: MeasuredMachine | null = null;

  /**
   * @param blasEnvironment what the user has set for native libraries, 'NAME=value'
   * @param views whoever started the engine, where that reaches views
   */
  constructor(
    private readonly blasEnvironment: readonly string[],
    private readonly views: GpuRelay,
  ) {
    this.gpu = new ChosenGpu({ executor: 'auto', namedBy: null, hasViews: false }, new GpuHost(), null);
    this.trainings = new Trainings({
      machine: () => this.machine,
      gpu: () => this.gpu,
      lookForGpu: () => this.lookForGpu(),
      alone: (usesBlas, cancelled, work) => this.alone(usesBlas, cancelled, work),
    });
  }

  /** Chooses the code path of the dense kernels. Asked once, before anything else. */
  async initialize({ codePath, dataFolder, blasLibrary, gpu }: EngineSettings): Promise<EngineSetup> {
    this.blasLibrary = blasLibrary ?? null;
    if (gpu !== undefined) this.gpu = new ChosenGpu(gpu, new GpuHost(), gpu.hasViews ? new GpuView(this.views) : null);
    this.machineCache = dataFolder === null ? null : new MachineCache(dataFolder);
    const described = ANSWERS_AT_ONCE ? describeCaches() : null;
    if (this.machine.wasm.simd) await this.setCodePaths(codePath, dataFolder);
    this.machine = { ...this.machine, ...(await described) };
    this.measured = (await this.machineCache?.read(this.machineKey())) ?? null;
    const { f32, f64 } = this.machine.wasm.codePaths;
    return { usesRevectorization: f32 === 'simd256' || f64 === 'simd256' };
  }

  private async setCodePaths(codePath: EngineSettings['codePath'], dataFolder: string | null): Promise<void> {
    const { wasm } = this.machine;
    try {
      const selection = await selectCodePaths(codePath, this.machine, {
        cache: dataFolder === null ? null : new CodePathCache(dataFolder),
        // Kept for the first run.
        test: (paths) => {
          const pool = (this.pool ??= new KernelPool(os.availableParallelism()));
          return Promise.race([pool.connection.sendRequest(testCodePathsRequest, paths), pool.lost]);
        },
      });
      this.notes = selection.notes;
      this.codePaths = selection.results;
      this.machine = { ...this.machine, wasm: { ...wasm, codePaths: selection.codePaths } };
    } catch (error) {
      await this.dropPool();
      const reason = error instanceof Error ? error.message : String(error);
      this.notes = [l10n.t('The self-test of the code paths failed, so that the plainest one is used: {0}', reason)];
    }
  }

  /** Looks for a native BLAS, once; not while a run goes on, which that would disturb. */
  private lookForBlas(): Promise<void> {
    this.blasSearch ??= searchBlas({
      probePath: join(__dirname, 'blasProbe.js'),
      place: { platform: process.platform, architecture: process.arch, environment: process.env },
      named: this.blasLibrary,
      environment: this.blasEnvironment,
    }).then((blas) => {
      this.machine = { ...this.machine, blas };
    });
    return this.blasSearch;
  }

  /** Looks for a GPU, where none was found before; not while a run goes on, either. */
  private async lookForGpu(): Promise<void> {
    const gpu = await this.gpu.look();
    this.machine = { ...this.machine, gpu };
  }

  /**
   * The peaks are those that were measured last, by this engine or another.
   * @param look what to look for first, where nobody has
   */
  async describe({ blas, gpu }: DescribeRequest): Promise<EngineDescription> {
    if (blas && !this.busy) await this.lookForBlas();
    if (gpu && !this.busy) await this.lookForGpu();
    this.measured = (await this.machineCache?.read(this.machineKey())) ?? this.measured;
    return {
      notes: this.notes,
      codePaths: this.codePaths,
      machine: this.measured === null ? this.machine : { ...this.machine, ...this.measured },
      versions: describeVersions(),
      strategies: strategies.map((strategy) => ({
        id: strategy.id,
        support: strategy.supports(ANY_PROBLEM, this.machine, {}),
      })),
    };
  }

  /** A run that goes on goes on. */
  showKernel(request: KernelRequest): Promise<ShownKernel> {
    return showKernelOnThread(request, this.machine);
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
      this.alone(id === 'blas', own, async (session) => {
        if (isGpuStrategy(id)) await session.whileWaiting(this.lookForGpu());
        return inspectOn(session, this.gpu, request, this.machine, availableBytes());
      }),
    );
  }

  /** Measures the machine's peaks and keeps them. @throws {Error} while a run goes on. */
  async measureMachine(
    say: (progress: MachineProgress) => void,
    token: CancellationToken,
  ): Promise<Pick<RunOutcome, 'state'>> {
    await this.inspection.giveUp();
    if (this.busy) throw new Error(l10n.t('The engine is busy with a run.'));
    this.busy = true;
    const cancellation = new Cancellation();
    const listener = whenCancelled(token, () => {
      cancellation.request();
    });
    try {
      const described = await describeCaches();
      await Promise.race([this.ending, cancellation.rejection]);
      const session = new Session((this.pool ??= new KernelPool(os.availableParallelism())), cancellation);
      const peaks = await measurePeaks(
        { ...this.machine, ...described },
        {
          measure: (step) => session.measurePeak(step),
          say,
          now: () => new Date(),
          revectorizes: this.machine.architecture === 'x64' && process.execArgv.includes(REVECTORIZE),
          availableBytes: availableBytes(),
        },
      );
      this.measured = { ...described, peaks };
      await this.machineCache?.write(this.machineKey(), this.measured);
      return { state: 'finished' };
    } catch (error) {
      if (error instanceof CancelledError) return { state: 'cancelled' };
      await this.dropPool();
      throw error;
    } finally {
      listener.dispose();
      await this.settle(cancellation.requested);
      this.busy = false;
    }
  }

  /** @throws {Error} while another run goes on. */
  async run(spec: RunSpec, send: (event: RunEvent) => void, token: CancellationToken): Promise<RunOutcome> {
    await this.inspection.giveUp();
    if (this.busy) throw new Error(l10n.t('The engine is busy with another run.'));
    this.busy = true;
    const cancellation = new Cancellation();
    const listener = whenCancelled(token, () => {
      cancellation.request();
      this.pool?.requestCancel(true);
    });
    const rowsOf = ({ problems, strategies: choices, crossover }: Benchmark): number =>
      (crossover?.mostProbes ?? problems.length) * choices.length;
    const rowsTotal = spec.benchmarks.reduce((sum, benchmark) => sum + rowsOf(benchmark), 0);
    const budgetMs = spec.benchmarks.reduce(
      (sum, benchmark) => sum + rowsOf(benchmark) * benchmark.budgetSeconds * 1000,
      0,
    );
    const progress = new Progress(rowsTotal, budgetMs, send);
    try {
      if (this.blasSearch !== null || lookFor(spec).blas) {
        await Promise.race([this.lookForBlas(), cancellation.rejection]);
      }
      await Promise.race([lookFor(spec).gpu ? this.lookForGpu() : this.gpu.quiet(), cancellation.rejection]);
      await this.runAll(spec, progress, send, cancellation);
      return { state: 'finished', elapsedMs: progress.elapsedMs };
    } catch (error) {
      if (error instanceof CancelledError) return { state: 'cancelled', elapsedMs: progress.elapsedMs };
      throw error;
    } finally {
      progress.stop();
      listener.dispose();
      await this.settle(cancellation.requested);
      this.busy = false;
    }
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
    return this.alone(request.choice.id === 'blas', token, (session) => {
      const logicalCores = Math.min(this.machine.logicalCores, request.threads ?? Infinity);
      return takeTimeline(request, { ...this.machine, logicalCores }, session, availableBytes());
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
    const { pool } = this;
    if (pool === null)
      throw new ResponseError(NO_TRAINING, l10n.t('There is no training, or it has been dropped since.'));
    return Promise.race([pool.connection.sendRequest<R>(type.method, params), pool.lost]);
  }

  /** Does something on the pool as a run does: alone, and so that a cancellation is heard at once. */
  private async alone<T>(
    usesBlas: boolean,
    token: CancellationToken,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    if (this.busy) throw new Error(l10n.t('The engine is busy with another run.'));
    this.busy = true;
    const cancellation = new Cancellation();
    const listener = whenCancelled(token, () => {
      cancellation.request();
      this.pool?.requestCancel(true);
    });
    try {
      if (usesBlas) await Promise.race([this.lookForBlas(), cancellation.rejection]);
      await Promise.race([this.ending, cancellation.rejection]);
      this.pool ??= new KernelPool(os.availableParallelism());
      this.pool.requestCancel(cancellation.requested);
      return await work(new Session(this.pool, cancellation));
    } catch (error) {
      if (error instanceof ThreadLostError) await this.dropPool();
      throw error;
    } finally {
      listener.dispose();
      await this.settle(cancellation.requested);
      this.busy = false;
    }
  }

  async dispose(): Promise<void> {
    this.gpu.dispose();
    await this.dropPool();
  }

  private async runAll(
    spec: RunSpec,
    progress: Progress,
    send: (event: RunEvent) => void,
    cancellation: Cancellation,
  ): Promise<void> {
    const rates = new Rates();
    const subjects = planRows(spec);
    let next = 0;
    let count = subjects.length;
    for (const benchmark of spec.benchmarks) {
      const { crossover } = benchmark;
      const results = new Map<number, Measurement>();
      const collect = (event: RunEvent): void => {
        send(event);
        if (crossover !== undefined && event.type === 'measured' && event.final)
          results.set(event.row, event.measurement);
      };
      for (const problem of benchmark.problems) {
        const filled = this.fillIn(benchmark, problem, spec);
        const rows = filled.map(({ choice, tuned }, index): Row => {
          const row = next + index;
          const subject = { ...subjects[row], parameters: choice.values, ...(tuned.length === 0 ? {} : { tuned }) };
          return { row, choice, subject };
        });
        next += rows.length;
        progress.begin(rows.map(({ row }) => row));
        await this.runProblem(benchmark, problem, rows, rates, progress, collect, cancellation);
      }
      if (crossover === undefined) continue;
      const search = searchOf(benchmark, crossover, results);
      for (let problem = search(); problem !== null; problem = search()) {
        const rows = this.fillIn(benchmark, problem, spec).map(({ choice, tuned }, index): Row => {
          const subject = { benchmark: benchmark.name, strategy: choice.id, parameters: choice.values, problem };
          return { row: count + index, choice, subject: { ...subject, ...(tuned.length === 0 ? {} : { tuned }) } };
        });
        count += rows.length;
        send({ type: 'added', subjects: rows.map(({ subject }) => subject) });
        progress.begin(rows.map(({ row }) => row));
        await this.runProblem(benchmark, problem, rows, rates, progress, collect, cancellation);
      }
    }
  }

  /** The strategies with the tuned defaults of this machine; a tuning is to know what the built-in ones do. */
  private fillIn(
    { strategies: choices, tuning, crossover }: Benchmark,
    problem: Problem,
    spec: RunSpec,
  ): readonly FilledChoice[] {
    const tuned = tuning === undefined && crossover === undefined ? (spec.tuned ?? []) : [];
    return choices.map((choice) => withTunedDefault(choice, problem, this.machine, tuned));
  }

  private async runProblem(
    benchmark: Benchmark,
    problem: Problem,
    rows: readonly Row[],
    rates: Rates,
    progress: Progress,
    send: (event: RunEvent) => void,
    cancellation: Cancellation,
  ): Promise<void> {
    const machine: Machine = {
      ...this.machine,
      ...this.measured,
      logicalCores: Math.min(this.machine.logicalCores, benchmark.threads ?? Infinity),
    };
    const choices = rows.map(({ choice }) => choice);
    const cold = benchmark.cache === 'cold' ? coldCopies(problem, machine) : { copies: 1 };
    const copies = 'refusal' in cold ? 1 : cold.copies;
    const memory = planMemory(problem, choices, machine, availableBytes(), copies);
    const job = {
      problem,
      plan: {
        budgetNs: benchmark.budgetSeconds * 1e9,
        precision: benchmark.precision,
        confidence: benchmark.crossover === undefined ? CONFIDENCE : CROSSOVER_CONFIDENCE,
      },
      threads: machine.logicalCores,
      machine,
      workspaceBytes: memory.workspaceBytes,
      isTuning: benchmark.tuning !== undefined,
      copies,
      coolDownMs: benchmark.coolDownMs ?? 0,
    };
    const run = new ProblemRun(job, rows, rates, progress, send);
    refuseUnsupported(run, rows, problem, machine);
    if ('refusal' in cold) for (const row of rows) run.fail(row, 'unsupported', 'not supported', cold.refusal);
    for (const [index, refusal] of memory.refusals.entries()) {
      if (refusal !== null) run.fail(rows[index], 'unsupported', 'out of memory', refusal);
    }
    while (run.left > 0) {
      if (cancellation.requested) throw new CancelledError('cancelled');
      await Promise.race([this.ending, cancellation.rejection]);
      this.pool ??= new KernelPool(os.availableParallelism());
      const { pool } = this;
      pool.requestCancel(false);
      try {
        await run.measure(new MixedSession(new Session(pool, cancellation), this.gpu, cancellation));
      } catch (error) {
        if (!(error instanceof ExecutorLostError)) throw error;
        if (error instanceof ThreadLostError) await this.dropPool();
      }
    }
  }

  /** What peaks depend on. */
  private machineKey(): string {
    const { processor, logicalCores, wasm } = this.machine;
    const { f32, f64 } = wasm.codePaths;
    return [processor, logicalCores, process.versions.v8, ...process.execArgv, f32, f64].join(' | ');
  }

  /** Leaves no kernel running and no large memory behind. */
  private async settle(cancelled: boolean): Promise<void> {
    if (cancelled) await this.gpu.settle(CANCEL_GRACE_MS);
    const { pool } = this;
    if (pool === null) return;
    if (cancelled && !(await pool.becomesIdle(CANCEL_GRACE_MS))) await this.dropPool();
    else if (pool.isLarge) await this.dropPool();
  }

  private async dropPool(): Promise<void> {
    const { pool } = this;
    this.pool = null;
    if (pool === null) return;
    this.ending = Promise.all([this.ending, pool.terminate()]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TERMINATION_GRACE_MS);
    });
    await Promise.race([this.ending, late]);
    clearTimeout(timer);
  }
}
