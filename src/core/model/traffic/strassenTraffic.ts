import { partOf } from '../../kernels/strassen/calls';
import type { Step } from '../../kernels/strassen/schedule';
import { gemmBlocking, NO_WISHES } from '../../kernels/wasm/gemmBlocking';
import type { GemmShape } from '../../kernels/wasm/gemmShape';
import { elementBytes, operandBytes, problemFlops } from '../../problem';
import type { Problem } from '../../problem';
import { bytesBeyond, bytesOfInstructions, loop } from './loopTree';
import type { Node, Touch } from './loopTree';
import { loopsOfGemm } from './productLoops';
import { bytesReused, touchedBySteps } from './stepReuse';
import type { TrafficModel } from './trafficModel';

/**
 * The traffic of the steps of Strassen–Winograd, one after the other: the products as `simd` computes them, and the sums,
 * each of which reads two matrices and writes a third. What a step finds in the cache because one before it left it there
 * is not fetched again, nor written back twice (stepReuse.ts). Where all of it fits, each byte goes over the border once.
 */
export function strassenTraffic(
  problem: Problem,
  steps: readonly Step[],
  shape: GemmShape,
  temporaryBytes: number,
): TrafficModel {
  // Most steps are alike; each kind is modelled once.
  const kinds = new Map<string, { readonly nodes: readonly Node[]; times: number }>();
  let flops = 0;
  for (const step of steps) {
    const key = keyOf(step);
    const known = kinds.get(key);
    if (known !== undefined) known.times += 1;
    else kinds.set(key, { nodes: loopsOfStep(problem, step, shape), times: 1 });
    if (step.kind === 'multiply') flops += problemFlops({ ...problem, ...step.size, density: 1 });
  }
  const sum = (of: (nodes: readonly Node[]) => number): number =>
    [...kinds.values()].reduce((all, { nodes, times }) => all + times * of(nodes), 0);
  const wholeBytes = operandBytes(problem) + temporaryBytes;
  const touched = touchedBySteps(steps, elementBytes(problem.dtype));
  return {
    arithmetic: 'vector',
    threads: 1,
    flopsShare: flops / Math.max(1, problemFlops({ ...problem, density: 1 })),
    skipsZeros: false,
    bytesOfInstructions: sum(bytesOfInstructions),
    bytesBeyond: (cache) => {
      if (wholeBytes <= cache.bytes) return wholeBytes;
      const alone = sum((nodes) => bytesBeyond(nodes, cache));
      return Math.max(wholeBytes, alone - bytesReused(touched, cache.bytes));
    },
    footprintBytes: () => wholeBytes,
  };
}

function keyOf(step: Step): string {
  return step.kind === 'multiply'
    ? JSON.stringify([step.size, step.start === 'zero', step.a.leading, step.b.leading, step.c.leading])
    : JSON.stringify([step.kind, step.rows, step.columns, step.target === step.x]);
}

function loopsOfStep(problem: Problem, step: Step, shape: GemmShape): readonly Node[] {
  if (step.kind === 'multiply') {
    const part = partOf(problem, step);
    const start = { ...problem, beta: step.start === 'zero' ? 0 : 1 };
    return loopsOfGemm(start, shape, gemmBlocking(shape, part, NO_WISHES), part);
  }
  const storage = { rows: step.rows, columns: step.columns, elementBytes: elementBytes(problem.dtype) };
  const touch = (name: string, access: Touch['access']): Touch => ({
    ...{ kind: 'touch', name, storage, access, rows: 1, columns: 1, rowLoops: ['i'], columnLoops: ['j'] },
  });
  const x =
    step.target.address === step.x.address
      ? [touch('target', 'update')]
      : [touch('x', 'read'), touch('target', 'write')];
  return [loop('i', step.rows, loop('j', step.columns, touch('y', 'read'), ...x))];
}
