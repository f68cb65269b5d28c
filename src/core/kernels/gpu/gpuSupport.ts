import * as l10n from '@vscode/l10n';
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
      reason: l10n.t('WebGPU computes in f32. Choose f32, or a strategy that runs on the processor.'),
    };
  if (m * k * n === 0) {
    return {
      supported: false,
      reason: l10n.t('A product with a size of 0 leaves a GPU nothing to do. Choose sizes from 1 on.'),
    };
  }
  // Looked for before it is run.
  if (gpu === null) return SUPPORTED;
  if (gpu.status === 'missing') return { supported: false, reason: gpu.reason };
  const largest = Math.max(m * k, k * n, m * n) * elementBytes(dtype);
  if (largest > gpu.limits.operandBytes) {
    const reason = l10n.t(
      'An operand of {0} is more than the {1} that kernels can have on {2}. Choose smaller sizes.',
      formatBytes(largest),
      formatBytes(gpu.limits.operandBytes),
      gpu.name,
    );
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
  const reason = l10n.t(
    '{0} is stored as {1}×{2}; by {3} it lies in a texture, which has {4}×{4} texels at most here. Choose smaller sizes.',
    name,
    rows,
    columns,
    gpuApiName(api),
    textureSide,
  );
  return { supported: false, reason };
}

/** What only compute shaders can do. */
export function computeShaderSupport({ gpu = null }: Machine): Support {
  if (gpu?.status !== 'found' || gpu.api === 'webgpu') return SUPPORTED;
  const reason = l10n.t(
    '{0} is reached by {1} here, which has no compute shaders. Choose gpujs, or a browser with WebGPU.',
    gpu.name,
    gpuApiName(gpu.api),
  );
  return { supported: false, reason };
}

/** The kernel threads never prepare what runs on a GPU. */
export function runsOnGpu(): Prepared {
  throw new Error('this strategy runs in a GPU executor, not in a kernel thread');
}
