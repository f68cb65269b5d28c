import { describe, expect, it } from 'vitest';
import type { TrainingRecord } from '../../../../src/core/measure/trainingRecord';
import { judgeGates } from '../../../../src/core/model/gates';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import { entryEnding, trainEntryTexts } from '../../../../src/host/trainEntries/trainEntryTexts';
import type { TrainEntryState } from '../../../../src/host/trainEntries/trainEntries';
import { armOf, trainingRecord } from '../../../trainingRecordFixture';

const TEXT = `{ "train": [
  {
    "name": "digits",
    "strategies": [
      "simd",
      "blocked"
    ],
    "expect": [
      { "accuracyAtLeast": 0.955 }
    ]
  }
] }`;
const ARMS = [armOf('simd', { accuracy: 0.96 }), armOf('blocked', { accuracy: 0.95, stepNs: 8e5 })];

/** Of the entry as it stands in the text. */
function recordOf(text: string): TrainingRecord {
  const [{ training }] = parseBenchmarkFile(text, 'x').trainings;
  if (training === null) throw new Error('The entry is wrong.');
  const { spec, expect: expected } = training;
  return { ...trainingRecord(ARMS, { expect: expected }), spec };
}

function done(record: TrainingRecord): TrainEntryState & { readonly state: 'done' } {
  return {
    state: 'done',
    record,
    verdicts: judgeGates({ benchmarks: [], measurements: [], trainings: [record] }, null),
  };
}

function texts(state: TrainEntryState, text = TEXT): readonly (readonly [number, string])[] {
  const [entry] = parseBenchmarkFile(text, 'x').trainings;
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  return trainEntryTexts(entry, state, lineOf).map((each) => [each.line, each.text.replaceAll('\u00a0\u00a0', ' | ')]);
}

describe('what stands after the lines of an entry of "train"', () => {
  it('is its result, that of each strategy, and the verdicts', () => {
    expect(texts(done(recordOf(TEXT)))).toEqual([
      [2, '95% to 96% of the test samples right by 2 strategies'],
      [4, '96% right | 400.0 µs (390.0 µs to 440.0 µs) a step'],
      [5, '95% right | 800.0 µs (390.0 µs to 440.0 µs) a step'],
      [8, 'missed (1 of 2) | It has 95% right; at least 95.5% is asked for.'],
    ]);
  });

  it('is how far it is, while it goes on', () => {
    expect(texts({ state: 'running', text: 'epoch 1 of 5', fraction: 0.1 })).toEqual([[2, 'epoch 1 of 5']]);
  });

  it('says that something is wrong on purpose', () => {
    const text = TEXT.replace('"expect"', '"mistakes": ["no-mean"], "expect"');
    expect(texts(done(recordOf(text)), text)[0]).toEqual([
      2,
      'WRONG ON PURPOSE: no-mean | 95% to 96% of the test samples right by 2 strategies',
    ]);
  });

  it('is nothing as soon as the entry asks for something else; another name of a file of data is no other training', () => {
    const state = done(recordOf(TEXT));
    expect(texts(state, TEXT.replace('"strategies"', '"epochs": 9, "strategies"'))).toEqual([]);
  });

  it('is why nothing was trained', () => {
    const { name, spec, expect: expected, elapsedMs } = recordOf(TEXT);
    const failed = {
      name,
      spec,
      expect: expected,
      elapsedMs,
      status: 'failed',
      code: 'unusable',
      reason: 'No data.',
    } as const;
    expect(texts(done(failed))[0]).toEqual([2, 'not trained | No data.']);
    expect(entryEnding(done(failed))).toEqual({ isProblem: true, text: 'digits was not trained: No data.' });
  });
});

describe('the end of a training', () => {
  it('is a problem where an expectation was missed', () => {
    expect(entryEnding(done(recordOf(TEXT)))).toEqual({
      isProblem: true,
      text: 'digits: missed that blocked has 95.5% of the test samples right. It has 95% right; at least 95.5% is asked for.',
    });
    expect(entryEnding(done(recordOf(TEXT.replace('0.955', '0.9')))).isProblem).toBe(false);
  });
});
