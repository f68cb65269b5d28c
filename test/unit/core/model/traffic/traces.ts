import type { Floats } from '../../../../../src/core/matrix/dense';
import { strategyById } from '../../../../../src/core/kernels/registry';
import type { ParameterValues } from '../../../../../src/core/kernels/parameters';
import type { Operand, StrategyId } from '../../../../../src/core/kernels/strategy';
import { partOf } from '../../../../../src/core/kernels/strassen/calls';
import type { Block } from '../../../../../src/core/kernels/strassen/block';
import { strassenSteps, temporaryBytes } from '../../../../../src/core/kernels/strassen/schedule';
import { columnsOfDots, dotStep, rowsOfDots } from '../../../../../src/core/kernels/wasm/dotKernel';
import { lanesOf } from '../../../../../src/core/kernels/wasm/element';
import { gemmBlocking, NO_WISHES } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { GemmBlocking } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { LoopOrder } from '../../../../../src/core/kernels/wasm/loopOrders';
import { wideTiles } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { GemmShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { SparseShape } from '../../../../../src/core/model/traffic/sparseTraffic';
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
  constructor(
    private readonly bytes: number,
    private end = 0,
  ) {}

  /** Tells of `count` neighbours from row i, column j on. */
  matrix(rows: number, leading: number, watch: Watch): Walker {
    const first = this.end;
    this.end = Math.ceil((first + rows * leading * this.bytes) / 64) * 64 + 64;
    return (i, j, count, isWrite) => {
      watch(first + (i * leading + j) * this.bytes, count * this.bytes, isWrite);
    };
  }
}

/** A matrix in room of its own: tells of `count` neighbours in a row of it from row i, column j on. */
type Walker = (i: number, j: number, count: number, isWrite: boolean) => void;

/** As op(X) has it, where X is stored transposed. */
function transposed(walker: Walker): Walker {
  return (i, j, count, isWrite) => {
    for (let at = 0; at < count; at++) walker(j + at, i, 1, isWrite);
  };
}

interface Walkers {
  readonly room: Room;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly a: Walker;
  readonly b: Walker;
  readonly c: Walker;
}

/** The operands of op(A)·op(B), or of Cᵀ = op(B)ᵀ·op(A)ᵀ, as they are stored. */
function walkersOf(problem: Problem, swapped: boolean, watch: Watch): Walkers {
  const { m, k, n, transposeA, transposeB } = problem;
  const room = new Room(elementBytes(problem.dtype));
  const walker = (rows: number, columns: number, isTransposed: boolean): Walker =>
    isTransposed ? transposed(room.matrix(columns, rows, watch)) : room.matrix(rows, columns, watch);
  const [a, b, c] = [walker(m, k, transposeA), walker(k, n, transposeB), walker(m, n, false)];
  if (!swapped) return { room, m, k, n, a, b, c };
  return { room, m: n, k, n: m, a: transposed(b), b: transposed(a), c: transposed(c) };
}

/** wasm/outerExpansion.ts: `wide` columns of C at a time stay in registers while `rank` rows of B are added to them. */
export function traceOfExpansion(problem: Problem, rank: number, wide: number, watch: Watch): void {
  const { beta, transposeB } = problem;
  const { room, m, k, n, a, b, c } = walkersOf(problem, false, watch);
  const panel = room.matrix(rank, n, watch);
  const eachStrip = (body: (j: number, columns: number) => void): void => {
    for (let j = 0; j < n; j += wide) body(j, Math.min(wide, n - j));
  };
  for (let i = 0; beta !== 0 && beta !== 1 && i < m; i++) {
    eachStrip((j, columns) => {
      c(i, j, columns, false);
      c(i, j, columns, true);
    });
  }
  for (let t = 0; t < k; t += rank) {
    const depth = Math.min(rank, k - t);
    for (let q = 0; transposeB && q < depth; q++) {
      for (let j = 0; j < n; j++) {
        b(t + q, j, 1, false);
        panel(q, j, 1, true);
      }
    }
    for (let i = 0; i < m; i++) {
      a(i, t, depth, false);
      eachStrip((j, columns) => {
        if (t > 0 || beta !== 0) c(i, j, columns, false);
        for (let q = 0; q < depth; q++) {
          if (transposeB) panel(q, j, columns, false);
          else b(t + q, j, columns, false);
        }
        c(i, j, columns, true);
      });
    }
  }
}

/** wasm/loopNest.ts: the three loops in an order, `wide` neighbouring columns at a time; β = 0. */
export function traceOfOrder(problem: Problem, order: LoopOrder, wide: number, watch: Watch): void {
  const { m, k, n, a, b, c } = walkersOf(problem, false, watch);
  const turns = { i: m, j: Math.ceil(n / wide), k };
  type Index = keyof typeof turns;
  type At = Readonly<Record<Index, number>>;
  const columns = ({ j }: At): number => Math.min(wide, n - j * wide);
  const ofC = (at: At, isWrite: boolean): void => {
    c(at.i, at.j * wide, columns(at), isWrite);
  };
  const nest = ([index, ...inner]: readonly Index[], at: At, isUpdate: boolean): void => {
    if (index === undefined) {
      if (isUpdate) ofC(at, false);
      ofC(at, true);
      return;
    }
    if (index === 'k' && inner.length === 0) {
      for (let p = 0; p < k; p++) {
        a(at.i, p, 1, false);
        b(p, at.j * wide, columns(at), false);
      }
      ofC(at, true);
      return;
    }
    if (index === 'k') nest(inner, at, false);
    const isInnermost = inner.length === 0;
    if (isInnermost && isUpdate) {
      // One of the operands does not change here: A along a row of C, B down a column.
      if (index === 'j') a(at.i, at.k, 1, false);
      else b(at.k, at.j * wide, columns(at), false);
    }
    for (let turn = 0; turn < turns[index]; turn++) {
      const next = { ...at, [index]: turn };
      if (isInnermost && isUpdate) {
        if (index === 'j') b(next.k, next.j * wide, columns(next), false);
        else a(next.i, next.k, 1, false);
      }
      nest(inner, next, isUpdate || index === 'k');
    }
  };
  // The loop over k is where sums begin to be added to.
  const indices = Array.from(order).filter((letter): letter is Index => letter in turns);
  nest(indices, { i: 0, j: 0, k: 0 }, false);
}

/** The kernels of wasm/gemm.ts, β = 0. */
export function traceOfGemm(problem: Problem, shape: GemmShape, blocking: GemmBlocking, watch: Watch): void {
  const gathersA = blocking.swapped ? !problem.transposeB : problem.transposeA;
  traceOfWalkers(walkersOf(problem, blocking.swapped, watch), shape, blocking, watch, { gathersA });
}

/** Strassen's steps (kernels/strassen/schedule.ts) with temporaries behind the operands, and panels behind these; β = 0. */
export function traceOfStrassen(problem: Problem, shape: GemmShape, levels: number, watch: Watch): void {
  const { m, k, n, dtype } = problem;
  const bytes = elementBytes(dtype);
  const ends: number[] = [];
  const block = (rows: number, leading: number): Block => {
    const address = ends.at(-1) ?? 0;
    ends.push(address + Math.ceil((rows * leading * bytes) / 64) * 64);
    return { address, leading, transposed: false };
  };
  const product = { size: { m, k, n }, a: block(m, k), b: block(k, n), c: block(m, n), start: 'zero' as const };
  const temporaries = ends.at(-1) ?? 0;
  const panels = temporaries + temporaryBytes({ m, k, n }, levels, 'zero', bytes);
  const walker =
    ({ address, leading }: Block): Walker =>
    (i, j, count, isWrite) => {
      watch(address + (i * leading + j) * bytes, count * bytes, isWrite);
    };
  for (const step of strassenSteps(product, levels, temporaries, bytes)) {
    if (step.kind === 'multiply') {
      const part = partOf(problem, step);
      const blocking = gemmBlocking(shape, part, NO_WISHES);
      const [a, b, c] = [walker(step.a), walker(step.b), walker(step.c)];
      const walkers = { room: new Room(bytes, panels), ...step.size, a, b, c };
      traceOfWalkers(walkers, shape, blocking, watch, { addsToC: step.start !== 'zero' });
    } else {
      const [target, x, y] = [walker(step.target), walker(step.x), walker(step.y)];
      for (let i = 0; i < step.rows; i++) {
        for (let j = 0; j < step.columns; j++) {
          x(i, j, 1, false);
          y(i, j, 1, false);
          target(i, j, 1, true);
        }
      }
    }
  }
}

function traceOfWalkers(
  walkers: Walkers,
  shape: GemmShape,
  blocking: GemmBlocking,
  watch: Watch,
  { addsToC = false, gathersA = false } = {},
): void {
  switch (blocking.kernel) {
    case 'tiles':
      traceOfPanels(walkers, shape, blocking, watch, addsToC);
      break;
    case 'dot':
      traceOfDots(walkers, shape, blocking, watch, gathersA);
      break;
    case 'outer':
      for (let i = 0; i < walkers.m; i++) {
        walkers.a(i, 0, 1, false);
        for (let j = 0; j < walkers.n; j++) {
          walkers.b(0, j, 1, false);
          walkers.c(i, j, 1, true);
        }
      }
  }
}

/** wasm/fiveLoops.ts, macroKernel.ts, microKernel.ts and packing.ts. */
function traceOfPanels(
  { room, m, k, n, a, b, c }: Walkers,
  shape: GemmShape,
  blocking: GemmBlocking,
  watch: Watch,
  addsToC: boolean,
): void {
  const { mc, kc, nc, packA, packB, wide } = blocking;
  const { mr } = shape;
  const nr = wide ? (wideTiles(shape)[m - 1]?.vectors ?? 0) * lanesOf(shape.dtype) : shape.nr;
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
              if (addsToC || pc > 0) c(ic + i + row, jc + j, wide, false);
              c(ic + i + row, jc + j, wide, true);
            }
          }
        }
      }
    }
  }
}

/** wasm/dotKernel.ts: an A that is stored transposed is gathered first. */
function traceOfDots(
  { room, m, k, n, a, b, c }: Walkers,
  shape: GemmShape,
  { kc, nc }: GemmBlocking,
  watch: Watch,
  gathersA: boolean,
): void {
  const step = dotStep(shape);
  const gathered = room.matrix(m, kc, watch);
  for (let pc = 0; pc < k; pc += kc) {
    for (let i = 0; gathersA && i < m; i++) {
      for (let p = pc; p < Math.min(k, pc + kc); p++) {
        a(i, p, 1, false);
        gathered(i, p - pc, 1, true);
      }
    }
    for (let jc = 0; jc < n; jc += nc) {
      for (let i = 0; i < m; i += rowsOfDots(m - i)) {
        const high = rowsOfDots(m - i);
        const wide = columnsOfDots(high);
        for (let j = jc; j < Math.min(n, jc + nc); j += wide) {
          const columns = Math.min(wide, n - j, jc + nc - j);
          for (let p = pc; p < Math.min(k, pc + kc); p += step) {
            const depth = Math.min(step, k - p);
            for (let row = 0; row < high; row++) {
              if (gathersA) gathered(i + row, p - pc, depth, false);
              else a(i + row, p, depth, false);
            }
            for (let at = 0; at < depth; at++) b(p + at, j, columns, false);
          }
          for (let row = 0; row < high; row++) {
            if (pc > 0) c(i + row, j, columns, false);
            c(i + row, j, columns, true);
          }
        }
      }
    }
  }
}

/** The loops of wasm/spmm.ts over the entries of the problem's A, in compressed rows (block 1) or in rows of blocks; β = 0. */
export function traceOfSparse(problem: Problem, shape: Omit<SparseShape, 'entries'>, watch: Watch): number {
  const { m, k, n, dtype } = problem;
  const { block, width, strip, packB } = shape;
  const { a } = fakeContext(problem, { workspaceBytes: 0 });
  const { rowStarts, columns } = entriesOf(a, m, k, block);
  const entries = columns.length;
  const room = new Room(elementBytes(dtype));
  const b = room.matrix(k, n, watch);
  const c = room.matrix(m, n, watch);
  const panel = room.matrix(k * Math.ceil(width / strip), strip, watch);
  const values = room.matrix(entries, block * block, watch);
  // Of 4 bytes each, whatever the elements are.
  const indices = new Room(4);
  const far = 2 ** 30;
  const [starts, entryColumns] = [rowStarts.length, entries].map((count) =>
    indices.matrix(1, count, (at, bytes, isWrite) => {
      watch(far + at, bytes, isWrite);
    }),
  );
  for (let j = 0; j < n; j += width) {
    const wide = Math.min(width, n - j);
    for (let p = 0; packB && p < k; p++) {
      b(p, j, wide, false);
      for (let at = 0; at < wide; at += strip) panel((at / strip) * k + p, 0, Math.min(strip, wide - at), true);
    }
    for (let i = 0; i < m; i += block) {
      starts(0, i / block, 2, false);
      for (let at = 0; at < wide; at += strip) {
        const columnsOfStrip = Math.min(strip, wide - at);
        const height = Math.min(4, block);
        for (let tile = 0; tile < Math.min(block, m - i); tile += height) {
          for (let entry = rowStarts[i / block]; entry < rowStarts[i / block + 1]; entry++) {
            entryColumns(0, entry, 1, false);
            for (let p = 0; p < Math.min(block, k - columns[entry] * block); p++) {
              values(entry, tile * block + p * height, height, false);
              const row = columns[entry] * block + p;
              if (packB) panel((at / strip) * k + row, 0, columnsOfStrip, false);
              else b(row, j + at, columnsOfStrip, false);
            }
          }
          for (let row = 0; row < Math.min(height, m - i - tile); row++)
            c(i + tile + row, j + at, columnsOfStrip, true);
        }
      }
    }
  }
  return entries;
}

/** Columns of the blocks of op(A) that hold something, row of blocks by row of blocks. */
function entriesOf(
  { elements, rowStride, columnStride }: Operand,
  m: number,
  k: number,
  block: number,
): { readonly rowStarts: readonly number[]; readonly columns: readonly number[] } {
  const rowStarts = [0];
  const columns: number[] = [];
  for (let top = 0; top < m; top += block) {
    for (let left = 0; left < k; left += block) {
      let isThere = false;
      for (let i = top; i < Math.min(m, top + block); i++) {
        for (let p = left; p < Math.min(k, left + block); p++) {
          isThere ||= elements[i * rowStride + p * columnStride] !== 0;
        }
      }
      if (isThere) columns.push(left / block);
    }
    rowStarts.push(columns.length);
  }
  return { rowStarts, columns };
}
