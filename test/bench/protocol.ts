import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { ParameterValues } from '../../src/core/kernels/parameters';
import type { BatchTiming } from '../../src/core/kernels/strategy';
import type { Verification } from '../../src/core/measure/measurement';
import type { Problem } from '../../src/core/problem';

/** Between the bench and the processes that compute, over their IPC channels: one process a peer, and our engine. */

export interface OpenRequest {
  readonly problem: Problem;
  /** Threads that the product may use at most. */
  readonly threads: number;
  /** What will be prepared, so that the memory is large enough. */
  readonly kernels: readonly KernelRequest[];
}

/** Which product of a process: a strategy of ours, or the only one of a peer. */
export interface KernelRequest {
  readonly kernel: string;
  readonly values: ParameterValues;
}

/** A product that has been run once and compared with the float64 reference. */
export interface PreparedKernel {
  readonly handle: number;
  readonly backend: string;
  /** `null` for what is no product: the peak of the processor. */
  readonly error: Verification | null;
}

/** What the process computes with: 'OpenBLAS 0.3.21 (Zen)'. */
export const versionRequest = new RequestType0<string, void>('version');
/** Drops what was open and generates A and B. */
export const openRequest = new RequestType<OpenRequest, { readonly nonzeros: number }, void>('open');
export const prepareRequest = new RequestType<KernelRequest, PreparedKernel, void>('prepare');
/** Timed where it runs; no message is inside the figure. */
export const runBatchRequest = new RequestType<{ readonly handle: number; readonly times: number }, BatchTiming, void>(
  'runBatch',
);
export const closeRequest = new RequestType0<void, void>('close');
