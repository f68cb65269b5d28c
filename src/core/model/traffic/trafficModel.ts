import { bytesBeyond, bytesOfInstructions, footprintBytes } from './loopTree';
import type { ModelCache, Node } from './loopTree';

/** The arithmetic that a kernel is made of: a chain of scalar additions, scalars side by side, or vectors. */
export type Arithmetic = 'chain' | 'scalar' | 'vector';

/** What a strategy moves and computes for one run of a problem, by a model of its loops. */
export interface TrafficModel {
  readonly arithmetic: Arithmetic;
  readonly threads: number;
  /** Flops that are done ÷ flops of the problem; below 1 where multiplications are saved. */
  readonly flopsShare: number;
  /** Only the nonzeros of a sparse A are multiplied. */
  readonly skipsZeros: boolean;
  /** Bytes that loads and stores move. */
  readonly bytesOfInstructions: number;
  /** Bytes that go over the border beyond a cache of each thread, in both directions, when nothing is in it before. */
  bytesBeyond(cache: ModelCache): number;
  /** Bytes of all that one thread touches at most. */
  footprintBytes(lineBytes: number): number;
}

/** The model of loops on one thread. */
export function modelOfLoops(nodes: readonly Node[], arithmetic: Arithmetic): TrafficModel {
  return {
    arithmetic,
    threads: 1,
    flopsShare: 1,
    skipsZeros: false,
    bytesOfInstructions: bytesOfInstructions(nodes),
    bytesBeyond: (cache) => bytesBeyond(nodes, cache),
    footprintBytes: (lineBytes) => footprintBytes(nodes, lineBytes),
  };
}

/** Loops side by side, one on each thread, each with a cache of its own. */
export function modelOfThreads(parts: readonly (readonly Node[])[]): TrafficModel {
  const sum = (of: (nodes: readonly Node[]) => number): number => parts.reduce((all, nodes) => all + of(nodes), 0);
  return {
    arithmetic: 'vector',
    threads: parts.length,
    flopsShare: 1,
    skipsZeros: false,
    bytesOfInstructions: sum(bytesOfInstructions),
    bytesBeyond: (cache) => sum((nodes) => bytesBeyond(nodes, cache)),
    footprintBytes: (lineBytes) => Math.max(...parts.map((nodes) => footprintBytes(nodes, lineBytes))),
  };
}
