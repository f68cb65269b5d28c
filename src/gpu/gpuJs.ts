import * as l10n from '@vscode/l10n';
import { assertNever } from '../core/assertNever';
import type { GpuApi } from '../core/gpu';
import { checked, checkedContext, GpuProblemError } from './gpuErrors';
import type { TestedDevice, TestedGpu } from './testedGpu';

/** What a kernel in a pipeline returns: a result that stays on the GPU. */
export interface Resident {
  toArray():
    readonly (Float32Array | readonly Float32Array[])[] | Promise<readonly (Float32Array | readonly Float32Array[])[]>;
  delete(): void;
  /** By WebGL2: what holds it. */
  readonly texture?: unknown;
}

export interface GpuJsKernel {
  (...operands: readonly unknown[]): Resident | Promise<Resident>;
  destroy(): void;
  readonly kernel: { readonly constructor: { readonly mode?: string } };
}

interface KernelSettings {
  readonly pipeline: true;
  readonly immutable: true;
  readonly precision: 'single';
  readonly output: readonly number[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly loopMaxIterations?: number;
  readonly returnType?: 'Array(4)';
}

/**
 * What is used of the package gpu.js. (Its own types do not know that kernels on WebGPU are asynchronous, nor the limit of
 * loops.)
 */
export interface GpuJsPackage {
  readonly GPU: new (settings: {
    readonly mode: GpuApi;
    readonly canvas?: OffscreenCanvas;
    readonly context?: WebGL2RenderingContext;
  }) => Pick<GpuJs, 'createKernel'>;
  readonly input: GpuJs['input'];
}

/** gpu.js on one GPU, in the mode that it has to run in. */
export interface GpuJs {
  readonly createKernel: (source: string, settings: KernelSettings) => GpuJsKernel;
  readonly input: (elements: Float32Array, size: readonly [x: number, y: number]) => unknown;
  readonly mode: GpuApi;
  /** Resolves when the GPU has computed these: gpu.js itself waits for nothing that stays there. */
  readonly finished: (results: readonly Resident[]) => Promise<void>;
  /** Does something, and throws what the GPU has against it. @throws {GpuProblemError} */
  readonly checked: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Puts gpu.js on a GPU that is open. Its mode is asked for by name: where it may choose, it goes to the processor. */
export function gpuJsOn(gpu: TestedGpu, { GPU, input }: GpuJsPackage): GpuJs {
  switch (gpu.api) {
    case 'webgpu': {
      offerDevice(gpu);
      const { device } = gpu;
      const instance = new GPU({ mode: 'webgpu' });
      return {
        createKernel: (source, settings) => instance.createKernel(source, settings),
        input,
        mode: 'webgpu',
        finished: async () => {
          await device.queue.onSubmittedWorkDone();
        },
        checked: (work) => checked(device, work),
      };
    }
    case 'webgl2': {
      const { canvas, gl } = gpu;
      const instance = new GPU({ mode: 'webgl2', canvas, context: gl });
      return {
        createKernel: (source, settings) => instance.createKernel(source, settings),
        input,
        mode: 'webgl2',
        finished: (results) => {
          for (const result of results) readTexel(gl, result);
          return Promise.resolve();
        },
        checked: (work) => checkedContext(gl, work),
      };
    }
    default:
      return assertNever(gpu);
  }
}

/** What the classes of kernels call the modes. */
const CLASS_MODES: Readonly<Record<GpuApi, string>> = { webgpu: 'webgpu', webgl2: 'gpu' };

/** gpu.js falls back to the processor by itself. @throws {GpuProblemError} where a kernel runs elsewhere than asked for. */
export function checkMode({ kernel }: GpuJsKernel, asked: GpuApi): void {
  const { mode } = kernel.constructor;
  if (mode === CLASS_MODES[asked]) return;
  throw new GpuProblemError(
    'fell back',
    l10n.t(
      'gpu.js fell back to "{0}" where {1} was asked for: that is no time of the GPU.',
      mode ?? l10n.t('something unknown'),
      asked,
    ),
  );
}

/** gpu.js asks the browser for a GPU; it is given the very device that our own shaders run on. */
function offerDevice({ adapter, device }: TestedDevice): void {
  const { info, features, limits } = adapter;
  const facade = { info, features, limits, requestDevice: () => Promise.resolve(device) };
  const gpu = { requestAdapter: () => Promise.resolve(facade), getPreferredCanvasFormat: () => 'rgba8unorm' };
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
}

/**
 * Reads one texel, which cannot be had before the texture is drawn. A fence would tell as well, but only between two turns
 * of the event loop, and `finish` does not wait in a browser.
 */
function readTexel(gl: WebGL2RenderingContext, { texture }: Resident): void {
  if (!(texture instanceof WebGLTexture)) {
    throw new GpuProblemError(
      'fell back',
      l10n.t('gpu.js gave a result that is not on the GPU: that is no time of the GPU.'),
    );
  }
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.deleteFramebuffer(framebuffer);
}
