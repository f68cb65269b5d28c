import { describe, expect, it } from 'vitest';
import { strategyById } from '../../../../src/core/kernels/registry';
import { checkGradients } from '../../../../src/core/mlp/gradientCheck';
import { optimiserOf } from '../../../../src/core/mlp/network';
import type { TrainingPlan } from '../../../../src/core/mlp/network';
import { placeData } from '../../../../src/core/mlp/placedData';
import { ProductError } from '../../../../src/core/mlp/stepProducts';
import type { TrainingGpu, TrainingStrategies, TrainingSurroundings } from '../../../../src/core/mlp/stepProducts';
import { syntheticData } from '../../../../src/core/mlp/syntheticData';
import { Trainer } from '../../../../src/core/mlp/trainer';
import { trainingContext } from './trainingContext';

const WEBGPU: TrainingStrategies = {
  all: { id: 'simd', values: {} },
  products: { Z1: { id: 'webgpu', values: {} }, dW2: { id: 'gpujs', values: {} } },
};
const plan: TrainingPlan = {
  network: {
    sizes: [9, 7, 3],
    hidden: 'relu',
    output: { activation: 'softmax', loss: 'cross-entropy' },
    initialisation: 'he',
  },
  optimiser: optimiserOf('sgd', 0.05),
  batch: 8,
  dtype: 'f32',
  seed: 5,
  mistakes: [],
};

/** Computes on the processor what a GPU would, later, and says that it took that long; a clock of 1 ms a look. */
function surroundings(computeNs: number, factor = 1): TrainingSurroundings {
  let now = 0;
  const gpu: TrainingGpu = {
    prepare: (_id, _strategy, _values, context) => {
      const naive = strategyById('naive').prepare(context, {});
      const run = async (): Promise<void> => {
        await Promise.resolve();
        naive.runNow?.();
        for (let at = 0; at < context.c.elements.length; at++) context.c.elements[at] *= factor;
      };
      return Promise.resolve({
        backend: 'a GPU',
        prepareNs: 0,
        runBatch: async (times) => {
          await run();
          return { times, computeNs, transferNs: 0 };
        },
        read: async () => {
          await run();
          return { ...context.c };
        },
        dispose: () => undefined,
      });
    },
  };
  return { ...trainingContext(), gpu, nowNs: () => (now += 1e6) };
}

async function trainerOf(around: TrainingSurroundings, change: Partial<TrainingPlan> = {}): Promise<Trainer> {
  const data = syntheticData({ rows: 40, features: 9, classes: 3, separation: 5, seed: 2 });
  return Trainer.create({ ...plan, ...change }, placeData(data, 'f32', around), WEBGPU, around);
}

describe('a step with products on a GPU', () => {
  it('tells the multiplication from the moving of operands', async () => {
    const trainer = await trainerOf(surroundings(0.25e6));
    await trainer.run(3, Infinity);
    const { phasesNs } = trainer.report();
    const told = Object.fromEntries(trainer.phases.map(({ name }, at) => [name, phasesNs[at]]));
    expect(told).toMatchObject({ 'transfer for Z1': 2.25e6, Z1: 0.75e6, 'transfer for dW2': 2.25e6, dW2: 0.75e6 });
    expect(told).toMatchObject({ Z2: 3e6, update: 3e6 });
    expect(trainer.phases.filter(({ kind }) => kind === 'transfer')).toHaveLength(2);
  });

  it('gives no more to the multiplication than the whole took, whatever the clock of the GPU says', async () => {
    const trainer = await trainerOf(surroundings(9e6));
    await trainer.run(1, Infinity);
    const { phasesNs } = trainer.report();
    const at = trainer.phases.findIndex(({ name }) => name === 'Z1');
    expect([phasesNs[at - 1], phasesNs[at]]).toEqual([0, 1e6]);
  });

  it('is checked in f32, with a tolerance of its own, and a wrong product is refused', async () => {
    const check = { network: plan.network, strategies: WEBGPU, seed: 1 };
    const right = await checkGradients({ ...check, mistakes: [] }, surroundings(0));
    expect(right).toMatchObject({ passed: true, tolerance: 1e-4, dtype: 'f32' });
    expect(right.error).toBeGreaterThan(1e-12);
    const wrong = await checkGradients({ ...check, mistakes: ['no-mean'] }, surroundings(0));
    expect(wrong.passed).toBe(false);
    const double = await checkGradients(
      { ...check, strategies: { ...WEBGPU, products: {} }, mistakes: [] },
      surroundings(0),
    );
    expect(double).toMatchObject({ passed: true, tolerance: 1e-7, dtype: 'f64' });
    await expect(trainerOf(surroundings(0, 1.01))).rejects.toThrow(ProductError);
  });

  it('is refused in words in f64, without a GPU, and where the GPU is that of the screen', async () => {
    await expect(trainerOf(surroundings(0), { dtype: 'f64' })).rejects.toThrow('Choose f32, or a strategy');
    await expect(trainerOf(trainingContext())).rejects.toThrow('Z1 by webgpu: no GPU can be reached here.');
    const around = surroundings(0);
    const limits = { operandBytes: 2 ** 27, workgroupBytes: 16_384, invocationsPerWorkgroup: 256 };
    const gpu = {
      status: 'found',
      executor: 'webview',
      api: 'webgpu',
      name: 'a GPU',
      isSoftware: false,
      driver: 'a browser',
      clock: 'wall time',
      hasF16: false,
      limits,
    } as const;
    await expect(trainerOf({ ...around, machine: { ...around.machine, gpu } })).rejects.toThrow(
      /^Z1 by webgpu: the GPU that was chosen is that of your screen.*Set matmulProfiler\.gpu\.executor to host/,
    );
  });
});
