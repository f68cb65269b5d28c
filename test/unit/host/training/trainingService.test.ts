import { ResponseError } from 'vscode-jsonrpc/node';
import { afterEach, describe, expect, it } from 'vitest';
import { RunBusyError } from '../../../../src/host/runs/runService';
import { NoModelError, TrainingBusyError, TrainingService } from '../../../../src/host/training/trainingService';
import { EngineLostError } from '../../../../src/shared/engineLost';
import { NO_TRAINING, UNUSABLE_TRAINING, WRONG_GRADIENTS } from '../../../../src/shared/trainProtocol';
import { check, eventsOf, outcomeOf, specOf, STEPS_PER_EPOCH } from '../../../trainingFixture';
import { DrivenTraining, TrainingMemory } from './drivenTraining';

const WRONG = { mistakes: ['no-mean' as const] };
const opened: TrainingService[] = [];

function service(isBusy = false): { trainings: TrainingService; engine: DrivenTraining; memory: TrainingMemory } {
  const engine = new DrivenTraining();
  const memory = new TrainingMemory();
  const trainings = new TrainingService(
    engine,
    memory,
    () => isBusy,
    () => undefined,
  );
  opened.push(trainings);
  return { trainings, engine, memory };
}

afterEach(() => {
  for (const trainings of opened.splice(0)) trainings.dispose();
});

describe('a training of the editor', () => {
  it('keeps all that was streamed, for whoever looks later', async () => {
    const { trainings, engine } = service();
    const spec = specOf({ other: { all: 'blas', products: {} } });
    const { ended } = trainings.start(spec, 'train');
    for (const event of eventsOf(spec)) engine.send(event);
    const running = trainings.view;
    expect(running?.status.state).toBe('running');
    expect(running?.arms.map(({ curve, epochs }) => [curve.length, epochs.length])).toEqual([
      [16, 2],
      [16, 2],
    ]);
    expect(running?.arms[1].times?.ratio?.ratio).toBeCloseTo(0.5);
    engine.end(outcomeOf(spec));
    expect((await ended).state).toBe('finished');
    expect(trainings.view?.arms[1].times).toMatchObject({ steps: 2 * STEPS_PER_EPOCH, ratio: { low: 0.49 } });
  });

  it('is alone: no other starts beside it, nor beside a run', () => {
    const { trainings } = service();
    trainings.start(specOf(), 'train');
    expect(() => trainings.start(specOf(), 'train')).toThrow(TrainingBusyError);
    expect(() => service(true).trainings.start(specOf(), 'train')).toThrow(RunBusyError);
  });

  it('says that it is paused, and goes on', async () => {
    const { trainings, engine } = service();
    trainings.start(specOf(), 'train');
    engine.send(eventsOf(specOf())[0]);
    await trainings.setPaused(true);
    expect(trainings.view?.status.state).toBe('paused');
    await trainings.setPaused(false);
    expect(trainings.view?.status.state).toBe('running');
  });

  it('is stopped by cancelling, and can still be saved', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(), 'train');
    for (const event of eventsOf(specOf(), 1, 1)) engine.send(event);
    trainings.stop();
    expect(engine.signal?.aborted).toBe(true);
    engine.end({ ...outcomeOf(specOf()), state: 'cancelled' });
    expect((await ended).state).toBe('stopped');
    await trainings.saveModel(0, 'here');
    await trainings.exportArrays(0, 'there');
    expect(engine.asked.filter((what) => what.startsWith('save'))).toEqual(['save 0 here', 'save 0 there']);
  });

  it('loses nothing that was streamed when the engine is lost, and says so', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(), 'train');
    for (const event of eventsOf(specOf(), 1, 1)) engine.send(event);
    await trainings.picture({ arm: 0, kind: 'W', layer: 0 });
    engine.refuse = new EngineLostError('exited', 'killed by SIGKILL');
    engine.fail(engine.refuse);
    expect(await ended).toMatchObject({
      state: 'failed',
      message: `The engine stopped (killed by SIGKILL). What ${STEPS_PER_EPOCH} steps have shown is kept below; train again for the rest.`,
    });
    expect(trainings.view?.arms[0].curve).toHaveLength(8);
    expect((await trainings.picture({ arm: 0, kind: 'W', layer: 0 }))?.facts).toHaveLength(2);
    await expect(trainings.saveModel(0, 'here')).rejects.toThrow(NoModelError);
  });

  it('says what the engine says of data that cannot be used', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(), 'train');
    engine.fail(new ResponseError(UNUSABLE_TRAINING, 'x.npy could not be read.'));
    expect(await ended).toEqual({ state: 'failed', message: 'x.npy could not be read.', check: null });
  });

  it('has the check where the gradients are wrong without a mistake', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(), 'train');
    engine.fail(new ResponseError(WRONG_GRADIENTS, 'They are wrong.', check(0.5)));
    expect(await ended).toMatchObject({ state: 'failed', check: { error: 0.5 } });
  });

  it('is no longer to be saved when the engine has computed something else', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(), 'train');
    for (const event of eventsOf(specOf())) engine.send(event);
    engine.end(outcomeOf(specOf()));
    await ended;
    engine.refuse = new ResponseError(NO_TRAINING, 'dropped');
    await expect(trainings.saveModel(0, 'here')).rejects.toThrow(NoModelError);
    expect(await trainings.picture({ arm: 0, kind: 'dW', layer: 1 })).not.toBeNull();
  });

  it('comes back in another window, with its pictures', async () => {
    const { trainings, engine, memory } = service();
    const { ended } = trainings.start(specOf(), 'train');
    for (const event of eventsOf(specOf())) engine.send(event);
    engine.end(outcomeOf(specOf()));
    await ended;
    const later = new TrainingService(
      new DrivenTraining(),
      memory,
      () => false,
      () => undefined,
    );
    opened.push(later);
    await later.load();
    expect(later.view).toMatchObject({ status: { state: 'finished' }, inMemory: false, arms: trainings.view?.arms });
    expect(await later.picture({ arm: 0, kind: 'A', layer: 1 })).not.toBeNull();
  });
});

describe('what is wrong on purpose', () => {
  it('is refused when the gradient check finds it, before a step is taken', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(WRONG), 'train');
    expect((await ended).state).toBe('refused');
    expect(engine.specs.map(({ epochs }) => epochs)).toEqual([0]);
    expect(trainings.view).toMatchObject({ wrong: ['no-mean'], inMemory: false });
  });

  it('is trained all the same when that is asked for', async () => {
    const { trainings, engine } = service();
    const { ended } = trainings.start(specOf(WRONG), 'train although wrong');
    engine.end(outcomeOf(specOf(WRONG)));
    expect((await ended).state).toBe('finished');
    expect(engine.specs.map(({ epochs }) => epochs)).toEqual([2]);
    expect(trainings.view?.wrong).toEqual(['no-mean']);
  });

  it('is trained at once where it is not the gradients that are wrong', () => {
    const { trainings, engine } = service();
    trainings.start(specOf({ mistakes: ['fixed-biases'] }), 'train');
    expect(engine.specs.map(({ epochs }) => epochs)).toEqual([2]);
  });

  it('is only looked for by a check', async () => {
    const { trainings, engine } = service();
    expect((await trainings.start(specOf(), 'check').ended).state).toBe('checked');
    expect(engine.specs.map(({ epochs }) => epochs)).toEqual([0]);
    expect(trainings.view?.opened?.check.passed).toBe(true);
  });
});
