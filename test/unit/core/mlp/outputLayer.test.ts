import { describe, expect, it } from 'vitest';
import { OUTPUT_LOOPS } from '../../../../src/core/mlp/outputLayer';
import { referenceLoss } from '../../../../src/core/mlp/referenceNetwork';
import { RandomStream } from '../../../../src/core/matrix/random';

const loops = OUTPUT_LOOPS.f64;

describe('the loss of a batch', () => {
  it.each([
    ['cross-entropy', 'softmax', 0],
    ['bce', 'sigmoid', 1],
    ['mse', 'sigmoid', 2],
  ] as const)('is that of the reference: %s', (loss, activation, kind) => {
    const [rows, columns] = [400, 7];
    const z = new Float64Array(rows * columns);
    new RandomStream(1).fill(z, 0, z.length, 52);
    // Some so sure, and wrong, that products of many would be 0.
    for (let at = 0; at < z.length; at++) z[at] *= 20;
    const random = new RandomStream(2);
    const classes = Int32Array.from({ length: rows }, () => random.below(columns));
    const a = z.slice();
    if (activation === 'softmax') {
      loops.subtractMaxima(a, rows, columns);
      for (let at = 0; at < a.length; at++) a[at] = Math.exp(a[at]);
      loops.divideBySums(a, rows, columns);
    } else {
      for (let at = 0; at < a.length; at++) a[at] = 1 / (1 + Math.exp(-a[at]));
    }
    const output =
      loss === 'mse'
        ? ({ activation, loss } as const)
        : loss === 'bce'
          ? ({ activation: 'sigmoid', loss } as const)
          : ({ activation: 'softmax', loss } as const);
    const network = { sizes: [1, columns], hidden: 'relu', output, initialisation: 'he' } as const;
    const sum = loops.sumOfLosses(a, classes, rows, columns, kind);
    expect(sum / rows).toBeCloseTo(referenceLoss(network, z, a, classes), 6);
  });

  it('stays a number where an answer is sure and wrong', () => {
    const a = Float64Array.of(1, 0);
    expect(loops.sumOfLosses(a, Int32Array.of(1), 1, 2, 0)).toBeGreaterThan(50);
    expect(loops.sumOfLosses(a, Int32Array.of(1), 1, 2, 1)).toBeGreaterThan(50);
    expect(loops.countCorrect(a, Int32Array.of(1), 1, 2)).toBe(0);
    expect(loops.countCorrect(a, Int32Array.of(0), 1, 2)).toBe(1);
  });
});
