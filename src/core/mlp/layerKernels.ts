import type { Dtype } from '../problem';
import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from '../kernels/wasm/assembler';
import { elementCode } from '../kernels/wasm/element';
import type { ElementCode } from '../kernels/wasm/element';
import { i32, v128 } from '../kernels/wasm/expressions';
import type { Expression } from '../kernels/wasm/expressions';
import { generatedModule } from '../kernels/wasm/generatedModule';
import type { KernelModule } from '../kernels/wasm/kernelModule';
import { vectorMath } from './vectorMath';
import type { VectorMath } from './vectorMath';

/*
 * What a training step does beside its products, in vectors. Arrays lie in cache lines of their own, so that those functions
 * that go through an array from end to end compute whole lines, and what lies behind the last element is nobody's.
 */

/** Vectors of 128 bits in a cache line. */
const LINE_VECTORS = 4;

/** `lines` cache lines at `target`, in place. */
export const ACTIVATIONS = ['relu', 'sigmoid', 'tanh', 'exp'] as const;
/** `target` holds dA and gets dZ; `values` holds A. */
export const ACTIVATION_GRADIENTS = ['relu_gradient', 'sigmoid_gradient', 'tanh_gradient'] as const;

/** Places in the scalars of the updates, by number. */
export const UPDATE_SCALARS = ['rate', 'keep1', 'add1', 'keep2', 'add2', 'correction', 'epsilon'] as const;
type UpdateScalar = (typeof UPDATE_SCALARS)[number];

/** The parameters of each exported function, in their order. */
export const LAYER_KERNELS = {
  relu: ['lines', 'target'],
  sigmoid: ['lines', 'target'],
  tanh: ['lines', 'target'],
  exp: ['lines', 'target'],
  relu_gradient: ['lines', 'target', 'values'],
  sigmoid_gradient: ['lines', 'target', 'values'],
  tanh_gradient: ['lines', 'target', 'values'],
  /** target[i, j] += bias[j] */
  add_bias: ['rows', 'columns', 'target', 'bias'],
  /** target[j] = Σᵢ source[i, j] */
  column_sums: ['rows', 'columns', 'source', 'target'],
  /** Row i of target becomes row order[i] of source; `order` is the address of 32-bit numbers. */
  gather: ['rows', 'columns', 'order', 'source', 'target'],
  /** w −= rate·g */
  sgd: ['lines', 'weights', 'gradients', 'scalars'],
  /** v = keep1·v + g; w −= rate·v */
  momentum: ['lines', 'weights', 'gradients', 'velocities', 'scalars'],
  /**
   * m = keep1·m + add1·g; v = keep2·v + add2·g²; w −= rate·m ÷ (√v·correction + epsilon), the corrections of Kingma & Ba
   * (Adam, ICLR 2015, algorithm 1) being in rate and correction.
   */
  adam: ['lines', 'weights', 'gradients', 'means', 'squares', 'scalars'],
} as const;
export type LayerKernel = keyof typeof LAYER_KERNELS;

/** The module for an element type, to be used on this kind of memory; generated once. */
export function layerKernelsModule(dtype: Dtype, sharedMemory: boolean): KernelModule {
  return generatedModule(['layer kernels', dtype], sharedMemory, (module) => {
    const element = elementCode(dtype);
    const math = vectorMath(dtype);
    for (const name of ACTIVATIONS) defineActivation(module, math, name);
    for (const name of ACTIVATION_GRADIENTS) defineGradient(module, element, math, name);
    defineAddBias(module, element);
    defineColumnSums(module, element);
    defineGather(module, element);
    defineUpdates(module, element, math);
  });
}

function exportAs(module: ModuleBuilder, name: LayerKernel, defined: WasmFunction<string>): void {
  module.export(name, defined);
}

/** All vectors of `lines` cache lines, each at the same place in all arrays. */
function eachVector(
  f: FunctionBody,
  lines: Local<'i32'>,
  arrays: readonly Local<'i32'>[],
  visit: (offset: number) => void,
): void {
  f.while(lines, () => {
    for (let at = LINE_VECTORS - 1; at >= 0; at--) visit(at * 16);
    for (const array of arrays) f.increase(array, LINE_VECTORS * 16);
    f.decrease(lines, 1);
  });
}

function defineActivation(module: ModuleBuilder, math: VectorMath, name: (typeof ACTIVATIONS)[number]): void {
  const defined = module.define(`activation_${name}`, LAYER_KERNELS[name], (f, { lines, target }) => {
    const x = f.local('v128', 'x');
    const scratch = math.scratch(f);
    eachVector(f, lines, [target], (offset) => {
      f.set(x, v128.load(target, offset));
      f.run(v128.store(target, math[name](f, x, scratch), offset));
    });
  });
  exportAs(module, name, defined);
}

function defineGradient(
  module: ModuleBuilder,
  element: ElementCode,
  math: VectorMath,
  name: (typeof ACTIVATION_GRADIENTS)[number],
): void {
  const defined = module.define(name, LAYER_KERNELS[name], (f, { lines, target, values }) => {
    const a = f.local('v128', 'a');
    const derivative = (gradient: Expression<'v128'>): Expression<'v128'> => {
      switch (name) {
        case 'relu_gradient':
          return v128.and(gradient, math.greater(a, math.constant(0)));
        case 'sigmoid_gradient':
          return element.multiplyVectors(
            gradient,
            element.multiplyVectors(a, element.subtractVectors(math.constant(1), a)),
          );
        case 'tanh_gradient':
          return element.multiplyVectors(
            gradient,
            element.subtractVectors(math.constant(1), element.multiplyVectors(a, a)),
          );
      }
    };
    eachVector(f, lines, [target, values], (offset) => {
      f.set(a, v128.load(values, offset));
      f.run(v128.store(target, derivative(v128.load(target, offset)), offset));
    });
  });
  exportAs(module, name, defined);
}

/** Adds rows of `columns` elements at `from` to those at `to`; both then point behind them. */
function addRow(
  f: FunctionBody,
  element: ElementCode,
  { from, to, columns, left }: Readonly<Record<'from' | 'to' | 'columns' | 'left', Local<'i32'>>>,
): void {
  const { bytes, lanes } = element;
  f.set(left, columns);
  for (const vectors of [LINE_VECTORS, 1]) {
    f.while(i32.atLeast(left, vectors * lanes), () => {
      for (let at = vectors - 1; at >= 0; at--) {
        f.run(v128.store(to, element.addVectors(v128.load(to, at * 16), v128.load(from, at * 16)), at * 16));
      }
      f.increase(from, vectors * 16);
      f.increase(to, vectors * 16);
      f.decrease(left, vectors * lanes);
    });
  }
  f.while(left, () => {
    f.run(element.store(to, element.add(element.load(to), element.load(from))));
    f.increase(from, bytes);
    f.increase(to, bytes);
    f.decrease(left, 1);
  });
}

function defineAddBias(module: ModuleBuilder, element: ElementCode): void {
  const defined = module.define('add_bias', LAYER_KERNELS.add_bias, (f, { rows, columns, target, bias }) => {
    const from = f.local('i32', 'from');
    const left = f.local('i32', 'left');
    f.while(rows, () => {
      f.set(from, bias);
      addRow(f, element, { from, to: target, columns, left });
      f.decrease(rows, 1);
    });
  });
  exportAs(module, 'add_bias', defined);
}

function defineColumnSums(module: ModuleBuilder, element: ElementCode): void {
  const { bytes } = element;
  const defined = module.define('column_sums', LAYER_KERNELS.column_sums, (f, { rows, columns, source, target }) => {
    const to = f.local('i32', 'to');
    const left = f.local('i32', 'left');
    f.set(to, target);
    f.set(left, columns);
    f.while(left, () => {
      f.run(element.store(to, element.load(source)));
      f.increase(source, bytes);
      f.increase(to, bytes);
      f.decrease(left, 1);
    });
    f.decrease(rows, 1);
    f.while(rows, () => {
      f.set(to, target);
      addRow(f, element, { from: source, to, columns, left });
      f.decrease(rows, 1);
    });
  });
  exportAs(module, 'column_sums', defined);
}

/** Rows that are copied side by side: memory is asked for the next of them while it has not answered for the first. */
const GATHERED_ROWS = 4;

function defineGather(module: ModuleBuilder, element: ElementCode): void {
  const { bytes, lanes } = element;
  const copies = [1, GATHERED_ROWS].map((count) =>
    module.define(
      `copy_rows_${count}`,
      ['columns', 'order', 'source', 'target'] as const,
      (f, { columns, order, source, target }) => {
        const rowBytes = f.local('i32', 'row_bytes');
        const left = f.local('i32', 'left');
        const from = Array.from({ length: count }, (_, row) => f.local('i32', `from_${row}`));
        const to = Array.from({ length: count }, (_, row) => f.local('i32', `to_${row}`));
        f.set(rowBytes, i32.multiply(columns, bytes));
        from.forEach((pointer, row) => {
          f.set(pointer, i32.add(source, i32.multiply(i32.load(order, row * 4), rowBytes)));
          f.set(to[row], i32.add(target, i32.multiply(rowBytes, row)));
        });
        const moveOn = (elements: number): void => {
          for (const pointer of [...from, ...to]) f.increase(pointer, elements * bytes);
          f.decrease(left, elements);
        };
        f.set(left, columns);
        for (const vectors of [LINE_VECTORS, 1]) {
          f.while(i32.atLeast(left, vectors * lanes), () => {
            from.forEach((pointer, row) => {
              for (let at = vectors - 1; at >= 0; at--)
                f.run(v128.store(to[row], v128.load(pointer, at * 16), at * 16));
            });
            moveOn(vectors * lanes);
          });
        }
        f.while(left, () => {
          from.forEach((pointer, row) => {
            f.run(element.store(to[row], element.load(pointer)));
          });
          moveOn(1);
        });
      },
    ),
  );
  const [one, several] = copies;
  const defined = module.define('gather_rows', LAYER_KERNELS.gather, (f, { rows, columns, order, source, target }) => {
    for (const [count, copy] of [
      [GATHERED_ROWS, several],
      [1, one],
    ] as const) {
      f.while(i32.atLeast(rows, count), () => {
        f.call(copy, { columns, order, source, target });
        f.increase(order, count * 4);
        f.increase(target, i32.multiply(columns, count * bytes));
        f.decrease(rows, count);
      });
    }
  });
  exportAs(module, 'gather', defined);
}

function defineUpdates(module: ModuleBuilder, element: ElementCode, math: VectorMath): void {
  const add = (x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> => element.addVectors(x, y);
  const subtract = (x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> => element.subtractVectors(x, y);
  const multiply = (x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> => element.multiplyVectors(x, y);
  const read = (f: FunctionBody, scalars: Local<'i32'>, name: UpdateScalar): Local<'v128'> => {
    const value = f.local('v128', name);
    f.set(value, element.loadSplat(scalars, UPDATE_SCALARS.indexOf(name) * element.bytes));
    return value;
  };
  const sgd = module.define('update_sgd', LAYER_KERNELS.sgd, (f, { lines, weights, gradients, scalars }) => {
    const rate = read(f, scalars, 'rate');
    eachVector(f, lines, [weights, gradients], (offset) => {
      const change = multiply(v128.load(gradients, offset), rate);
      f.run(v128.store(weights, subtract(v128.load(weights, offset), change), offset));
    });
  });
  exportAs(module, 'sgd', sgd);
  const momentum = module.define(
    'update_momentum',
    LAYER_KERNELS.momentum,
    (f, { lines, weights, gradients, velocities, scalars }) => {
      const rate = read(f, scalars, 'rate');
      const keep = read(f, scalars, 'keep1');
      const velocity = f.local('v128', 'velocity');
      eachVector(f, lines, [weights, gradients, velocities], (offset) => {
        f.set(velocity, add(multiply(v128.load(velocities, offset), keep), v128.load(gradients, offset)));
        f.run(v128.store(velocities, velocity, offset));
        f.run(v128.store(weights, subtract(v128.load(weights, offset), multiply(velocity, rate)), offset));
      });
    },
  );
  exportAs(module, 'momentum', momentum);
  const adam = module.define(
    'update_adam',
    LAYER_KERNELS.adam,
    (f, { lines, weights, gradients, means, squares, scalars }) => {
      const [rate, keep1, add1, keep2, add2, correction, epsilon] = UPDATE_SCALARS.map((name) =>
        read(f, scalars, name),
      );
      const [gradient, mean, square] = ['gradient', 'mean', 'square'].map((name) => f.local('v128', name));
      eachVector(f, lines, [weights, gradients, means, squares], (offset) => {
        f.set(gradient, v128.load(gradients, offset));
        f.set(mean, add(multiply(v128.load(means, offset), keep1), multiply(gradient, add1)));
        f.set(square, add(multiply(v128.load(squares, offset), keep2), multiply(multiply(gradient, gradient), add2)));
        f.run(v128.store(means, mean, offset));
        f.run(v128.store(squares, square, offset));
        const root = add(multiply(math.squareRoot(square), correction), epsilon);
        const change = math.divide(multiply(mean, rate), root);
        f.run(v128.store(weights, subtract(v128.load(weights, offset), change), offset));
      });
    },
  );
  exportAs(module, 'adam', adam);
}
