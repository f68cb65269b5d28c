import { assertNever } from '../assertNever';
import type { HiddenActivation, Network, OutputActivation } from './network';

/** Parameters of a network, by layers, in float64. */
export interface ReferenceLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs × outputs, row-major. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** What a forward pass has found, by layers: Z before the activation, A behind it. */
export interface ReferencePass {
  readonly z: readonly Float64Array[];
  readonly a: readonly Float64Array[];
}

/** A, rows × inputs, through one layer: Z = A·W + b. Plain loops; what the kernels are held against. */
export function referenceProducts(a: Float64Array, rows: number, layer: ReferenceLayer): Float64Array {
  const { inputs, outputs, weights, biases } = layer;
  const z = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    z.set(biases, i * outputs);
    for (let p = 0; p < inputs; p++) {
      const factor = a[i * inputs + p];
      for (let j = 0; j < outputs; j++) z[i * outputs + j] += factor * weights[p * outputs + j];
    }
  }
  return z;
}

export function referenceActivation(
  kind: HiddenActivation | OutputActivation,
  z: Float64Array,
  rows: number,
): Float64Array {
  switch (kind) {
    case 'identity':
      return z;
    case 'relu':
      return z.map((value) => Math.max(0, value));
    case 'sigmoid':
      return z.map((value) => 1 / (1 + Math.exp(-value)));
    case 'tanh':
      return z.map((value) => Math.tanh(value));
    case 'softmax':
      return softmax(z, rows);
    default:
      return assertNever(kind);
  }
}

function softmax(z: Float64Array, rows: number): Float64Array {
  const columns = z.length / rows;
  const a = new Float64Array(z.length);
  for (let i = 0; i < rows; i++) {
    const row = z.subarray(i * columns, (i + 1) * columns);
    const most = row.reduce((found, value) => Math.max(found, value), -Infinity);
    const powers = row.map((value) => Math.exp(value - most));
    const sum = powers.reduce((total, value) => total + value, 0);
    a.set(
      powers.map((value) => value / sum),
      i * columns,
    );
  }
  return a;
}

/** The layers from `first` on, from the Z of that layer. */
export function referencePass(
  { hidden, output }: Network,
  layers: readonly ReferenceLayer[],
  firstZ: Float64Array,
  first: number,
  rows: number,
): ReferencePass {
  const z: Float64Array[] = [];
  const a: Float64Array[] = [];
  for (let layer = first; layer < layers.length; layer++) {
    const now = layer === first ? firstZ : referenceProducts(a[a.length - 1], rows, layers[layer]);
    z.push(now);
    a.push(referenceActivation(layer === layers.length - 1 ? output.activation : hidden, now, rows));
  }
  return { z, a };
}

/**
 * Mean over the batch of the loss, from Z and A of the last layer: cross-entropy, binary cross-entropy summed over the
 * classes, or half the squared error. Those with logarithms are taken from Z, where they are smooth wherever Z lies.
 */
export function referenceLoss({ output }: Network, z: Float64Array, a: Float64Array, classes: Int32Array): number {
  const rows = classes.length;
  const columns = z.length / rows;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const row = z.subarray(i * columns, (i + 1) * columns);
    switch (output.loss) {
      case 'cross-entropy': {
        const most = row.reduce((found, value) => Math.max(found, value), -Infinity);
        total += most - row[classes[i]] + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
        break;
      }
      case 'bce':
        row.forEach((value, j) => {
          total += Math.max(value, 0) - (j === classes[i] ? value : 0) + Math.log1p(Math.exp(-Math.abs(value)));
        });
        break;
      case 'mse':
        for (let j = 0; j < columns; j++) total += 0.5 * (a[i * columns + j] - (j === classes[i] ? 1 : 0)) ** 2;
        break;
      default:
        assertNever(output);
    }
  }
  return total / rows;
}
