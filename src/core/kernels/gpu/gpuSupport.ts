import { formatBytes } from '../../format';
import type { Machine } from '../../machine';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import { SUPPORTED } from '../strategy';
import type { Prepared, Support } from '../strategy';

/** What every strategy on a GPU needs; more is asked for by each. */
export function gpuSupport({ m, k, n, dtype }: Problem, { gpu = null }: Machine): Support {
  if (dtype === 'f64')
    return {
      supported: false,
      reason: 'WebGPU computes in f32. Choose f32, or a strategy that runs on the processor.',
    };
  if (m * k * n === 0) {
    return {
      supported: false,
      reason: 'A product with a size of 0 leaves a GPU nothing to do. Choose sizes from 1 on.',
    };
  }
  // Looked for before it is run.
  if (gpu === null) return SUPPORTED;
  if (gpu.status === 'missing') return { supported: false, reason: gpu.reason };
  const largest = Math.max(m * k, k * n, m * n) * elementBytes(dtype);
  if (largest > gpu.limits.operandBytes) {
    const reason = `An operand of ${formatBytes(largest)} is more than the ${formatBytes(gpu.limits.operandBytes)} that kernels can have on ${gpu.name}. Choose smaller sizes.`;
    return { supported: false, reason };
  }
  return SUPPORTED;
}

/** The kernel threads never prepare what runs on a GPU. */
export function runsOnGpu(): Prepared {
  throw new Error('this strategy runs in a GPU executor, not in a kernel thread');
}
