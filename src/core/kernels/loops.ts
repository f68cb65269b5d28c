import { transposed } from '../matrix/strided';
import { dotProducts, outerProducts, rowUpdates } from './loopKernels';
import type { LoopKernel } from './loopKernels';
import { choiceValue } from './parameters';
import type { ChoiceParameter } from './parameters';
import { processorRun } from './processorRun';
import { specializeAll } from './specialize';
import { SUPPORTED } from './strategy';
import type { Strategy } from './strategy';
import type { Dtype } from '../problem';

interface LoopOrder {
  readonly value: string;
  readonly description: string;
  readonly kernels: Readonly<Record<Dtype, LoopKernel>>;
  /**
   * Swapping i and j in a loop order is the same as computing Cᵀ = op(B)ᵀ·op(A)ᵀ in the order before the swap: one kernel
   * serves an order and its mirror image.
   */
  readonly mirrored: boolean;
}

const dot = specializeAll(dotProducts);
const rows = specializeAll(rowUpdates);
const outer = specializeAll(outerProducts);

const ikj: LoopOrder = {
  value: 'ikj',
  description: 'gaxpy by rows: a row of C gathers the rows of B, all in the order in which they lie',
  kernels: rows,
  mirrored: false,
};
const orders: readonly LoopOrder[] = [
  {
    value: 'ijk',
    description: 'dot products, C row by row: B is read down its columns',
    kernels: dot,
    mirrored: false,
  },
  ikj,
  {
    value: 'jik',
    description: 'dot products, C column by column: A is read anew for every column',
    kernels: dot,
    mirrored: true,
  },
  {
    value: 'jki',
    description: 'gaxpy by columns: a column of C gathers the columns of A, with large steps in memory',
    kernels: rows,
    mirrored: true,
  },
  {
    value: 'kij',
    description: 'outer products by rows: all of C is read and written k times',
    kernels: outer,
    mirrored: false,
  },
  {
    value: 'kji',
    description: 'outer products by columns: all of C is read and written k times, with large steps in memory',
    kernels: outer,
    mirrored: true,
  },
];

const orderParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'order',
  title: 'Loop order',
  description:
    'The three loops from the outermost to the innermost; i counts rows of C, j its columns, k is summed over.',
  options: orders.map(({ value, description }) => ({ value, description })),
  default: ikj.value,
};

/** Loop orders as in Golub & Van Loan, Matrix Computations (4th ed. 2013), section 1.1. */
export const loops: Strategy = {
  id: 'loops',
  title: 'Loop order',
  summary: 'Three loops over typed arrays in an order of your choice; shows what the way through memory costs.',
  family: 'loops',
  parameters: [orderParameter],
  supports: () => SUPPORTED,
  workspaceBytes: () => 0,
  prepare(context, values) {
    const { problem, a, b, c } = context;
    const value = choiceValue(orderParameter, values);
    const { kernels, mirrored } = orders.find((order) => order.value === value) ?? ikj;
    const kernel = kernels[problem.dtype];
    const [product, left, right, result] = mirrored
      ? [{ ...problem, m: problem.n, n: problem.m }, transposed(b), transposed(a), transposed(c)]
      : [problem, a, b, c];
    return processorRun(context, () => ({
      backend: `scalar JS, ${Array.from(value).join('-')}`,
      prepareNs: 0,
      run: () => {
        kernel(product, left, right, result);
      },
    }));
  },
};
