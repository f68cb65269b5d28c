import * as l10n from '@vscode/l10n';
import { aligned } from '../matrix/operands';
import type { Strided } from '../matrix/strided';
import type { Machine } from '../machine';
import { loopsOfRank } from '../model/traffic/productLoops';
import { modelOfLoops } from '../model/traffic/trafficModel';
import { elementBytes } from '../problem';
import type { Dtype, Problem } from '../problem';
import { scriptCode } from './kernelCode';
import type { KernelCode } from './kernelCode';
import type { Product } from './loopKernels';
import { isSimd, languagePath, languageSupport } from './languagePath';
import { integerValue } from './parameters';
import type { IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import type { ProcessorKernel } from './processorRun';
import { specializeAll } from './specialize';
import type { KernelContext, Strategy } from './strategy';
import { defaultShape, multiplyAddLabel } from './wasm/gemmShape';
import { exportedFunction, isShared } from './wasm/kernelModule';
import type { KernelModule } from './wasm/kernelModule';
import { lanesOf } from './wasm/element';
import { FACTOR_BYTES, OUTER, OUTER_PARAMETERS, OUTER_VECTORS, outerModule } from './wasm/outerExpansion';
import type { OuterParameter } from './wasm/outerExpansion';
import { allocateScalars, SCALARS_BYTES } from './wasm/scalars';
import { betaAddress, repeatedCall, stridedValues } from './wasm/stridedCall';

const rankParameter: IntegerParameter = {
  kind: 'integer',
  id: 'rank',
  get title() {
    return l10n.t('Rank');
  },
  get description() {
    return l10n.t('Columns of A and rows of B that are multiplied at a time; C is read and written k ÷ rank times.');
  },
  minimum: 1,
  maximum: 16,
  default: 4,
  suggestions: [1, 2, 4, 8, 16],
};

/**
 * C += op(A)[:, p … p+r]·op(B)[p … p+r, :] for p = 0, r, 2r, …: a sum of products of rank r. Row by row, C stays in L1 while
 * it gathers r rows of B, four at a time, which stay in L1 or L2; all of C passes through the caches k ÷ r times.
 *
 * Compiled for each element type from its source text: it must stand by itself.
 */
function outerExpansion(
  { m, k, n, alpha, beta }: Product,
  a: Strided,
  b: Strided,
  c: Strided,
  maximumRank: number,
): void {
  const { elements: as, rowStride: aRow, columnStride: aColumn } = a;
  const { elements: bs, rowStride: bRow, columnStride: bColumn } = b;
  const { elements: cs, rowStride: cRow } = c;
  if (beta !== 1) for (let at = 0; at < m * n; at++) cs[at] = beta === 0 ? 0 : beta * cs[at];
  for (let pFirst = 0; pFirst < k; pFirst += maximumRank) {
    const pEnd = Math.min(pFirst + maximumRank, k);
    for (let i = 0; i < m; i++) {
      let aAt = i * aRow + pFirst * aColumn;
      let p = pFirst;
      for (; p + 4 <= pEnd; p += 4) {
        const x0 = alpha * as[aAt];
        const x1 = alpha * as[aAt + aColumn];
        const x2 = alpha * as[aAt + 2 * aColumn];
        const x3 = alpha * as[aAt + 3 * aColumn];
        aAt += 4 * aColumn;
        let b0 = p * bRow;
        let b1 = b0 + bRow;
        let b2 = b1 + bRow;
        let b3 = b2 + bRow;
        let cAt = i * cRow;
        for (let j = 0; j < n; j++) {
          cs[cAt] += x0 * bs[b0] + x1 * bs[b1] + x2 * bs[b2] + x3 * bs[b3];
          b0 += bColumn;
          b1 += bColumn;
          b2 += bColumn;
          b3 += bColumn;
          cAt++;
        }
      }
      for (; p < pEnd; p++) {
        const factor = alpha * as[aAt];
        aAt += aColumn;
        let bAt = p * bRow;
        let cAt = i * cRow;
        for (let j = 0; j < n; j++) {
          cs[cAt] += factor * bs[bAt];
          bAt += bColumn;
          cAt++;
        }
      }
    }
  }
}

const kernels = specializeAll(outerExpansion);

export const outer: Strategy = {
  id: 'outer',
  get title() {
    return l10n.t('Outer products');
  },
  get summary() {
    return l10n.t(
      'Adds products of a few columns of A and rows of B to all of C; shows how a higher rank saves memory traffic.',
    );
  },
  family: 'loops',
  parameters: [rankParameter, languagePath],
  supports: (_problem, machine, values) => languageSupport(machine, values),
  workspaceBytes(problem, _machine, values) {
    if (!isSimd(values)) return 0;
    const rank = rankOf(values);
    return aligned(SCALARS_BYTES) + aligned(rank * FACTOR_BYTES) + panelBytes(problem, rank);
  },
  kernelCode({ dtype }, machine, values, sharedMemory): KernelCode {
    const label = `rank ${rankOf(values)}`;
    if (!isSimd(values)) return scriptCode(kernels[dtype], label);
    return { language: 'wasm', label, facts: [], modules: [moduleFor(dtype, machine, sharedMemory)] };
  },

  traffic(problem, _machine, values) {
    const width = isSimd(values) ? OUTER_VECTORS * lanesOf(problem.dtype) : null;
    return modelOfLoops(loopsOfRank(problem, rankOf(values), width), width === null ? 'scalar' : 'vector');
  },
  prepare(context, values) {
    const { problem, a, b, c } = context;
    const kernel = kernels[problem.dtype];
    const rank = rankOf(values);
    if (isSimd(values)) return processorRun(context, () => wasmExpansion(context, rank));
    return processorRun(context, () => ({
      backend: `scalar JS, rank ${rank}`,
      prepareNs: 0,
      run: () => {
        kernel(problem, a, b, c, rank);
      },
    }));
  },
};

function rankOf(values: ParameterValues): number {
  return integerValue(rankParameter, values) ?? 1;
}

/** Rows of a B that is stored transposed are gathered, a rank at a time. */
function panelBytes({ n, dtype, transposeB }: Problem, rank: number): number {
  return transposeB ? aligned(rank * n * elementBytes(dtype)) : 0;
}

function moduleFor(dtype: Dtype, machine: Machine, sharedMemory: boolean): KernelModule {
  return outerModule(dtype, defaultShape(dtype, machine).multiplyAdd, sharedMemory);
}

function wasmExpansion(context: KernelContext, rank: number): ProcessorKernel {
  const { problem, machine, memory } = context;
  const { dtype, transposeB, beta } = problem;
  const { multiplyAdd, vectorBits } = defaultShape(dtype, machine);
  const kernel = exportedFunction(context.instantiate(moduleFor(dtype, machine, isShared(memory))), OUTER);
  const scalars = allocateScalars(context, SCALARS_BYTES);
  const values: Readonly<Record<OuterParameter, number>> = {
    ...stridedValues(context, scalars),
    rank,
    panel: transposeB ? context.allocate(panelBytes(problem, rank)) : 0,
    factors: context.allocate(rank * FACTOR_BYTES),
    overwrite: beta === 0 ? 1 : 0,
    beta: beta === 1 ? 0 : betaAddress(beta, scalars),
  };
  const gathered = transposeB ? ', rows of B gathered' : '';
  return {
    backend: `wasm simd${vectorBits}, rank ${rank}, ${multiplyAddLabel(multiplyAdd)}${gathered}`,
    prepareNs: 0,
    run: repeatedCall(kernel, OUTER_PARAMETERS, values),
  };
}
