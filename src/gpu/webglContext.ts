import * as l10n from '@vscode/l10n';
import type { DeviceWishes } from './gpuDevice';
import { GpuProblemError } from './gpuErrors';
import { rendererName } from './rendererName';
import type { TestedContext } from './testedGpu';

/** What a texture of one texel is cleared to, and must be read as: no byte could hold it. */
const TEST_TEXEL = [3.25, -1.5, 4096.5, 1e-3] as const;
const FLOAT_BYTES = 4;

/**
 * Opens WebGL 2 on a canvas that nobody sees, and tests that it draws 32-bit floats and that they can be read.
 * @returns `null` where the browser has none. @throws {GpuProblemError} where it cannot be used.
 */
export function openContext({ executor, via }: Pick<DeviceWishes, 'executor' | 'via'>): TestedContext | null {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', { powerPreference: 'high-performance', antialias: false, depth: false });
  if (gl === null) return null;
  if (gl.getExtension('EXT_color_buffer_float') === null) {
    throw new GpuProblemError('refused', l10n.t('WebGL2 draws no 32-bit floats here.'));
  }
  drawAndRead(gl);
  const hidden = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(hidden === null ? gl.RENDERER : hidden.UNMASKED_RENDERER_WEBGL);
  const { name, isSoftware, driver } = rendererName(String(renderer));
  const textureSide = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
  return {
    ...{ api: 'webgl2', canvas, gl },
    found: {
      ...{ status: 'found', executor, api: 'webgl2', name, isSoftware },
      driver: [via, driver].filter((part) => part !== '').join(', '),
      // WebGL's timer was seen to be wrong by two orders of magnitude, and gpu.js leaves no room for it.
      clock: 'wall time',
      hasF16: false,
      limits: {
        operandBytes: textureSide ** 2 * FLOAT_BYTES,
        textureSide,
        workgroupBytes: 0,
        invocationsPerWorkgroup: 0,
      },
    },
  };
}

/** @throws {GpuProblemError} */
function drawAndRead(gl: WebGL2RenderingContext): void {
  const texture = gl.createTexture();
  const framebuffer = gl.createFramebuffer();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 1, 1);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.clearBufferfv(gl.COLOR, 0, TEST_TEXEL);
  const read = new Float32Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, read);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.bindTexture(gl.TEXTURE_2D, null);
  gl.deleteFramebuffer(framebuffer);
  gl.deleteTexture(texture);
  if (read.some((value, at) => value !== Math.fround(TEST_TEXEL[at]))) {
    throw new GpuProblemError('refused', l10n.t('What WebGL2 draws is not what is read from it.'));
  }
}
