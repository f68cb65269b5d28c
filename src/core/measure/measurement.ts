import type { Machine, Versions } from '../machine';
import type { ParameterValues } from '../kernels/parameters';
import type { Roofline } from '../model/roofline';
import type { Problem } from '../problem';
import type { Crossover } from './crossover';
import type { Expectation } from './expectation';
import type { Disturbance } from './roundLog';
import type { TrainingRecord } from './trainingRecord';
import type { Tuning } from './tuning';

/** Why sampling ended; `hopeless`: a point of a tuning that others were seen to beat by far. */
export type StopReason = 'interval' | 'budget' | 'hopeless' | 'cancelled';

export const CACHE_MODES = ['warm', 'cold'] as const;
export type CacheMode = (typeof CACHE_MODES)[number];

/** How C was checked against the float64 reference. */
export type VerificationMethod = 'complete' | 'sampled and Freivalds';

export interface Verification {
  /** Largest |C − R| / (|α|·|op(A)|·|op(B)| + |β|·|C₀|) over the elements that were checked. */
  readonly norm: number;
  /** What rounding can explain: it grows with k and the unit roundoff. */
  readonly bound: number;
  readonly method: VerificationMethod;
}

/** What is asked for: the fields that say which row of the table it is. */
export interface MeasurementSubject {
  readonly benchmark: string;
  readonly strategy: string;
  readonly parameters: ParameterValues;
  /** Ids of the parameters that nobody set and that this machine's tuned defaults gave; left out where there are none. */
  readonly tuned?: readonly string[];
  readonly problem: Problem;
}

/** How the samples of a row were taken, beside those of the other rows of its problem. */
export interface SamplingRecord {
  /** Rows of a run that have the same one took turns, round by round. */
  readonly session: string;
  /** The round of each sample; 0 where it was taken before the turns began. */
  readonly rounds: readonly number[];
  /** The calibration loop around each sample's round, in nanoseconds; 0 where there was none. */
  readonly calibrationNs: readonly number[];
  /**
   * How long the thread stood in line for a core in each sample's round, over the time of the round's samples; left out in
   * runs that did not keep it.
   */
  readonly waitedShares?: readonly number[];
  /** Rounds of the sampling that were disturbed, and whether they were taken again. */
  readonly disturbance: Disturbance;
}

/** A verified timing of one run of the problem. Times are in nanoseconds a run. */
export interface Timing {
  readonly status: 'ok';
  /** What really ran. */
  readonly backend: string;
  readonly medianNs: number;
  /** Distribution-free interval of the median, from order statistics of the samples. */
  readonly intervalNs: readonly [low: number, high: number];
  /** Probability that the interval covers the median; below the one asked for where there are few samples. */
  readonly confidence: number;
  readonly samples: number;
  /** Each sample's time a run, in the order taken; without those of rounds that were set aside. */
  readonly samplesNs: readonly number[];
  /** Left out in runs of versions that did not keep it. */
  readonly sampling?: SamplingRecord;
  /** Runs that one sample times. */
  readonly batch: number;
  readonly stopped: StopReason;
  /** Its samples are those of a tuning's final round: fresh ones, by which it was not chosen. */
  readonly finalRound?: true;
  readonly flops: number;
  /** Nonzeros of op(A). */
  readonly nonzeros: number;
  readonly gflops: number;
  readonly phasesNs: { readonly prepare: number; readonly transfer: number; readonly compute: number };
  readonly error: Verification;
  /** What limits it, by the measured peaks and a model of its traffic; left out where either is missing. */
  readonly roofline?: Roofline;
}

/** Why there is no timing. The reason is a sentence for the user; the code is for programs. */
export type FailureCode =
  'wrong result' | 'out of memory' | 'over budget' | 'not supported' | 'kernel crashed' | 'engine lost' | 'cancelled';

export interface Failure {
  readonly status: 'failed' | 'unsupported' | 'cancelled';
  readonly code: FailureCode;
  readonly reason: string;
}

/** All that is known of one (problem, strategy, parameters). */
export type Measurement = MeasurementSubject & (Timing | Failure);
export type TimedMeasurement = MeasurementSubject & Timing;

/** The sampling that a benchmark asked for. */
export interface SampledBenchmark {
  readonly name: string;
  /** Time for the samples of one strategy at one problem, in seconds. */
  readonly budgetSeconds: number;
  /** Half the interval's width to reach, relative to the median. */
  readonly precision: number;
  /** Threads that strategies could use at most; `null`: all of the machine. */
  readonly threads: number | null;
  /** Where the operands of each run lie before it: in the caches, or in memory alone. Warm where it is left out. */
  readonly cache?: CacheMode;
  /** Pause before each sample, in milliseconds; none where it is left out. */
  readonly coolDownMs?: number;
  /** Set where its rows are the default and the grid of a tuning. */
  readonly tuning?: Tuning;
  /** Set where its rows are pairs of strategies, measured where a search of their crossover has asked for them. */
  readonly crossover?: Crossover;
  /** What its results should be. */
  readonly expect?: readonly Expectation[];
}

/** A set of measurements taken together; saved and never edited. */
export interface Run {
  readonly schema: typeof RUN_SCHEMA;
  readonly id: string;
  /** What was run, for people: a file's name, or a size. */
  readonly title: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly state: 'finished' | 'cancelled' | 'failed';
  readonly machine: Machine;
  readonly versions: Versions;
  /** What the user has to know of how the engine was set up, a sentence each; left out where there is nothing. */
  readonly notes?: readonly string[];
  /** How each benchmark was sampled: with the problems and strategies of the measurements, all that was asked for. */
  readonly benchmarks: readonly SampledBenchmark[];
  readonly measurements: readonly Measurement[];
  /** What came of the entries of "train"; left out where there were none. */
  readonly trainings?: readonly TrainingRecord[];
}

export const RUN_SCHEMA = 'matmul-profiler/run@1';
