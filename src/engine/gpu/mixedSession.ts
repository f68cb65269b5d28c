import { isGpuStrategy } from '../../core/kernels/strategy';
import type { BatchTiming } from '../../core/kernels/strategy';
import type { Verification } from '../../core/measure/measurement';
import { roundTimes } from '../../core/measure/roundTimes';
import type { CoreReading, RoundTimes } from '../../core/measure/roundTimes';
import type { Problem } from '../../core/problem';
import { closeOnGpuRequest, prepareOnGpuRequest, runOnGpuRequest, verifyOnGpuRequest } from '../../shared/gpuProtocol';
import type { ProblemSession } from '../problemRun';
import type { Cancellation } from '../session';
import type { OpenedProblem, OpenProblem, PreparedHandle, PrepareStrategy, ThreadRounds } from '../threadProtocol';
import type { GpuConnection } from './gpuConnection';
import { GpuLostError } from './gpuLost';

/** Handles of the GPU executor begin there. */
const FIRST_GPU_HANDLE = 2 ** 20;

/**
 * A session in which each strategy runs where it belongs: in the kernel threads, or on the GPU. The executor has the problem
 * only when one of its strategies is prepared. Rounds with a GPU strategy go step by step.
 */
export class MixedSession implements ProblemSession {
  private problem: Problem | null = null;
  private isOpenOnGpu = false;
  private gpuHandle: number | null = null;

  constructor(
    private readonly threads: ProblemSession,
    private readonly gpu: GpuConnection,
    private readonly cancellation: Cancellation,
  ) {}

  get lastHandle(): number {
    return this.gpuHandle ?? this.threads.lastHandle;
  }

  open(request: OpenProblem): Promise<OpenedProblem> {
    this.problem = request.problem;
    this.isOpenOnGpu = false;
    this.gpuHandle = null;
    return this.threads.open(request);
  }

  async prepare(request: PrepareStrategy): Promise<PreparedHandle> {
    const { strategy, values, slowedBy } = request;
    if (!isGpuStrategy(strategy)) return this.threads.prepare(request);
    if (slowedBy !== 0) throw new Error(`${strategy} cannot be slowed by a known share`);
    if (!this.isOpenOnGpu && this.problem !== null) await this.onGpu(this.gpu.open(this.problem));
    this.isOpenOnGpu = true;
    const { handle, ...prepared } = await this.onGpu(this.gpu.ask(prepareOnGpuRequest, { strategy, values }));
    return { ...prepared, handle: FIRST_GPU_HANDLE + handle, sparse: null };
  }

  runBatch(handle: number, times: number): Promise<BatchTiming> {
    if (handle < FIRST_GPU_HANDLE) return this.onThreads(() => this.threads.runBatch(handle, times));
    return this.onGpu(this.gpu.ask(runOnGpuRequest, { handle: handle - FIRST_GPU_HANDLE, times }), handle);
  }

  async runRounds(rounds: ThreadRounds): Promise<readonly RoundTimes[]> {
    if (rounds.arms.every(({ handle }) => handle < FIRST_GPU_HANDLE)) {
      return this.onThreads(() => this.threads.runRounds(rounds));
    }
    const results: RoundTimes[] = [];
    let before = await this.threads.calibrate();
    for (const order of rounds.rounds) {
      const timings: BatchTiming[] = [];
      for (const place of order) {
        const { handle, times } = rounds.arms[place];
        timings.push(await this.runBatch(handle, times));
      }
      const after = await this.threads.calibrate();
      results.push(roundTimes(timings, before, after));
      before = after;
    }
    return results;
  }

  calibrate(): Promise<CoreReading> {
    return this.threads.calibrate();
  }

  verify(handle: number): Promise<Verification> {
    if (handle < FIRST_GPU_HANDLE) return this.onThreads(() => this.threads.verify(handle));
    return this.onGpu(this.gpu.ask(verifyOnGpuRequest, { handle: handle - FIRST_GPU_HANDLE }), handle);
  }

  async close(): Promise<void> {
    if (this.isOpenOnGpu) await this.gpu.ask(closeOnGpuRequest, undefined).catch(() => undefined);
    await this.threads.close();
  }

  private onThreads<T>(work: () => Promise<T>): Promise<T> {
    this.gpuHandle = null;
    return work();
  }

  /** The last handle stays that of the GPU where it was lost, so that its row is blamed. */
  private async onGpu<T>(answer: Promise<T>, handle: number | null = null): Promise<T> {
    if (handle !== null) this.gpuHandle = handle;
    try {
      return await Promise.race([answer, this.cancellation.rejection]);
    } catch (error) {
      if (error instanceof GpuLostError) this.isOpenOnGpu = false;
      throw error;
    }
  }
}
