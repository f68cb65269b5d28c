import { assertNever } from '../../assertNever';
import type { Dtype } from '../../problem';
import { elementCode } from './element';
import type { MultiplyAdd } from './element';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { STRIDED_PARAMETERS } from './stridedCall';
import { LANES_OFFSET, LoopNest } from './loopNest';

/** The three loops of a product, the outermost first: i counts rows of C, j its columns, k is summed over. */
export const LOOP_ORDERS = ['ijk', 'ikj', 'jik', 'jki', 'kij', 'kji'] as const;
export type LoopOrder = (typeof LOOP_ORDERS)[number];

/**
 * What the lanes of a vector are: neighbouring columns of C (`j`), neighbouring steps of k (`k`), or nothing where no
 * operand lies so that vectors could be loaded from it.
 */
export type VectorAxis = 'j' | 'k' | 'none';

export interface LoopShape {
  readonly dtype: Dtype;
  readonly order: LoopOrder;
  readonly axis: VectorAxis;
  readonly multiplyAdd: MultiplyAdd;
}

/** The name of the function that the module exports. */
export const LOOPS = 'loops';

/**
 * The parameters of the exported function, in their order. It computes C ← α·op(A)·op(B) + β·C for m, k, n ≥ 1. All are
 * integers:
 *
 * - `a`, `b`, `c`: addresses of op(A), op(B) and C;
 * - `aRow`, `aColumn`, `bRow`, `bColumn`, `cRow`: bytes from a row, or a column, to the next. Columns of C are neighbours,
 *   those of B where the axis is j; where it is k, so are the steps of k in A and B;
 * - `scalars`: address of α, of `LOOP_SCALARS_BYTES`;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const LOOP_PARAMETERS = [...STRIDED_PARAMETERS, 'beta'] as const;
export type LoopParameter = (typeof LOOP_PARAMETERS)[number];

/** The scalars, and behind their cache line room for a vector whose lanes are summed. */
export const LOOP_SCALARS_BYTES = LANES_OFFSET + 16;

/** Vectors of neighbouring columns that the loop over j takes at a time. */
const UNROLL = 8;

/**
 * Where j is innermost, its loop is unrolled. A dot product is a chain of additions, each of which waits for the one before:
 * several of them side by side fill the time. Where i is innermost, more than one vector would hide what large steps in
 * memory cost.
 */
export function vectorsAtATime(order: LoopOrder): number {
  switch (order) {
    case 'ijk':
    case 'jik':
    case 'ikj':
    case 'kij':
      return UNROLL;
    case 'jki':
    case 'kji':
      return 1;
    default:
      return assertNever(order);
  }
}

/** The axis that an order has vectors along, by how the operands are stored. */
export function vectorAxis(order: LoopOrder, transposeA: boolean, transposeB: boolean): VectorAxis {
  if (!transposeB) return 'j';
  return order.endsWith('k') && !transposeA ? 'k' : 'none';
}

/** The module for an order, to be used on this kind of memory; generated once. */
export function loopsModule(shape: LoopShape, sharedMemory: boolean): KernelModule {
  const { dtype, order, axis, multiplyAdd } = shape;
  return generatedModule([LOOPS, order, axis, dtype, multiplyAdd], sharedMemory, (module) => {
    const loops = module.define(`loops_${order}`, LOOP_PARAMETERS, (f, parameters) => {
      new LoopNest(f, parameters, elementCode(dtype), shape, vectorsAtATime(order)).write();
    });
    module.export(LOOPS, loops);
  });
}
