import type { Machine } from '../../machine';
import type { Dtype } from '../../problem';
import { lanesOf } from './element';
import type { MultiplyAdd } from './element';

/** What a matrix product module is generated for. */
export interface GemmShape {
  readonly dtype: Dtype;
  /** Rows and columns of C that are kept in registers; nr is a multiple of the lanes of a vector. */
  readonly mr: number;
  readonly nr: number;
  /** Steps of k in one turn of the innermost loop. */
  readonly unroll: number;
  readonly multiplyAdd: MultiplyAdd;
}

/** The best way that the engine has for an element type. */
export function multiplyAddOf(dtype: Dtype, { wasm }: Machine): MultiplyAdd {
  return wasm.codePaths[dtype] === 'separate' ? 'separate' : 'relaxed';
}

/**
 * The tile that keeps the most multiplications between two loads without spilling: V8 leaves 15 vector registers, and a
 * tile takes mr·nr ÷ lanes for its sums, nr ÷ lanes for B and one for A, with separate instructions one more for the
 * product.
 */
export function defaultShape(dtype: Dtype, machine: Machine): GemmShape {
  const multiplyAdd = multiplyAddOf(dtype, machine);
  return { dtype, mr: multiplyAdd === 'relaxed' ? 6 : 5, nr: 2 * lanesOf(dtype), unroll: 4, multiplyAdd };
}

export function multiplyAddLabel(multiplyAdd: MultiplyAdd): string {
  return multiplyAdd === 'relaxed' ? 'relaxed madd' : 'mul + add';
}

/** 'wasm simd128 6×8, relaxed madd'. */
export function shapeLabel({ mr, nr, multiplyAdd }: GemmShape): string {
  return `wasm simd128 ${mr}×${nr}, ${multiplyAddLabel(multiplyAdd)}`;
}
