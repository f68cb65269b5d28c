import { describe, expect, it } from 'vitest';
import { aligned, layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import { square } from '../kernels/fakeContext';

describe('layOutOperands', () => {
  const problem = { ...square, m: 3, k: 5, n: 7 };

  it('places the operands one behind the other, each on a cache line of its own', () => {
    const { a, b, c, end } = layOutOperands(problem, 10);
    expect([a.offset, b.offset, c.offset, end]).toEqual([64, 128, 320, 448]);
    expect(layOutOperands({ ...problem, dtype: 'f64' }, 0)).toMatchObject({ b: { offset: 128 }, end: 640 });
  });

  it('gives strides that say what op(X) is', () => {
    expect(layOutOperands(problem, 0).a).toMatchObject({ rows: 3, columns: 5, rowStride: 5, columnStride: 1 });
    const { a, b, c } = layOutOperands({ ...problem, transposeA: true, transposeB: true }, 0);
    expect(a).toMatchObject({ rows: 5, columns: 3, rowStride: 1, columnStride: 3 });
    expect(b).toMatchObject({ rows: 7, columns: 5, rowStride: 1, columnStride: 5 });
    expect(c).toMatchObject({ rows: 3, columns: 7, rowStride: 7, columnStride: 1 });
  });

  it('takes sizes of 0', () => {
    expect(layOutOperands({ ...problem, m: 0, k: 0, n: 0 }, 0).end).toBe(0);
    expect(layOutOperands({ ...problem, k: 0 }, 0)).toMatchObject({ c: { offset: 0 }, end: 128 });
  });

  it('needs no memory to place what is larger than any', () => {
    expect(layOutOperands({ ...problem, m: 1e6, k: 1e6, n: 1e6 }, 0).end).toBe(12e12);
  });
});

describe('operandsIn', () => {
  it('views the memory at the places', () => {
    const problem = { ...square, m: 2, k: 3, n: 4, dtype: 'f64' as const };
    const layout = layOutOperands(problem, 64);
    const buffer = new ArrayBuffer(layout.end);
    const { a, b, c } = operandsIn(buffer, problem, layout);
    expect([a.elements.length, b.elements.length, c.elements.length]).toEqual([6, 12, 8]);
    c.elements[0] = 5;
    expect(new Float64Array(buffer, c.offset, 1)[0]).toBe(5);
    expect(() => operandsIn(new ArrayBuffer(64), problem, layout)).toThrow(RangeError);
  });
});

it('rounds up to cache lines', () => {
  expect([0, 1, 64, 65].map(aligned)).toEqual([0, 64, 64, 128]);
});
