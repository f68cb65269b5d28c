import * as l10n from '@vscode/l10n';
import { gpuLabel } from '../core/gpu';
import { invocationsEachWay, wgslSource, workgroupsFor } from '../core/kernels/gpu/wgsl';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming } from '../core/kernels/strategy';
import { wgslChoice } from '../core/kernels/webgpu';
import type { WgslChoice } from '../core/kernels/webgpu';
import { ROUNDED_TO_HALF } from '../core/matrix/errorBound';
import { toHalves } from '../core/matrix/half';
import { BUFFER_USAGE, mappedCopy, PassTimer } from './gpuDevice';
import type { GpuContext } from './gpuContext';
import { checked, GpuProblemError } from './gpuErrors';
import type { MultipliedOnGpu, PreparedOnGpu } from './preparedOnGpu';
import type { TestedDevice } from './testedGpu';

type StoredOperand = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
type WgslContext = GpuContext & { readonly gpu: TestedDevice };

/** A buffer has a size of at least this; where there is nothing to multiply, nobody reads it. */
const SMALLEST_BUFFER = 16;

/**
 * Our own compute shader, ready to run: A, B and C have buffers on the device, and each run of a batch moves A and B there (C
 * too where β is not 0), multiplies, and moves C back. The three are timed one after the other, each for all runs.
 */
export async function prepareWgsl(context: GpuContext, values: ParameterValues): Promise<PreparedOnGpu> {
  const { gpu, nowNs } = context;
  if (gpu.api !== 'webgpu') throw new GpuProblemError('refused', l10n.t('WGSL runs on WebGPU alone.'));
  const { device } = gpu;
  const start = nowNs();
  const choice = wgslChoice(context.problem, values);
  const product = await checked(device, () => WgslProduct.create({ ...context, gpu }, choice));
  return {
    backend: `wgsl ${kernelLabel(choice)}, ${gpuLabel(gpu.found)}`,
    prepareNs: nowNs() - start,
    ...(choice.precision === 'f16' ? { operandRounding: ROUNDED_TO_HALF } : {}),
    runBatch: (times) => checked(device, () => product.runBatch(times)),
    multiply: () => checked(device, () => product.multiplyOnce()),
    read: async () => {
      const { m, n } = context.problem;
      return { rows: m, columns: n, elements: await checked(device, () => product.read()) };
    },
    dispose: () => {
      product.dispose();
    },
  };
}

function kernelLabel({ kernel, tile, precision }: WgslChoice): string {
  const { side, work, depth } = tile;
  const stored = precision === 'f32' ? '' : ', A and B in f16';
  if (kernel === 'naive') return `naive ${side}×${side}${stored}`;
  const each = invocationsEachWay(tile);
  const square = kernel === 'registers' ? ` by ${work}×${work} of ${each}×${each} invocations` : '';
  return `${kernel} ${side}×${side}${square}, k by ${depth}${stored}`;
}

class WgslProduct {
  private readonly timer: PassTimer | null;

  private constructor(
    private readonly context: WgslContext,
    private readonly pipeline: GPUComputePipeline,
    private readonly group: GPUBindGroup,
    private readonly buffers: Readonly<Record<'a' | 'b' | 'c' | 'staging' | 'uniforms', GPUBuffer>>,
    private readonly workgroups: readonly [number, number],
    /** A and B as they are moved. */
    private readonly stored: Readonly<Record<'a' | 'b', StoredOperand>>,
  ) {
    const { device, found } = context.gpu;
    this.timer = found.clock === 'timestamp queries' ? new PassTimer(device) : null;
  }

  static async create(context: WgslContext, { kernel, tile, precision }: WgslChoice): Promise<WgslProduct> {
    const { problem, c } = context;
    const [a, b] = [context.a, context.b].map((each) => (precision === 'f32' ? each : toHalves(each)));
    const { device } = context.gpu;
    const { storage, copyDst, copySrc, mapRead, uniform } = BUFFER_USAGE;
    const module = device.createShaderModule({ code: wgslSource(kernel, tile, problem, precision) });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'multiply' },
    });
    const buffer = (bytes: number, usage: number): GPUBuffer =>
      device.createBuffer({ size: Math.max(SMALLEST_BUFFER, bytes), usage });
    const buffers = {
      a: buffer(a.byteLength, storage | copyDst),
      b: buffer(b.byteLength, storage | copyDst),
      c: buffer(c.byteLength, storage | copyDst | copySrc),
      staging: buffer(c.byteLength, copyDst | mapRead),
      uniforms: buffer(32, uniform | copyDst),
    };
    device.queue.writeBuffer(buffers.uniforms, 0, uniformsOf(context));
    const bound = [buffers.a, buffers.b, buffers.c, buffers.uniforms];
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: bound.map((each, binding) => ({ binding, resource: { buffer: each } })),
    });
    return new WgslProduct(context, pipeline, group, buffers, workgroupsFor(problem, tile), { a, b });
  }

  async runBatch(times: number): Promise<BatchTiming> {
    const { nowNs, problem } = this.context;
    const start = nowNs();
    for (let run = 0; run < times; run++) this.upload(problem.beta !== 0);
    await this.done();
    const uploaded = nowNs();
    const byTimestamps = await this.multiply(times);
    const multiplied = nowNs();
    for (let run = 0; run < times; run++) await this.download();
    const transferNs = uploaded - start + (nowNs() - multiplied);
    return { times, computeNs: byTimestamps ?? multiplied - uploaded, transferNs };
  }

  async read(): Promise<Float32Array> {
    this.upload(true);
    await this.multiply(1);
    return new Float32Array(await this.download(), 0, this.context.c.length);
  }

  async multiplyOnce(): Promise<MultipliedOnGpu> {
    const { nowNs, problem, a, b } = this.context;
    const { stored } = this;
    if (stored.a instanceof Uint16Array) stored.a.set(toHalves(a));
    if (stored.b instanceof Uint16Array) stored.b.set(toHalves(b));
    this.upload(problem.beta !== 0);
    await this.done();
    const uploaded = nowNs();
    const byTimestamps = await this.multiply(1);
    const computeNs = byTimestamps ?? nowNs() - uploaded;
    return { elements: new Float32Array(await this.download(), 0, this.context.c.length), computeNs };
  }

  dispose(): void {
    for (const buffer of Object.values(this.buffers)) buffer.destroy();
    this.timer?.destroy();
  }

  private upload(withC: boolean): void {
    const { c, gpu } = this.context;
    const { a, b } = this.stored;
    const { queue } = gpu.device;
    queue.writeBuffer(this.buffers.a, 0, a);
    queue.writeBuffer(this.buffers.b, 0, b);
    if (withC) queue.writeBuffer(this.buffers.c, 0, c);
  }

  /** Multiplies so often, and resolves when all is done; to its time by timestamps where they are trusted. */
  private async multiply(times: number): Promise<number | null> {
    const { device } = this.context.gpu;
    const [x, y] = this.workgroups;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass(this.timer?.descriptor);
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, this.group);
    for (let run = 0; run < times && x * y > 0; run++) pass.dispatchWorkgroups(x, y);
    pass.end();
    this.timer?.resolve(encoder);
    device.queue.submit([encoder.finish()]);
    await this.done();
    return this.timer === null ? null : this.timer.readNs();
  }

  private async download(): Promise<ArrayBuffer> {
    const { device } = this.context.gpu;
    const { c, staging } = this.buffers;
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(c, 0, staging, 0, staging.size);
    device.queue.submit([encoder.finish()]);
    return mappedCopy(staging);
  }

  private done(): Promise<unknown> {
    return this.context.gpu.device.queue.onSubmittedWorkDone();
  }
}

/** m, k, n, α, β as the shader has them. */
function uniformsOf({ problem: { m, k, n, alpha, beta } }: GpuContext): ArrayBuffer {
  const bytes = new ArrayBuffer(32);
  new Uint32Array(bytes).set([m, k, n]);
  new Float32Array(bytes).set([alpha, beta], 3);
  return bytes;
}
