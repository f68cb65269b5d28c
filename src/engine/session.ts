import type { RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type { BatchTiming } from '../core/kernels/strategy';
import type { Verification } from '../core/measure/measurement';
import type { PeakStep } from '../core/kernels/peaks/peakStep';
import type { CoreReading, RoundTimes } from '../core/measure/roundTimes';
import type { KernelPool } from './kernelPool';
import {
  calibrateRequest,
  closeProblemRequest,
  measurePeakRequest,
  openProblemRequest,
  prepareRequest,
  runBatchRequest,
  runRoundsRequest,
  verifyRequest,
} from './threadProtocol';
import type { OpenedProblem, OpenProblem, PreparedHandle, PrepareStrategy, ThreadRounds } from './threadProtocol';

/** The user has cancelled; not a failure of anything. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** Whether the run has been cancelled, as state and as a promise that rejects then. */
export class Cancellation {
  private reject: (error: CancelledError) => void = () => undefined;
  private cancelled = false;
  readonly rejection = new Promise<never>((_, reject) => {
    this.reject = reject;
  });

  constructor() {
    this.rejection.catch(() => undefined);
  }

  get requested(): boolean {
    return this.cancelled;
  }

  request(): void {
    this.cancelled = true;
    this.reject(new CancelledError('cancelled'));
  }
}

/**
 * Requests to a pool during one run. Each is rejected with CancelledError at once when the run is cancelled, and with
 * ThreadLostError when a thread dies, so that no one waits for an answer that will not come.
 */
export class Session {
  constructor(
    readonly pool: KernelPool,
    private readonly cancellation: Cancellation,
  ) {}

  /** The preparation whose kernel runs, or ran last. */
  get lastHandle(): number {
    return this.pool.lastHandle;
  }

  open(request: OpenProblem): Promise<OpenedProblem> {
    return this.ask(openProblemRequest, request);
  }

  prepare(request: PrepareStrategy): Promise<PreparedHandle> {
    return this.ask(prepareRequest, request);
  }

  runBatch(handle: number, times: number): Promise<BatchTiming> {
    return this.ask(runBatchRequest, { handle, times });
  }

  runRounds(rounds: ThreadRounds): Promise<readonly RoundTimes[]> {
    return this.ask(runRoundsRequest, rounds);
  }

  calibrate(): Promise<CoreReading> {
    return this.ask(calibrateRequest, undefined);
  }

  verify(handle: number): Promise<Verification> {
    return this.ask(verifyRequest, { handle });
  }

  measurePeak(step: PeakStep): Promise<number> {
    return this.ask(measurePeakRequest, step);
  }

  close(): Promise<void> {
    return Promise.race([this.pool.connection.sendRequest(closeProblemRequest), this.pool.lost]);
  }

  /** Any other request, as those of a training. */
  request<P, R>(type: RequestType<P, R, void>, params: P): Promise<R> {
    return this.ask(type, params);
  }

  /** Waits for something that is no request, and is rejected as a request would be. */
  whileWaiting<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.pool.lost, this.cancellation.rejection]);
  }

  private ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    return this.whileWaiting(this.pool.connection.sendRequest<R>(type.method, params));
  }
}
