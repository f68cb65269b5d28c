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
    log.statement(0, `C[${row}, :] = 0`);
  }
  for (let first = 0; first < SIZE; first += rank) {
    for (let i = 0; i < SIZE; i++) {
      for (let k = first; k < first + rank; k += together) rowUpdate(log, i, k, together);
    }
  }
  const columns = rank === 1 ? 'a column' : `${rank} columns`;
  return {
    title: `outer product, rank ${rank}`,
    code: [
      'C = 0',
      `for kr in 0, ${rank} … 7: ${columns} of A times ${rank === 1 ? 'a row' : `${rank} rows`} of B`,
      '  for i in 0 … 7',
      rank === 1
        ? '    k = kr'
        : `    for k in kr … kr + ${rank - 1}${together === 1 ? '' : `, ${together} at a time`}`,
      together === 1 ? '      a = A[i, k], in a register' : `      a = A[i, k … k + ${together - 1}], in registers`,
      '      for j in 0 … 7',
      `        C[i, j] += a·B[${together === 1 ? 'k' : `k … k + ${together - 1}`}, j]`,
    ],
    steps: log.steps(),
    threads: 1,
    regions: layOutRegions(OPERANDS),
    reasons: {
      A: { fewer: 'it keeps elements of A in registers for a whole row of C', more: 'it reads A down its columns' },
      B: { fewer: 'it walks B along its rows', more: 'it reads its rows of B anew for every row of C' },
      C: { more: `it passes over all of C ${SIZE / rank === 1 ? 'once more' : `${SIZE / rank} times more`}` },
    },
  };
}

/** A row of C gathers some products for each of its elements. */
function rowUpdate(log: WorkLog, i: number, k: number, together: number): void {
  const steps = Array.from({ length: together }, (_, step) => k + step);
  const range = together === 1 ? String(k) : `${k} … ${k + together - 1}`;
  for (const p of steps) log.read(cell('A', i, p));
  log.statement(4, `a = A[${i}, ${range}]`);
  for (let j = 0; j < SIZE; j++) {
    const into = cell('C', i, j);
    log.read(into);
    for (const p of steps) {
      log.read(cell('B', p, j));
      log.compute({ kind: 'multiply', into, x: cell('A', i, p), y: cell('B', p, j) });
    }
    log.write(into);
    log.statement(6, `C[${i}, ${j}] += a·B[${range}, ${j}]`);
  }
}
