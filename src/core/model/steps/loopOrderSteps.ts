import * as l10n from '@vscode/l10n';
import { assertNever } from '../../assertNever';
import type { LoopOrder } from '../../kernels/wasm/loopOrders';
import { cell, layOutRegions, OPERANDS, SIZE } from './step';
import type { Reason, Walk } from './step';
import { WorkLog } from './workLog';

const dotCode = (first: string, second: string): readonly string[] => [
  `for ${first} in 0 … 7`,
  `  for ${second} in 0 … 7`,
  `    ${l10n.t('sum = 0, in a register')}`,
  '    for k in 0 … 7',
  '      sum += A[i, k]·B[k, j]',
  '    C[i, j] = sum',
];
const keptA = (): string => `    ${l10n.t('a = A[i, k], in a register')}`;
const keptB = (): string => `    ${l10n.t('b = B[k, j], in a register')}`;
const rowCode = (): readonly string[] => ['for i in 0 … 7', '  C[i, :] = 0', '  for k in 0 … 7', keptA()];
const columnCode = (): readonly string[] => ['for j in 0 … 7', '  C[:, j] = 0', '  for k in 0 … 7', keptB()];
const UPDATE_BY_A = '      C[i, j] += a·B[k, j]';
const UPDATE_BY_B = '      C[i, j] += A[i, k]·b';

function reasonsOf(order: LoopOrder): Readonly<Record<string, Reason>> {
  const keepsA = l10n.t('it keeps each element of A in a register for a whole row of C');
  const alongRows = l10n.t('it walks B along its rows');
  const eachOnce = l10n.t('it reads each element of B only once');
  const downColumns = l10n.t('it walks A and C down their columns');
  switch (order) {
    case 'ijk':
      return {};
    case 'jik':
      return {
        A: { more: l10n.t('it reads all of A for every column of C') },
        B: { fewer: l10n.t('it stays with a column of B for all rows of A') },
        C: { more: l10n.t('it writes C down its columns') },
      };
    case 'ikj':
      return {
        A: { fewer: keepsA },
        B: { fewer: alongRows, more: l10n.t('it reads all of B anew for every row of C') },
        C: { more: l10n.t('it comes back to a row of C for every k') },
      };
    case 'jki':
      return { A: { more: downColumns }, B: { fewer: eachOnce }, C: { more: downColumns } };
    case 'kij':
      return {
        A: { fewer: keepsA, more: l10n.t('it reads A down its columns') },
        B: { fewer: alongRows },
        C: { more: l10n.t('it passes over all of C for every k') },
      };
    case 'kji':
      return {
        A: { more: downColumns },
        B: { fewer: eachOnce },
        C: { more: l10n.t('it passes over all of C for every k, down its columns') },
      };
    default:
      return assertNever(order);
  }
}

/** The three loops in an order, as kernels/loopKernels.ts runs them in JavaScript, β = 0. */
export function loopOrderWalk(order: LoopOrder): Walk {
  const { code, steps } = stepsOf(order);
  return {
    title: () => Array.from(order).join('-'),
    code,
    steps,
    threads: 1,
    regions: layOutRegions(OPERANDS),
    reasons: () => reasonsOf(order),
  };
}

function stepsOf(order: LoopOrder): Pick<Walk, 'code' | 'steps'> {
  const log = new WorkLog();
  const [a, b, c] = ['A', 'B', 'C'].map((id) => (row: number, column: number) => cell(id, row, column));
  const each = (body: (index: number) => void): void => {
    for (let index = 0; index < SIZE; index++) body(index);
  };
  /** C[i, j] = op(A)[i, :]·op(B)[:, j]; the one that is walked by the inner loop is read first. */
  const dot = (i: number, j: number, first: 'A' | 'B'): void => {
    each((k) => {
      const [x, y] = [a(i, k), b(k, j)];
      for (const operand of first === 'A' ? [x, y] : [y, x]) log.read(operand);
      log.compute({ kind: 'multiply', into: c(i, j), x, y });
      log.statement(4, () => `sum += A[${i}, ${k}]·B[${k}, ${j}]`);
    });
    log.write(c(i, j));
    log.statement(5, () => `C[${i}, ${j}] = sum`);
  };
  const clear = (line: number, i: number, j: number): void => {
    log.clear(c(i, j));
    log.statement(line, () => `C[${i}, ${j}] = 0`);
  };
  const keep = (line: number, name: 'A' | 'B', row: number, column: number): void => {
    log.read(cell(name, row, column));
    log.statement(line, () => `${name === 'A' ? 'a' : 'b'} = ${name}[${row}, ${column}]`);
  };
  /** C[i, j] += A[i, k]·B[k, j], the operand that is not kept in a register being read. */
  const update = (line: number, i: number, k: number, j: number, kept: 'A' | 'B'): void => {
    const [x, y] = [a(i, k), b(k, j)];
    log.read(c(i, j));
    log.read(kept === 'A' ? y : x);
    log.compute({ kind: 'multiply', into: c(i, j), x, y });
    log.write(c(i, j));
    log.statement(line, () => (kept === 'A' ? `C[${i}, ${j}] += a·B[${k}, ${j}]` : `C[${i}, ${j}] += A[${i}, ${k}]·b`));
  };
  switch (order) {
    case 'ijk':
      each((i) => {
        each((j) => {
          dot(i, j, 'A');
        });
      });
      return { code: () => dotCode('i', 'j'), steps: log.steps() };
    case 'jik':
      each((j) => {
        each((i) => {
          dot(i, j, 'B');
        });
      });
      return { code: () => dotCode('j', 'i'), steps: log.steps() };
    case 'ikj':
      each((i) => {
        each((j) => {
          clear(1, i, j);
        });
        each((k) => {
          keep(3, 'A', i, k);
          each((j) => {
            update(5, i, k, j, 'A');
          });
        });
      });
      return { code: () => [...rowCode(), '    for j in 0 … 7', UPDATE_BY_A], steps: log.steps() };
    case 'jki':
      each((j) => {
        each((i) => {
          clear(1, i, j);
        });
        each((k) => {
          keep(3, 'B', k, j);
          each((i) => {
            update(5, i, k, j, 'B');
          });
        });
      });
      return { code: () => [...columnCode(), '    for i in 0 … 7', UPDATE_BY_B], steps: log.steps() };
    case 'kij':
      each((i) => {
        each((j) => {
          clear(0, i, j);
        });
      });
      each((k) => {
        each((i) => {
          keep(3, 'A', i, k);
          each((j) => {
            update(5, i, k, j, 'A');
          });
        });
      });
      return {
        code: () => ['C = 0', 'for k in 0 … 7', '  for i in 0 … 7', keptA(), '    for j in 0 … 7', UPDATE_BY_A],
        steps: log.steps(),
      };
    case 'kji':
      each((j) => {
        each((i) => {
          clear(0, i, j);
        });
      });
      each((k) => {
        each((j) => {
          keep(3, 'B', k, j);
          each((i) => {
            update(5, i, k, j, 'B');
          });
        });
      });
      return {
        code: () => ['C = 0', 'for k in 0 … 7', '  for j in 0 … 7', keptB(), '    for i in 0 … 7', UPDATE_BY_B],
        steps: log.steps(),
      };
    default:
      return assertNever(order);
  }
}
