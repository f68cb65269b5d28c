import type { GpuState } from '../core/gpu';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, GpuStrategyId, Prepared } from '../core/kernels/strategy';
import { clockResolution } from '../core/measure/clockResolution';
import { generateOperands } from '../core/matrix/generate';
import { productMaps } from '../core/matrix/maps/productMaps';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Dense } from '../core/matrix/dense';
import type { Operands } from '../core/matrix/operands';
import { layOutOperands, operandsIn } from '../core/matrix/operands';
import { createReference } from '../core/matrix/reference';
import type { Reference } from '../core/matrix/reference';
import type { Verification } from '../core/measure/measurement';
import type { Problem } from '../core/problem';
import type { GpuPrepared } from '../shared/gpuProtocol';
import type { GpuContext } from './gpuContext';
import { GpuProblemError } from './gpuErrors';
import type { GpuJs } from './gpuJs';
import { prepareGpuJs } from './gpujsProduct';
import type { MissingGpu, TestedGpu } from './testedGpu';
import { prepareWgsl } from './wgslProduct';

/** A strategy that is missing here does not compile. */
const preparations: Readonly<
  Record<GpuStrategyId, (context: GpuContext, values: ParameterValues) => Promise<Prepared>>
> = { gpujs: prepareGpuJs, webgpu: prepareWgsl };

export interface GpuWorkSetup {
  /** Opens and tests a GPU; what is wrong where there is none. */
  open(): Promise<TestedGpu | MissingGpu>;
  /** gpu.js on what was opened. */
  loadGpuJs(tested: TestedGpu): Promise<GpuJs>;
  nowNs(): number;
}

interface OpenProblem {
  readonly context: GpuContext;
  readonly operands: Operands;
  readonly reference: Reference;
  readonly prepared: Prepared[];
  /** C as computed to be looked into: by the preparation of that handle. */
  inspected: { readonly handle: number; readonly computed: Dense } | null;
}

/**
 * What an executor does, wherever it runs: one GPU, one open problem at a time, whose operands come from their seed, and which
 * is verified where it was computed. Requests come one after the other.
 */
export class GpuWork {
  private tested: Promise<TestedGpu | MissingGpu> | null = null;
  private js: Promise<GpuJs> | null = null;
  private opened: OpenProblem | null = null;
  private clockNs: number | null = null;

  constructor(private readonly setup: GpuWorkSetup) {}

  async describe(): Promise<GpuState> {
    try {
      const tested = await this.gpu();
      return 'missing' in tested ? { status: 'missing', reason: tested.missing } : tested.found;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 'missing', reason: `There is a GPU, but it cannot be used: ${reason}` };
    }
  }

  /** @throws {GpuProblemError} */
  async open(problem: Problem): Promise<void> {
    this.close();
    const gpu = await this.gpu();
    if ('missing' in gpu) throw new GpuProblemError('refused', gpu.missing);
    const layout = layOutOperands(problem, 0);
    const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
    generateOperands(problem, operands.a, operands.b, operands.c);
    // Copies, since a view of a larger buffer cannot be handed over everywhere.
    const own = ({ elements }: (typeof operands)['a']): Float32Array<ArrayBuffer> => new Float32Array(elements);
    const context: GpuContext = {
      ...{ gpu, problem },
      ...{ a: own(operands.a), b: own(operands.b), c: own(operands.c) },
      gpuJs: () => (this.js ??= this.setup.loadGpuJs(gpu)),
      nowNs: () => this.setup.nowNs(),
    };
    const { a, b, c } = operands;
    const reference = createReference(problem, a, b, c);
    this.opened = { context, operands, reference, prepared: [], inspected: null };
  }

  async prepare(strategy: GpuStrategyId, values: ParameterValues): Promise<GpuPrepared> {
    const { context, prepared } = this.current();
    const one = await preparations[strategy](context, values);
    prepared.push(one);
    this.clockNs ??= clockResolution(() => this.setup.nowNs());
    const { backend, prepareNs } = one;
    return { handle: prepared.length - 1, backend, prepareNs, clockNs: this.clockNs };
  }

  runBatch(handle: number, times: number): Promise<BatchTiming> {
    return this.current().prepared[handle].runBatch(times);
  }

  async verify(handle: number): Promise<Verification> {
    const { prepared, reference } = this.current();
    const { operandRounding } = prepared[handle];
    const c = await prepared[handle].read();
    return operandRounding === undefined ? reference.verify(c) : reference.verifyRounded(c, operandRounding);
  }

  async inspect(handle: number, wanted: readonly WantedMap[], threads: number): Promise<Omit<Inspection, 'backend'>> {
    const opened = this.current();
    const { prepared, reference, context, operands } = opened;
    if (opened.inspected?.handle !== handle) opened.inspected = { handle, computed: await prepared[handle].read() };
    const { computed } = opened.inspected;
    const { a, b, c } = operands;
    const product = { problem: context.problem, a, b, start: c, computed };
    return { verification: reference.verify(computed), ...productMaps(product, wanted, threads) };
  }

  close(): void {
    for (const one of this.opened?.prepared ?? []) one.dispose();
    this.opened = null;
  }

  private gpu(): Promise<TestedGpu | MissingGpu> {
    return (this.tested ??= this.setup.open());
  }

  private current(): OpenProblem {
    if (this.opened === null) throw new Error('no problem is open');
    return this.opened;
  }
}
