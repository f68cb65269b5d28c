/** Where GPU work is done: in a process beside the engine, or in a webview, on the GPU of the user's screen. */
export const GPU_EXECUTORS = ['host', 'webview'] as const;
export type GpuExecutor = (typeof GPU_EXECUTORS)[number];

/** Where the durations of GPU work come from: the GPU itself, or the clock of its process, with full synchronisation. */
export type GpuClock = 'timestamp queries' | 'wall time';

export interface GpuLimits {
  /** Bytes that a kernel can have of one operand. */
  readonly operandBytes: number;
  /** Memory that the invocations of a workgroup share. */
  readonly workgroupBytes: number;
  readonly invocationsPerWorkgroup: number;
}

/** A GPU that computed right in a self-test. */
export interface GpuFound {
  readonly status: 'found';
  readonly executor: GpuExecutor;
  /** In the words of its driver: 'llvmpipe'. */
  readonly name: string;
  /** It computes on the processor. */
  readonly isSoftware: boolean;
  /** What it is reached by: 'Vulkan, SwiftShader driver 5.0.0'. */
  readonly driver: string;
  readonly clock: GpuClock;
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

/** 'llvmpipe (software)'. */
export function gpuName({ name, isSoftware }: GpuFound): string {
  return isSoftware ? `${name} (software)` : name;
}

/** What a machine has, in a line; the reason where there is none, and nothing where nobody has looked. */
export function gpuText(state: GpuState | null): string {
  if (state === null) return 'not looked for';
  if (state.status === 'missing') return `none. ${state.reason}`;
  return `${gpuName(state)} (${state.driver}; ${executorText(state.executor)}; times by ${state.clock})`;
}

function executorText(executor: GpuExecutor): string {
  return executor === 'host' ? 'on this machine' : "on the user's screen, in a webview";
}
