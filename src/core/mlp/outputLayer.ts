import type { Floats } from '../matrix/dense';
import { specializeAll } from '../kernels/specialize';
import type { Mistake, Network, OutputActivation } from './network';

/*
 * Loops over the last layer, which is narrow: a row is a sample, `columns` are classes. They refer to nothing outside, so
 * that each element type has copies of its own (specialize.ts).
 */

/** z[i, j] −= the largest of row i, so that no exponential is too large. */
function subtractMaxima(z: Floats, rows: number, columns: number): void {
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let most = z[at];
    for (let j = 1; j < columns; j++) if (z[at + j] > most) most = z[at + j];
    for (let j = 0; j < columns; j++) z[at + j] -= most;
  }
}

/** Each row ÷ its sum. */
function divideBySums(z: Floats, rows: number, columns: number): void {
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += z[at + j];
    const factor = 1 / sum;
    for (let j = 0; j < columns; j++) z[at + j] *= factor;
  }
}

/** Samples of the batch whose largest output is that of their class. */
function countCorrect(a: Floats, classes: Int32Array, rows: number, columns: number): number {
  let correct = 0;
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    let best = 0;
    for (let j = 1; j < columns; j++) if (a[at + j] > a[at + best]) best = j;
    if (best === classes[row]) correct++;
  }
  return correct;
}

/** Σ over the batch of the loss of a sample; `kind`: 0 cross-entropy, 1 binary cross-entropy, 2 half the squared error. */
function sumOfLosses(a: Floats, classes: Int32Array, rows: number, columns: number, kind: number): number {
  let total = 0;
  // One logarithm for a product of factors, as long as it is not too small: logarithms would take most of the time.
  let product = 1;
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    const wanted = classes[row];
    if (kind === 0) {
      product *= Math.max(a[at + wanted], 1e-38);
      if (product < 1e-200) {
        total -= Math.log(product);
        product = 1;
      }
    } else if (kind === 1) {
      for (let j = 0; j < columns; j++) {
        product *= Math.max(j === wanted ? a[at + j] : 1 - a[at + j], 1e-38);
        if (product < 1e-200) {
          total -= Math.log(product);
          product = 1;
        }
      }
    } else {
      for (let j = 0; j < columns; j++) {
        const difference = a[at + j] - (j === wanted ? 1 : 0);
        total += 0.5 * difference * difference;
      }
    }
  }
  return total - Math.log(product);
}

/**
 * dz ← scale·(∂loss ÷ ∂z). `derivative`: 0: a − y as it is; else (a − y) through the activation: 1 identity, 2 sigmoid,
 * 3 tanh, 4 relu, 5 softmax.
 */
function outputGradient(
  a: Floats,
  dz: Floats,
  classes: Int32Array,
  rows: number,
  columns: number,
  derivative: number,
  scale: number,
): void {
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    const wanted = classes[row];
    if (derivative === 5) {
      let dot = 0;
      for (let j = 0; j < columns; j++) dot += (a[at + j] - (j === wanted ? 1 : 0)) * a[at + j];
      for (let j = 0; j < columns; j++) {
        dz[at + j] = scale * a[at + j] * (a[at + j] - (j === wanted ? 1 : 0) - dot);
      }
      continue;
    }
    for (let j = 0; j < columns; j++) {
      const value = a[at + j];
      let gradient = scale * (value - (j === wanted ? 1 : 0));
      if (derivative === 2) gradient *= value * (1 - value);
      else if (derivative === 3) gradient *= 1 - value * value;
      else if (derivative === 4 && !(value > 0)) gradient = 0;
      dz[at + j] = gradient;
    }
  }
}

const copies = {
  subtractMaxima: specializeAll(subtractMaxima),
  divideBySums: specializeAll(divideBySums),
  countCorrect: specializeAll(countCorrect),
  sumOfLosses: specializeAll(sumOfLosses),
  outputGradient: specializeAll(outputGradient),
};
export const OUTPUT_LOOPS = {
  f32: {
    subtractMaxima: copies.subtractMaxima.f32,
    divideBySums: copies.divideBySums.f32,
    countCorrect: copies.countCorrect.f32,
    sumOfLosses: copies.sumOfLosses.f32,
    outputGradient: copies.outputGradient.f32,
  },
  f64: {
    subtractMaxima: copies.subtractMaxima.f64,
    divideBySums: copies.divideBySums.f64,
    countCorrect: copies.countCorrect.f64,
    sumOfLosses: copies.sumOfLosses.f64,
    outputGradient: copies.outputGradient.f64,
  },
} as const;

/** The number of a loss in `sumOfLosses`. */
export function lossNumber({ output }: Network): number {
  return ['cross-entropy', 'bce', 'mse'].indexOf(output.loss);
}

const DERIVATIVES: readonly ('difference' | OutputActivation)[] = [
  'difference',
  'identity',
  'sigmoid',
  'tanh',
  'relu',
  'softmax',
];

/** The number of the derivative in `outputGradient` that belongs to output and loss; with the mistake, of the other one. */
export function derivativeNumber({ output }: Network, mistakes: readonly Mistake[]): number {
  const isOwnDifference = output.loss !== 'mse';
  const takesDifference = isOwnDifference !== mistakes.includes('loss-mismatch');
  return DERIVATIVES.indexOf(takesDifference ? 'difference' : output.activation);
}
