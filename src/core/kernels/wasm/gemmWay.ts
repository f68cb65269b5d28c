import * as l10n from '@vscode/l10n';
import { assertNever } from '../../assertNever';
import type { KernelFact } from '../kernelCode';
import { swappedLayout } from './gemmBlocking';
import type { GemmBlocking, ProductLayout } from './gemmBlocking';
import { wideTiles } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { lanesOf } from './element';

/** Which of the functions of the module (gemm.ts) a product goes through, for people: facts for a table. */
export function gemmWay(shape: GemmShape, product: ProductLayout, blocking: GemmBlocking): readonly KernelFact[] {
  const { kernel, swapped } = blocking;
  const computed = swapped ? swappedLayout(product) : product;
  const transposed: readonly KernelFact[] = swapped
    ? [[l10n.t('operands'), l10n.t('Cᵀ = op(B)ᵀ·op(A)ᵀ is computed, so that what the code calls A is Bᵀ, and m is n')]]
    : [];
  switch (kernel) {
    case 'dot':
      return [[l10n.t('way'), wayText('gemm', 'dot_products', dotRows(computed))], ...transposed];
    case 'outer':
      return [[l10n.t('way'), wayText('gemm', 'outer_product')]];
    case 'tiles':
      return [
        [l10n.t('way'), wayText('gemm', 'five_loops', ...tileFunctions(shape, computed, blocking))],
        [l10n.t('blocks'), blocksText(computed, blocking)],
        ...transposed,
      ];
    default:
      return assertNever(kernel);
  }
}

/** What tells the kernel from others of its strategy: '6×16', '6×16 of Cᵀ', 'dot products'. */
export function gemmKernelName({ mr, nr }: GemmShape, { kernel, swapped }: GemmBlocking): string {
  switch (kernel) {
    case 'dot':
      return 'dot products';
    case 'outer':
      return 'outer product';
    case 'tiles':
      return `${mr}×${nr}${swapped ? ' of Cᵀ' : ''}`;
    default:
      return assertNever(kernel);
  }
}

/** '$gemm → $five_loops'. */
export function wayText(...functions: readonly string[]): string {
  return functions.map((name) => `$${name}`).join(' → ');
}

function dotRows({ m }: ProductLayout): string {
  // As dotKernel.ts cuts rows: 5 or 6 are 3 and 2 or 3.
  return `dot_rows_${Math.min(m, Math.ceil(m / 2) === 3 ? 3 : 4)}`;
}

/** Those of the first tile. */
function tileFunctions(
  shape: GemmShape,
  { m, n, transposeA }: ProductLayout,
  { mc, nc, packA, packB, wide }: GemmBlocking,
): readonly string[] {
  const access = packA || transposeA ? 'panel' : 'rows';
  const lanes = lanesOf(shape.dtype);
  const rows = Math.min(m, mc);
  const columns = Math.min(n, nc);
  const wideTile = wide && !packB ? wideTiles(shape).find((tile) => tile.rows === rows) : undefined;
  if (wideTile !== undefined && columns >= wideTile.vectors * lanes) {
    return [`macro_kernel_${access}`, `micro_kernel_${rows}x${wideTile.vectors * lanes}_${access}`];
  }
  const width = Math.ceil(Math.min(columns, shape.nr) / lanes) * lanes;
  // Where A is read where it lies, two tiles share evenly what is little more than one.
  const isShared = !packA && rows > shape.mr && rows <= shape.mr + Math.floor(shape.mr / 2);
  const height = isShared ? Math.ceil(rows / 2) : Math.min(rows, shape.mr);
  return [`macro_kernel_${access}`, `tile_column_${width}_${access}`, `micro_kernel_${height}x${width}_${access}`];
}

function blocksText({ transposeA, transposeB }: ProductLayout, blocking: GemmBlocking): string {
  const { mc, kc, nc, packA, packB } = blocking;
  const copyA = `$pack_a_${transposeA ? 'copy' : 'transpose'}`;
  const copyB = `$pack_b_${transposeB ? 'transpose' : 'copy'}`;
  const sizes = `mc = ${mc}, kc = ${kc}, nc = ${nc}`;
  if (packA && packB) return l10n.t('{0}; A is copied by {1}, B is copied by {2}', sizes, copyA, copyB);
  if (packA) return l10n.t('{0}; A is copied by {1}, B is read where it lies', sizes, copyA);
  if (packB) return l10n.t('{0}; A is read where it lies, B is copied by {1}', sizes, copyB);
  return l10n.t('{0}; A is read where it lies, B is read where it lies', sizes);
}
