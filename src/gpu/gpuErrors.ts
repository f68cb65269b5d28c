/** The GPU, or what it is reached by, does not do what was asked; the message is for the user. */
export class GpuProblemError extends Error {
  override readonly name = 'GpuProblemError';
}

/**
 * Does something on a device, and throws what the device has against it, which it says only to who asks.
 * @throws {GpuProblemError}
 */
export async function checked<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('internal');
  let result: T;
  let errors: readonly (GPUError | null)[] = [];
  try {
    result = await work();
  } finally {
    errors = [await device.popErrorScope(), await device.popErrorScope(), await device.popErrorScope()];
  }
  const [internal, outOfMemory, invalid] = errors;
  if (outOfMemory)
    throw new GpuProblemError(
      `The GPU has not enough memory for it: ${firstLine(outOfMemory.message)} Choose smaller sizes.`,
    );
  const other = internal ?? invalid;
  if (other) throw new GpuProblemError(`The GPU refused it: ${firstLine(other.message)}`);
  return result;
}

function firstLine(message: string): string {
  const [line] = message.trim().split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
