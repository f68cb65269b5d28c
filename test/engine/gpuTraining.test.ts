import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StrategyId } from '../../src/core/kernels/strategy';
import { optimiserOf } from '../../src/core/mlp/network';
import type { TrainingStrategies } from '../../src/core/mlp/stepProducts';
import type { TrainSpec } from '../../src/core/spec/trainSpec';
import { TRAINING_INTERRUPTED, UNUSABLE_TRAINING } from '../../src/shared/trainProtocol';
import type { TrainEvent } from '../../src/shared/trainProtocol';
import { engine } from './engineClients';

const NO_DRIVERS = { VK_ICD_FILENAMES: '/none.json', __EGL_VENDOR_LIBRARY_FILENAMES: '/none.json' };
const ONLY_MESA = { VK_ICD_FILENAMES: '/none.json' };
const never = new AbortController().signal;

function by(all: StrategyId, products: Readonly<Record<string, StrategyId>> = {}): TrainingStrategies {
  return {
    all: { id: all, values: {} },
    products: Object.fromEntries(Object.entries(products).map(([product, id]) => [product, { id, values: {} }])),
  };
}

function specOf(arms: Readonly<Record<string, TrainingStrategies>>, change: Partial<TrainSpec> = {}): TrainSpec {
  return {
    hiddenSizes: [12],
    network: { hidden: 'relu', output: { activation: 'softmax', loss: 'cross-entropy' }, initialisation: 'he' },
    optimiser: optimiserOf('sgd', 0.1),
    batch: 16,
    dtype: 'f32',
    seed: 7,
    epochs: 2,
    mistakes: [],
    data: { kind: 'synthetic', rows: 192, features: 20, classes: 4 },
    arms: Object.entries(arms).map(([name, strategies]) => ({ name, strategies })),
    threads: 1,
    load: null,
    save: null,
    exportFolder: null,
    ...change,
  };
}

function stub(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.runIf(process.platform === 'linux')('a training with products on a GPU in software', () => {
  it('has the curve and the parameters of the processor, with the moving of operands as phases', async () => {
    stub(ONLY_MESA);
    const events: TrainEvent[] = [];
    const client = engine();
    const arms = {
      simd: by('simd'),
      'Z1 by webgpu': by('simd', { Z1: 'webgpu' }),
      webgpu: by('webgpu'),
      gpujs: by('simd', { Z1: 'gpujs', dW1: 'gpujs', dA1: 'gpujs' }),
    };
    const outcome = await client.train(specOf(arms), (event) => events.push(event), never);
    const [opened] = events;
    if (opened.type !== 'opened') throw new Error('it does not begin with what was opened');
    expect(opened.check).toMatchObject({ passed: true, tolerance: 1e-4 });
    const [, z1, all, js] = opened.phases.map((phases) => phases.map(({ name }) => name));
    expect(z1.slice(0, 4)).toEqual(['gather', 'transfer for Z1', 'Z1', 'activation 1']);
    expect(all.filter((name) => name.startsWith('transfer'))).toHaveLength(5);
    expect(js.filter((name) => name.startsWith('transfer'))).toEqual(
      ['Z1', 'dA1', 'dW1'].map((id) => `transfer for ${id}`),
    );
    const { backend } = opened.phases[1][2];
    expect(backend).toMatch(/^webgpu: wgsl .*llvmpipe \(software\)/);
    outcome.results.forEach(({ phasesNs, stepNs, steps }, arm) => {
      expect(steps).toBe(24);
      opened.phases[arm].forEach(({ kind }, at) => {
        if (kind === 'product' || kind === 'transfer') expect(phasesNs[at]).toBeGreaterThan(0);
      });
      expect(phasesNs.reduce((sum, ns) => sum + ns, 0)).toBeGreaterThan(0.5 * stepNs);
    });
    // A mean over the steps of each epoch, as events may cut it anywhere.
    const lossOf = (arm: number): number => {
      const told = events.flatMap((event) => (event.type === 'progress' && event.arm === arm ? [event] : []));
      return told.reduce((sum, { loss, steps }) => sum + loss * steps, 0) / 24;
    };
    const arrays = await Promise.all(outcome.results.map(({ arm }) => client.readArrays(arm, ['W1', 'b1', 'W2'])));
    for (const arm of [1, 2, 3]) {
      expect(lossOf(arm)).toBeCloseTo(lossOf(0), 5);
      arrays[arm].forEach(({ name, elements }, at) => {
        const wanted = arrays[0][at].elements;
        const most = Math.max(...Array.from(elements, (value, place) => Math.abs(value - wanted[place])));
        expect(most, `${name} of ${String(arm)}`).toBeLessThan(1e-4);
      });
    }
  });

  it('finds a mistake in the gradients all the same', async () => {
    stub(ONLY_MESA);
    const plan = {
      network: { ...specOf({}).network, sizes: [9, 7, 4] },
      strategies: by('webgpu'),
      seed: 3,
    };
    const right = await engine().checkGradients({ ...plan, mistakes: [] }, 1, never);
    expect(right.passed).toBe(true);
    expect(right.error).toBeLessThan(1e-5);
    const wrong = await engine().checkGradients({ ...plan, mistakes: ['no-mean'] }, 1, never);
    expect(wrong.passed).toBe(false);
  });

  it('ends with what to do when the process with the GPU is gone, and the next one has another', async () => {
    stub(ONLY_MESA);
    const client = engine();
    let killed = false;
    const training = client.train(
      specOf({ webgpu: by('simd', { Z1: 'webgpu' }) }, { epochs: 100_000 }),
      (event) => {
        if (event.type !== 'progress' || killed) return;
        killed = true;
        const children = execFileSync('pgrep', ['-P', String(client.pid), '-f', 'gpuProcess'], { encoding: 'utf8' });
        for (const pid of children.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
      },
      never,
    );
    await expect(training).rejects.toMatchObject({
      code: TRAINING_INTERRUPTED,
      message: expect.stringMatching(
        /^Z1 by webgpu: The GPU process stopped \(SIGKILL\)\. .*Train again.*or choose a strategy of the processor\.$/,
      ) as string,
    });
    const outcome = await client.train(specOf({ webgpu: by('webgpu') }, { epochs: 1 }), () => undefined, never);
    expect(outcome.state).toBe('finished');
  });

  it('pauses, goes on and stops in time', async () => {
    stub(ONLY_MESA);
    const client = engine();
    const controller = new AbortController();
    let steps = 0;
    const training = client.train(
      specOf({ webgpu: by('webgpu') }, { epochs: 100_000 }),
      (event) => {
        if (event.type === 'progress') steps += event.steps;
      },
      controller.signal,
    );
    await expect.poll(() => steps, { timeout: 20_000 }).toBeGreaterThan(0);
    await client.pauseTraining(true);
    const [before] = await client.readArrays(0, ['W1']);
    const [after] = await client.readArrays(0, ['W1']);
    expect(after.elements).toEqual(before.elements);
    await client.pauseTraining(false);
    const paused = steps;
    await expect.poll(() => steps, { timeout: 20_000 }).toBeGreaterThan(paused);
    controller.abort();
    expect((await training).state).toBe('cancelled');
    const next = await client.train(specOf({ webgpu: by('simd', { Z1: 'webgpu' }) }), () => undefined, never);
    expect(next.results[0].steps).toBe(24);
  });

  it('is refused before it starts where there is no GPU, or in f64, with what to do', async () => {
    const inDouble = engine().train(specOf({ webgpu: by('webgpu') }, { dtype: 'f64' }), () => undefined, never);
    await expect(inDouble).rejects.toMatchObject({
      code: UNUSABLE_TRAINING,
      message: expect.stringContaining('Choose f32, or a strategy that runs on the processor.') as string,
    });
    stub(NO_DRIVERS);
    const events: TrainEvent[] = [];
    const training = engine().train(
      specOf({ webgpu: by('simd', { Z1: 'webgpu' }) }),
      (event) => events.push(event),
      never,
    );
    await expect(training).rejects.toMatchObject({
      code: UNUSABLE_TRAINING,
      message: expect.stringMatching(/^Z1 by webgpu: Vulkan offers no GPU\..*apt-get install libegl1 /) as string,
    });
    expect(events).toEqual([]);
  });
});
