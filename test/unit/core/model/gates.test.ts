import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../../src/core/measure/expectation';
import type { Measurement } from '../../../../src/core/measure/measurement';
import { sorted } from '../../../../src/core/measure/medianInterval';
import { judgeGates } from '../../../../src/core/model/gates';
import { runOf } from '../../../runFixture';
import { square, timed, untimed } from '../measurementFixtures';

const SIMD_FASTER: Expectation = { kind: 'faster than', strategy: 'simd', than: 'blocked', byPercent: 5 };
const SIMD_KEPT: Expectation = { kind: 'not slower than baseline', strategy: 'simd', byPercent: 5 };

function judge(expectation: Expectation, rows: readonly Measurement[], baseline: readonly Measurement[] | null = null) {
  const run = runOf(rows);
  const expecting = { ...run, benchmarks: run.benchmarks.map((each) => ({ ...each, expect: [expectation] })) };
  return judgeGates(expecting, baseline === null ? null : { measurements: baseline });
}

/** A row whose samples, a round each, took so many times these times. */
function inRounds(strategy: string, baseNs: readonly number[], factor = 1) {
  const samplesNs = baseNs.map((each) => each * factor);
  const rising = sorted(samplesNs);
  return timed(strategy, rising[Math.floor(rising.length / 2)], undefined, {
    samplesNs,
    samples: samplesNs.length,
    intervalNs: [rising[0], rising[rising.length - 1]],
    sampling: {
      session: '0.1',
      rounds: samplesNs.map((_, index) => index + 1),
      calibrationNs: samplesNs.map(() => 1e5),
      disturbance: { disturbed: 0, rounds: samplesNs.length, isSetAside: false },
    },
  });
}

describe('faster than another', () => {
  // Each has an interval of ±1%: the ratio has one of about ±2%.
  it.each([
    [1.2, 'met'],
    [1.06, 'undecided'],
    [1.04, 'undecided'],
    [1.0, 'missed'],
    [0.5, 'missed'],
  ])('by 5%% at %s times the time: %s', (ratio, outcome) => {
    const verdicts = judge(SIMD_FASTER, [timed('simd', 1e6), timed('blocked', ratio * 1e6)]);
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual([outcome]);
  });

  it('is judged at each problem, with its figures', () => {
    const rows = [
      timed('simd', 1e6),
      timed('blocked', 2e6),
      timed('simd', 3e6, square(128)),
      timed('blocked', 3e6, square(128)),
    ];
    expect(judge(SIMD_FASTER, rows)).toMatchObject([
      {
        benchmark: 'squares',
        index: 0,
        title: 'simd is faster than blocked by more than 5% at 64×64×64',
        outcome: 'met',
        reason: 'blocked takes 2.00× (1.96–2.04) its time; more than 1.05× is asked for.',
      },
      { title: 'simd is faster than blocked by more than 5% at 128×128×128', outcome: 'missed' },
    ]);
  });

  it('is judged round by round where the two took turns, whatever the machine did meanwhile', () => {
    const drift = Array.from({ length: 40 }, (_, round) => 1e6 * (1 + 0.2 * Math.sin(round)));
    const rows = [inRounds('simd', drift), inRounds('blocked', drift, 1.08)];
    expect(judge(SIMD_FASTER, rows)[0].outcome).toBe('met');
  });

  it('is judged together with all others, so that none of many is met by chance', () => {
    // 12 of 13 rounds are on one side: enough for one comparison, not for one of forty.
    const samples = Array.from({ length: 13 }, (_, round) => (round === 0 ? 2e6 : 1e6));
    const rows = [
      inRounds('simd', samples),
      inRounds(
        'blocked',
        samples.map(() => 1.2e6),
      ),
    ];
    const run = runOf(rows);
    const outcomes = (count: number) => {
      const expect_ = Array.from({ length: count }, () => SIMD_FASTER);
      const benchmarks = run.benchmarks.map((each) => ({ ...each, expect: expect_ }));
      return new Set(judgeGates({ ...run, benchmarks }, null).map(({ outcome }) => outcome));
    };
    expect(outcomes(1)).toEqual(new Set(['met']));
    expect(outcomes(40)).toEqual(new Set(['undecided']));
  });

  it('is judged for each row of the strategy', () => {
    const rows = [timed('simd', 1e6), timed('simd', 9e6, undefined, { parameters: { mr: 1 } }), timed('blocked', 3e6)];
    expect(judge(SIMD_FASTER, rows).map(({ title, outcome }) => [title.split('64 ')[1], outcome])).toEqual([
      ['(default)', 'met'],
      ['(mr=1)', 'missed'],
    ]);
  });

  it.each([
    ['failed', 'missed'],
    ['unsupported', 'undecided'],
    ['cancelled', 'undecided'],
  ] as const)('of a row that is %s is %s', (status, outcome) => {
    const [verdict] = judge(SIMD_FASTER, [untimed('simd', { status }), timed('blocked', 1e6)]);
    expect(verdict).toMatchObject({ outcome, reason: 'simd has no time: It cannot run here.' });
  });
});

describe('not slower than the baseline', () => {
  it.each([
    [0.5, 'met'],
    [1.0, 'met'],
    // The interval of the ratio, 1.04 to 1.08, reaches above what is allowed, and lies above 1.
    [1.06, 'undecided'],
    [1.2, 'missed'],
  ])('by 5%% at %s times its time: %s', (ratio, outcome) => {
    const [verdict] = judge(SIMD_KEPT, [timed('simd', ratio * 1e6)], [timed('simd', 1e6)]);
    expect(verdict.outcome).toBe(outcome);
  });

  it('is undecided where one sample alone is left of a row', () => {
    const alone = timed('simd', 9e6, undefined, { samples: 1, samplesNs: [9e6], confidence: 0 });
    const [verdict] = judge(SIMD_KEPT, [alone], [timed('simd', 1e6)]);
    expect(verdict).toMatchObject({ outcome: 'undecided', reason: expect.stringContaining('One sample') as string });
  });

  it('is judged by how far runs of the same lie apart here', () => {
    const before = { measurements: [timed('simd', 1e6)] };
    const run = runOf([timed('simd', 1.1e6)]);
    const expecting = { ...run, benchmarks: run.benchmarks.map((each) => ({ ...each, expect: [SIMD_KEPT] })) };
    const outcome = (spread: number) =>
      judgeGates(expecting, { ...before, spread: { share: spread, rows: [] } })[0].outcome;
    expect([outcome(0.01), outcome(0.2)]).toEqual(['missed', 'met']);
  });

  it('never pairs rounds of two runs, though their samplings have the same name', () => {
    const rising = Array.from({ length: 40 }, (_, round) => 1e6 * (1 + round / 100));
    const baseline = [inRounds('simd', rising)];
    const [verdict] = judge(SIMD_KEPT, [inRounds('simd', rising, 1.08)], baseline);
    expect(verdict).toMatchObject({ outcome: 'met' });
    expect(verdict.reason).not.toContain('(1.07–1.09)');
  });

  it('looks for the same row: problem, parameters that were set, benchmark', () => {
    const other = { parameters: { mr: 4 } };
    const baseline = [timed('simd', 1e3, square(128)), timed('simd', 1e3, undefined, other), timed('simd', 1e6)];
    expect(judge(SIMD_KEPT, [timed('simd', 1e6)], baseline)[0].outcome).toBe('met');
    const tuned = { ...timed('simd', 1e6), parameters: { mr: 6 }, tuned: ['mr'] };
    expect(judge(SIMD_KEPT, [tuned], baseline)[0].outcome).toBe('met');
    expect(judge(SIMD_KEPT, [timed('simd', 1e6, square(9))], baseline)[0]).toMatchObject({
      outcome: 'undecided',
      reason: 'The baseline has no time of this row. Save a new one.',
    });
  });

  it('is undecided without a baseline', () => {
    expect(judge(SIMD_KEPT, [timed('simd', 1e6)])[0]).toMatchObject({
      outcome: 'undecided',
      reason: 'There is no baseline. Save one to be held to it.',
    });
  });
});

describe('a baseline of another processor', () => {
  it('decides nothing, and says so', () => {
    const run = runOf([timed('simd', 2e6)]);
    const expecting = { ...run, benchmarks: run.benchmarks.map((each) => ({ ...each, expect: [SIMD_KEPT] })) };
    const heldTo = (...processors: readonly string[]) =>
      judgeGates(expecting, { measurements: [timed('simd', 1e6)], processors })[0];
    const own = run.machine.processor;
    expect(heldTo(own, 'Another CPU')).toMatchObject({
      outcome: 'undecided',
      reason: 'The baseline was taken on another processor, Another CPU. Save one on this machine to be held to it.',
    });
    expect(heldTo(own).outcome).toBe('missed');
  });
});
