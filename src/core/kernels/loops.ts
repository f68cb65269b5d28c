import * as l10n from '@vscode/l10n';
import type { Machine } from '../machine';
import { aligned } from '../matrix/operands';
import { loopsOfOrder } from '../model/traffic/productLoops';
import { modelOfLoops } from '../model/traffic/trafficModel';
import { transposed } from '../matrix/strided';
import type { Dtype, Problem } from '../problem';
import { scriptCode } from './kernelCode';
import type { KernelCode } from './kernelCode';
import { isSimd, languagePath, languageSupport } from './languagePath';
import { dotProducts, outerProducts, rowUpdates } from './loopKernels';
import type { LoopKernel } from './loopKernels';
import { choiceValue } from './parameters';
import type { ChoiceParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import type { ProcessorKernel } from './processorRun';
import { specializeAll } from './specialize';
import type { KernelContext, Strategy } from './strategy';
import { lanesOf } from './wasm/element';
import { defaultShape, multiplyAddLabel, multiplyAddOf } from './wasm/gemmShape';
import { exportedFunction, isShared } from './wasm/kernelModule';
import { LOOP_PARAMETERS, LOOP_SCALARS_BYTES, LOOPS, loopsModule, vectorAxis, vectorsAtATime } from './wasm/loopOrders';
import type { LoopOrder, LoopShape } from './wasm/loopOrders';
import { allocateScalars } from './wasm/scalars';
import { betaAddress, repeatedCall, stridedValues } from './wasm/stridedCall';

interface JsOrder {
  readonly value: LoopOrder;
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

const ikj: JsOrder = {
  value: 'ikj',
  get description() {
    return l10n.t('gaxpy by rows: a row of C gathers the rows of B, all in the order in which they lie');
  },
  kernels: rows,
  mirrored: false,
};
const orders: readonly JsOrder[] = [
  {
    value: 'ijk',
    get description() {
      return l10n.t('dot products, C row by row: B is read down its columns');
    },
    kernels: dot,
    mirrored: false,
  },
  ikj,
  {
    value: 'jik',
    get description() {
      return l10n.t('dot products, C column by column: A is read anew for every column');
    },
    kernels: dot,
    mirrored: true,
  },
  {
    value: 'jki',
    get description() {
      return l10n.t('gaxpy by columns: a column of C gathers the columns of A, with large steps in memory');
    },
    kernels: rows,
    mirrored: true,
  },
  {
    value: 'kij',
    get description() {
      return l10n.t('outer products by rows: all of C is read and written k times');
    },
    kernels: outer,
    mirrored: false,
  },
  {
    value: 'kji',
    get description() {
      return l10n.t('outer products by columns: all of C is read and written k times, with large steps in memory');
    },
    kernels: outer,
    mirrored: true,
  },
];

const orderParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'order',
  get title() {
    return l10n.t('Loop order');
  },
  get description() {
    return l10n.t(
      'The three loops from the outermost to the innermost; i counts rows of C, j its columns, k is summed over.',
    );
  },
  get options() {
    return orders.map(({ value, description }) => ({ value, description }));
  },
  default: ikj.value,
};

/** Loop orders as in Golub & Van Loan, Matrix Computations (4th ed. 2013), section 1.1. */
export const loops: Strategy = {
  id: 'loops',
  get title() {
    return l10n.t('Loop order');
  },
  get summary() {
    return l10n.t(
      'Three loops in an order of your choice, in JavaScript or WebAssembly; shows what the way through memory costs.',
    );
  },
  family: 'loops',
  parameters: [orderParameter, languagePath],
  supports: (_problem, machine, values) => languageSupport(machine, values),
  workspaceBytes: (_problem, _machine, values) => (isSimd(values) ? aligned(LOOP_SCALARS_BYTES) : 0),
  kernelCode(problem, machine, values, sharedMemory): KernelCode {
    const { value: order, kernels } = orderOf(values);
    const label = orderLabel(order);
    if (!isSimd(values)) return scriptCode(kernels[problem.dtype], label);
    return {
      language: 'wasm',
      label,
      facts: [],
      modules: [loopsModule(wasmShape(problem, machine, order), sharedMemory)],
    };
  },

  traffic(problem, _machine, values) {
    const order = orderOf(values).value;
    const { dtype, transposeA, transposeB } = problem;
    const axis = isSimd(values) ? vectorAxis(order, transposeA, transposeB) : 'none';
    const width = axis === 'j' ? vectorsAtATime(order) * lanesOf(dtype) : 1;
    const arithmetic = axis !== 'none' ? 'vector' : order.endsWith('k') ? 'chain' : 'scalar';
    return modelOfLoops(loopsOfOrder(problem, order, width), arithmetic);
  },
  prepare(context, values) {
    const { problem, a, b, c } = context;
    const { value: order, kernels, mirrored } = orderOf(values);
    if (isSimd(values)) return processorRun(context, () => wasmLoops(context, order));
    const kernel = kernels[problem.dtype];
    const [product, left, right, result] = mirrored
      ? [{ ...problem, m: problem.n, n: problem.m }, transposed(b), transposed(a), transposed(c)]
      : [problem, a, b, c];
    return processorRun(context, () => ({
      backend: `scalar JS, ${orderLabel(order)}`,
      prepareNs: 0,
      run: () => {
        kernel(product, left, right, result);
      },
    }));
  },
};

function orderOf(values: ParameterValues): JsOrder {
  const value = choiceValue(orderParameter, values);
  return orders.find((order) => order.value === value) ?? ikj;
}

function wasmShape({ dtype, transposeA, transposeB }: Problem, machine: Machine, order: LoopOrder): LoopShape {
  const axis = vectorAxis(order, transposeA, transposeB);
  return { dtype, order, axis, multiplyAdd: multiplyAddOf(dtype, machine) };
}

function wasmLoops(context: KernelContext, order: LoopOrder): ProcessorKernel {
  const { problem, machine, memory } = context;
  const shape = wasmShape(problem, machine, order);
  const kernel = exportedFunction(context.instantiate(loopsModule(shape, isShared(memory))), LOOPS);
  const scalars = allocateScalars(context, LOOP_SCALARS_BYTES);
  const values = { ...stridedValues(context, scalars), beta: betaAddress(problem.beta, scalars) };
  return {
    backend: wasmLabel(shape, machine),
    prepareNs: 0,
    run: repeatedCall(kernel, LOOP_PARAMETERS, values),
  };
}

/** 'i-k-j'. */
function orderLabel(order: LoopOrder): string {
  return Array.from(order).join('-');
}

/** Says what the lanes of a vector are, or that there are none. V8 joins pairs of vectors where j is innermost only. */
function wasmLabel({ dtype, order, axis, multiplyAdd }: LoopShape, machine: Machine): string {
  if (axis === 'none') return `wasm scalar, ${orderLabel(order)}`;
  const bits = order.endsWith('j') ? defaultShape(dtype, machine).vectorBits : 128;
  const columns = vectorsAtATime(order) * lanesOf(dtype);
  const lanes = axis === 'k' || order.endsWith('j') ? `along ${axis}` : `${columns} columns side by side`;
  return `wasm simd${bits}, ${orderLabel(order)}, ${lanes}, ${multiplyAddLabel(multiplyAdd)}`;
}
