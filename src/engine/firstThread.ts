import * as l10n from '@vscode/l10n';
import type { MessagePort } from 'node:worker_threads';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { strategyById } from '../core/kernels/registry';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, KernelContext, Prepared, StrategyId, Team } from '../core/kernels/strategy';
import type { TrainingGpu, TrainingSurroundings } from '../core/mlp/stepProducts';
import type { Verification } from '../core/measure/measurement';
import { roundTimes } from '../core/measure/roundTimes';
import type { CoreReading, RoundTimes } from '../core/measure/roundTimes';
import type { CodePath } from '../core/codePath';
import { CODE_PATH_TEST_BYTES, testCodePaths } from '../core/kernels/codePathTest';
import type { CodePathResult } from '../core/kernels/codePathTest';
import { measurePeak, peakWorkspaceBytes } from '../core/kernels/peaks/peakStep';
import type { PeakStep } from '../core/kernels/peaks/peakStep';
import { formatBytes } from '../core/format';
import { generateC, generateOperands } from '../core/matrix/generate';
import { productMaps } from '../core/matrix/maps/productMaps';
import type { Inspection } from '../core/matrix/maps/productMaps';
import type { Dense } from '../core/matrix/dense';
import { aligned, layOutOperands, operandsIn } from '../core/matrix/operands';
import { createReference } from '../core/matrix/reference';
import type { Reference } from '../core/matrix/reference';
import { ThreadBlas } from './blas/threadBlas';
import { clockResolution } from '../core/measure/clockResolution';
import { CalibrationLoop } from './calibration';
import { CoreLine } from './coreLine';
import { CONTROL } from './control';
import { rotating } from './rotatingStrategy';
import { slowed } from './slowedStrategy';
import {
  calibrateRequest,
  closeProblemRequest,
  inspectProductRequest,
  measurePeakRequest,
  openProblemRequest,
  OUT_OF_MEMORY,
  prepareRequest,
  runBatchRequest,
  runRoundsRequest,
  testCodePathsRequest,
  traceRequest,
  verifyRequest,
} from './threadProtocol';
import type { OnMachine } from './training/trainingProtocol';
import { TrainingThread } from './training/trainingThread';
import type {
  InspectProduct,
  OpenedProblem,
  OpenProblem,
  PreparedHandle,
  PrepareStrategy,
  ThreadRounds,
  TracedMultiplication,
} from './threadProtocol';
import { timelineOf } from './timelineOfRecords';
import { ThreadTeam } from './threadTeam';

const PAGE_BYTES = 65_536;
const FIRST_BYTE = 1024;

export interface FirstThreadData {
  readonly role: 'first';
  readonly control: Int32Array;
  readonly memory: WebAssembly.Memory;
  /** One port to each helper. */
  readonly helpers: readonly MessagePort[];
}

interface Open {
  readonly context: KernelContext;
  /** One for each copy of the operands; `context` is the first. */
  readonly copies: readonly KernelContext[];
  /** Runs so far, which say whose turn it is among the copies. */
  turn: number;
  /** Made when it is first asked for: it costs as much as a naive product. */
  reference: Reference | null;
  readonly prepared: Prepared[];
}

/** A product that was computed to be looked into. */
interface Inspected {
  /** What it is, as text. */
  readonly key: string;
  readonly open: Open;
  readonly backend: string;
  /** C as computed, a copy. */
  readonly computed: Dense;
  readonly verification: Verification;
}

/** The first kernel thread: holds the operands of one problem, prepares strategies, runs and times them. */
export class FirstThread {
  private readonly team: ThreadTeam;
  private readonly blas: ThreadBlas;
  private readonly calibration = new CalibrationLoop(nowNs);
  private readonly line = new CoreLine();
  private readonly training: TrainingThread;
  private open: Open | null = null;
  private inspected: Inspected | null = null;

  constructor(private readonly data: FirstThreadData) {
    this.training = new TrainingThread((bytes, where, gpu) => this.trainingMemory(bytes, where, gpu));
    this.team = new ThreadTeam(data.memory, data.control, data.helpers);
    this.blas = new ThreadBlas(data.memory);
  }

  serve(connection: MessageConnection): void {
    connection.onRequest(openProblemRequest, (request) => this.openProblem(request));
    connection.onRequest(prepareRequest, (request) => this.prepare(request));
    connection.onRequest(runBatchRequest, ({ handle, times }) => this.runBatch(handle, times));
    connection.onRequest(runRoundsRequest, (rounds) => this.runRounds(rounds));
    connection.onRequest(traceRequest, ({ handle, times }) => this.trace(handle, times));
    connection.onRequest(calibrateRequest, () => this.readCore());
    connection.onRequest(verifyRequest, ({ handle }) => this.verify(handle));
    connection.onRequest(inspectProductRequest, (request) => this.inspect(request));
    connection.onRequest(testCodePathsRequest, (paths) => this.testCodePaths(paths));
    connection.onRequest(measurePeakRequest, (step) => this.measurePeak(step));
    connection.onRequest(closeProblemRequest, () => {
      this.close();
    });
    this.training.serve(connection);
  }

  private trainingMemory(bytes: number, { machine, threads }: OnMachine, gpu: TrainingGpu): TrainingSurroundings {
    this.close();
    const { memory, control } = this.data;
    // Addresses begin above 0, which some kernels take for none.
    let top = FIRST_BYTE;
    growTo(memory, top + bytes);
    return {
      machine: { ...machine, logicalCores: Math.min(machine.logicalCores, threads) },
      memory,
      team: this.teamOf(threads),
      blas: this.blas,
      gpu,
      allocate: (wanted) => {
        const offset = top;
        top = aligned(top + wanted);
        growTo(memory, top);
        return offset;
      },
      instantiate: (module) => this.team.instantiate(module),
      nowNs,
      cancelled: () => Atomics.load(control, CONTROL.cancelled) === 1,
    };
  }

  /** The threads of the pool, as many as may be used. */
  private teamOf(threads: number): Team {
    return {
      size: Math.min(this.team.size, threads),
      load: (module, count) => {
        this.team.load(module, count);
      },
      run: (module, name, count, argumentsOf) => {
        this.team.run(module, name, count, argumentsOf);
      },
      job: (module, name, calls) => this.team.job(module, name, calls),
      whileAwake: (count, work) => this.team.whileAwake(count, work),
    };
  }

  private testCodePaths(paths: readonly CodePath[]): readonly CodePathResult[] {
    this.close();
    this.training.close();
    const { memory } = this.data;
    growTo(memory, CODE_PATH_TEST_BYTES);
    return testCodePaths(paths, { memory, nowNs, instantiate: (module) => this.team.instantiate(module) });
  }

  private measurePeak(step: PeakStep): number {
    this.close();
    this.training.close();
    const { memory } = this.data;
    const bytes = peakWorkspaceBytes(step);
    growTo(memory, bytes);
    let top = 0;
    return measurePeak(step, {
      memory,
      team: this.team,
      nowNs,
      allocate: (wanted) => {
        const offset = top;
        top = aligned(top + wanted);
        return offset;
      },
    });
  }

  private opened(): Open {
    if (this.open === null) throw new Error('no problem is open');
    return this.open;
  }

  private async prepare({ strategy, values, slowedBy, isTraced = false }: PrepareStrategy): Promise<PreparedHandle> {
    const open = this.opened();
    const { prepared } = open;
    const copies = open.copies.map((context) => strategyById(strategy).prepare({ ...context, isTraced }, values));
    const plain = copies.length === 1 ? copies[0] : rotating(copies, () => open.turn++);
    const one = slowedBy === 0 ? plain : await slowed(plain, slowedBy, this.calibration, nowNs);
    prepared.push(one);
    return {
      handle: prepared.length - 1,
      backend: one.backend,
      prepareNs: one.prepareNs,
      sparse: copies[0].sparse ?? null,
    };
  }

  private runBatch(handle: number, times: number): Promise<BatchTiming> {
    Atomics.store(this.data.control, CONTROL.handle, handle);
    return this.opened().prepared[handle].runBatch(times);
  }

  private trace(handle: number, times: number): TracedMultiplication | null {
    const { context, prepared } = this.opened();
    const { runNow, threads = 1 } = prepared[handle];
    if (runNow === undefined) return null;
    let fastest: TracedMultiplication | null = null;
    this.team.whileAwake(threads, () => {
      for (let time = 0; time < times && (fastest === null || !context.cancelled()); time++) {
        const records = this.team.record(threads, runNow);
        const traced = timelineOf(records, { ...context.c, dtype: context.problem.dtype });
        if (fastest === null || traced.totalNs < fastest.totalNs) fastest = traced;
      }
    });
    return fastest;
  }

  private readCore(): CoreReading {
    return { loopNs: this.calibration.timeNs(), waitedNs: this.line.waitedNs() };
  }

  /** Ends before its time when the run is cancelled: nobody waits for the answer then. */
  private async runRounds({ arms, rounds }: ThreadRounds): Promise<readonly RoundTimes[]> {
    const { context } = this.opened();
    const results: RoundTimes[] = [];
    let before = this.readCore();
    for (const order of rounds) {
      if (context.cancelled()) break;
      const timings: BatchTiming[] = [];
      for (const place of order) {
        const { handle, times } = arms[place];
        timings.push(await this.runBatch(handle, times));
      }
      const after = this.readCore();
      results.push(roundTimes(timings, before, after));
      before = after;
    }
    return results;
  }

  private openProblem({ problem, machine, threads, workspaceBytes, copies }: OpenProblem): OpenedProblem {
    this.close();
    this.training.close();
    const { memory, control } = this.data;
    const layout = layOutOperands(problem, 0);
    growTo(memory, copies * layout.end + workspaceBytes);
    const { a, b, c } = operandsIn(memory.buffer, problem, layout);
    const { nonzeros } = generateOperands(problem, a, b, c);
    let top = copies * layout.end;
    const context: KernelContext = {
      problem,
      machine: { ...machine, logicalCores: Math.min(machine.logicalCores, threads) },
      a,
      b,
      c,
      nonzeros,
      memory,
      team: this.teamOf(threads),
      blas: this.blas,
      allocate: (bytes) => {
        const offset = top;
        top = aligned(top + bytes);
        growTo(memory, top);
        return offset;
      },
      instantiate: (module) => this.team.instantiate(module),
      resetC: () => {
        generateC(problem, c);
      },
      nowNs,
      cancelled: () => Atomics.load(control, CONTROL.cancelled) === 1,
    };
    const contexts = Array.from({ length: copies }, (_, copy): KernelContext => {
      if (copy === 0) return context;
      const place = layOutOperands(problem, copy * layout.end);
      new Uint8Array(memory.buffer).copyWithin(place.a.offset, 0, layout.end);
      const operands = operandsIn(memory.buffer, problem, place);
      return {
        ...context,
        ...operands,
        resetC: () => {
          generateC(problem, operands.c);
        },
      };
    });
    this.open = { context, copies: contexts, turn: 0, reference: null, prepared: [] };
    return { nonzeros, clockNs: clockResolution(nowNs) };
  }

  private async inspect({ wanted, strategy, values, ...request }: InspectProduct): Promise<Inspection> {
    const key = JSON.stringify([request.problem, strategy, values, request.threads, request.machine.wasm.codePaths]);
    const known = this.inspected;
    const { open, backend, computed, verification } =
      known?.key === key && known.open === this.open
        ? known
        : (this.inspected = { key, ...(await this.computeOnce(request, strategy, values)) });
    const { problem, machine, a, b, c } = open.context;
    const product = { problem, a, b, start: c, computed };
    return { backend, verification, ...productMaps(product, wanted, machine.logicalCores) };
  }

  /** Leaves C as it was before the run. */
  private async computeOnce(
    request: Omit<OpenProblem, 'copies'>,
    strategy: StrategyId,
    values: ParameterValues,
  ): Promise<Omit<Inspected, 'key'>> {
    this.openProblem({ ...request, copies: 1 });
    const { handle, backend } = await this.prepare({ strategy, values, slowedBy: 0 });
    const open = this.opened();
    const prepared = open.prepared[handle];
    const result = await prepared.read();
    const computed = { ...result, elements: result.elements.slice() };
    const { context } = open;
    context.resetC();
    open.reference = createReference(context.problem, context.a, context.b, context.c);
    return { open, backend, computed, verification: open.reference.verify(computed, prepared.errorGrowth) };
  }

  private async verify(handle: number): Promise<Verification> {
    const open = this.opened();
    const { context } = open;
    const { problem, a, b, c } = context;
    const prepared = open.prepared[handle];
    const computed = await prepared.read();
    if (open.reference === null) {
      const kept = { ...computed, elements: computed.elements.slice() };
      context.resetC();
      open.reference = createReference(problem, a, b, c);
      return open.reference.verify(kept, prepared.errorGrowth);
    }
    return open.reference.verify(computed, prepared.errorGrowth);
  }

  private close(): void {
    for (const one of this.open?.prepared ?? []) one.dispose();
    this.open = null;
    this.inspected = null;
  }
}

function nowNs(): number {
  return performance.now() * 1e6;
}

/** @throws {ResponseError} OUT_OF_MEMORY when the memory cannot grow so far. */
function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil(bytes / PAGE_BYTES) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    throw new ResponseError(
      OUT_OF_MEMORY,
      l10n.t('The system gave no more memory when {0} were asked for.', formatBytes(bytes)),
    );
  }
}
