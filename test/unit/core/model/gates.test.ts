import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../../src/core/measure/expectation';
import type { Measurement } from '../../../../src/core/measure/measurement';
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
        title: 'simd is faster than blocked by 5% at 64×64×64',
        outcome: 'met',
        reason: 'blocked takes 2.00× (1.96–2.04) its time; more than 1.05× is asked for.',
      },
      { title: 'simd is faster than blocked by 5% at 128×128×128', outcome: 'missed' },
    ]);
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
    // The interval of the ratio, 1.04 to 1.08, reaches above what is borne, and lies above 1.
    [1.06, 'undecided'],
    [1.2, 'missed'],
  ])('by 5%% at %s times its time: %s', (ratio, outcome) => {
    const [verdict] = judge(SIMD_KEPT, [timed('simd', ratio * 1e6)], [timed('simd', 1e6)]);
    expect(verdict.outcome).toBe(outcome);
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
