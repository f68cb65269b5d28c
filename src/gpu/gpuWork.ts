import * as l10n from '@vscode/l10n';
import type { GpuState } from '../core/gpu';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, GpuStrategyId } from '../core/kernels/strategy';
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
import type { GpuMultiplied, GpuPrepared, GpuProductPrepared } from '../shared/gpuProtocol';
import type { GpuContext } from './gpuContext';
import { GpuProblemError } from './gpuErrors';
import type { GpuJs } from './gpuJs';
import { prepareGpuJs } from './gpujsProduct';
import type { PreparedOnGpu } from './preparedOnGpu';
import type { MissingGpu, TestedGpu } from './testedGpu';
import { prepareWgsl } from './wgslProduct';

/** A strategy that is missing here does not compile. */
const preparations: Readonly<
  Record<GpuStrategyId, (context: GpuContext, values: ParameterValues) => Promise<PreparedOnGpu>>
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
  readonly prepared: PreparedOnGpu[];
  /** C as computed to be looked into: by the preparation of that handle. */
  inspected: { readonly handle: number; readonly computed: Dense } | null;
}

/** A product of a training, whose operands are written to its context before each multiplication. */
interface KeptProduct {
  readonly context: GpuContext;
  readonly prepared: PreparedOnGpu;
}

/**
 * What an executor does, wherever it runs: one GPU, one open problem at a time, whose operands come from their seed, and which
 * is verified where it was computed; or the products of a training, whose operands are sent. Requests come one after the other.
 */
export class GpuWork {
  private tested: Promise<TestedGpu | MissingGpu> | null = null;
  private js: Promise<GpuJs> | null = null;
  private opened: OpenProblem | null = null;
  private products: KeptProduct[] = [];
  private clockNs: number | null = null;

  constructor(private readonly setup: GpuWorkSetup) {}

  async describe(): Promise<GpuState> {
    try {
      const tested = await this.gpu();
      return 'missing' in tested ? { status: 'missing', reason: tested.missing } : tested.found;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 'missing', reason: l10n.t('There is a GPU, but it cannot be used: {0}', reason) };
    }
  }

  /** @throws {GpuProblemError} */
  async open(problem: Problem): Promise<void> {
    this.close();
    const gpu = await this.found();
    const layout = layOutOperands(problem, 0);
    const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
    generateOperands(problem, operands.a, operands.b, operands.c);
    // Copies, since a view of a larger buffer cannot be handed over everywhere.
    const own = ({ elements }: (typeof operands)['a']): Float32Array<ArrayBuffer> => new Float32Array(elements);
    const context = this.contextOf(gpu, problem, own(operands.a), own(operands.b), own(operands.c));
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

  /** @throws {GpuProblemError} */
  async openProducts(): Promise<void> {
    this.close();
    await this.found();
  }

  /** @throws {GpuProblemError} */
  async prepareProduct(
    problem: Problem,
    strategy: GpuStrategyId,
    values: ParameterValues,
  ): Promise<GpuProductPrepared> {
    const { m, k, n } = problem;
    const zeros = (elements: number): Float32Array<ArrayBuffer> => new Float32Array(elements);
    const context = this.contextOf(await this.found(), problem, zeros(m * k), zeros(k * n), zeros(m * n));
    const prepared = await preparations[strategy](context, values);
    this.products.push({ context, prepared });
    const { backend, prepareNs, operandRounding } = prepared;
    const handle = this.products.length - 1;
    return { handle, backend, prepareNs, ...(operandRounding === undefined ? {} : { operandRounding }) };
  }

  /** @throws {GpuProblemError} */
  async multiply(handle: number, a: Float32Array, b: Float32Array): Promise<GpuMultiplied> {
    const product = this.products.at(handle);
    if (product === undefined) throw new GpuProblemError('lost', l10n.t('The product is not on the GPU any more.'));
    product.context.a.set(a);
    product.context.b.set(b);
    const { elements, computeNs } = await product.prepared.multiply();
    return { c: elements, computeNs };
  }

  close(): void {
    for (const one of this.opened?.prepared ?? []) one.dispose();
    this.opened = null;
    for (const { prepared } of this.products) prepared.dispose();
    this.products = [];
  }

  private contextOf(
    gpu: TestedGpu,
    problem: Problem,
    ...[a, b, c]: readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]
  ): GpuContext {
    return {
      ...{ gpu, problem, a, b, c },
      gpuJs: () => (this.js ??= this.setup.loadGpuJs(gpu)),
      nowNs: () => this.setup.nowNs(),
    };
  }

  private async found(): Promise<TestedGpu> {
    const gpu = await this.gpu();
    if ('missing' in gpu) throw new GpuProblemError('refused', gpu.missing);
    return gpu;
  }

  private gpu(): Promise<TestedGpu | MissingGpu> {
    return (this.tested ??= this.setup.open());
  }

  private current(): OpenProblem {
    if (this.opened === null) throw new Error('no problem is open');
    return this.opened;
  }
}
