import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { CodePath } from '../core/codePath';
import type { CodePathResult } from '../core/kernels/codePathTest';
import type { PeakStep } from '../core/kernels/peaks/peakStep';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, StrategyId } from '../core/kernels/strategy';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Machine } from '../core/machine';
import type { SparseShape } from '../core/model/traffic/sparseTraffic';
import type { Timeline } from '../core/measure/timeline';
import type { Verification } from '../core/measure/measurement';
import type { CoreReading, RoundTimes } from '../core/measure/roundTimes';
import type { Problem } from '../core/problem';

/** Between the engine's main thread and the first kernel thread of its pool. */

export interface OpenProblem {
  readonly problem: Problem;
  readonly machine: Machine;
  /** Threads that strategies may use at most. */
  readonly threads: number;
  /** Bytes that the strategies may allocate beside the operands. */
  readonly workspaceBytes: number;
  /** Copies of A, B and C that runs go round, for a cold cache; 1 for a warm one. */
  readonly copies: number;
}

export interface PreparedHandle {
  readonly handle: number;
  readonly backend: string;
  readonly prepareNs: number;
  readonly sparse: SparseShape | null;
  /** What the clock resolves that times it, in nanoseconds; left out where it is that of the thread. */
  readonly clockNs?: number;
}

export interface OpenedProblem {
  readonly nonzeros: number;
  /** What the clock of the thread resolves, in nanoseconds. */
  readonly clockNs: number;
}

export interface PrepareStrategy {
  readonly strategy: StrategyId;
  readonly values: ParameterValues;
  /** Flops without use to be added to every run, as a share of its own time: for null tests. */
  readonly slowedBy: number;
  /** Kernels that can are to tell what their time goes into. */
  readonly isTraced?: boolean;
}

/** One multiplication as its threads went through it. */
export type TracedMultiplication = Pick<Timeline, 'threads' | 'totalNs' | 'lostSpans'>;

/** Rounds that the thread runs one after the other, with the calibration loop before, between and after them. */
export interface ThreadRounds {
  readonly arms: readonly { readonly handle: number; readonly times: number }[];
  /** Arms by their places, in the order in which they run in each round. */
  readonly rounds: readonly (readonly number[])[];
}

/** Drops what was open, makes room, and generates A, B and C. */
export const openProblemRequest = new RequestType<OpenProblem, OpenedProblem, void>('open');
export const prepareRequest = new RequestType<PrepareStrategy, PreparedHandle, void>('prepare');
export const runBatchRequest = new RequestType<{ readonly handle: number; readonly times: number }, BatchTiming, void>(
  'runBatch',
);
export const runRoundsRequest = new RequestType<ThreadRounds, readonly RoundTimes[], void>('runRounds');
/**
 * Multiplies `times` times with what was prepared to be traced; answers with the fastest, or `null` where the strategy does
 * not compute in these threads.
 */
export const traceRequest = new RequestType<
  { readonly handle: number; readonly times: number },
  TracedMultiplication | null,
  void
>('trace');
/** Runs the calibration loop, and reads how long the thread has waited. */
export const calibrateRequest = new RequestType0<CoreReading, void>('calibrate');
/** Drops what was open, and runs the self-test of the code paths. */
export const testCodePathsRequest = new RequestType<readonly CodePath[], readonly CodePathResult[], void>(
  'testCodePaths',
);
/** Drops what was open, and measures one figure of the machine, in GFLOP/s or 10⁹ bytes a second. */
export const measurePeakRequest = new RequestType<PeakStep, number, void>('measurePeak');
/** Runs once from the seeded C and compares the outcome with the reference. */
export const verifyRequest = new RequestType<{ readonly handle: number }, Verification, void>('verify');
export const closeProblemRequest = new RequestType0<void, void>('close');

/** A product that is looked into. */
export interface InspectProduct extends Omit<OpenProblem, 'copies'> {
  readonly strategy: StrategyId;
  readonly values: ParameterValues;
  readonly wanted: readonly WantedMap[];
}

/** Opens the problem and runs the strategy once, unless that was the last thing that was done here; then maps it. */
export const inspectProductRequest = new RequestType<InspectProduct, Inspection, void>('inspect');

/** Error code of an answer: the kernel memory cannot grow as far as the request needs. */
export const OUT_OF_MEMORY = 1;
