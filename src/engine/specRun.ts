import type { Machine } from '../core/machine';
import type { Measurement } from '../core/measure/measurement';
import type { Problem } from '../core/problem';
import { coldCopies } from '../core/spec/coldCopies';
import { planMemory } from '../core/spec/memory';
import { planRows } from '../core/spec/runSpec';
import type { Benchmark, RunSpec } from '../core/spec/runSpec';
import { withTunedDefault } from '../core/spec/tunedDefaults';
import type { FilledChoice } from '../core/spec/tunedDefaults';
import type { RunEvent } from '../shared/engineProtocol';
import type { Row } from './contestant';
import { searchOf } from './crossoverSearch';
import { ExecutorLostError } from './executorLost';
import type { GpuConnection } from './gpu/gpuConnection';
import { MixedSession } from './gpu/mixedSession';
import { ThreadLostError } from './kernelPool';
import { availableBytes } from './machine';
import type { PoolKeeper } from './poolKeeper';
import { ProblemRun, refuseUnsupported } from './problemRun';
import { Progress } from './progress';
import { Rates } from './rates';
import { CancelledError, Session } from './session';
import type { Cancellation } from './session';

const CONFIDENCE = 0.95;
/** A search decides at many points, so that each must be more certain. */
const CROSSOVER_CONFIDENCE = 0.99;

/** What a run is made on. */
export interface RunPlace {
  /** With its measured peaks, the BLAS and the GPU that the spec needs looked for. */
  readonly machine: Machine;
  readonly pools: PoolKeeper;
  readonly gpu: GpuConnection;
}

/** One run of a spec: its benchmarks in order, each problem by all of its strategies. */
export class SpecRun {
  readonly progress: Progress;
  private readonly rates = new Rates();

  constructor(
    private readonly spec: RunSpec,
    private readonly send: (event: RunEvent) => void,
    private readonly cancellation: Cancellation,
  ) {
    const sum = (of: (benchmark: Benchmark) => number): number =>
      spec.benchmarks.reduce((total, benchmark) => total + of(benchmark), 0);
    const budgetMs = sum((benchmark) => mostRows(benchmark) * benchmark.budgetSeconds * 1000);
    this.progress = new Progress(sum(mostRows), budgetMs, send);
  }

  /** @throws {CancelledError} */
  async measure(place: RunPlace): Promise<void> {
    const { spec, send } = this;
    const subjects = planRows(spec);
    let next = 0;
    let count = subjects.length;
    for (const benchmark of spec.benchmarks) {
      const { crossover } = benchmark;
      const results = new Map<number, Measurement>();
      const collect = (event: RunEvent): void => {
        send(event);
        if (crossover !== undefined && event.type === 'measured' && event.final)
          results.set(event.row, event.measurement);
      };
      for (const problem of benchmark.problems) {
        const rows = this.fillIn(benchmark, problem, place.machine).map(({ choice, tuned }, index): Row => {
          const row = next + index;
          const subject = { ...subjects[row], parameters: choice.values, ...(tuned.length === 0 ? {} : { tuned }) };
          return { row, choice, subject };
        });
        next += rows.length;
        await this.measureProblem(place, benchmark, problem, rows, collect);
      }
      if (crossover === undefined) continue;
      const search = searchOf(benchmark, crossover, results);
      for (let problem = search(); problem !== null; problem = search()) {
        const rows = this.fillIn(benchmark, problem, place.machine).map(({ choice, tuned }, index): Row => {
          const subject = { benchmark: benchmark.name, strategy: choice.id, parameters: choice.values, problem };
          return { row: count + index, choice, subject: { ...subject, ...(tuned.length === 0 ? {} : { tuned }) } };
        });
        count += rows.length;
        send({ type: 'added', subjects: rows.map(({ subject }) => subject) });
        await this.measureProblem(place, benchmark, problem, rows, collect);
      }
    }
  }

  /** The strategies with the tuned defaults of this machine; a tuning is to know what the built-in ones do. */
  private fillIn(
    { strategies: choices, tuning, crossover }: Benchmark,
    problem: Problem,
    machine: Machine,
  ): readonly FilledChoice[] {
    const tuned = tuning === undefined && crossover === undefined ? (this.spec.tuned ?? []) : [];
    return choices.map((choice) => withTunedDefault(choice, problem, machine, tuned));
  }

  private async measureProblem(
    { machine: here, pools, gpu }: RunPlace,
    benchmark: Benchmark,
    problem: Problem,
    rows: readonly Row[],
    send: (event: RunEvent) => void,
  ): Promise<void> {
    const { cancellation, progress, rates } = this;
    progress.begin(rows.map(({ row }) => row));
    const machine: Machine = { ...here, logicalCores: Math.min(here.logicalCores, benchmark.threads ?? Infinity) };
    const choices = rows.map(({ choice }) => choice);
    const cold = benchmark.cache === 'cold' ? coldCopies(problem, machine) : { copies: 1 };
    const copies = 'refusal' in cold ? 1 : cold.copies;
    const memory = planMemory(problem, choices, machine, availableBytes(), copies);
    const job = {
      problem,
      plan: {
        budgetNs: benchmark.budgetSeconds * 1e9,
        precision: benchmark.precision,
        confidence: benchmark.crossover === undefined ? CONFIDENCE : CROSSOVER_CONFIDENCE,
      },
      threads: machine.logicalCores,
      machine,
      workspaceBytes: memory.workspaceBytes,
      isTuning: benchmark.tuning !== undefined,
      copies,
      coolDownMs: benchmark.coolDownMs ?? 0,
    };
    const run = new ProblemRun(job, rows, rates, progress, send);
    refuseUnsupported(run, rows, problem, machine);
    if ('refusal' in cold) for (const row of rows) run.fail(row, 'unsupported', 'not supported', cold.refusal);
    for (const [index, refusal] of memory.refusals.entries()) {
      if (refusal !== null) run.fail(rows[index], 'unsupported', 'out of memory', refusal);
    }
    while (run.left > 0) {
      if (cancellation.requested) throw new CancelledError('cancelled');
      await Promise.race([pools.othersEnded, cancellation.rejection]);
      const pool = pools.take();
      pool.requestCancel(false);
      try {
        await run.measure(new MixedSession(new Session(pool, cancellation), gpu, cancellation));
      } catch (error) {
        if (!(error instanceof ExecutorLostError)) throw error;
        if (error instanceof ThreadLostError) await pools.drop();
      }
    }
  }
}

/** A search may take fewer. */
function mostRows({ problems, strategies, crossover }: Benchmark): number {
  return (crossover?.mostProbes ?? problems.length) * strategies.length;
}
