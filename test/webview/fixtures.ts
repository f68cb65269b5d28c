import type { ParameterValues } from '../../src/core/kernels/parameters';
import type { StrategyDescription } from '../../src/core/kernels/strategy';
import type { Versions } from '../../src/core/machine';
import type {
  Failure,
  MeasurementSubject,
  Measurement,
  StopReason,
  TimedMeasurement,
} from '../../src/core/measure/measurement';
import { problemFlops } from '../../src/core/problem';
import type { Problem } from '../../src/core/problem';
import type { RunActivity } from '../../src/shared/engineProtocol';
import type { RowState, RunView } from '../../src/shared/viewProtocol';
import type { Search } from '../../src/core/model/crossoverFinding';
import type { GateVerdict } from '../../src/core/model/gates';
import { MACHINE } from '../machineFixture';

export const versions: Versions = {
  extension: '0.1.0',
  node: '22.11.0',
  v8: '12.4.254',
  engineFlags: ['--experimental-wasm-relaxed-simd'],
};

const mc = {
  kind: 'integer',
  id: 'mc',
  title: 'Block rows of A (mc)',
  description: 'Rows of A that stay in the second-level cache.',
  minimum: 8,
  maximum: 1024,
  default: null,
  suggestions: [48, 96, 192],
} as const;

export const strategies: readonly StrategyDescription[] = [
  {
    id: 'naive',
    title: 'Naive',
    summary: 'Three plain loops over typed arrays; the baseline of every speedup.',
    family: 'loops',
    parameters: [],
  },
  {
    id: 'loops',
    title: 'Loop order',
    summary: 'Three loops in an order of your choice.',
    family: 'loops',
    parameters: [
      {
        kind: 'choice',
        id: 'order',
        title: 'Loop order',
        description: 'The first letter is the outermost loop.',
        options: [
          { value: 'ikj', description: 'rows of B stream' },
          { value: 'jki', description: 'columns stream' },
        ],
        default: 'ikj',
      },
    ],
  },
  {
    id: 'blocked',
    title: 'Cache-blocked',
    summary: 'Loops over blocks that fit into the caches.',
    family: 'loops',
    parameters: [mc],
  },
  {
    id: 'outer',
    title: 'Outer products',
    summary: 'C as a sum of products of columns of A and rows of B.',
    family: 'loops',
    parameters: [
      {
        kind: 'integer',
        id: 'rank',
        title: 'Rank',
        description: 'Columns of A that are taken at a time.',
        minimum: 1,
        maximum: 64,
        default: 8,
        suggestions: [1, 4, 8],
      },
    ],
  },
  {
    id: 'simd',
    title: 'Packed SIMD',
    summary: 'WebAssembly SIMD with packed panels and a register tile.',
    family: 'simd',
    parameters: [mc],
  },
  { id: 'sparse', title: 'Sparse (CSR)', summary: 'Skips the zeros of A.', family: 'sparse', parameters: [] },
  {
    id: 'parallel',
    title: 'Parallel SIMD',
    summary: 'The packed SIMD kernel on several threads.',
    family: 'threads',
    parameters: [],
  },
];

export function problem(size: number, change: Partial<Problem> = {}): Problem {
  return {
    m: size,
    k: size,
    n: size,
    dtype: 'f32',
    transposeA: false,
    transposeB: false,
    alpha: 1,
    beta: 0,
    structure: 'uniform',
    density: 1,
    seed: 1,
    ...change,
  };
}

export function subject(
  strategy: string,
  of: Problem,
  parameters: ParameterValues = {},
  benchmark = 'square',
): MeasurementSubject {
  return { benchmark, strategy, parameters, problem: of };
}

interface TimingOptions {
  /** Half the interval's width over the median. */
  readonly precision?: number;
  readonly backend?: string;
  readonly prepareNs?: number;
  readonly samples?: number;
  readonly confidence?: number;
  readonly stopped?: StopReason;
}

const BACKENDS: Readonly<Record<string, string>> = {
  naive: 'scalar JS, i-j-k',
  loops: 'scalar JS, i-k-j',
  blocked: 'scalar JS, blocked',
  outer: 'scalar JS, rank 8',
  simd: 'wasm simd256 6×16',
  sparse: 'wasm simd256 csr, 1 thread',
  parallel: 'wasm simd256 6×16, 2 threads',
};

/** A timing that is coherent in itself: median, interval, samples and speed agree. */
export function timed(of: MeasurementSubject, gflops: number, options: TimingOptions = {}): TimedMeasurement {
  const { precision = 0.006, samples = 42, confidence = 0.95, stopped = 'interval', prepareNs = 0 } = options;
  const flops = problemFlops(of.problem);
  const medianNs = flops / gflops;
  // A fixed zigzag around the median stands for noise.
  const samplesNs = Array.from(
    { length: samples },
    (_, i) => medianNs * (1 + precision * 2.5 * Math.sin(i * 12.9898) ** 3),
  );
  return {
    ...of,
    status: 'ok',
    backend: options.backend ?? BACKENDS[of.strategy] ?? of.strategy,
    medianNs,
    intervalNs: [medianNs * (1 - precision), medianNs * (1 + precision)],
    confidence,
    samples,
    samplesNs,
    batch: 4,
    stopped,
    flops,
    nonzeros: Math.round(of.problem.m * of.problem.k * of.problem.density),
    gflops,
    phasesNs: { prepare: prepareNs, transfer: 0, compute: medianNs },
    error: { norm: 2.4e-7, bound: 3.1e-5, method: 'complete' },
  };
}

export function failed(of: MeasurementSubject, failure: Failure): Measurement {
  return { ...of, ...failure };
}

export function done(measurement: Measurement): RowState {
  return { state: 'done', measurement };
}

export function runView(rows: readonly RowState[], change: Partial<RunView> = {}): RunView {
  return {
    id: 'run-1',
    title: 'square.matmul.json',
    startedAt: '2024-05-06T12:02:31.000Z',
    elapsedMs: 48_000,
    state: 'finished',
    machine: MACHINE,
    versions,
    notes: [],
    tuning: null,
    searches: [],
    rows,
    activity: null,
    problem: null,
    ...change,
  };
}

/** Two benchmarks of one size: dense, with a failed and an unsupported row, and sparse. */
export function twoBenchmarks(): RunView {
  const dense = problem(512);
  const pruned = problem(512, { density: 0.05 });
  const at = (strategy: string, parameters: ParameterValues = {}) => subject(strategy, dense, parameters);
  const prunedAt = (strategy: string) => subject(strategy, pruned, {}, 'pruned');
  return runView([
    done(timed(at('naive'), 1.62, { precision: 0.005, samples: 11, stopped: 'budget' })),
    done(timed(at('loops', { order: 'ikj' }), 1.64, { precision: 0.004, samples: 11 })),
    done(timed(at('blocked', { mc: 96 }), 1.5, { precision: 0.004, samples: 5, confidence: 0.9375 })),
    done(timed(at('outer', { rank: 8 }), 40.2, { precision: 0.007, samples: 30, prepareNs: 94_000 })),
    done(timed(at('simd'), 104, { precision: 0.006, prepareNs: 208_000 })),
    done(
      failed(at('sparse'), {
        status: 'unsupported',
        code: 'not supported',
        reason: 'A is dense (density 1): CSR would store 262 144 entries and gain nothing.',
      }),
    ),
    done(timed(at('parallel'), 182, { precision: 0.009, samples: 64, prepareNs: 212_000 })),
    done(
      failed(at('outer', { rank: 64 }), {
        status: 'failed',
        code: 'wrong result',
        reason: 'The error 4.7e-5 is over the bound of 3.1e-5, so it gets no speed.',
      }),
    ),
    done(timed(prunedAt('naive'), 0.081, { precision: 0.005, samples: 11 })),
    done(timed(prunedAt('simd'), 5.2, { precision: 0.006, prepareNs: 208_000 })),
    done(timed(prunedAt('sparse'), 26.1, { precision: 0.008, prepareNs: 630_000 })),
    done(timed(prunedAt('parallel'), 9.1, { precision: 0.009, prepareNs: 212_000 })),
  ]);
}

const SWEEP_SIZES = [16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048] as const;
const SWEEP_GFLOPS: Readonly<Record<string, readonly number[]>> = {
  naive: [1.13, 1.43, 1.61, 1.67, 1.7, 1.73, 1.74, 1.76, 1.62, 1.63, 1.01],
  loops: [0.97, 1.27, 1.46, 1.53, 1.57, 1.6, 1.62, 1.63, 1.64, 1.42, 1.42],
  blocked: [0.82, 1.11, 1.31, 1.38, 1.42, 1.46, 1.47, 1.49, 1.5, 1.51, 1.51],
  outer: [9.72, 17.8, 27, 31.6, 34.2, 36.9, 38.3, 39.6, 40.2, 40.8, 33.7, 34],
  simd: [25.8, 50.5, 76.3, 87.4, 93.1, 98.5, 101, 103, 104, 105, 105, 106],
  sparse: [],
  parallel: [0.12, 0.97, 7.46, 23, 46.9, 99.2, 138, 171, 182, 188, 189, 190],
};

/** One benchmark at many sizes; slow strategies run out of budget at the largest. */
export function sweep(sizes: readonly number[] = SWEEP_SIZES): RunView {
  const rows = sizes.flatMap((size) =>
    strategies.map(({ id }) => {
      const of = subject(id, problem(size), {}, 'sizes');
      const gflops = SWEEP_GFLOPS[id]?.[SWEEP_SIZES.findIndex((known) => known === size)];
      if (id === 'sparse') {
        return done(
          failed(of, { status: 'unsupported', code: 'not supported', reason: 'A is dense: CSR gains nothing.' }),
        );
      }
      return done(
        gflops === undefined
          ? failed(of, {
              status: 'failed',
              code: 'over budget',
              reason: 'One run would take longer than the budget of 1 s.',
            })
          : timed(of, gflops),
      );
    }),
  );
  return runView(rows, { id: 'run-sweep', title: 'sizes.matmul.json' });
}

/** A run of which some rows are done, one is measured now and the rest wait. */
export function halfDone(): RunView {
  const of = problem(512);
  const activity: RunActivity = {
    rows: [0, 1, 2, 3],
    row: 2,
    text: 'round 6',
    rowsDone: 2,
    rowsTotal: 6,
    fraction: 0.46,
    elapsedMs: 22_000,
    remainingMs: 26_000,
  };
  return runView(
    [
      {
        state: 'measuring',
        subject: subject('parallel', of),
        soFar: timed(subject('parallel', of), 182, { precision: 0.024, samples: 20 }),
      },
      {
        state: 'measuring',
        subject: subject('simd', of),
        soFar: timed(subject('simd', of), 104, { precision: 0.019, samples: 18 }),
      },
      { state: 'measuring', subject: subject('blocked', of), soFar: null },
      { state: 'waiting', subject: subject('naive', of) },
      done(
        failed(subject('sparse', of), {
          status: 'unsupported',
          code: 'not supported',
          reason: 'A is dense: CSR gains nothing.',
        }),
      ),
      { state: 'waiting', subject: subject('outer', of, { rank: 8 }) },
    ],
    { state: 'running', elapsedMs: 22_000, activity, versions: null },
  );
}

export const SEARCH: Search = {
  name: 'sparse or dense, by density',
  crossover: { axis: 'density', low: 0.01, high: 1, step: 1.06, mostProbes: 16, first: 'sparse', second: 'dense' },
};

/** Sparse wins up to 0.3, dense from 0.5 on; at 0.4 nothing is decided. */
export function searchRun(change: Partial<RunView> = {}): RunView {
  const speeds = new Map([
    [0.01, 500],
    [0.1, 300],
    [0.3, 110],
    [0.4, 100],
    [0.5, 80],
    [1, 50],
  ]);
  const rows = [...speeds].flatMap(([density, speed]) =>
    (['sparse', 'simd'] as const).map((strategy) =>
      done(timed(subject(strategy, problem(512, { density }), {}, SEARCH.name), strategy === 'simd' ? 100 : speed)),
    ),
  );
  return runView(rows, { title: SEARCH.name, searches: [SEARCH], ...change });
}

/** What came of three expectations, one of each kind. */
export const VERDICTS: readonly GateVerdict[] = [
  {
    ...{
      benchmark: 'square',
      index: 0,
      title: 'simd is faster than naive by more than 50% at 512×512×512',
      outcome: 'met',
    },
    reason: 'naive takes 64.2× (63.8–64.6) its time; more than 1.5× is asked for.',
  },
  {
    ...{ benchmark: 'square', index: 1, title: 'outer is faster than simd at 512×512×512', outcome: 'missed' },
    reason: 'simd takes 0.387× (0.384–0.390) its time; more than 1× is asked for.',
  },
  {
    ...{ benchmark: 'square', index: 2, outcome: 'undecided' },
    title: 'simd is not slower than the baseline by more than 5% at 512×512×512',
    reason: 'There is no baseline. Save one to be held to it.',
  },
];
