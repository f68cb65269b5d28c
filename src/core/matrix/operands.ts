import type { Operand } from '../kernels/strategy';
import { elementBytes } from '../problem';
import type { Problem } from '../problem';
import { floatsAt } from './dense';

/** Where a stored operand lies in the kernel memory: an `Operand` before there is memory. */
export type OperandPlace = Omit<Operand, 'elements'>;

export interface OperandLayout {
  readonly a: OperandPlace;
  readonly b: OperandPlace;
  readonly c: OperandPlace;
  /** The first byte behind the operands, a multiple of 64. */
  readonly end: number;
}

export interface Operands {
  readonly a: Operand;
  readonly b: Operand;
  readonly c: Operand;
}

/** A cache line; no two operands share one. */
const ALIGNMENT_BYTES = 64;

/** The next multiple of a cache line. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

/**
 * Places A (m×k, or k×m where it is used transposed), B (k×n or n×k) and C (m×n) one behind the other, the first at
 * `firstByte` or at the next multiple of 64. Sizes may be 0.
 */
export function layOutOperands(problem: Problem, firstByte: number): OperandLayout {
  const { m, k, n, dtype, transposeA, transposeB } = problem;
  let end = aligned(firstByte);
  const place = (opRows: number, opColumns: number, isTransposed: boolean): OperandPlace => {
    const offset = end;
    end = aligned(offset + opRows * opColumns * elementBytes(dtype));
    return isTransposed
      ? { offset, rows: opColumns, columns: opRows, rowStride: 1, columnStride: opRows }
      : { offset, rows: opRows, columns: opColumns, rowStride: opColumns, columnStride: 1 };
  };
  const a = place(m, k, transposeA);
  const b = place(k, n, transposeB);
  const c = place(m, n, false);
  return { a, b, c, end };
}

/**
 * The operands of a layout as views on a memory that reaches at least to the layout's end.
 *
 * @throws {RangeError} when the memory is smaller.
 */
export function operandsIn(buffer: ArrayBufferLike, { dtype }: Problem, layout: OperandLayout): Operands {
  const operand = (place: OperandPlace): Operand => ({
    ...place,
    elements: floatsAt(dtype, buffer, place.offset, place.rows * place.columns),
  });
  return { a: operand(layout.a), b: operand(layout.b), c: operand(layout.c) };
}
