import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem';
import type { WasmCode } from '../kernelCode';
import { BSR_TILE_ROWS } from '../wasm/bsrTiles';
import { lanesOf } from '../wasm/element';
import { wayText } from '../wasm/gemmWay';
import { sparseConversionModule } from '../wasm/sparseConversion';
import { narrowing } from '../wasm/sparsePanel';
import { spmmModule } from '../wasm/spmm';
import type { SpmmShape } from '../wasm/spmm';
import { bIsTransposed } from './plan';
import type { SparsePlan, StoredMatrix } from './plan';

/** The code of a conversion and of the product with what it makes, and which functions of both run. */
export function sparseCode(
  problem: Problem,
  matrix: StoredMatrix,
  { shape, packed }: SparsePlan,
  sharedMemory: boolean,
): WasmCode {
  const { dtype } = problem;
  return {
    language: 'wasm',
    label: shape.format.toUpperCase(),
    facts: [
      ['A', storedText(matrix)],
      [l10n.t('converted'), wayText(...conversionFunctions(problem, matrix))],
      [l10n.t('way'), wayText('spmm', `multiply_${shape.format}_panel`, ...kernelFunctions(shape, problem))],
      [
        'B',
        packed ? l10n.t('copied by {0} in every run', `$${packing(shape, problem)}`) : l10n.t('read where it lies'),
      ],
    ],
    modules: [sparseConversionModule(dtype, sharedMemory), spmmModule(shape, sharedMemory)],
  };
}

function storedText({ layout, nonzeros }: StoredMatrix): string {
  const entries = nonzeros.toLocaleString('en');
  if (layout.format === 'csr') return l10n.t('{0} entries in compressed rows', entries);
  return l10n.t('{0} entries in {1} blocks of {2}×{2}', entries, layout.blocks.toLocaleString('en'), layout.block);
}

function conversionFunctions({ transposeA }: Problem, { layout }: StoredMatrix): readonly string[] {
  const survey = transposeA ? 'survey_columns' : 'survey_rows';
  if (layout.format === 'csr') return [survey, transposeA ? 'fill_by_columns' : 'fill_by_rows'];
  return [survey, 'fill_blocks', transposeA ? 'pack_block_copy' : 'pack_block_transpose'];
}

function packing({ panel, strip }: SpmmShape, problem: Problem): string {
  if (bIsTransposed(problem)) return 'pack_b_transpose';
  return strip < panel && panel % strip === 0 && problem.n >= panel ? 'pack_b_panel' : 'pack_b_copy';
}

/** The kernels of the first columns. */
function kernelFunctions({ format, strip, dtype }: SpmmShape, { m, n }: Problem): readonly string[] {
  const lanes = lanesOf(dtype);
  const vectors = narrowing(strip / lanes).find((count) => count * lanes <= n);
  if (format === 'csr') {
    if (vectors !== undefined) return [`multiply_rows_${vectors}_vectors`];
    return [n > 1 ? 'multiply_rows_some_columns' : 'multiply_column'];
  }
  if (vectors === undefined) return ['multiply_tiles_column', 'multiply_tile_column'];
  const rows = m >= BSR_TILE_ROWS ? BSR_TILE_ROWS : m >= 2 ? 2 : 1;
  return [`multiply_tiles_${vectors}_vectors`, `multiply_tile_${rows}_rows_${vectors}_vectors`];
}
