import type { ParameterValues } from '../kernels/parameters';
import { GPU_STRATEGY_IDS } from '../kernels/strategy';
import type { StrategyId } from '../kernels/strategy';
import type { MeasurementSubject, SampledBenchmark } from '../measure/measurement';
import type { Problem } from '../problem';
import type { TunedDefault } from './tunedDefaults';

/** A validated request: what goes down to the engine. */
export interface RunSpec {
  readonly title: string;
  readonly benchmarks: readonly Benchmark[];
  /** Tuned defaults that are kept on this machine; the engine takes those that are true of it. Not used by tunings. */
  readonly tuned?: readonly TunedDefault[];
}

/** Problems and the strategies that each of them is given to. */
export interface Benchmark extends SampledBenchmark {
  readonly problems: readonly Problem[];
  readonly strategies: readonly StrategyChoice[];
}

export interface StrategyChoice {
  readonly id: StrategyId;
  readonly values: ParameterValues;
  /** Flops without use that are added to every run, as a share of its own time: for null tests alone. */
  readonly slowedBy?: number;
}

export const DEFAULT_BUDGET_SECONDS = 1;
export const DEFAULT_PRECISION = 0.02;
export const MAXIMUM_BUDGET_SECONDS = 3600;
export const MINIMUM_PRECISION = 0.001;
export const MAXIMUM_PRECISION = 0.5;
export const MAXIMUM_COOL_DOWN_MS = 60_000;
/** Threads that can be asked for; a machine may have fewer. */
export const MAXIMUM_THREADS = 256;
/** Measurements of one run; more is refused when the request is parsed. */
export const MAXIMUM_MEASUREMENTS = 10_000;

/** Whether any row of a run is by that strategy. */
export function usesStrategy({ benchmarks }: RunSpec, strategy: StrategyId): boolean {
  return benchmarks.some(({ strategies }) => strategies.some(({ id }) => id === strategy));
}

/** Whether any of its strategies runs on a GPU. */
export function usesGpu(spec: RunSpec): boolean {
  return GPU_STRATEGY_IDS.some((id) => usesStrategy(spec, id));
}

/** The rows of a run in the order of the request: benchmark by benchmark, problem by problem, strategy by strategy. */
export function planRows(spec: RunSpec): readonly MeasurementSubject[] {
  return spec.benchmarks.flatMap(({ name, problems, strategies }) =>
    problems.flatMap((problem) =>
      strategies.map(({ id, values }) => ({ benchmark: name, strategy: id, parameters: values, problem })),
    ),
  );
}
