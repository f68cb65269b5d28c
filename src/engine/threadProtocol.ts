import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { CodePath } from '../core/codePath';
import type { CodePathResult } from '../core/kernels/codePathTest';
import type { PeakStep } from '../core/kernels/peaks/peakStep';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, StrategyId } from '../core/kernels/strategy';
import type { Machine } from '../core/machine';
import type { SparseShape } from '../core/model/traffic/sparseTraffic';
import type { Verification } from '../core/measure/measurement';
import type { Problem } from '../core/problem';

/** Between the engine's main thread and the first kernel thread of its pool. */

export interface OpenProblem {
  readonly problem: Problem;
  readonly machine: Machine;
  /** Threads that strategies may use at most. */
  readonly threads: number;
  /** Bytes that the strategies may allocate beside the operands. */
  readonly workspaceBytes: number;
}

export interface PreparedHandle {
  readonly handle: number;
  readonly backend: string;
  readonly prepareNs: number;
  readonly sparse: SparseShape | null;
}

/** Drops what was open, makes room, and generates A, B and C. */
export const openProblemRequest = new RequestType<OpenProblem, { readonly nonzeros: number }, void>('open');
export const prepareRequest = new RequestType<
  { readonly strategy: StrategyId; readonly values: ParameterValues },
  PreparedHandle,
  void
>('prepare');
export const runBatchRequest = new RequestType<{ readonly handle: number; readonly times: number }, BatchTiming, void>(
  'runBatch',
);
/** Drops what was open, and runs the self-test of the code paths. */
export const testCodePathsRequest = new RequestType<readonly CodePath[], readonly CodePathResult[], void>(
  'testCodePaths',
);
/** Drops what was open, and measures one figure of the machine, in GFLOP/s or 10⁹ bytes a second. */
export const measurePeakRequest = new RequestType<PeakStep, number, void>('measurePeak');
/** Runs once from the seeded C and compares the outcome with the reference. */
export const verifyRequest = new RequestType<{ readonly handle: number }, Verification, void>('verify');
export const closeProblemRequest = new RequestType0<void, void>('close');

/** Error code of an answer: the kernel memory cannot grow as far as the request needs. */
export const OUT_OF_MEMORY = 1;
