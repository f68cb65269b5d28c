import { expression, instruction, integerCode, memoryArgument } from './expressions';
import type { Expression } from './expressions';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { OP } from './opcodes';

/** The name of the function that the module exports, and its parameters: turns of the loop ≥ 1, and an address. */
export const WORK = 'work';
export const WORK_PARAMETERS = ['turns', 'result'] as const;

/** Sums that grow side by side: as many as keep the multipliers and adders of a core busy. */
const CHAINS = 12;
/** Flops of one turn. */
export const FLOPS_OF_A_TURN = 2 * CHAINS;

/**
 * Pure computing of known work: in each turn 12 independent sums become s·½ + 1 in double precision. It touches no memory
 * but the 8 bytes at `result`, to which their total goes so that no compiler may leave it out.
 */
export function calibrationModule(sharedMemory: boolean): KernelModule {
  return generatedModule(['calibration'], sharedMemory, (module) => {
    const work = module.define(WORK, WORK_PARAMETERS, (f, { turns, result }) => {
      const sums = Array.from({ length: CHAINS }, (_, chain) => f.local('f64', `sum_${chain}`));
      const half = f.local('f64', 'half');
      const one = f.local('f64', 'one');
      f.set(half, constant(0.5));
      f.set(one, constant(1));
      f.doWhile(() => {
        for (const sum of sums) {
          f.set(sum, expression('f64', sum.code, half.code, OP.f64Mul, one.code, OP.f64Add));
        }
        f.decrease(turns, 1);
      }, turns);
      const total = sums.reduce<Expression<'f64'>>((x, y) => expression('f64', x.code, y.code, OP.f64Add), constant(0));
      f.run(instruction(integerCode(result), total.code, OP.f64Store, memoryArgument(3, 0)));
    });
    module.export(WORK, work);
  });
}

function constant(value: number): Expression<'f64'> {
  return expression('f64', OP.f64Const, [...new Uint8Array(Float64Array.of(value).buffer)]);
}
