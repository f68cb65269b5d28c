import * as l10n from '@vscode/l10n';
import { loopsOfBlocks } from '../model/traffic/productLoops';
import { modelOfLoops } from '../model/traffic/trafficModel';
import type { Strided } from '../matrix/strided';
import { scriptCode } from './kernelCode';
import type { Product } from './loopKernels';
import { integerValue } from './parameters';
import type { IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { specializeAll } from './specialize';
import { SUPPORTED } from './strategy';
import type { Strategy } from './strategy';

const mc: IntegerParameter = {
  kind: 'integer',
  id: 'mc',
  get title() {
    return l10n.t('Block rows of A (mc)');
  },
  get description() {
    return l10n.t('Rows of the block of A and of C that are worked on at a time.');
  },
  minimum: 1,
  maximum: 8192,
  default: 64,
  suggestions: [16, 32, 64, 128, 256],
};
const kc: IntegerParameter = {
  kind: 'integer',
  id: 'kc',
  get title() {
    return l10n.t('Block depth (kc)');
  },
  get description() {
    return l10n.t('Columns of the block of A and rows of the block of B that are worked on at a time.');
  },
  minimum: 1,
  maximum: 8192,
  default: 128,
  suggestions: [32, 64, 128, 256, 512],
};
const nc: IntegerParameter = {
  kind: 'integer',
  id: 'nc',
  get title() {
    return l10n.t('Block columns of B (nc)');
  },
  get description() {
    return l10n.t('Columns of the block of B and of C that are worked on at a time.');
  },
  minimum: 1,
  maximum: 8192,
  default: 128,
  suggestions: [32, 64, 128, 256, 512],
};

interface Block {
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
}

/**
 * Three loops over blocks, then 4×4 elements of C at a time within a block. The block of B (kc×nc) stays in L2 while the
 * rows of A's block pass; four columns of it and four rows of A stay in L1; the sixteen sums stay in registers.
 *
 * Blocking as in Lam, Rothberg & Wolf, The Cache Performance and Optimizations of Blocked Algorithms (1991). Compiled for
 * each element type from its source text: it must stand by itself.
 */
function blockedProduct({ m, k, n, alpha, beta }: Product, a: Strided, b: Strided, c: Strided, block: Block): void {
  const { elements: as, rowStride: aRow, columnStride: aColumn } = a;
  const { elements: bs, rowStride: bRow, columnStride: bColumn } = b;
  const { elements: cs, rowStride: cRow } = c;
  for (let jFirst = 0; jFirst < n; jFirst += block.nc) {
    const jEnd = Math.min(n, jFirst + block.nc);
    for (let pFirst = 0; pFirst < k; pFirst += block.kc) {
      const depth = Math.min(k - pFirst, block.kc);
      // The first block of k takes β·C in, the later ones add to it.
      const scale = pFirst === 0 ? beta : 1;
      for (let iFirst = 0; iFirst < m; iFirst += block.mc) {
        const iEnd = Math.min(m, iFirst + block.mc);
        for (let i = iFirst; i < iEnd; i += 4) {
          for (let j = jFirst; j < jEnd; j += 4) {
            if (i + 4 <= iEnd && j + 4 <= jEnd) {
              let s00 = 0, s01 = 0, s02 = 0, s03 = 0; // prettier-ignore
              let s10 = 0, s11 = 0, s12 = 0, s13 = 0; // prettier-ignore
              let s20 = 0, s21 = 0, s22 = 0, s23 = 0; // prettier-ignore
              let s30 = 0, s31 = 0, s32 = 0, s33 = 0; // prettier-ignore
              let a0 = i * aRow + pFirst * aColumn;
              let b0 = pFirst * bRow + j * bColumn;
              for (let p = 0; p < depth; p++) {
                const x0 = as[a0];
                const x1 = as[a0 + aRow];
                const x2 = as[a0 + 2 * aRow];
                const x3 = as[a0 + 3 * aRow];
                const y0 = bs[b0];
                const y1 = bs[b0 + bColumn];
                const y2 = bs[b0 + 2 * bColumn];
                const y3 = bs[b0 + 3 * bColumn];
                s00 += x0 * y0;
                s01 += x0 * y1;
                s02 += x0 * y2;
                s03 += x0 * y3;
                s10 += x1 * y0;
                s11 += x1 * y1;
                s12 += x1 * y2;
                s13 += x1 * y3;
                s20 += x2 * y0;
                s21 += x2 * y1;
                s22 += x2 * y2;
                s23 += x2 * y3;
                s30 += x3 * y0;
                s31 += x3 * y1;
                s32 += x3 * y2;
                s33 += x3 * y3;
                a0 += aColumn;
                b0 += bRow;
              }
              const sums = [s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33];
              for (let at = 0; at < 16; at++) {
                const cAt = (i + (at >> 2)) * cRow + j + (at & 3);
                cs[cAt] = scale === 0 ? alpha * sums[at] : alpha * sums[at] + scale * cs[cAt];
              }
              continue;
            }
            for (let row = i; row < Math.min(i + 4, iEnd); row++) {
              for (let column = j; column < Math.min(j + 4, jEnd); column++) {
                let sum = 0;
                let aAt = row * aRow + pFirst * aColumn;
                let bAt = pFirst * bRow + column * bColumn;
                for (let p = 0; p < depth; p++) {
                  sum += as[aAt] * bs[bAt];
                  aAt += aColumn;
                  bAt += bRow;
                }
                const cAt = row * cRow + column;
                cs[cAt] = scale === 0 ? alpha * sum : alpha * sum + scale * cs[cAt];
              }
            }
          }
        }
      }
    }
  }
}

const kernels = specializeAll(blockedProduct);

function blockOf(values: ParameterValues): Block {
  return {
    mc: integerValue(mc, values) ?? 64,
    kc: integerValue(kc, values) ?? 128,
    nc: integerValue(nc, values) ?? 128,
  };
}

export const blocked: Strategy = {
  id: 'blocked',
  title: 'Cache-blocked',
  get summary() {
    return l10n.t(
      'Loops over blocks that fit into the caches, 4×4 elements of C in registers; the best that scalar code does.',
    );
  },
  family: 'loops',
  parameters: [mc, kc, nc],
  supports: () => SUPPORTED,
  workspaceBytes: () => 0,
  traffic: (problem, _machine, values) => modelOfLoops(loopsOfBlocks(problem, blockOf(values)), 'scalar'),
  effect({ m, k, n }, _machine, values) {
    const block = blockOf(values);
    return JSON.stringify([Math.min(block.mc, m), Math.min(block.kc, k), Math.min(block.nc, n)]);
  },
  kernelCode: ({ dtype }) => scriptCode(kernels[dtype], '4×4'),
  prepare(context, values) {
    const { problem, a, b, c } = context;
    const kernel = kernels[problem.dtype];
    const block = blockOf(values);
    return processorRun(context, () => ({
      backend: `scalar JS 4×4, blocks ${block.mc}×${block.kc}×${block.nc}`,
      prepareNs: 0,
      run: () => {
        kernel(problem, a, b, c, block);
      },
    }));
  },
};
