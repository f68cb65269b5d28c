import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { GPU_APIS } from '../../../src/core/gpu';
import type { GpuApi, GpuFound } from '../../../src/core/gpu';
import type { GpuContext } from '../../../src/gpu/gpuContext';
import type { GpuJs, GpuJsPackage } from '../../../src/gpu/gpuJs';
import { prepareGpuJs } from '../../../src/gpu/gpujsProduct';
import type { TestedGpu } from '../../../src/gpu/testedGpu';
import { square } from '../core/measurementFixtures';

const FOUND: GpuFound = {
  status: 'found',
  executor: 'host',
  api: 'webgpu',
  name: 'a GPU',
  isSoftware: false,
  driver: 'Vulkan',
  clock: 'wall time',
  hasF16: false,
  limits: { operandBytes: 2 ** 27, workgroupBytes: 16_384, invocationsPerWorkgroup: 256 },
};

/** The real gpu.js, computing on the processor though a GPU was asked for. */
function fallenBack(mode: GpuApi): GpuJs {
  const { GPU, input } = createRequire(import.meta.url)('gpu.js') as {
    readonly GPU: new (settings: { readonly mode: string }) => Pick<GpuJs, 'createKernel'>;
    readonly input: GpuJsPackage['input'];
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
    mode,
    finished: () => Promise.resolve(),
    checked: (work) => work(),
  };
}

describe('gpu.js', () => {
  it.each(GPU_APIS)('that fell back from %s to the processor gives an error, and never a time', async (api) => {
    const elements = (): Float32Array<ArrayBuffer> => new Float32Array(16).fill(1);
    const context: GpuContext = {
      // Nothing of the GPU itself is reached.
      gpu: { api, found: { ...FOUND, api } } as unknown as TestedGpu,
      problem: square(4),
      ...{ a: elements(), b: elements(), c: elements() },
      gpuJs: () => Promise.resolve(fallenBack(api)),
      nowNs: () => 0,
    };
    await expect(prepareGpuJs(context, {})).rejects.toThrow(
      `gpu.js fell back to "cpu" where ${api} was asked for: that is no time of the GPU.`,
    );
  });
});
