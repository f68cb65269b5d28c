import { describe, expect, it } from 'vitest';
import type { TrainExpectation } from '../../../../src/core/measure/trainExpectation';
import { judgeGates } from '../../../../src/core/model/gates';
import type { GateVerdict } from '../../../../src/core/model/gates';
import { runOf } from '../../../runFixture';
import { armOf, trainingRecord } from '../../../trainingRecordFixture';
import type { TrainedArm } from '../../../../src/core/measure/trainingRecord';

const FASTER: TrainExpectation = { kind: 'step faster than', strategy: 'simd', than: 'blocked', byPercent: 5 };
const ACCURATE: TrainExpectation = { kind: 'accuracy at least', strategy: null, share: 0.95 };

function judge(expectation: TrainExpectation, arms: readonly TrainedArm[]): readonly GateVerdict[] {
  return judgeGates(runOf([], { trainings: [trainingRecord(arms, { expect: [expectation] })] }), null);
}

/** So many turns, each of which differs from the others by up to 1%. */
function turns(count: number, ns: number): readonly number[] {
  return Array.from({ length: count }, (_, turn) => ns * (1 + 0.005 * Math.sin(turn * ns)));
}

describe('a step faster than another', () => {
  it.each([
    [1.2, 'met'],
    [1.05, 'undecided'],
    [1.0, 'missed'],
    [0.5, 'missed'],
  ])('by 5%% at %s times the time: %s', (factor, outcome) => {
    const arms = [armOf('simd', { turnsNs: turns(30, 4e5) }), armOf('blocked', { turnsNs: turns(30, factor * 4e5) })];
    expect(judge(FASTER, arms).map((verdict) => verdict.outcome)).toEqual([outcome]);
  });

  it('is judged turn by turn: what slows both down alike is no difference', () => {
    const drift = (ns: number) => turns(40, ns).map((each, turn) => each * (1 + turn / 4));
    const arms = [armOf('simd', { turnsNs: drift(4e5) }), armOf('blocked', { turnsNs: drift(4.8e5) })];
    expect(judge(FASTER, arms)).toMatchObject([{ outcome: 'met', benchmark: 'digits', index: 0 }]);
  });

  it('is undecided by too few turns', () => {
    const arms = [armOf('simd', { turnsNs: turns(5, 1e5) }), armOf('blocked', { turnsNs: turns(90, 1e6) })];
    expect(judge(FASTER, arms)).toMatchObject([
      { outcome: 'undecided', reason: expect.stringContaining('turns') as string },
    ]);
  });
});

describe('an accuracy', () => {
  it('is asked of each training, and says what it is', () => {
    const arms = [armOf('simd', { accuracy: 0.95 }), armOf('blocked', { accuracy: 0.9499 })];
    expect(judge(ACCURATE, arms)).toMatchObject([
      { title: 'simd has 95% of the test samples right', outcome: 'met' },
      { outcome: 'missed', reason: 'It has 94.99% right; at least 95% is asked for.' },
    ]);
  });

  it('can be asked of one of them', () => {
    const arms = [armOf('simd', { accuracy: 0 }), armOf('blocked', { accuracy: 1 })];
    expect(judge({ ...ACCURATE, strategy: 'blocked' }, arms).map(({ outcome }) => outcome)).toEqual(['met']);
  });

  it('is undecided of what was stopped, and missed where nothing could be trained', () => {
    const arms = [armOf('simd', { accuracy: 1 })];
    const expecting = { expect: [ACCURATE] };
    const stopped = { ...trainingRecord(arms, expecting), status: 'cancelled' as const };
    const { name, spec, elapsedMs } = stopped;
    const failed = {
      name,
      spec,
      elapsedMs,
      ...expecting,
      status: 'failed' as const,
      code: 'unusable' as const,
      reason: 'No data.',
    };
    const verdicts = judgeGates(runOf([], { trainings: [stopped, failed] }), null);
    expect(verdicts).toMatchObject([
      { outcome: 'undecided' },
      { outcome: 'missed', reason: 'Nothing was trained: No data.' },
    ]);
  });
});
