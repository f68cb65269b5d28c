import type { Prepared } from '../core/kernels/strategy';

/** A strategy that is ready on a GPU. */
export interface PreparedOnGpu extends Prepared {
  /** Moves the operands of the context there, as they are now, multiplies once, and moves C back. */
  multiply(): Promise<MultipliedOnGpu>;
}

export interface MultipliedOnGpu {
  /** C, m×n. */
  readonly elements: Float32Array;
  /** The multiplication alone. */
  readonly computeNs: number;
}
