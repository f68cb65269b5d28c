import { formatBytes } from '../../format';
import { gpuApiName } from '../../gpu';
import type { GpuFound } from '../../gpu';
import type { Machine } from '../../machine';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import { SUPPORTED } from '../strategy';
import type { Prepared, Support } from '../strategy';

/** What every strategy on a GPU needs; more is asked for by each. */
export function gpuSupport(problem: Problem, { gpu = null }: Machine): Support {
  const { m, k, n, dtype } = problem;
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
  return textureSupport(problem, gpu);
}

/** gpu.js gives each element a texel, at its row and column as stored; only what is a single row is folded. */
function textureSupport(problem: Problem, { api, limits: { textureSide = Infinity } }: GpuFound): Support {
  const { m, k, n, transposeA, transposeB } = problem;
  const stored = [
    { name: 'A', rows: transposeA ? k : m, columns: transposeA ? m : k },
    { name: 'B', rows: transposeB ? n : k, columns: transposeB ? k : n },
    { name: 'C', rows: m, columns: n },
  ];
  const large = stored.find(({ rows, columns }) => rows > 1 && Math.max(rows, columns) > textureSide);
  if (large === undefined) return SUPPORTED;
  const { name, rows, columns } = large;
  const reason = `${name} is stored as ${rows}×${columns}; by ${gpuApiName(api)} it lies in a texture, which has ${textureSide}×${textureSide} texels at most here. Choose smaller sizes.`;
  return { supported: false, reason };
}

/** What only compute shaders can do. */
export function computeShaderSupport({ gpu = null }: Machine): Support {
  if (gpu?.status !== 'found' || gpu.api === 'webgpu') return SUPPORTED;
  const reason = `${gpu.name} is reached by ${gpuApiName(gpu.api)} here, which has no compute shaders. Choose gpujs, or a browser with WebGPU.`;
  return { supported: false, reason };
}

/** The kernel threads never prepare what runs on a GPU. */
export function runsOnGpu(): Prepared {
  throw new Error('this strategy runs in a GPU executor, not in a kernel thread');
}
