import type { ComputeCode } from '../../machinePeaks';
import type { Dtype } from '../../problem';
import type { FunctionBody, Local } from '../wasm/assembler';
import { elementCode } from '../wasm/element';
import type { ElementCode } from '../wasm/element';
import { v128 } from '../wasm/expressions';
import { generatedModule } from '../wasm/generatedModule';
import type { KernelModule } from '../wasm/kernelModule';

export const COMPUTE = 'compute';
/** `turns` ≥ 1 of the loop; `data`: address of `COMPUTE_DATA_BYTES`, zeros, so that all sums stay as they are. */
export const COMPUTE_PARAMETERS = ['turns', 'data'] as const;

/**
 * Sums that do not wait for each other. A processor with two units and a latency of 4 or 5 cycles is kept busy by 8 to 10;
 * with the two factors, 12 fill the 15 vector registers that V8 leaves, or all but one for what a separate multiplication
 * gives.
 */
const SUMS = 12;
/** Turns that are written out. */
const UNROLL = 4;
const VECTOR_BYTES = 16;
/** Sums of pairs of vectors, with a gap behind each. */
export const COMPUTE_DATA_BYTES = (2 * SUMS + 4) * 2 * VECTOR_BYTES;

interface ComputeShape {
  readonly dtype: Dtype;
  readonly code: ComputeCode;
}

/** Flops of one turn of the loop. */
export function flopsOfTurn({ dtype, code }: ComputeShape): number {
  const { lanes } = elementCode(dtype);
  const perSum: Readonly<Record<ComputeCode, number>> = {
    simd256: 4 * lanes,
    relaxed: 2 * lanes,
    separate: 2 * lanes,
    scalar: 2,
    chain: 2,
  };
  return perSum[code] * (code === 'chain' ? 1 : SUMS) * UNROLL;
}

/** A loop of nothing but multiplications and additions in registers: what the arithmetic units do at most. */
export function computeModule(shape: ComputeShape, sharedMemory: boolean): KernelModule {
  const { dtype, code } = shape;
  return generatedModule(['compute peak', dtype, code], sharedMemory, (module) => {
    const element = elementCode(dtype);
    const compute = module.define('compute', COMPUTE_PARAMETERS, (f, { turns, data }) => {
      if (code === 'scalar' || code === 'chain') writeScalars(f, element, code === 'chain', { turns, data });
      else writeVectors(f, element, code, { turns, data });
    });
    module.export(COMPUTE, compute);
  });
}

type Parameters = Readonly<Record<(typeof COMPUTE_PARAMETERS)[number], Local<'i32'>>>;

/**
 * In `simd256` the vectors of a pair lie side by side in memory at the beginning and at the end, where V8 looks for what it
 * can join; else there is a gap between all of them, so that nothing is joined.
 */
function writeVectors(
  f: FunctionBody,
  element: ElementCode,
  code: 'simd256' | 'relaxed' | 'separate',
  { turns, data }: Parameters,
): void {
  const isPaired = code === 'simd256';
  const step = (isPaired ? 1 : 2) * VECTOR_BYTES;
  const count = isPaired ? 2 * SUMS : SUMS;
  const sums = Array.from({ length: count }, () => f.local('v128', 'sum'));
  const factors = Array.from({ length: isPaired ? 2 : 1 }, () => f.local('v128', 'factor'));
  const spread = f.local('v128', 'spread');
  // Read from memory, so that nothing is known to the compiler and computed ahead.
  f.set(spread, element.loadSplat(data));
  factors.forEach((factor, at) => {
    f.set(factor, v128.load(data, VECTOR_BYTES * (2 + at)));
  });
  const first = 4 * VECTOR_BYTES;
  sums.forEach((sum, at) => {
    f.set(sum, v128.load(data, first + at * step));
  });
  f.doWhile(() => {
    for (let turn = 0; turn < UNROLL; turn++) {
      sums.forEach((sum, at) => {
        const factor = factors[at % factors.length];
        // x·y would be the same for all sums and computed once; sum·x + y is not.
        if (code === 'separate') f.set(sum, element.multiplyAdd('separate', sum, spread, factor));
        else f.set(sum, element.multiplyAdd('relaxed', spread, factor, sum));
      });
    }
    f.decrease(turns, 1);
  }, turns);
  sums.forEach((sum, at) => {
    f.run(v128.store(data, sum, first + at * step));
  });
}

function writeScalars(f: FunctionBody, element: ElementCode, isChain: boolean, { turns, data }: Parameters): void {
  const { bytes, dtype } = element;
  const [x, y] = [f.local(dtype, 'x'), f.local(dtype, 'y')];
  const sums = Array.from({ length: isChain ? 1 : SUMS }, () => f.local(dtype, 'sum'));
  f.set(x, element.load(data));
  f.set(y, element.load(data, bytes));
  sums.forEach((sum, at) => {
    f.set(sum, element.load(data, (2 + at) * bytes));
  });
  f.doWhile(() => {
    for (let turn = 0; turn < UNROLL; turn++) {
      for (const sum of sums) {
        f.set(sum, isChain ? element.add(sum, element.multiply(x, y)) : element.add(element.multiply(sum, x), y));
      }
      // So that the product of the chain is another one each time; beside the chain this takes no time.
      if (isChain) f.set(x, element.add(x, y));
    }
    f.decrease(turns, 1);
  }, turns);
  sums.forEach((sum, at) => {
    f.run(element.store(data, sum, (2 + at) * bytes));
  });
}
