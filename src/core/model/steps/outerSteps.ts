import * as l10n from '@vscode/l10n';
import { cell, layOutRegions, OPERANDS, SIZE } from './step';
import type { Walk } from './step';
import { WorkLog } from './workLog';

/** Products that a row of C gathers at a time where the rank has so many, else one by one (kernels/outer.ts). */
const AT_A_TIME = 4;

/** `outer` by a rank that divides 8, as kernels/outer.ts runs it in JavaScript, β = 0. */
export function outerWalk(rank: number): Walk {
  const log = new WorkLog();
  const together = rank < AT_A_TIME ? 1 : AT_A_TIME;
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) log.clear(cell('C', row, column));
    log.statement(0, () => `C[${row}, :] = 0`);
  }
  for (let first = 0; first < SIZE; first += rank) {
    for (let i = 0; i < SIZE; i++) {
      for (let k = first; k < first + rank; k += together) rowUpdate(log, i, k, together);
    }
  }
  return {
    title: () => l10n.t('outer product, rank {0}', rank),
    code: () => codeOf(rank, together),
    steps: log.steps(),
    threads: 1,
    regions: layOutRegions(OPERANDS),
    reasons: () => ({
      A: {
        fewer: l10n.t('it keeps elements of A in registers for a whole row of C'),
        more: l10n.t('it reads A down its columns'),
      },
      B: {
        fewer: l10n.t('it walks B along its rows'),
        more: l10n.t('it reads its rows of B anew for every row of C'),
      },
      C: {
        more:
          rank === SIZE
            ? l10n.t('it passes over all of C once more')
            : l10n.t('it passes over all of C {0} times more', SIZE / rank),
      },
    }),
  };
}

function codeOf(rank: number, together: number): readonly string[] {
  const last = together - 1;
  return [
    'C = 0',
    rank === 1
      ? l10n.t('for kr in 0, 1 … 7: a column of A times a row of B')
      : l10n.t('for kr in 0, {0} … 7: {0} columns of A times {0} rows of B', rank),
    '  for i in 0 … 7',
    `    ${stepsOfK(rank, together)}`,
    `      ${together === 1 ? l10n.t('a = A[i, k], in a register') : l10n.t('a = A[i, k … k + {0}], in registers', last)}`,
    '      for j in 0 … 7',
    `        C[i, j] += a·B[${together === 1 ? 'k' : `k … k + ${last}`}, j]`,
  ];
}

function stepsOfK(rank: number, together: number): string {
  if (rank === 1) return 'k = kr';
  return together === 1
    ? `for k in kr … kr + ${rank - 1}`
    : l10n.t('for k in kr … kr + {0}, {1} at a time', rank - 1, together);
}

/** A row of C gathers some products for each of its elements. */
function rowUpdate(log: WorkLog, i: number, k: number, together: number): void {
  const steps = Array.from({ length: together }, (_, step) => k + step);
  const range = together === 1 ? String(k) : `${k} … ${k + together - 1}`;
  for (const p of steps) log.read(cell('A', i, p));
  log.statement(4, () => `a = A[${i}, ${range}]`);
  for (let j = 0; j < SIZE; j++) {
    const into = cell('C', i, j);
    log.read(into);
    for (const p of steps) {
      log.read(cell('B', p, j));
      log.compute({ kind: 'multiply', into, x: cell('A', i, p), y: cell('B', p, j) });
    }
    log.write(into);
    log.statement(6, () => `C[${i}, ${j}] += a·B[${range}, ${j}]`);
  }
}
