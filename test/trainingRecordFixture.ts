import type { TrainedArm, TrainingRecord } from '../src/core/measure/trainingRecord';

/** One of the trainings of an entry, as if trained to its end. */
export function armOf(name: string, more: Partial<TrainedArm> = {}): TrainedArm {
  return {
    name,
    steps: 780,
    accuracy: 0.96,
    stepNs: 4e5,
    stepRangeNs: [3.9e5, 4.4e5],
    turnsNs: [4e5, 4e5, 4e5],
    phases: [
      { name: 'Z1', backend: `${name}: wasm`, ns: 1e5 },
      { name: 'update', backend: 'wasm simd', ns: 2e4 },
    ],
    ...more,
  };
}

/** How an arm has learnt, as a run keeps it. */
export const LEARNT: Required<Pick<TrainedArm, 'curve' | 'epochs'>> = {
  curve: [1, 2, 3, 4].map((at) => ({ epoch: at / 2, steps: 390, loss: 2 / at, accuracy: 1 - 0.3 / at })),
  epochs: [1, 2].map((epoch) => ({ epoch, loss: 1 / epoch, accuracy: 0.9, testAccuracy: 0.9 + 0.03 * epoch })),
};

/** An entry that was trained to its end. */
export function trainingRecord(
  arms: readonly TrainedArm[],
  { expect = [] }: Partial<Pick<TrainingRecord, 'expect'>> = {},
): TrainingRecord & { readonly status: 'finished' } {
  const layers = {
    hidden: 'relu',
    output: { activation: 'softmax', loss: 'cross-entropy' },
    initialisation: 'he',
  } as const;
  return {
    name: 'digits',
    spec: {
      hiddenSizes: [100],
      network: layers,
      optimiser: { kind: 'sgd', rate: 0.3 },
      batch: 64,
      dtype: 'f32',
      seed: 1,
      epochs: 5,
      mistakes: [],
      data: { kind: 'mnist' },
      arms: arms.map(({ name }) => ({ name, strategies: { all: { id: 'simd', values: {} }, products: {} } })),
      threads: null,
      load: null,
      save: null,
      exportFolder: null,
    },
    expect,
    elapsedMs: 2000,
    status: 'finished',
    trained: {
      data: 'MNIST, 10,000 + 2,000 samples',
      trainRows: 10_000,
      testRows: 2000,
      network: { ...layers, sizes: [784, 100, 10] },
      parameters: 79_510,
      gradientError: 3e-10,
      mistakenGradientError: null,
      arms,
    },
  };
}
