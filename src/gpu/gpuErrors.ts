import * as l10n from '@vscode/l10n';
/** What a GPU has against what was asked of it; 'lost': it is gone, and another has to be opened. */
export type GpuProblem = 'out of memory' | 'refused' | 'fell back' | 'lost';

/** The GPU, or what it is reached by, does not do what was asked; the message is for the user. */
export class GpuProblemError extends Error {
  override readonly name = 'GpuProblemError';

  constructor(
    readonly reason: GpuProblem,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Does something on a device, and throws what the device has against it, which it says only to who asks.
 * @throws {GpuProblemError}
 */
export async function checked<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('internal');
  const [outcome] = await Promise.allSettled([work()]);
  const [internal, outOfMemory, invalid] = [
    await device.popErrorScope(),
    await device.popErrorScope(),
    await device.popErrorScope(),
  ];
  // What the device says comes first: what the work says is often only that it had nothing to go on with.
  if (outOfMemory) throw outOfGpuMemory(outOfMemory.message);
  const other = internal ?? invalid;
  if (other) throw new GpuProblemError('refused', l10n.t('The GPU refused it: {0}', firstLine(other.message)));
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** The same of a WebGL context, which keeps a flag for each kind of error. @throws {GpuProblemError} */
export async function checkedContext<T>(gl: WebGL2RenderingContext, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work()]);
  const flags = new Set<number>();
  // A lost context gives its flag once; others as many as there are kinds.
  for (let flag = gl.getError(); flag !== gl.NO_ERROR && !flags.has(flag); flag = gl.getError()) flags.add(flag);
  if (flags.has(gl.CONTEXT_LOST_WEBGL) || gl.isContextLost()) {
    throw new GpuProblemError('lost', l10n.t('The GPU was lost: the browser took its context away.'));
  }
  if (flags.has(gl.OUT_OF_MEMORY)) throw outOfGpuMemory(l10n.t('WebGL2 reports OUT_OF_MEMORY.'));
  if (outcome.status === 'rejected') throw outcome.reason;
  const [flag] = flags;
  if (flag !== undefined) {
    throw new GpuProblemError(
      'refused',
      l10n.t('The GPU refused it: WebGL2 reports the error 0x{0}.', flag.toString(16)),
    );
  }
  return outcome.value;
}

function outOfGpuMemory(detail: string): GpuProblemError {
  return new GpuProblemError('out of memory', l10n.t('The GPU has not enough memory for it: {0}', firstLine(detail)));
}

function firstLine(message: string): string {
  const [line] = message.trim().split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
