import { assertNever } from '../../assertNever';
import type { LoopOrder } from '../../kernels/wasm/loopOrders';
import { cell, layOutRegions, OPERANDS, SIZE } from './step';
import type { Reason, Step, Walk } from './step';
import { WorkLog } from './workLog';

const DOT_CODE = (first: string, second: string): readonly string[] => [
  `for ${first} in 0 … 7`,
  `  for ${second} in 0 … 7`,
  '    sum = 0, in a register',
  '    for k in 0 … 7',
  '      sum += A[i, k]·B[k, j]',
  '    C[i, j] = sum',
];
const ROW_CODE = ['for i in 0 … 7', '  C[i, :] = 0', '  for k in 0 … 7', '    a = A[i, k], in a register'];
const COLUMN_CODE = ['for j in 0 … 7', '  C[:, j] = 0', '  for k in 0 … 7', '    b = B[k, j], in a register'];
const UPDATE_BY_A = '      C[i, j] += a·B[k, j]';
const UPDATE_BY_B = '      C[i, j] += A[i, k]·b';

const ALONG_ROWS = 'it walks B along its rows';
const EACH_ONCE = 'it reads each element of B only once';
const KEEPS_A = 'it keeps each element of A in a register for a whole row of C';
const PASSES_OVER_C = 'it passes over all of C for every k';
const DOWN_COLUMNS = 'it walks A and C down their columns';

const REASONS: Readonly<Record<LoopOrder, Readonly<Record<string, Reason>>>> = {
  ijk: {},
  jik: {
    A: { more: 'it reads all of A for every column of C' },
    B: { fewer: 'it stays with a column of B for all rows of A' },
    C: { more: 'it writes C down its columns' },
  },
  ikj: {
    A: { fewer: KEEPS_A },
    B: { fewer: ALONG_ROWS, more: 'it reads all of B anew for every row of C' },
    C: { more: 'it comes back to a row of C for every k' },
  },
  jki: { A: { more: DOWN_COLUMNS }, B: { fewer: EACH_ONCE }, C: { more: DOWN_COLUMNS } },
  kij: {
    A: { fewer: KEEPS_A, more: 'it reads A down its columns' },
    B: { fewer: ALONG_ROWS },
    C: { more: PASSES_OVER_C },
  },
  kji: {
    A: { more: DOWN_COLUMNS },
    B: { fewer: EACH_ONCE },
    C: { more: `${PASSES_OVER_C}, down its columns` },
  },
};

/** The three loops in an order, as kernels/loopKernels.ts runs them in JavaScript, β = 0. */
export function loopOrderWalk(order: LoopOrder): Walk {
  const { code, steps } = stepsOf(order);
  const title = Array.from(order).join('-');
  return { title, code, steps, threads: 1, regions: layOutRegions(OPERANDS), reasons: REASONS[order] };
}

function stepsOf(order: LoopOrder): { readonly code: readonly string[]; readonly steps: readonly Step[] } {
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
      log.statement(4, `sum += A[${i}, ${k}]·B[${k}, ${j}]`);
    });
    log.write(c(i, j));
    log.statement(5, `C[${i}, ${j}] = sum`);
  };
  const clear = (line: number, i: number, j: number): void => {
    log.clear(c(i, j));
    log.statement(line, `C[${i}, ${j}] = 0`);
  };
  const keep = (line: number, name: 'A' | 'B', row: number, column: number): void => {
    log.read(cell(name, row, column));
    log.statement(line, `${name === 'A' ? 'a' : 'b'} = ${name}[${row}, ${column}]`);
  };
  /** C[i, j] += A[i, k]·B[k, j], the operand that is not kept in a register being read. */
  const update = (line: number, i: number, k: number, j: number, kept: 'A' | 'B'): void => {
    const [x, y] = [a(i, k), b(k, j)];
    log.read(c(i, j));
    log.read(kept === 'A' ? y : x);
    log.compute({ kind: 'multiply', into: c(i, j), x, y });
    log.write(c(i, j));
    log.statement(line, kept === 'A' ? `C[${i}, ${j}] += a·B[${k}, ${j}]` : `C[${i}, ${j}] += A[${i}, ${k}]·b`);
  };
  switch (order) {
    case 'ijk':
      each((i) => {
        each((j) => {
          dot(i, j, 'A');
        });
      });
      return { code: DOT_CODE('i', 'j'), steps: log.steps() };
    case 'jik':
      each((j) => {
        each((i) => {
          dot(i, j, 'B');
        });
      });
      return { code: DOT_CODE('j', 'i'), steps: log.steps() };
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
      return { code: [...ROW_CODE, '    for j in 0 … 7', UPDATE_BY_A], steps: log.steps() };
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
      return { code: [...COLUMN_CODE, '    for i in 0 … 7', UPDATE_BY_B], steps: log.steps() };
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
        code: [
          'C = 0',
          'for k in 0 … 7',
          '  for i in 0 … 7',
          '    a = A[i, k], in a register',
          '    for j in 0 … 7',
          UPDATE_BY_A,
        ],
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
        code: [
          'C = 0',
          'for k in 0 … 7',
          '  for j in 0 … 7',
          '    b = B[k, j], in a register',
          '    for i in 0 … 7',
          UPDATE_BY_B,
        ],
        steps: log.steps(),
      };
    default:
      return assertNever(order);
  }
}
