import { describe, expect, it } from 'vitest';
import { DataError, dataFromArrays } from '../../../../src/core/mlp/arraysData';
import type { NpyArray } from '../../../../src/core/mlp/npy';

const x: NpyArray = { type: 'f4', shape: [7, 2], elements: Float32Array.from({ length: 14 }, (_, at) => at) };
const labels = (...elements: number[]): NpyArray => ({
  type: 'f8',
  shape: [elements.length],
  elements: Float64Array.from(elements),
});

describe('data from arrays', () => {
  it('keeps every sixth sample for the test', () => {
    const { train, test } = dataFromArrays(x, labels(0, 1, 2, 0, 1, 2, 1), 'mine');
    expect(train).toMatchObject({ rows: 5, features: 2, classes: 3, labels: Int32Array.of(1, 2, 0, 1, 2) });
    expect(test).toMatchObject({ rows: 2, inputs: Float32Array.of(0, 1, 12, 13), labels: Int32Array.of(0, 1) });
  });

  it('takes a column for each class', () => {
    const rows = [0, 1, 1, 0, 1, 0, 0].map((label) => (label === 0 ? [1, 0] : [0, 1]));
    const y: NpyArray = { type: 'u1', shape: [7, 2], elements: Uint8Array.from(rows.flat()) };
    const { train } = dataFromArrays(x, y, 'mine');
    expect(train.labels).toEqual(Int32Array.of(1, 1, 0, 1, 0));
  });

  it.each([
    ['lengths that differ', x, labels(0, 1), 'X has 7 samples and y 2'],
    ['a class that is no number', x, labels(0, 1, NaN, 0, 1, 0, 1), 'y[2] is NaN'],
    ['a class below 0', x, labels(0, 1, -1, 0, 1, 0, 1), 'y[2] is -1'],
    ['a part of a class', x, labels(0, 1, 0.5, 0, 1, 0, 1), 'y[2] is 0.5'],
    ['a single class', x, labels(0, 0, 0, 0, 0, 0, 0), 'of one class'],
    ['values for classes', x, labels(0, 1, 99_999, 0, 1, 0, 1), 'At most 4096'],
    ['rows that are no classes', x, { type: 'u1', shape: [7, 2], elements: new Uint8Array(14) } as const, 'Row 0 of y'],
    [
      'NaN in X',
      { ...x, elements: Float32Array.from(x.elements).fill(NaN, 5, 6) },
      labels(0, 1, 0, 1, 0, 1, 0),
      'X[2, 1] is NaN',
    ],
    ['one dimension', { ...x, shape: [14] }, labels(0, 1), 'X has one dimension'],
  ])('refuses %s', (_, inputs, classes, message) => {
    expect(() => dataFromArrays(inputs, classes, 'mine')).toThrow(DataError);
    expect(() => dataFromArrays(inputs, classes, 'mine')).toThrow(message);
  });
});
