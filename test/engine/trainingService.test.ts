import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { strategyDescriptions } from '../../src/core/kernels/registry';
import { parseNpy } from '../../src/core/mlp/npy';
import { FIRST_TRAIN_FORM, readTrainForm } from '../../src/core/spec/trainForm';
import type { TrainForm } from '../../src/core/spec/trainForm';
import type { TrainSpec } from '../../src/core/spec/trainSpec';
import { TrainingService } from '../../src/host/training/trainingService';
import { TrainingStore } from '../../src/host/training/trainingStore';
import { engine } from './engineClients';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-training-service-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function specOf(change: Partial<TrainForm>): TrainSpec {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, epochs: '1', ...change }, strategyDescriptions);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

const ready = (): TrainingService =>
  new TrainingService(
    engine(),
    new TrainingStore(folder),
    () => false,
    () => undefined,
  );

it('the training of the form is streamed, saved, and back in another window as it was', async () => {
  const trainings = ready();
  const { ended } = trainings.start(specOf({ other: { all: 'blocked', products: {} } }), 'train');
  expect((await ended).state).toBe('finished');
  const view = trainings.view;
  const [first, second] = view?.arms ?? [];
  expect(first.epochs[0].testAccuracy).toBeGreaterThan(0.85);
  expect(second.epochs[0].loss).toBeCloseTo(first.epochs[0].loss, 3);
  expect(second.times?.ratio?.ratio).toBeGreaterThan(1);
  const picture = await trainings.picture({ arm: 1, kind: 'W', layer: 0 });
  expect([picture?.rows, picture?.units]).toEqual([784, 100]);
  await trainings.saveModel(0, join(folder, 'model'));
  expect((await readFile(join(folder, 'model'), 'latin1')).startsWith('MMPMODEL')).toBe(true);
  const later = ready();
  await later.load();
  expect(later.view).toEqual({ ...view, inMemory: false, status: { state: 'finished' } });
  expect(await later.picture({ arm: 1, kind: 'W', layer: 0 })).toEqual(picture);
});

it('a mistake is refused, trained when that is asked for, and still told of by who goes on with its model', async () => {
  const trainings = ready();
  const wrong = specOf({ mistakes: ['no-mean'], rate: '0.01' });
  expect((await trainings.start(wrong, 'train').ended).state).toBe('refused');
  expect(trainings.view?.opened?.checkWithMistakes?.error).toBeGreaterThan(0.1);
  expect((await trainings.start(wrong, 'train although wrong').ended).state).toBe('finished');
  const load = join(folder, 'wrong');
  await trainings.saveModel(0, load);
  expect((await trainings.start(specOf({ load }), 'train').ended).state).toBe('finished');
  expect(trainings.view?.wrong).toEqual(['no-mean']);
});

it('parameters of the form reach the kernels, and the gradients of the last step the files that are exported', async () => {
  const trainings = ready();
  const strategies = {
    all: 'simd' as const,
    products: { Z1: 'sparse' as const, dW1: 'simd' as const },
    values: { all: { mr: 4, nr: 8 }, Z1: { format: 'csr' }, dW1: { mr: 2, nr: 8 } },
  };
  expect((await trainings.start(specOf({ strategies }), 'train').ended).state).toBe('finished');
  const [arm] = trainings.view?.arms ?? [];
  expect(arm.name).toBe('simd:mr=4,nr=8 with Z1 by sparse:format=csr, dW1 by simd:mr=2,nr=8');
  const backends = new Map(trainings.view?.opened?.phases[0].map(({ name, backend }) => [name, backend]));
  expect(backends.get('Z2')).toMatch(/^simd: .*4×8/);
  expect(backends.get('dW1')).toMatch(/^simd: .*2×8/);
  expect(backends.get('Z1')).toMatch(/^sparse: .*csr/i);
  await trainings.exportArrays(0, folder);
  const gradients = parseNpy(await readFile(join(folder, 'dW2.npy')));
  expect(gradients.shape).toEqual([100, 10]);
  expect(gradients.elements.some((value) => value !== 0)).toBe(true);
  expect(await readFile(join(folder, 'README.txt'), 'utf8')).toMatch(/^After 156 steps: /m);
});
