import type { RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type { GpuState } from '../../core/gpu';
import type { Problem } from '../../core/problem';

/** How the engine reaches a GPU executor, wherever that is. */
export interface GpuConnection {
  /** Looks for a GPU and tests it; what is found is known from then on. Never rejects. */
  look(): Promise<GpuState>;
  /** Opens a problem, on another executor where the last one is gone. @throws {GpuLostError} as `ask` */
  open(problem: Problem): Promise<void>;
  /** Makes ready for the products of a training, on another executor where the last one is gone. @throws {GpuLostError} */
  openProducts(): Promise<void>;
  /** @throws {GpuLostError} when the executor is gone since `open`, or does not answer in time. */
  ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R>;
  /** Ends the executor when it is still at work; else it is kept. */
  settle(graceMs: number): Promise<void>;
  dispose(): void;
}

/** How long an executor gets. */
export interface GpuLimitsMs {
  /** A driver that has not come up until then hangs. */
  readonly openMs: number;
  /** So does one that has not answered anything else; a run that would take as long is refused before. */
  readonly answerMs: number;
}

export const GPU_LIMITS_MS: GpuLimitsMs = { openMs: 20_000, answerMs: 60_000 };

/** Waits no longer than that. @param late what then is to be done, and thrown. */
export async function within<T>(limitMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late());
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
