import { describe, expect, it } from 'vitest';
import type { TrainingRecord } from '../../../../src/core/measure/trainingRecord';
import { RunBusyError } from '../../../../src/host/runs/runService';
import { TrainEntries } from '../../../../src/host/trainEntries/trainEntries';
import type { StartTraining } from '../../../../src/host/trainEntries/trainEntries';
import { armOf, trainingRecord } from '../../../trainingRecordFixture';

const URI = 'file:///x.matmul.json';
const RECORD = trainingRecord([armOf('simd')], { expect: [{ kind: 'accuracy at least', strategy: null, share: 0.5 }] });

/** A training that goes on until it is told how it ended. */
function driven() {
  let end: (record: TrainingRecord) => void = () => undefined;
  const promise = new Promise<TrainingRecord>((resolve) => {
    end = resolve;
  });
  let given: Parameters<StartTraining> | null = null;
  const start: StartTraining = (...args) => {
    given = args;
    return promise;
  };
  return {
    start,
    end: (record: TrainingRecord) => {
      end(record);
    },
    args: (): Parameters<StartTraining> => {
      if (given === null) throw new Error('Nothing was started.');
      return given;
    },
  };
}

describe('entries of "train"', () => {
  it('are running with how far they are, then done with what came of their expectations', async () => {
    const { start, end, args } = driven();
    const entries = new TrainEntries(start, () => false);
    const taken = entries.train(URI, RECORD);
    args()[1]({ type: 'epoch', arm: 0, epoch: 2, accuracy: 0.9 });
    expect(entries.trainingOf(URI, 'digits')).toEqual({
      state: 'running',
      text: 'epoch 2 of 5, 90% on the test samples',
      fraction: 0.4,
    });
    end(RECORD);
    expect(await taken).toBe(RECORD);
    expect(entries.trainingOf(URI, 'digits')).toMatchObject({ state: 'done', verdicts: [{ outcome: 'met' }] });
    expect(entries.trainingOf('file:///other.matmul.json', 'digits')).toBeNull();
  });

  it('are stopped by their signal, and one goes on at a time', () => {
    const { start, args } = driven();
    const entries = new TrainEntries(start, () => false);
    void entries.train(URI, RECORD);
    expect(() => entries.train(URI, RECORD)).toThrow(RunBusyError);
    entries.stop();
    expect(args()[2].aborted).toBe(true);
  });

  it('are refused while the engine computes something else', () => {
    expect(() => new TrainEntries(driven().start, () => true).train(URI, RECORD)).toThrow(RunBusyError);
  });
});
