import type { Dtype } from '../problem';

export type Floats = Float32Array | Float64Array;

/** A dense matrix, row-major: element (i, j) is `elements[i * columns + j]`. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly elements: Floats;
}

/** A view of `length` elements from a byte offset. */
export function floatsAt(dtype: Dtype, buffer: ArrayBufferLike, byteOffset: number, length: number): Floats {
  return dtype === 'f32' ? new Float32Array(buffer, byteOffset, length) : new Float64Array(buffer, byteOffset, length);
}
