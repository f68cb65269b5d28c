import type { GpuLoss } from '../../shared/gpuProtocol';
import { ExecutorLostError } from '../executorLost';

/** What computes on the GPU is gone, or does not answer; the next request finds or starts another. */
export class GpuLostError extends ExecutorLostError {
  override readonly name = 'GpuLostError';

  constructor(
    readonly reason: GpuLoss,
    message: string,
  ) {
    super(message);
  }
}
