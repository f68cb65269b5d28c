import * as l10n from '@vscode/l10n';
import { generateOperands } from '../../matrix/generate';
import { layOutOperands, operandsIn } from '../../matrix/operands';
import { plainProblem } from '../../problem';
import { cell, cellText, ELEMENT_BYTES, layOutRegions, OPERANDS, SIZE } from './step';
import type { Cell, RegionShape, Walk } from './step';
import { WorkLog } from './workLog';

/** Bytes of an index in compressed rows (matrix/csr.ts). */
const INDEX_BYTES = 4;

/** A in compressed rows: the columns of the entries of each row. */
export type Pattern = readonly (readonly number[])[];

/** The pattern that the profiler's own generator draws for an 8×8 matrix of this density. */
export function patternOf(density: number): Pattern {
  const problem = { ...plainProblem(SIZE, SIZE, SIZE), dtype: 'f64' as const, density };
  const layout = layOutOperands(problem, 0);
  const { a, b, c } = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  generateOperands(problem, a, b, c);
  return Array.from({ length: SIZE }, (_, row) =>
    Array.from({ length: SIZE }, (_, column) => column).filter((column) => a.elements[row * SIZE + column] !== 0),
  );
}

/** `sparse` in compressed rows (wasm/csrRows.ts), on one thread, B where it lies: a row of C stays in registers. */
export function sparseWalk(density: number, pattern: Pattern = patternOf(density)): Walk {
  const log = new WorkLog();
  const entries = pattern.reduce((sum, columns) => sum + columns.length, 0);
  const [values, columns, starts] = ['values', 'columns', 'starts'];
  let entry = 0;
  for (const [i, row] of pattern.entries()) {
    log.read(cell(starts, 0, i));
    log.read(cell(starts, 0, i + 1));
    for (let j = 0; j < SIZE; j++) log.compute({ kind: 'clear', to: cell('C', i, j) });
    const first = entry;
    log.statement(1, () => `first, end = ${first}, ${first + row.length}`);
    for (const k of row) {
      log.read(cell(columns, 0, entry));
      log.read(cell(values, 0, entry));
      for (let j = 0; j < SIZE; j++) log.read(cell('B', k, j));
      for (let j = 0; j < SIZE; j++) {
        log.compute({ kind: 'multiply', into: cell('C', i, j), x: cell(values, 0, entry), y: cell('B', k, j) });
      }
      const at = entry;
      log.statement(4, () => l10n.t('sums += values[{0}]·B[{1}, :], where values[{0}] is A[{2}, {1}]', at, k, i));
      entry += 1;
    }
    for (let j = 0; j < SIZE; j++) log.write(cell('C', i, j));
    log.statement(5, () => `C[${i}, :] = sums`);
  }
  const origins = originsOf(pattern);
  const list = (id: string, title: () => string, length: number, elementBytes: number): RegionShape => ({
    ...{ id, title, role: 'index', rows: 1, columns: length, elementBytes },
  });
  const [a, b, c] = OPERANDS;
  const entryOf = new Map(origins.map(({ row, column }, at) => [row * SIZE + column, cell(values, 0, at)]));
  return {
    title: () => l10n.t('sparse rows, {0} of {1} nonzero', entries, SIZE * SIZE),
    code: () => [
      'for i in 0 … 7',
      '  first, end = starts[i], starts[i + 1]',
      `  ${l10n.t('sums = 0, a row of C in registers')}`,
      '  for entry in first … end − 1: k = columns[entry]',
      '    sums += values[entry]·B[k, :]',
      '  C[i, :] = sums',
    ],
    steps: log.steps(),
    threads: 1,
    regions: layOutRegions([
      { ...a, standsFor: Array.from({ length: SIZE * SIZE }, (_, at) => entryOf.get(at) ?? null) },
      b,
      c,
      {
        ...list(values, () => l10n.t('values of A, row by row'), entries, ELEMENT_BYTES),
        holds: origins.map(cellText),
      },
      {
        ...list(columns, () => l10n.t('their columns'), entries, INDEX_BYTES),
        holds: origins.map(({ column }) => String(column)),
      },
      {
        ...list(starts, () => l10n.t('where rows start'), SIZE + 1, INDEX_BYTES),
        holds: startsOf(pattern).map(String),
      },
    ]),
    reasons: () => ({
      A: { fewer: l10n.t('it reads the nonzeros of A alone') },
      B: { fewer: l10n.t('it reads a row of B for each of the {0} nonzeros of A only', entries) },
    }),
  };
}

/** The elements of A that the entries are. */
function originsOf(pattern: Pattern): readonly Cell[] {
  return pattern.flatMap((columns, row) => columns.map((column) => cell('A', row, column)));
}

/** The first entry of each row, and the end of the last. */
function startsOf(pattern: Pattern): readonly number[] {
  const starts = [0];
  for (const columns of pattern) starts.push(starts[starts.length - 1] + columns.length);
  return starts;
}
