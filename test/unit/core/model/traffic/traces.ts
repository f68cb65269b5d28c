import type { Floats } from '../../../../../src/core/matrix/dense';
import { strategyById } from '../../../../../src/core/kernels/registry';
import type { ParameterValues } from '../../../../../src/core/kernels/parameters';
import type { Operand, StrategyId } from '../../../../../src/core/kernels/strategy';
import type { PackedBlocking, PackedTile } from '../../../../../src/core/model/traffic/productLoops';
import { elementBytes } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { fakeContext } from '../../kernels/fakeContext';

/** Told of every element that is read or written, in order. */
export type Watch = (address: number, bytes: number, isWrite: boolean) => void;

/** What a kernel in JavaScript really touches: it runs on operands that tell of each access. */
export async function traceOfKernel(
  id: StrategyId,
  problem: Problem,
  values: ParameterValues,
  watch: Watch,
): Promise<void> {
  const context = fakeContext(problem, { workspaceBytes: 0 });
  const watched = (operand: Operand): Operand => ({
    ...operand,
    elements: watchedElements(operand.elements, operand.offset, watch),
  });
  const { a, b, c } = context;
  const prepared = strategyById(id).prepare({ ...context, a: watched(a), b: watched(b), c: watched(c) }, values);
  await prepared.runBatch(1);
}

function watchedElements(elements: Floats, offset: number, watch: Watch): Floats {
  const bytes = elements.BYTES_PER_ELEMENT;
  return new Proxy(elements, {
    get: (target, key) => {
      const index = Number(key);
      if (Number.isNaN(index)) return Reflect.get(target, key, target) as unknown;
      watch(offset + index * bytes, bytes, false);
      return target[index];
    },
    set: (target, key, value: number) => {
      const index = Number(key);
      watch(offset + index * bytes, bytes, true);
      target[index] = value;
      return true;
    },
  });
}

/** Matrices one behind the other, each at the beginning of a line. */
class Room {
  private end = 0;

  constructor(private readonly bytes: number) {}

  /** Tells of `count` neighbours from row i, column j on. */
  matrix(rows: number, leading: number, watch: Watch): (i: number, j: number, count: number, isWrite: boolean) => void {
    const first = this.end;
    this.end = Math.ceil((first + rows * leading * this.bytes) / 64) * 64 + 64;
    return (i, j, count, isWrite) => {
      watch(first + (i * leading + j) * this.bytes, count * this.bytes, isWrite);
    };
  }
}

/** The loops of wasm/gemm.ts, macroKernel.ts, microKernel.ts and packing.ts, without transposes, β = 0. */
export function traceOfPanels(problem: Problem, tile: PackedTile, blocking: PackedBlocking, watch: Watch): void {
  const { m, k, n } = problem;
  const { mr, nr } = tile;
  const { mc, kc, nc, packA, packB } = blocking;
  const room = new Room(elementBytes(problem.dtype));
  const a = room.matrix(m, k, watch);
  const b = room.matrix(k, n, watch);
  const c = room.matrix(m, n, watch);
  const panelsA = room.matrix(Math.ceil(mc / mr), kc * mr, watch);
  const panelsB = room.matrix(Math.ceil(nc / nr), kc * nr, watch);
  for (let jc = 0; jc < n; jc += nc) {
    const columns = Math.min(nc, n - jc);
    for (let pc = 0; pc < k; pc += kc) {
      const depth = Math.min(kc, k - pc);
      for (let j = 0; packB && j < columns; j += nr) {
        for (let p = 0; p < depth; p++) {
          b(pc + p, jc + j, Math.min(nr, columns - j), false);
          panelsB(j / nr, p * nr, nr, true);
        }
      }
      for (let ic = 0; ic < m; ic += mc) {
        const rows = Math.min(mc, m - ic);
        for (let i = 0; packA && i < rows; i += mr) {
          for (let row = 0; row < Math.min(mr, rows - i); row++) {
            for (let p = 0; p < depth; p++) {
              a(ic + i + row, pc + p, 1, false);
              panelsA(i / mr, p * mr + row, 1, true);
            }
          }
        }
        for (let j = 0; j < columns; j += nr) {
          const wide = Math.min(nr, columns - j);
          for (let i = 0; i < rows; i += mr) {
            const high = Math.min(mr, rows - i);
            for (let p = 0; p < depth; p++) {
              if (packB) panelsB(j / nr, p * nr, nr, false);
              else b(pc + p, jc + j, wide, false);
              for (let row = 0; row < high; row++) {
                if (packA) panelsA(i / mr, p * mr + row, 1, false);
                else a(ic + i + row, pc + p, 1, false);
              }
            }
            for (let row = 0; row < high; row++) {
              if (pc > 0) c(ic + i + row, jc + j, wide, false);
              c(ic + i + row, jc + j, wide, true);
            }
          }
        }
      }
    }
  }
}

/** The loops of wasm/spmm.ts over the nonzeros of the problem's A; β = 0. */
export function traceOfSparse(problem: Problem, width: number, packB: boolean, watch: Watch): number {
  const { m, k, n, dtype } = problem;
  const { a } = fakeContext(problem, { workspaceBytes: 0 });
  const csr = entriesOf(a, m, k);
  const nonzeros = csr.columns.length;
  const room = new Room(elementBytes(dtype));
  const b = room.matrix(k, n, watch);
  const c = room.matrix(m, n, watch);
  const panel = room.matrix(k, width, watch);
  const entryValues = room.matrix(1, nonzeros, watch);
  // Of 4 bytes each, whatever the elements are.
  const indices = new Room(4);
  const far = 2 ** 30;
  const rowStarts = indices.matrix(1, m + 1, (at, bytes, isWrite) => {
    watch(far + at, bytes, isWrite);
  });
  const columns = indices.matrix(1, nonzeros, (at, bytes, isWrite) => {
    watch(far + at, bytes, isWrite);
  });
  for (let j = 0; j < n; j += width) {
    const wide = Math.min(width, n - j);
    for (let p = 0; packB && p < k; p++) {
      b(p, j, wide, false);
      panel(p, 0, width, true);
    }
    for (let i = 0; i < m; i++) {
      rowStarts(0, i, 2, false);
      for (let entry = csr.rowStarts[i]; entry < csr.rowStarts[i + 1]; entry++) {
        columns(0, entry, 1, false);
        entryValues(0, entry, 1, false);
        if (packB) panel(csr.columns[entry], 0, wide, false);
        else b(csr.columns[entry], j, wide, false);
      }
      c(i, j, wide, true);
    }
  }
  return nonzeros;
}

/** Columns of the nonzeros of op(A), row by row. */
function entriesOf(
  { elements, rowStride, columnStride }: Operand,
  m: number,
  k: number,
): { readonly rowStarts: readonly number[]; readonly columns: readonly number[] } {
  const rowStarts = [0];
  const columns: number[] = [];
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) if (elements[i * rowStride + p * columnStride] !== 0) columns.push(p);
    rowStarts.push(columns.length);
  }
  return { rowStarts, columns };
}
