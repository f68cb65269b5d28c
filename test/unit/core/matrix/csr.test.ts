import { describe, expect, it } from 'vitest';
import { countNonzeros, writeCsr } from '../../../../src/core/matrix/csr';
import type { Csr } from '../../../../src/core/matrix/csr';
import type { Floats } from '../../../../src/core/matrix/dense';
import type { Dtype } from '../../../../src/core/problem';

/** 3×4, with an empty row and an empty column. */
const dense = [0, 2, 0, NaN, 0, 0, 0, 0, -5, -0, 0, 7];
const stored = [0, 0, -5, 2, 0, 0, 0, 0, 0, NaN, 0, 7];

function convert(dtype: Dtype, elements: readonly number[], rowStride: number, columnStride: number): Csr {
  const floats: Floats = dtype === 'f32' ? Float32Array.from(elements) : Float64Array.from(elements);
  const count = countNonzeros({ elements: floats });
  const csr = { rowStarts: new Int32Array(4).fill(9), columns: new Int32Array(count), values: new Float64Array(count) };
  writeCsr({ elements: floats, rowStride, columnStride }, dtype, 3, 4, csr);
  return csr;
}

describe.each(['f32', 'f64'] as const)('writeCsr (%s)', (dtype) => {
  it.each([
    ['by rows', dense, 4, 1],
    ['by columns', stored, 1, 3],
  ] as const)('keeps what is not zero, NaN included, of a matrix stored %s', (_, elements, rowStride, columnStride) => {
    const { rowStarts, columns, values } = convert(dtype, elements, rowStride, columnStride);
    expect([...rowStarts]).toEqual([0, 2, 2, 4]);
    expect([...columns]).toEqual([1, 3, 0, 3]);
    expect([...values]).toEqual([2, NaN, -5, 7]);
  });
});
