import { cellCount, cellMap, writeBlockIndex } from '../../matrix/bsr';
import { startsFromCounts } from '../../matrix/csr';
import { aligned } from '../../matrix/operands';
import { maximumNonzeros } from '../../matrix/sparsity';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import type { KernelContext } from '../strategy';
import { exportedFunction, isShared } from '../wasm/kernelModule';
import { CONVERSION_PARAMETERS, sparseConversionModule } from '../wasm/sparseConversion';
import type { ConversionStep } from '../wasm/sparseConversion';
import { BLOCK_SIZES, BSR_ELEMENT_COST, chooseLayout } from './layout';
import type { ChosenLayout, Survey } from './layout';

/** What the user asks for; null where the structure of A is to decide. */
export interface LayoutWishes {
  readonly format: 'csr' | 'bsr' | null;
  readonly block: number | null;
}

/** op(A), converted, in the kernel memory. */
export interface SparseMatrix {
  readonly layout: ChosenLayout;
  readonly nonzeros: number;
  /** Starts of rows, or of rows of blocks, and one more; a view on the kernel memory. */
  readonly rowStarts: Int32Array;
  /** Addresses. */
  readonly columns: number;
  readonly values: number;
}

/** Converts A; allocates its arrays when it is made. */
export class SparseConversion {
  readonly matrix: SparseMatrix;
  private readonly counts: Int32Array;
  private readonly cells: Uint8Array;
  /** Where the next entry of each row goes, while an A that is stored transposed is converted. */
  private readonly next: Int32Array;

  constructor(
    private readonly context: KernelContext,
    private readonly wishes: LayoutWishes,
  ) {
    const { problem, memory } = context;
    const { m, k, dtype, transposeA } = problem;
    const integers = (length: number): Int32Array =>
      new Int32Array(memory.buffer, context.allocate(length * 4), length);
    this.counts = integers(m + 1);
    this.next = integers(transposeA ? m : 0);
    const cells = cellCount(m, k);
    this.cells = new Uint8Array(memory.buffer, context.allocate(cells), cells);

    const { nonzeros, map } = this.survey();
    const layout = chooseLayout({ nonzeros, map }, wishes.format, wishes.block);
    const entries = context.aChanges === true ? m * k : nonzeros;
    const stored = layout.format === 'csr' ? entries : layout.blocks;
    const elements = layout.format === 'csr' ? entries : layout.blocks * layout.block ** 2;
    this.matrix = {
      layout,
      nonzeros,
      rowStarts: layout.format === 'csr' ? this.counts : integers(layout.blockMap.rows + 1),
      columns: context.allocate(stored * 4),
      values: context.allocate(elements * elementBytes(dtype)),
    };
  }

  /** Does all of the conversion: looks A through, chooses the layout anew (it is the same) and fills the arrays. */
  run(): void {
    const { problem, a } = this.context;
    const { m, k, dtype, transposeA } = problem;
    const { rowStarts, columns, values } = this.matrix;
    const layout = chooseLayout(this.survey(), this.wishes.format, this.wishes.block);
    if (layout.format === 'bsr') {
      const blocks = new Int32Array(this.context.memory.buffer, columns, layout.blocks);
      writeBlockIndex(layout.blockMap, { rowStarts, columns: blocks });
      this.step('fill_blocks', {
        matrix: a.offset,
        rows: m,
        columns: k,
        leading: a.columns * elementBytes(dtype),
        transposed: transposeA ? 1 : 0,
        block: layout.block,
        rowStarts: rowStarts.byteOffset,
        blockColumns: columns,
        values,
      });
      return;
    }
    const target = { matrix: a.offset, rows: a.rows, columns: a.columns, columnOf: columns, values };
    if (transposeA) {
      this.next.set(rowStarts.subarray(0, m));
      this.step('fill_by_columns', { ...target, next: this.next.byteOffset });
    } else {
      this.step('fill_by_rows', target);
    }
  }

  /** Counts the entries of the rows of op(A), makes their starts, and maps where they are. */
  private survey(): Survey {
    const { a, problem } = this.context;
    this.step(problem.transposeA ? 'survey_columns' : 'survey_rows', {
      matrix: a.offset,
      rows: a.rows,
      columns: a.columns,
      counts: this.counts.byteOffset + 4,
      cells: this.cells.byteOffset,
    });
    startsFromCounts(this.counts);
    return {
      nonzeros: this.counts[problem.m],
      map: cellMap(this.cells, problem.m, problem.k, problem.transposeA),
    };
  }

  private step<Step extends ConversionStep>(
    step: Step,
    values: Readonly<Record<(typeof CONVERSION_PARAMETERS)[Step][number], number>>,
  ): void {
    const { memory, problem } = this.context;
    const exports = this.context.instantiate(sparseConversionModule(problem.dtype, isShared(memory)));
    const names: readonly (typeof CONVERSION_PARAMETERS)[Step][number][] = CONVERSION_PARAMETERS[step];
    exportedFunction(exports, step)(...names.map((name) => values[name]));
  }
}

/** Bytes that a conversion allocates, at most. */
export function conversionBytes(problem: Problem, { format, block }: LayoutWishes): number {
  const { m, k, dtype } = problem;
  const nonzeros = maximumNonzeros(problem);
  const bytes = elementBytes(dtype);
  const arrays = (rows: number, stored: number, elements: number): number =>
    aligned((rows + 1) * 4) + aligned(stored * 4) + aligned(elements * bytes);
  const always = aligned((m + 1) * 4) + aligned(m * 4) + aligned(cellCount(m, k));
  const csr = always + arrays(0, nonzeros, nonzeros);
  if (format === 'csr') return csr;
  const ofBlocks = (size: number): number => {
    const blocks = Math.min(nonzeros, Math.ceil(m / size) * Math.ceil(k / size));
    // Blocks that are not asked for are taken only where they are filled well.
    const elements = format === 'bsr' ? blocks * size ** 2 : Math.min(blocks * size ** 2, nonzeros / BSR_ELEMENT_COST);
    return always + arrays(Math.ceil(m / size), blocks, elements);
  };
  return Math.max(csr, ...(block === null ? BLOCK_SIZES : [block]).map(ofBlocks));
}
