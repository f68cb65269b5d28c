import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { CodePath } from '../core/codePath';
import type { GpuChoice } from '../core/gpu';
import type { CodePathResult } from '../core/kernels/codePathTest';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { StrategyId, Support } from '../core/kernels/strategy';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Machine, Versions } from '../core/machine';
import type { Measurement, MeasurementSubject } from '../core/measure/measurement';
import type { Timeline } from '../core/measure/timeline';
import type { Problem } from '../core/problem';
import { usesGpu, usesStrategy } from '../core/spec/runSpec';
import type { RunSpec, StrategyChoice } from '../core/spec/runSpec';
import type { TunedDefault } from '../core/spec/tunedDefaults';

/** How the engine is to set itself up; the first request after its start. */
export interface EngineSettings {
  /** The code path of the dense kernels; `auto`: the self-test chooses. */
  readonly codePath: CodePath | 'auto';
  /** Folder for what is true of the machine whoever measures on it; `null`: nothing is kept. */
  readonly dataFolder: string | null;
  /** The native BLAS to call, by name or path, and what names it, for messages; the first that is found where there is none. */
  readonly blasLibrary?: { readonly file: string; readonly namedBy: string } | null;
  /** Which GPU executor to use; left out: that of this machine, where it has one. */
  readonly gpu?: GpuSettings;
}

export interface GpuSettings {
  readonly executor: GpuChoice;
  /** What chose it, for messages; `null` where nobody did. */
  readonly namedBy: string | null;
  /** Whoever started the engine reaches views, and answers the requests of `gpuProtocol` by them. */
  readonly hasViews: boolean;
}

export interface EngineSetup {
  /** Kernels rely on V8's joining of neighbouring operations; where none does, they are labelled right only without it. */
  readonly usesRevectorization: boolean;
}

/** What to look for before the machine is described, each of which takes some tenths of a second the first time. */
export interface DescribeRequest {
  /** A native BLAS. */
  readonly blas: boolean;
  /** A GPU. */
  readonly gpu: boolean;
}

/** Whoever shows the machine wants to know all of it. */
export const LOOK_FOR_ALL: DescribeRequest = { blas: true, gpu: true };
export const LOOK_FOR_NOTHING: DescribeRequest = { blas: false, gpu: false };

/** What a run needs. */
export function lookFor(spec: RunSpec): DescribeRequest {
  return { blas: usesStrategy(spec, 'blas'), gpu: usesGpu(spec) };
}

/** What the engine says of itself: the machine as it sees it, and which strategies can run at all. */
export interface EngineDescription {
  readonly machine: Machine;
  readonly versions: Omit<Versions, 'extension'>;
  /** What the user has to know of how it was set up, a sentence each. */
  readonly notes: readonly string[];
  /** How each code path did in the self-test; none where one was forced. */
  readonly codePaths: readonly CodePathResult[];
  readonly strategies: readonly { readonly id: StrategyId; readonly support: Support }[];
}

/** Which kernel is to be shown. */
export interface KernelRequest {
  readonly choice: StrategyChoice;
  readonly problem: Problem;
  /** Threads at most; `null`: all of the machine. */
  readonly threads: number | null;
  /** What was measured; `null`: the kernel that would run here now. */
  readonly measured: {
    readonly machine: Machine;
    /** What really ran; `null` where there is no timing. */
    readonly backend: string | null;
    /** Ids of the values that tuned defaults gave. */
    readonly tuned: readonly string[];
  } | null;
  /** Whether it is shown where lines that are too long are broken. */
  readonly wraps: boolean;
  /** Tuned defaults that are kept on this machine, for what has not been measured. */
  readonly tuned?: readonly TunedDefault[];
}

/** Of which multiplication a timeline is wanted. */
export interface TimelineRequest {
  readonly choice: StrategyChoice;
  readonly problem: Problem;
  /** Threads at most; `null`: all of the machine. */
  readonly threads: number | null;
}
/** Error code of an answer: there can be no such timeline; the message says why. */
export const NO_TIMELINE = 13;

export interface RunRequest {
  readonly spec: RunSpec;
  /** Events of the run come under this progress token. */
  readonly token: string;
}

/** How a run ended. A cancelled run is an answer, not an error: finished rows have been sent. */
export interface RunOutcome {
  readonly state: 'finished' | 'cancelled';
  readonly elapsedMs: number;
}

/** Rows are indices into `planRows(spec)`. */
export type RunEvent =
  | { readonly type: 'measured'; readonly row: number; readonly measurement: Measurement; readonly final: boolean }
  | { readonly type: 'activity'; readonly activity: RunActivity }
  /** Rows behind those that were planned: a search asks for them. */
  | { readonly type: 'added'; readonly subjects: readonly MeasurementSubject[] };

/** What the engine does now. */
export interface RunActivity {
  /** Rows that the engine works on now (those of one problem), or none between problems. */
  readonly rows: readonly number[];
  /** The row whose kernel runs now, if any. */
  readonly row: number | null;
  /** For people: 'generating A and B', 'warming up simd', 'round 6'. */
  readonly text: string;
  /** Rows that are final. */
  readonly rowsDone: number;
  readonly rowsTotal: number;
  /** Share of the whole run that is done, 0 to 1. */
  readonly fraction: number;
  readonly elapsedMs: number;
  /** Estimate of the time to go, or `null` while nothing is known. */
  readonly remainingMs: number | null;
}

/** Which product is to be looked into, and how. */
export interface InspectRequest {
  readonly choice: StrategyChoice;
  readonly problem: Problem;
  /** Threads at most; `null`: all of the machine. */
  readonly threads: number | null;
  readonly wanted: readonly WantedMap[];
}

/** How far the measurement of the machine is. */
export interface MachineProgress {
  /** What is measured now, for people. */
  readonly text: string;
  /** 0 to 1. */
  readonly fraction: number;
}

/** Measures what the machine can do at most; `describe` then says it, as do engines that start later. */
export interface MeasureMachineRequest {
  /** MachineProgress comes under this progress token. */
  readonly token: string;
}

export const initializeRequest = new RequestType<EngineSettings, EngineSetup, void>('engine/initialize');
export const describeRequest = new RequestType<DescribeRequest, EngineDescription, void>('engine/describe');
/** Answered while a run goes on, too: kernels are generated beside the kernel threads. */
export const kernelRequest = new RequestType<KernelRequest, ShownKernel, void>('engine/kernel');
/** Multiplies some times and answers with what each thread did. Fails while a run goes on. */
export const timelineRequest = new RequestType<TimelineRequest, Timeline, void>('engine/timeline');
/**
 * Makes the operands from their seed, runs the strategy once and compares; the next request for the same product finds it
 * done. Refused while a run goes on, given up when one begins.
 */
export const inspectRequest = new RequestType<InspectRequest, Inspection, void>('engine/inspect');
export const runRequest = new RequestType<RunRequest, RunOutcome, void>('engine/run');
export const runProgress = new ProgressType<RunEvent>();
export const measureMachineRequest = new RequestType<MeasureMachineRequest, Pick<RunOutcome, 'state'>, void>(
  'engine/measureMachine',
);
export const machineProgress = new ProgressType<MachineProgress>();
