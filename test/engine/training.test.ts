import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/core/matrix/random';
import { MOST_CURVE_POINTS } from '../../src/core/measure/curveSteps';
import { fillNormal, shuffle, STREAM } from '../../src/core/mlp/initialise';
import { optimiserOf } from '../../src/core/mlp/network';
import { parseNpy, writeNpy } from '../../src/core/mlp/npy';
import type { NpyArray } from '../../src/core/mlp/npy';
import { DTYPES } from '../../src/core/problem';
import type { TrainSpec } from '../../src/core/spec/trainSpec';
import { TrainingRecord } from '../../src/host/training/trainingRecord';
import { UNUSABLE_TRAINING } from '../../src/shared/trainProtocol';
import type { TrainEvent } from '../../src/shared/trainProtocol';
import { pythonWithNumpy } from '../../tools/numpy.mjs';
import { engine } from './engineClients';

const SIMD = { all: { id: 'simd', values: {} }, products: {} } as const;
const never = new AbortController().signal;

const base: TrainSpec = {
  hiddenSizes: [12],
  network: { hidden: 'relu', output: { activation: 'softmax', loss: 'cross-entropy' }, initialisation: 'he' },
  optimiser: optimiserOf('sgd', 0.1),
  batch: 16,
  dtype: 'f32',
  seed: 7,
  epochs: 5,
  mistakes: [],
  data: { kind: 'synthetic', rows: 320, features: 20, classes: 4 },
  arms: [{ name: 'simd', strategies: SIMD }],
  threads: 1,
  load: null,
  save: null,
  exportFolder: null,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-training-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function npy(name: string): Promise<NpyArray> {
  return parseNpy(await readFile(join(folder, `${name}.npy`)));
}

describe('a training on the engine', () => {
  it.each(
    DTYPES.flatMap(
      (dtype) =>
        [
          [dtype, 'relu', { activation: 'softmax', loss: 'cross-entropy' }, 'sgd'],
          [dtype, 'sigmoid', { activation: 'sigmoid', loss: 'bce' }, 'momentum'],
          [dtype, 'tanh', { activation: 'sigmoid', loss: 'mse' }, 'adam'],
        ] as const,
    ),
  )('ends in %s with %s, $activation and %s where numpy ends after 100 steps', async (dtype, hidden, output, kind) => {
    const [rows, features, classes] = [384, 20, 4];
    const inputs = new Float64Array(rows * features);
    fillNormal(inputs, 1, new RandomStream(3));
    const random = new RandomStream(4);
    const labels = Uint8Array.from({ length: rows }, () => random.below(classes));
    const type = dtype === 'f32' ? 'f4' : 'f8';
    const elements = dtype === 'f32' ? Float32Array.from(inputs) : inputs;
    await writeFile(join(folder, 'x.npy'), writeNpy({ type, shape: [rows, features], elements }));
    await writeFile(join(folder, 'y.npy'), writeNpy({ type: 'u1', shape: [rows], elements: labels }));
    const spec: TrainSpec = {
      ...base,
      hiddenSizes: [12, 9],
      network: { hidden, output, initialisation: 'xavier' },
      optimiser: optimiserOf(kind, kind === 'adam' ? 0.001 : 0.1),
      dtype,
      data: { kind: 'npy', x: join(folder, 'x.npy'), y: join(folder, 'y.npy') },
      exportFolder: folder,
    };
    const client = engine();
    // No epoch: the first weights.
    await client.train({ ...spec, epochs: 0 }, () => undefined, never);
    // Every sixth sample is for the test.
    const train = Array.from({ length: rows }, (_, row) => row).filter((row) => row % 6 !== 0);
    const order = Array.from({ length: spec.epochs }, (_, epoch) => {
      const drawn = Int32Array.from(train.keys());
      shuffle(drawn, new RandomStream(spec.seed, STREAM.order, epoch));
      return Array.from(drawn, (at) => train[at]);
    }).flat();
    const orderArray: NpyArray = { type: 'f8', shape: [order.length], elements: Float64Array.from(order) };
    await writeFile(join(folder, 'order.npy'), writeNpy(orderArray));
    const plan = { layers: 3, hidden, output: output.activation, loss: output.loss, optimiser: kind };
    const more = { rate: spec.optimiser.rate, batch: spec.batch, dtype, steps: 100 };
    const python = await pythonWithNumpy();
    execFileSync(python, ['test/engine/numpyTraining.py', folder, JSON.stringify({ ...plan, ...more })]);
    await client.train(spec, () => undefined, never);
    const parameters = ['W1', 'b1', 'W2', 'b2', 'W3', 'b3'];
    for (const name of [...parameters, ...parameters.map((each) => `d${each}`)]) {
      const [ours, theirs] = [await npy(name), await npy(`numpy_${name}`)];
      const most = Math.max(...Array.from(ours.elements, (value, at) => Math.abs(value - theirs.elements[at])));
      expect(ours.shape, name).toEqual(theirs.shape);
      expect(most, name).toBeLessThan(dtype === 'f32' ? 1e-4 : 1e-10);
      expect(theirs.elements.some((value) => value !== 0)).toBe(true);
    }
    const readme = await readFile(join(folder, 'README.txt'), 'utf8');
    expect(readme).toMatch(/^After 100 steps: /m);
    expect(readme).toMatch(/^dW1\.npy +20 × 12$/m);
    expect(readme).not.toContain('all 0');
  });

  it('tells its curve, its phases and its layers, and trains two arms alike', async () => {
    const events: TrainEvent[] = [];
    const naive = { all: { id: 'naive', values: {} }, products: { Z1: { id: 'sparse', values: {} } } } as const;
    const spec = { ...base, epochs: 3, arms: [...base.arms, { name: 'naive', strategies: naive }] };
    const outcome = await engine().train(spec, (event) => events.push(event), never);
    const [opened] = events;
    if (opened.type !== 'opened') throw new Error('it does not begin with what was opened');
    expect(opened.check.passed).toBe(true);
    expect(opened).toMatchObject({ trainRows: 320, testRows: 64, stepsPerEpoch: 20, checkWithMistakes: null });
    expect(opened.phases[1].map(({ name }) => name)).toEqual([
      'gather',
      'convert for Z1',
      'Z1',
      'activation 1',
      'Z2',
      'activation 2',
      'loss',
      'gradient 2',
      'dW2',
      'db2',
      'dA1',
      'gradient 1',
      'dW1',
      'db1',
      'update',
    ]);
    const [simd, other] = outcome.results;
    expect(simd).toMatchObject({ steps: 60, ratio: null });
    expect(other.ratio?.ratio).toBeGreaterThan(0);
    expect(simd.accuracy).toBeGreaterThan(0.8);
    expect(other.accuracy).toBeCloseTo(simd.accuracy ?? 0, 1);
    const losses = (arm: number): number[] =>
      events.flatMap((event) => (event.type === 'progress' && event.arm === arm ? [event.loss] : []));
    expect(losses(0).at(-1)).toBeCloseTo(losses(1).at(-1) ?? NaN, 3);
    expect(events.filter(({ type }) => type === 'epoch')).toHaveLength(6);
    const layers = events.findLast((event) => event.type === 'layers');
    expect(layers?.type === 'layers' && layers.layers.map(({ unchanged }) => unchanged)).toEqual([[], []]);
  });

  it.each([
    ['few', 2, 40],
    ['many', 400, 8000],
  ])(
    'has points of both arms at the same steps, the first at each, in a training of %s steps',
    async (_, epochs, total) => {
      const events: Extract<TrainEvent, { type: 'progress' }>[] = [];
      const naive = { all: { id: 'naive', values: {} }, products: {} } as const;
      const spec = { ...base, epochs, arms: [...base.arms, { name: 'naive', strategies: naive }] };
      const record = new TrainingRecord(['simd', 'naive']);
      await engine().train(
        spec,
        (event) => {
          if (event.type === 'progress') events.push(event);
          if (event.type === 'progress' || event.type === 'epoch') record.take(event);
        },
        never,
      );
      for (const { steps, loss, stretches } of events) {
        expect(stretches.length).toBeLessThanOrEqual(MOST_CURVE_POINTS);
        expect(stretches.reduce((sum, stretch) => sum + stretch.steps, 0)).toBe(steps);
        const mean = stretches.reduce((sum, stretch) => sum + stretch.loss * stretch.steps, 0) / steps;
        expect(mean).toBeCloseTo(loss, 9);
      }
      const [simd, other] = record.view().map(({ curve }) => curve);
      expect(simd.length).toBeGreaterThanOrEqual(Math.min(total, MOST_CURVE_POINTS / 2));
      expect(simd.length).toBeLessThanOrEqual(MOST_CURVE_POINTS);
      expect(other.map(({ epoch }) => epoch)).toEqual(simd.map(({ epoch }) => epoch));
      expect(simd.slice(0, 20).map(({ epoch }) => Math.round(20 * epoch))).toEqual(
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
      for (const [at, { loss }] of simd.entries()) expect(other[at].loss).toBeCloseTo(loss, 2);
      expect(simd[0].loss).toBeGreaterThan(5 * (simd.at(-1)?.loss ?? NaN));
    },
  );

  it('pauses, tells arrays meanwhile, goes on, and stops in time', async () => {
    const client = engine();
    const controller = new AbortController();
    const events: TrainEvent[] = [];
    const data = { kind: 'synthetic', rows: 20_000, features: 200, classes: 4 } as const;
    let opened = (): void => undefined;
    const isOpen = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const training = client.train(
      { ...base, data, epochs: 10_000 },
      (event) => {
        events.push(event);
        if (event.type === 'progress') opened();
      },
      controller.signal,
    );
    await isOpen;
    await client.pauseTraining(true);
    const [w1, a1] = await client.readArrays(0, ['W1', 'A1']);
    expect([w1.rows, w1.columns, a1.rows, a1.columns]).toEqual([200, 12, 16, 12]);
    const [again] = await client.readArrays(0, ['W1']);
    expect(again.elements).toEqual(w1.elements);
    await client.pauseTraining(false);
    await expect.poll(() => events.some((event) => event.type === 'state' && event.state === 'running')).toBe(true);
    const begin = performance.now();
    controller.abort();
    const outcome = await training;
    expect(performance.now() - begin).toBeLessThan(300);
    expect(outcome.state).toBe('cancelled');
    expect(outcome.results[0].steps).toBeGreaterThan(0);
  });

  it('goes on from a saved model as if it had not been interrupted', async () => {
    const client = engine();
    const model = join(folder, 'model.mmp');
    const spec = { ...base, optimiser: optimiserOf('adam', 0.01), exportFolder: folder };
    await client.train({ ...spec, epochs: 4 }, () => undefined, never);
    const whole = await npy('W1');
    await client.train({ ...spec, epochs: 2, save: model }, () => undefined, never);
    expect((await npy('W1')).elements).not.toEqual(whole.elements);
    await client.train({ ...spec, epochs: 2, load: model }, () => undefined, never);
    expect((await npy('W1')).elements).toEqual(whole.elements);
    const other = client.train({ ...spec, hiddenSizes: [5], load: model }, () => undefined, never);
    await expect(other).rejects.toMatchObject({ code: UNUSABLE_TRAINING });
  });

  it('sees that biases stay as they are, and says that the gradients are right', async () => {
    const events: TrainEvent[] = [];
    await engine().train({ ...base, mistakes: ['fixed-biases'] }, (event) => events.push(event), never);
    const [opened] = events;
    expect(opened.type === 'opened' && opened.checkWithMistakes?.passed).toBe(true);
    const layers = events.findLast((event) => event.type === 'layers');
    expect(layers?.type === 'layers' && layers.layers.map(({ unchanged }) => unchanged)).toEqual([['b1'], ['b2']]);
  });

  it('has the part of MNIST in the package that its tool takes from files with the published sums', () => {
    const said = execFileSync(process.execPath, ['tools/mnistSubset.mjs', '--check'], { encoding: 'utf8' });
    expect(said).toContain('10000 + 2000 samples');
  });

  it('learns MNIST from the samples of the package', async () => {
    const spec: TrainSpec = {
      ...base,
      hiddenSizes: [100],
      optimiser: optimiserOf('momentum', 0.1),
      batch: 64,
      epochs: 20,
      data: { kind: 'mnist' },
      seed: 1,
    };
    const { results } = await engine().train(spec, () => undefined, never);
    expect(results[0].accuracy).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    [
      'a product that there is not',
      { arms: [{ name: 'x', strategies: { ...SIMD, products: { Z9: SIMD.all } } }] },
      'no product Z9',
    ],
    ['a batch that is too large', { batch: 4000 }, 'Choose a smaller batch'],
    ['data that is not there', { data: { kind: 'npy', x: '/nowhere.npy', y: '/nowhere.npy' } }, 'could not be read'],
    ['a mistake that cannot be made', { mistakes: ['relu-mask'] }, 'It takes sigmoid or tanh'],
  ] as const)('refuses %s, and says why', async (_, changes, message) => {
    const training = engine().train({ ...base, ...changes }, () => undefined, never);
    await expect(training).rejects.toMatchObject({
      code: UNUSABLE_TRAINING,
      message: expect.stringContaining(message) as unknown,
    });
  });
});
