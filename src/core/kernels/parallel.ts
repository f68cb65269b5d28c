import type { Strategy } from './strategy';
import type { Machine } from '../machine';
import type { Problem } from '../problem';
import { integerValue } from './parameters';
import type { IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { simdSupport } from './simd';
import { splitAmongThreads } from './threadGrid';
import type { ThreadGrid } from './threadGrid';
import { GEMM, gemmModule } from './wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from './wasm/gemmBlocking';
import type { ProductLayout } from './wasm/gemmBlocking';
import { allocateGemmWorkspace, gemmArguments, gemmWorkspaceSize, totalBytes } from './wasm/gemmCall';
import type { Region } from './wasm/gemmCall';
import { defaultShape, shapeLabel } from './wasm/gemmShape';
import type { GemmShape } from './wasm/gemmShape';
import { isShared } from './wasm/kernelModule';

const threadsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'threads',
  title: 'Threads',
  description: 'Threads that share the work; all of the machine when empty.',
  minimum: 1,
  maximum: 256,
  default: null,
  suggestions: [1, 2, 4, 8, 16],
};

/** The grid for as many threads as were asked for, as there are, and as C has tiles. */
function gridFor(problem: Problem, shape: GemmShape, available: number, values: ParameterValues): ThreadGrid {
  const asked = integerValue(threadsParameter, values) ?? available;
  return splitAmongThreads(problem, shape, Math.min(asked, available));
}

/** The part of the problem that computes a region of C. */
function partOf(problem: Problem, { rows, columns }: Region): ProductLayout {
  return { ...layoutOf(problem), m: rows, n: columns };
}

/**
 * C is cut into a grid of regions, one for each thread, which computes it as `simd` does, with panels of its own. Nothing
 * is shared but what is read, and threads meet only at the end.
 */
export const parallel: Strategy = {
  id: 'parallel',
  title: 'Parallel SIMD',
  summary: 'The packed SIMD kernel on several threads over shared memory; pays from about 128×128 upwards.',
  family: 'threads',
  parameters: [threadsParameter],
  supports(_problem, machine: Machine) {
    if (!machine.wasm.threads) {
      return { supported: false, reason: 'WebAssembly threads are missing in this engine. Choose simd instead.' };
    }
    return simdSupport(machine);
  },
  workspaceBytes(problem, machine, values) {
    const shape = defaultShape(problem.dtype, machine);
    // The engine may offer fewer threads than the machine has, and fewer threads may need more each: the worst is taken.
    let worst = 0;
    for (let available = 1; available <= machine.logicalCores; available++) {
      const { regions } = gridFor(problem, shape, available, values);
      const bytes = regions.map((region) => {
        const part = partOf(problem, region);
        return totalBytes(gemmWorkspaceSize(shape, part, gemmBlocking(shape, part, NO_WISHES)));
      });
      worst = Math.max(
        worst,
        bytes.reduce((sum, each) => sum + each, 0),
      );
    }
    return worst;
  },
  effect(problem, machine, values) {
    const { regions } = gridFor(problem, defaultShape(problem.dtype, machine), machine.logicalCores, values);
    return JSON.stringify(regions);
  },
  prepare(context, values) {
    const { problem, machine, memory, team } = context;
    return processorRun(context, () => {
      const shape = defaultShape(problem.dtype, machine);
      const module = gemmModule(shape, isShared(memory));
      const { regions, across, down } = gridFor(problem, shape, team.size, values);
      const calls = regions.map((region) => {
        const part = partOf(problem, region);
        const blocking = gemmBlocking(shape, part, NO_WISHES);
        const workspace = allocateGemmWorkspace(gemmWorkspaceSize(shape, part, blocking), context);
        return gemmArguments(context, region, blocking, workspace);
      });
      team.load(module, calls.length);
      const threads = calls.length === 1 ? '1 thread' : `${calls.length} threads (${down}×${across})`;
      return {
        backend: `${shapeLabel(shape)}, ${threads}`,
        prepareNs: 0,
        run: () => {
          team.run(module, GEMM, calls.length, (thread) => calls[thread]);
        },
      };
    });
  },
};
