import * as l10n from '@vscode/l10n';
import { cell, layOutRegions, OPERANDS, SIZE } from './step';
import type { Cell, Walk } from './step';
import { WorkLog } from './workLog';

/** Rows and columns of C that stay in registers (kernels/blocked.ts). */
const TILE = 4;

const codeOf = (block: number): readonly string[] => [
  l10n.t('for jb, kb, ib in 0, {0} … 7: a block of {0}×{0}×{0}', block),
  `  ${l10n.t('for each tile of {0}×{0} of C in the block', TILE)}`,
  `    ${l10n.t('sums = 0, in registers')}`,
  `    for k in kb … kb + ${block - 1}`,
  `      sums += A[i … i + ${TILE - 1}, k]·B[k, j … j + ${TILE - 1}]`,
  `    ${l10n.t('C tile += sums, or = sums in the first block of k')}`,
];

/** `blocked` with blocks of so many rows, columns and steps of k, 4 or 8, as kernels/blocked.ts runs it, β = 0. */
export function blockedWalk(block: number): Walk {
  const log = new WorkLog();
  for (let jb = 0; jb < SIZE; jb += block) {
    for (let kb = 0; kb < SIZE; kb += block) {
      for (let ib = 0; ib < SIZE; ib += block) {
        for (let i = ib; i < ib + block; i += TILE) {
          for (let j = jb; j < jb + block; j += TILE) tile(log, { i, j, kb, block });
        }
      }
    }
  }
  return {
    title: () => l10n.t('blocked, {0}×{0}', block),
    code: () => codeOf(block),
    steps: log.steps(),
    threads: 1,
    regions: layOutRegions(OPERANDS),
    reasons: () => ({
      A: { more: l10n.t('it reads A again for every {0} columns of C', TILE) },
      B: {
        fewer: l10n.t('each element of B that it reads serves {0} rows of C', TILE),
        more: l10n.t('it reads B again for every {0} rows of C', TILE),
      },
      C: { more: l10n.t('it adds to a tile of C once for each of {0} blocks of k', SIZE / block) },
    }),
  };
}

interface Tile {
  readonly i: number;
  readonly j: number;
  readonly kb: number;
  readonly block: number;
}

function tile(log: WorkLog, { i, j, kb, block }: Tile): void {
  const rows = Array.from({ length: TILE }, (_, row) => i + row);
  const columns = Array.from({ length: TILE }, (_, column) => j + column);
  const tiles: readonly Cell[] = rows.flatMap((row) => columns.map((column) => cell('C', row, column)));
  for (let k = kb; k < kb + block; k++) {
    for (const row of rows) log.read(cell('A', row, k));
    for (const column of columns) log.read(cell('B', k, column));
    for (const into of tiles) {
      log.compute({ kind: 'multiply', into, x: cell('A', into.row, k), y: cell('B', k, into.column) });
    }
    log.statement(4, () => `sums += A[${i} … ${i + TILE - 1}, ${k}]·B[${k}, ${j} … ${j + TILE - 1}]`);
  }
  for (const into of tiles) {
    if (kb > 0) log.read(into);
    log.write(into);
  }
  log.statement(5, () => `C[${i} … ${i + TILE - 1}, ${j} … ${j + TILE - 1}] ${kb > 0 ? '+=' : '='} sums`);
}
