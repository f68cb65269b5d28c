import { describe, expect, it } from 'vitest';
import { exportedFunction, isShared } from '../../../../src/core/kernels/wasm/kernelModule';
import { floatsAt } from '../../../../src/core/matrix/dense';
import type { Floats } from '../../../../src/core/matrix/dense';
import { LAYER_KERNELS, layerKernelsModule } from '../../../../src/core/mlp/layerKernels';
import type { LayerKernel } from '../../../../src/core/mlp/layerKernels';
import { DTYPES, elementBytes } from '../../../../src/core/problem';
import type { Dtype } from '../../../../src/core/problem';
import { trainingContext } from './trainingContext';

/** Roundings of the element type, times some. */
const TOLERANCE = { f32: 4e-7, f64: 8e-16 } as const;
const VALUES = [0, -0, 1e-4, -1e-4, 0.3, -0.3, 1, -1, 2.5, -7, 13, -20, 60, -60, 85, -85, 700, -700];

function kernels(dtype: Dtype): {
  place: (values: readonly number[]) => { address: number; view: Floats };
  call: <Name extends LayerKernel>(name: Name, values: Record<(typeof LAYER_KERNELS)[Name][number], number>) => void;
} {
  const context = trainingContext();
  const exports = context.instantiate(layerKernelsModule(dtype, isShared(context.memory)));
  return {
    place: (values) => {
      const address = context.allocate(values.length * elementBytes(dtype));
      const view = floatsAt(dtype, context.memory.buffer, address, values.length);
      view.set(values);
      return { address, view };
    },
    call: (name, values) => {
      const names: readonly (keyof typeof values)[] = LAYER_KERNELS[name];
      exportedFunction(exports, name)(...names.map((each) => values[each]));
    },
  };
}

function linesOf(values: readonly number[], dtype: Dtype): number {
  return Math.ceil((values.length * elementBytes(dtype)) / 64);
}

describe.each(DTYPES)('layer kernels in %s', (dtype) => {
  const { place, call } = kernels(dtype);
  const round = (value: number): number => (dtype === 'f32' ? Math.fround(value) : value);

  it.each([
    ['relu', (x: number) => Math.max(0, x)],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
    ['tanh', Math.tanh],
  ] as const)('computes %s within some roundings', (name, expected) => {
    const { address, view } = place(VALUES);
    call(name, { lines: linesOf(VALUES, dtype), target: address });
    VALUES.forEach((x, at) => {
      expect(Math.abs(view[at] - expected(round(x))), `${name}(${x})`).toBeLessThan(TOLERANCE[dtype] + 1e-38);
    });
  });

  it('computes exp within some roundings, relative', () => {
    const values = VALUES.filter((x) => Math.abs(x) < 87);
    const { address, view } = place(values);
    call('exp', { lines: linesOf(values, dtype), target: address });
    values.forEach((x, at) => {
      const expected = Math.exp(round(x));
      expect(Math.abs(view[at] / expected - 1), `exp(${x})`).toBeLessThan(TOLERANCE[dtype]);
    });
  });

  it.each(['relu', 'sigmoid', 'tanh', 'exp'] as const)('leaves NaN as it is in %s', (name) => {
    const { address, view } = place([NaN, 1]);
    call(name, { lines: 1, target: address });
    expect(view[0]).toBeNaN();
    expect(view[1]).toBeGreaterThan(0);
  });

  it.each([1, 3, 16, 37])('adds a bias to rows of %i and sums columns', (columns) => {
    const rows = 5;
    const matrix = place(Array.from({ length: rows * columns }, (_, at) => at % 11));
    const bias = place(Array.from({ length: columns }, (_, at) => at - 2));
    const sums = place(new Array<number>(columns).fill(NaN));
    const before = Array.from(matrix.view);
    call('add_bias', { rows, columns, target: matrix.address, bias: bias.address });
    expect(Array.from(matrix.view)).toEqual(before.map((value, at) => value + (at % columns) - 2));
    call('column_sums', { rows, columns, source: matrix.address, target: sums.address });
    for (let j = 0; j < columns; j++) {
      const column = before.filter((_, at) => at % columns === j).reduce((sum, value) => sum + value + j - 2, 0);
      expect(sums.view[j]).toBe(column);
    }
  });

  it.each([1, 5, 16, 21])('gathers rows of %i in an order', (columns) => {
    const source = place(Array.from({ length: 7 * columns }, (_, at) => at));
    const target = place(new Array<number>(6 * columns).fill(NaN));
    const indices = [3, 0, 6, 2, 2, 5];
    const order = place([0, 0, 0, 0, 0, 0]);
    new Int32Array(order.view.buffer, order.address, 6).set(indices);
    const addresses = { order: order.address, source: source.address, target: target.address };
    call('gather', { rows: 6, columns, ...addresses });
    const expected = indices.flatMap((row) => Array.from({ length: columns }, (_, j) => row * columns + j));
    expect(Array.from(target.view)).toEqual(expected);
  });

  it('updates by Adam as its paper says', () => {
    const [w, g, m, v] = [
      [1, -2],
      [0.5, 0.25],
      [0.125, 0],
      [0.5, 0],
    ].map(place);
    const scalars = place([0.1, 0.9, 0.1, 0.99, 0.01, 2, 1e-3]);
    call('adam', {
      lines: 1,
      weights: w.address,
      gradients: g.address,
      means: m.address,
      squares: v.address,
      scalars: scalars.address,
    });
    [1, -2].forEach((before, at) => {
      const gradient = [0.5, 0.25][at];
      const mean = 0.9 * [0.125, 0][at] + 0.1 * gradient;
      const square = 0.99 * [0.5, 0][at] + 0.01 * gradient ** 2;
      expect(m.view[at]).toBeCloseTo(mean, 6);
      expect(v.view[at]).toBeCloseTo(square, 6);
      expect(w.view[at]).toBeCloseTo(before - (0.1 * mean) / (2 * Math.sqrt(square) + 1e-3), 6);
    });
  });
});
