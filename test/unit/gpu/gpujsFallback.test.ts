import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { gpujs } from '../../../src/core/kernels/gpujs';
import type { GpuFound } from '../../../src/core/gpu';
import type { GpuContext } from '../../../src/gpu/gpuContext';
import { prepareGpuJs } from '../../../src/gpu/gpujsProduct';
import type { GpuJs } from '../../../src/gpu/gpujsProduct';
import { square } from '../core/measurementFixtures';

const FOUND: GpuFound = {
  status: 'found',
  executor: 'host',
  name: 'a GPU',
  isSoftware: false,
  driver: 'Vulkan',
  clock: 'wall time',
  limits: { operandBytes: 2 ** 27, workgroupBytes: 16_384, invocationsPerWorkgroup: 256 },
};

/** The real gpu.js, computing on the processor though WebGPU was asked for. */
function fallenBack(): GpuJs {
  const { GPU, input } = createRequire(import.meta.url)('gpu.js') as {
    readonly GPU: new (settings: { readonly mode: string }) => Pick<GpuJs, 'createKernel'>;
    readonly input: GpuJs['input'];
  };
  const gpu = new GPU({ mode: 'cpu' });
  return {
    createKernel: (source, settings) => {
      const kernel = gpu.createKernel(source, { ...settings, pipeline: false } as unknown as typeof settings);
      // What a pipeline would return, so that its results reach the check.
      const call = (...operands: readonly unknown[]) => {
        const rows = (kernel as unknown as (...all: unknown[]) => Float32Array[])(...operands);
        return Promise.resolve(Object.assign(rows, { toArray: () => Promise.resolve(rows), delete: () => undefined }));
      };
      return Object.assign(call, {
        destroy: () => undefined,
        get kernel() {
          return kernel.kernel;
        },
      });
    },
    input,
    mode: 'webgpu',
  };
}

describe('gpu.js', () => {
  it('that fell back to the processor gives an error, and never a time', async () => {
    const problem = square(4);
    const device = {
      pushErrorScope: () => undefined,
      popErrorScope: () => Promise.resolve(null),
      queue: { onSubmittedWorkDone: () => Promise.resolve() },
    } as unknown as GPUDevice;
    const elements = (): Float32Array<ArrayBuffer> => new Float32Array(16).fill(1);
    const context: GpuContext = {
      ...{ device, found: FOUND, problem, a: elements(), b: elements(), c: elements() },
      gpuJs: () => Promise.resolve(fallenBack()),
      nowNs: () => 0,
    };
    await expect(prepareGpuJs(context, {})).rejects.toThrow(
      'gpu.js fell back to "cpu" where webgpu was asked for: that is no time of the GPU.',
    );
    expect(gpujs.family).toBe('gpu');
  });
});
