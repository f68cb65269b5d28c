import type { GpuFound } from '../core/gpu';

/** A GPU that computed right in a self-test, and what is known of it, by the interface that it is reached by. */
export type TestedGpu = TestedDevice | TestedContext;

export interface TestedDevice {
  readonly api: 'webgpu';
  readonly adapter: GPUAdapter;
  readonly device: GPUDevice;
  readonly found: GpuFound;
}

export interface TestedContext {
  readonly api: 'webgl2';
  readonly canvas: OffscreenCanvas;
  readonly gl: WebGL2RenderingContext;
  readonly found: GpuFound;
}

/** Why there is none, and what to do about it: a sentence or two. */
export interface MissingGpu {
  readonly missing: string;
}
