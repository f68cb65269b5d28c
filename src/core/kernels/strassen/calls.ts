import * as l10n from '@vscode/l10n';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import { gemmCode } from '../kernelCode';
import type { WasmCode } from '../kernelCode';
import type { KernelContext, Operand } from '../strategy';
import { GEMM, gemmModule } from '../wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from '../wasm/gemmBlocking';
import type { ProductLayout } from '../wasm/gemmBlocking';
import { allocateGemmWorkspace, gemmArguments, gemmWorkspaceSize } from '../wasm/gemmCall';
import type { GemmWorkspaceSize } from '../wasm/gemmCall';
import type { GemmShape } from '../wasm/gemmShape';
import { exportedFunction, isShared } from '../wasm/kernelModule';
import type { ExportedFunction } from '../wasm/kernelModule';
import { matrixSumsModule, SUM_PARAMETERS } from '../wasm/matrixSums';
import type { MatrixSum, SumParameter } from '../wasm/matrixSums';
import { allocateScalars, SCALARS } from '../wasm/scalars';
import type { Block } from './block';
import type { Step } from './schedule';

/** A kernel and the integers that it is called with. */
export interface KernelCall {
  readonly kernel: ExportedFunction;
  readonly values: readonly number[];
}

/** The code that the steps call: products, the way of the first standing for all, and sums where there are any. */
export function codeOf(
  steps: readonly Step[],
  levels: number,
  problem: Problem,
  shape: GemmShape,
  sharedMemory: boolean,
): WasmCode {
  const products = steps.filter((step) => step.kind === 'multiply');
  const [first] = products;
  const part = partOf(problem, first);
  const code = gemmCode(shape, part, gemmBlocking(shape, part, NO_WISHES), sharedMemory);
  const { m, k, n } = first.size;
  const sums = steps.length - products.length;
  const text =
    sums === 0
      ? l10n.t('without a level: one call of $gemm, as simd does')
      : levels === 1
        ? l10n.t(
            '1 level: {0} calls of $gemm, the first for {1}×{2}×{3}, and {4} of sums',
            products.length,
            m,
            k,
            n,
            sums,
          )
        : l10n.t(
            '{5} levels: {0} calls of $gemm, the first for {1}×{2}×{3}, and {4} of sums',
            products.length,
            m,
            k,
            n,
            sums,
            levels,
          );
  return {
    ...code,
    facts: [[l10n.t('steps'), text], ...code.facts],
    modules: sums === 0 ? code.modules : [...code.modules, matrixSumsModule(shape.dtype, sharedMemory)],
  };
}

/** The workspace that the largest of the products needs; all take turns in it. */
export function gemmWorkspaceFor(shape: GemmShape, problem: Problem, steps: readonly Step[]): GemmWorkspaceSize {
  const largest = { panelsA: 0, panelsB: 0, scalars: 0 };
  for (const step of steps) {
    if (step.kind !== 'multiply') continue;
    const part = partOf(problem, step);
    const { panelsA, panelsB, scalars } = gemmWorkspaceSize(shape, part, gemmBlocking(shape, part, NO_WISHES));
    largest.panelsA = Math.max(largest.panelsA, panelsA);
    largest.panelsB = Math.max(largest.panelsB, panelsB);
    largest.scalars = Math.max(largest.scalars, scalars);
  }
  return largest;
}

/** A product of the steps as its operands lie. */
export function partOf(problem: Problem, { size, a, b, c }: Extract<Step, { kind: 'multiply' }>): ProductLayout {
  const leading = { a: { columns: a.leading }, b: { columns: b.leading }, c: { columns: c.leading } };
  return layoutOf(problem, size, leading);
}

/**
 * The calls of the steps, in their order. Allocates the workspace of `gemmWorkspaceFor`, its scalars twice: with the
 * problem's β and with 1 instead.
 */
export function callsOf(steps: readonly Step[], context: KernelContext, shape: GemmShape): KernelCall[] {
  const { problem, memory, isTraced } = context;
  const size = gemmWorkspaceFor(shape, problem, steps);
  const starting = allocateGemmWorkspace(size, context);
  const adding = {
    ...starting,
    scalars: allocateScalars({ ...context, problem: { ...problem, beta: 1 } }, size.scalars),
  };

  const gemm = exportedFunction(context.instantiate(gemmModule(shape, isShared(memory), isTraced)), GEMM);
  const sumKernel = (sum: MatrixSum): ExportedFunction =>
    exportedFunction(context.instantiate(matrixSumsModule(problem.dtype, isShared(memory))), sum);

  const bytes = elementBytes(problem.dtype);
  const operand = (place: Operand, { address, leading }: Block): Operand => ({
    ...place,
    offset: address,
    columns: leading,
  });
  return steps.map((step) => {
    if (step.kind === 'multiply') {
      const { m, k, n } = step.size;
      const beta = { zero: 0, kept: 1, beta: problem.beta }[step.start];
      const part = {
        problem: { ...problem, m, k, n, beta },
        a: operand(context.a, step.a),
        b: operand(context.b, step.b),
        c: operand(context.c, step.c),
      };
      const region = { firstRow: 0, rows: m, firstColumn: 0, columns: n };
      const workspace = step.start === 'kept' ? adding : starting;
      const blocking = gemmBlocking(shape, partOf(problem, step), NO_WISHES);
      return { kernel: gemm, values: gemmArguments(part, region, blocking, workspace) };
    }
    const { kind, rows, columns, target, x, y } = step;
    const scalars = kind === 'gather' && step.start === 'beta' ? starting.scalars : adding.scalars;
    const values: Readonly<Record<SumParameter, number>> = {
      rows,
      columns,
      target: target.address,
      targetLeading: target.leading * bytes,
      x: x.address,
      xLeading: x.leading * bytes,
      y: y.address,
      yLeading: y.leading * bytes,
      beta: scalars + SCALARS.beta,
    };
    return { kernel: sumKernel(kind), values: SUM_PARAMETERS.map((name) => values[name]) };
  });
}
