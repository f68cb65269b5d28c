import * as l10n from '@vscode/l10n';
import { assertNever } from './assertNever';

/** Where GPU work is done: in a process beside the engine, or in a webview, on the GPU of the user's screen. */
export const GPU_EXECUTORS = ['host', 'webview'] as const;
export type GpuExecutor = (typeof GPU_EXECUTORS)[number];

/** Which of them is to be used; `auto`: the first that has a GPU in hardware, else the first that has one in software. */
export const GPU_CHOICES = ['auto', ...GPU_EXECUTORS, 'off'] as const;
export type GpuChoice = (typeof GPU_CHOICES)[number];

/** What kernels are handed to a GPU by. WebGL 2 has no compute shaders: gpu.js draws its products with it. */
export const GPU_APIS = ['webgpu', 'webgl2'] as const;
export type GpuApi = (typeof GPU_APIS)[number];

const API_NAMES: Readonly<Record<GpuApi, string>> = { webgpu: 'WebGPU', webgl2: 'WebGL2' };

export function gpuApiName(api: GpuApi): string {
  return API_NAMES[api];
}

/** Where the durations of GPU work come from: the GPU itself, or the clock of its process, with full synchronisation. */
export type GpuClock = 'timestamp queries' | 'wall time';

export interface GpuLimits {
  /** Bytes that a kernel can have of one operand. */
  readonly operandBytes: number;
  /** Rows, and columns, of a matrix in a texture; left out where matrices lie in buffers. */
  readonly textureSide?: number;
  /** Memory that the invocations of a workgroup share; 0 where there are no workgroups. */
  readonly workgroupBytes: number;
  readonly invocationsPerWorkgroup: number;
}

/** A GPU that computed right in a self-test. */
export interface GpuFound {
  readonly status: 'found';
  readonly executor: GpuExecutor;
  readonly api: GpuApi;
  /** In the words of its driver: 'llvmpipe'. */
  readonly name: string;
  /** It computes on the processor. */
  readonly isSoftware: boolean;
  /** What it is reached by: 'Vulkan, SwiftShader driver 5.0.0'. */
  readonly driver: string;
  readonly clock: GpuClock;
  /** Shaders have a type f16. */
  readonly hasF16: boolean;
  /** Why this one and no other, where there is something to say: 'this machine has none'. */
  readonly because?: string;
  readonly limits: GpuLimits;
}

/** Why there is none, and what to do about it: a sentence or two. */
export interface GpuMissing {
  readonly status: 'missing';
  readonly reason: string;
}

export type GpuState = GpuFound | GpuMissing;

/** Names of what computes on the processor; not all of them say so of themselves. */
const SOFTWARE = /llvmpipe|lavapipe|swiftshader|softpipe|software rasterizer|basic render|\bwarp\b/i;

export function isSoftwareName(name: string): boolean {
  return SOFTWARE.test(name);
}

/** The part of a longer name by which it was recognised: 'SwiftShader'. */
export function softwareName(name: string): string | null {
  return SOFTWARE.exec(name)?.[0] ?? null;
}

/** 'llvmpipe (software)'. */
export function gpuName({ name, isSoftware }: GpuFound): string {
  return isSoftware ? `${name} (software)` : name;
}

/** What ran a row, for its backend: 'llvmpipe (software), OpenGL ES; wall time'. */
export function gpuLabel(found: GpuFound, clock = found.clock): string {
  const where = found.executor === 'webview' ? ', in a webview' : '';
  return `${gpuName(found)}, ${found.driver}${where}; ${clock}`;
}

/** What a machine has, in a line; the reason where there is none, and nothing where nobody has looked. */
export function gpuText(state: GpuState | null): string {
  if (state === null) return l10n.t('not looked for');
  if (state.status === 'missing') return l10n.t('none. {0}', state.reason);
  const { name, driver, executor, because } = state;
  const named = state.isSoftware ? l10n.t('{0} (software)', name) : name;
  const facts = [named, driver, executorText(executor), clockText(state.clock)] as const;
  return because === undefined
    ? l10n.t('{0} ({1}; {2}; times by {3})', ...facts)
    : l10n.t('{0} ({1}; {2}; times by {3}; chosen because {4})', ...facts, because);
}

function executorText(executor: GpuExecutor): string {
  return executor === 'host' ? l10n.t('on this machine') : l10n.t("on the user's screen, in a webview");
}

function clockText(clock: GpuClock): string {
  switch (clock) {
    case 'timestamp queries':
      return l10n.t('timestamp queries');
    case 'wall time':
      return l10n.t('wall time');
    default:
      return assertNever(clock);
  }
}
