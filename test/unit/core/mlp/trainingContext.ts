import type { TrainingSurroundings } from '../../../../src/core/mlp/stepProducts';
import { aligned } from '../../../../src/core/matrix/operands';
import { plainProblem } from '../../../../src/core/problem';
import { fakeContext, machine } from '../kernels/fakeContext';

/** A kernel thread without threads, with room for a small network. */
export function trainingContext(bytes = 4 * 2 ** 20): TrainingSurroundings & { readonly usedBytes: () => number } {
  const { memory, team, blas, ...context } = fakeContext(plainProblem(1, 1, 1), {
    workspaceBytes: bytes,
    threads: 2,
  });
  let top = 4096;
  return {
    machine,
    memory,
    team,
    blas,
    instantiate: (module) => context.instantiate(module),
    allocate: (wanted) => {
      const offset = top;
      top = aligned(top + wanted);
      return offset;
    },
    usedBytes: () => top - 4096,
    nowNs: () => performance.now() * 1e6,
    cancelled: () => false,
  };
}
