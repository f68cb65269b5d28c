import * as l10n from '@vscode/l10n';
import { isSoftwareName } from '../core/gpu';
import type { GpuClock, GpuExecutor, GpuFound } from '../core/gpu';
import { GpuProblemError } from './gpuErrors';
import type { TestedDevice } from './testedGpu';

export interface DeviceWishes {
  readonly executor: GpuExecutor;
  /** What the adapter is reached by: 'Vulkan', 'a browser'. */
  readonly via: string;
  readonly nowNs: () => number;
}

/** From the specification's flags, which not every environment has as globals. */
export const BUFFER_USAGE = {
  mapRead: 0x0001,
  copySrc: 0x0004,
  copyDst: 0x0008,
  uniform: 0x0040,
  storage: 0x0080,
  queryResolve: 0x0200,
} as const;
const MAP_READ = 0x0001;

const WANTED_FEATURES = ['timestamp-query', 'shader-f16'] as const;
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupStorageSize',
] as const;

/**
 * Asks for an adapter and a device with the adapter's own limits, and tests that what is written can be read back: in some
 * processes mapped memory cannot be had. @returns `null` where there is no adapter.
 * @throws {GpuProblemError} where it does not work.
 */
export async function openDevice(gpu: GPU, wishes: DeviceWishes): Promise<TestedDevice | null> {
  for (const featureLevel of ['core', 'compatibility']) {
    // An older browser does not know the feature level, and gives a core adapter.
    const options = { powerPreference: 'high-performance', featureLevel } as GPURequestAdapterOptions;
    const adapter = await gpu.requestAdapter(options).catch(() => null);
    if (adapter === null) continue;
    const { limits, features } = adapter;
    const device = await adapter.requestDevice({
      requiredFeatures: WANTED_FEATURES.filter((name) => features.has(name)),
      requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, limits[name]])),
    });
    await readBack(device, Uint32Array.of(3, 1, 4, 1));
    const clock: GpuClock = features.has('timestamp-query') ? await trustedClock(device, wishes.nowNs) : 'wall time';
    return { api: 'webgpu', adapter, device, found: describe(adapter, clock, wishes) };
  }
  return null;
}

function describe({ info, limits, features }: GPUAdapter, clock: GpuClock, { executor, via }: DeviceWishes): GpuFound {
  const name = info.device.trim() || info.architecture.trim() || info.vendor.trim() || 'unnamed GPU';
  const isSoftware =
    isSoftwareName([info.vendor, info.architecture, info.device, info.description].join(' ')) || info.isFallbackAdapter;
  return {
    status: 'found',
    executor,
    api: 'webgpu',
    name: readableName(name, isSoftware),
    isSoftware,
    driver: [via, info.description.trim()].filter((part) => part !== '').join(', '),
    clock,
    hasF16: features.has('shader-f16'),
    limits: {
      operandBytes: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
      workgroupBytes: limits.maxComputeWorkgroupStorageSize,
      invocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  };
}

/** Dashes stand where names had spaces and brackets: of 'llvmpipe-llvm-15-0-6-256-bits-' the first word says enough. */
function readableName(name: string, isSoftware: boolean): string {
  const words = name.replaceAll('-', ' ').trim();
  return isSoftware ? words.split(' ')[0] : words;
}

/** @throws {GpuProblemError} */
async function readBack(device: GPUDevice, words: Uint32Array<ArrayBuffer>): Promise<void> {
  const { mapRead, copyDst } = BUFFER_USAGE;
  const buffer = device.createBuffer({ size: words.byteLength, usage: mapRead | copyDst });
  device.queue.writeBuffer(buffer, 0, words);
  const read = new Uint32Array(await mappedCopy(buffer));
  buffer.destroy();
  if (read.some((word, at) => word !== words[at])) {
    throw new GpuProblemError('refused', l10n.t('What is written to its memory is not what is read from it.'));
  }
}

/** The content of a buffer that can be mapped. */
export async function mappedCopy(buffer: GPUBuffer): Promise<ArrayBuffer> {
  await buffer.mapAsync(MAP_READ);
  const content = buffer.getMappedRange().slice(0);
  buffer.unmap();
  return content;
}

const TEST_PASS = `@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@compute @workgroup_size(64)
fn work(@builtin(global_invocation_id) at: vec3<u32>) {
  var sum = x[at.x];
  for (var i = 0u; i < 4000u; i++) { sum = sum * 0.5 + 1.0; }
  x[at.x] = sum;
}
`;
const TEST_INVOCATIONS = 16_384;
const TEST_RUNS = 3;
/** A duration by timestamps is part of the wall time around it; of work of some milliseconds it is most. */
const LEAST_OF_WALL = 0.3;
const MOST_OF_WALL = 1.02;

/** Whether timestamps agree with the clock outside, over work of some milliseconds: some drivers' are nonsense. */
async function trustedClock(device: GPUDevice, nowNs: () => number): Promise<GpuClock> {
  const { storage } = BUFFER_USAGE;
  const timer = new PassTimer(device);
  const buffer = device.createBuffer({ size: TEST_INVOCATIONS * 4, usage: storage });
  try {
    const module = device.createShaderModule({ code: TEST_PASS });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'work' },
    });
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer } }],
    });
    for (let run = 0; run < TEST_RUNS; run++) {
      const start = nowNs();
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass(timer.descriptor);
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(TEST_INVOCATIONS / 64);
      pass.end();
      timer.resolve(encoder);
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      const wallNs = nowNs() - start;
      const gpuNs = await timer.readNs();
      // The first run has the compiler in it.
      if (run > 0 && (gpuNs < LEAST_OF_WALL * wallNs || gpuNs > MOST_OF_WALL * wallNs)) return 'wall time';
    }
    return 'timestamp queries';
  } finally {
    timer.destroy();
    buffer.destroy();
  }
}

/** Times a compute pass by the GPU's own clock. */
export class PassTimer {
  private readonly queries: GPUQuerySet;
  private readonly resolved: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(device: GPUDevice) {
    const { queryResolve, copySrc, copyDst, mapRead } = BUFFER_USAGE;
    this.queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.resolved = device.createBuffer({ size: 16, usage: queryResolve | copySrc });
    this.staging = device.createBuffer({ size: 16, usage: copyDst | mapRead });
  }

  get descriptor(): GPUComputePassDescriptor {
    return { timestampWrites: { querySet: this.queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } };
  }

  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.queries, 0, 2, this.resolved, 0);
    encoder.copyBufferToBuffer(this.resolved, 0, this.staging, 0, 16);
  }

  async readNs(): Promise<number> {
    const [begin, end] = new BigUint64Array(await mappedCopy(this.staging));
    return Number(end - begin);
  }

  destroy(): void {
    this.queries.destroy();
    this.resolved.destroy();
    this.staging.destroy();
  }
}
