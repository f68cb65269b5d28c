import type { Dtype } from '../../problem';
import type { ModuleBuilder } from './assembler';
import { elementCode } from './element';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { writeNeighbours } from './writeVectors';

/**
 * The functions that the module exports, on matrices T, X and Y of one size that may be parts of larger ones: `add` is
 * T ← X + Y, `subtract` is T ← X − Y, `gather` is T ← β·T + X + Y. T may be X or Y, but may not overlap them otherwise.
 */
export const MATRIX_SUMS = ['add', 'subtract', 'gather'] as const;
export type MatrixSum = (typeof MATRIX_SUMS)[number];

/**
 * The parameters of each, in their order; all are integers. `rows` and `columns` ≥ 1 count elements; the others are
 * addresses, and bytes from a row to the next. `beta` is the address of β, which `gather` alone reads.
 */
export const SUM_PARAMETERS = [
  'rows',
  'columns',
  'target',
  'targetLeading',
  'x',
  'xLeading',
  'y',
  'yLeading',
  'beta',
] as const;
export type SumParameter = (typeof SUM_PARAMETERS)[number];

/** Vectors in one turn of the innermost loop: a cache line. */
const UNROLL = 4;

/** The module for an element type, to be used on this kind of memory; generated once. */
export function matrixSumsModule(dtype: Dtype, sharedMemory: boolean): KernelModule {
  return generatedModule(['sums', dtype], sharedMemory, (module) => {
    const element = elementCode(dtype);
    for (const sum of MATRIX_SUMS) defineSum(module, element, sum);
  });
}

/** Row by row, each operand is read once and T written once: memory is all that it costs. */
function defineSum(module: ModuleBuilder, element: ElementCode, sum: MatrixSum): void {
  const { dtype, bytes, lanes } = element;
  const defined = module.define(`matrix_${sum}`, SUM_PARAMETERS, (f, parameters) => {
    const { rows, columns, target, targetLeading, x, xLeading, y, yLeading, beta } = parameters;
    const at = f.local('i32', 'at');
    const left = f.local('i32', 'left');
    const [tAt, xAt, yAt] = [i32.add(target, at), i32.add(x, at), i32.add(y, at)];
    const betas = f.local('v128', 'betas');
    const factor = f.local(dtype, 'factor');
    const to = f.local('i32', 'to');
    const sums = Array.from({ length: UNROLL }, () => f.local('v128', 'sums'));
    if (sum === 'gather') {
      f.set(betas, element.loadSplat(beta));
      f.set(factor, element.load(beta));
    }

    const vector = (offset: number): Expression<'v128'> => {
      const [first, second] = [v128.load(xAt, offset), v128.load(yAt, offset)];
      if (sum === 'subtract') return element.subtractVectors(first, second);
      const added = element.addVectors(first, second);
      if (sum === 'add') return added;
      return element.addVectors(element.multiplyVectors(v128.load(tAt, offset), betas), added);
    };
    const scalar = (): Expression<Dtype> => {
      const [first, second] = [element.load(xAt), element.load(yAt)];
      if (sum === 'subtract') return element.subtract(first, second);
      const added = element.add(first, second);
      return sum === 'add' ? added : element.add(element.multiply(element.load(tAt), factor), added);
    };
    const whileAtLeast = (count: number, write: () => void): void => {
      f.while(i32.atLeast(left, count), () => {
        write();
        f.increase(at, count * bytes);
        f.decrease(left, count);
      });
    };

    f.doWhile(() => {
      f.setInteger(at, 0);
      f.set(left, columns);
      whileAtLeast(UNROLL * lanes, () => {
        sums.forEach((each, index) => {
          f.set(each, vector(index * 16));
        });
        f.set(to, tAt);
        writeNeighbours(f, sums, { to });
      });
      whileAtLeast(lanes, () => {
        f.run(v128.store(tAt, vector(0)));
      });
      whileAtLeast(1, () => {
        f.run(element.store(tAt, scalar()));
      });
      f.increase(target, targetLeading);
      f.increase(x, xLeading);
      f.increase(y, yLeading);
      f.decrease(rows, 1);
    }, rows);
  });
  module.export(sum, defined);
}
