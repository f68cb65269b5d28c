import * as l10n from '@vscode/l10n';
import type { GpuExecutor } from '../core/gpu';
import { sentences } from '../core/sentences';
import { openDevice } from './gpuDevice';
import { GpuProblemError } from './gpuErrors';
import type { MissingGpu, TestedGpu } from './testedGpu';
import { openContext } from './webglContext';

const EXECUTOR: GpuExecutor = 'webview';

/**
 * Opens the GPU that a browser offers: by WebGPU, or where that has none, or only software, by WebGL 2. What computes in
 * hardware comes before what does in software.
 */
export async function openBrowserGpu(nowNs: () => number): Promise<TestedGpu | MissingGpu> {
  const problems: string[] = [];
  const attempt = async (open: () => TestedGpu | null | Promise<TestedGpu | null>): Promise<TestedGpu | null> => {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  // Left out by browsers without it, and where the page is no secure context.
  const gpu = 'gpu' in navigator ? navigator.gpu : null;
  const device =
    gpu === null ? null : await attempt(() => openDevice(gpu, { executor: EXECUTOR, via: 'WebGPU', nowNs }));
  if (device?.found.isSoftware === false) return device;
  const context = await attempt(() => openContext({ executor: EXECUTOR, via: 'WebGL2' }));
  const [best = null] = [device, context].filter((each) => each !== null);
  if (best !== null) return context?.found.isSoftware === false ? context : best;
  return {
    missing: sentences(
      l10n.t('The browser that shows the views offers neither WebGPU nor WebGL2.'),
      ...new Set(problems),
    ),
  };
}

/** Resolves when the GPU is gone; to what is known of it. */
export function lossOf(gpu: TestedGpu): Promise<GpuProblemError> {
  const lost = (message: string): GpuProblemError => new GpuProblemError('lost', message);
  if (gpu.api === 'webgpu') {
    return gpu.device.lost.then(({ message }) =>
      lost(
        message === ''
          ? l10n.t('The GPU was lost: the browser took it away.')
          : l10n.t('The GPU was lost: {0}', message),
      ),
    );
  }
  return new Promise((resolve) => {
    const lose = (): void => {
      resolve(lost(l10n.t('The GPU was lost: the browser took its context away.')));
    };
    gpu.canvas.addEventListener('contextlost', lose);
    gpu.canvas.addEventListener('webglcontextlost', lose);
  });
}
