import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../src/core/matrix/random';
import { normalQuantile } from '../../../../src/core/measure/studentQuantile';
import type { Measurement, Run, TimedMeasurement } from '../../../../src/core/measure/measurement';
import { RUN_SCHEMA } from '../../../../src/core/measure/measurement';
import { runEvidence, USUAL_SPREAD } from '../../../../src/core/measure/betweenRuns';
import { compareRuns } from '../../../../src/core/measure/runComparison';
import { square, timed, untimed } from '../measurementFixtures';
import { MACHINE } from '../../../machineFixture';

/** A row of 200 samples whose fastest take `ns`, of a run that the machine slowed by `runFactor`, and its loop with it. */
function row(strategy: string, ns: number, seed: number, loopNs = 100): TimedMeasurement {
  const random = new RandomStream(seed);
  const samplesNs = Array.from(
    { length: 200 },
    () => ns * (1 + 0.01 * random.next()) * (random.next() < 0.4 ? 1.2 + random.next() : 1),
  );
  const rounds = samplesNs.map((_, index) => index + 1);
  const disturbance = { disturbed: 0, rounds: 200, isSetAside: false };
  const sampling = { session: '1', rounds, calibrationNs: rounds.map(() => loopNs), disturbance };
  return timed(strategy, ns * 1.1, undefined, { samplesNs, samples: 200, sampling });
}

function runOf(measurements: readonly Measurement[], more: Partial<Run> = {}): Run {
  return {
    ...{ schema: RUN_SCHEMA, id: 'x', title: 'x', startedAt: '2026-01-02T03:04:05.678Z', elapsedMs: 1 },
    ...{ state: 'finished', machine: MACHINE, benchmarks: [], measurements },
    versions: { extension: '0.1.0', node: '20.0.0', v8: '11.3', engineFlags: [] },
    ...more,
  };
}

const NEAR = { share: 0.03, rows: [] };

const verdicts = (before: readonly Measurement[], after: readonly Measurement[], spread = 0.03): readonly string[] =>
  compareRuns(runOf(before), runOf(after), { share: spread, rows: [] }).rows.map(({ verdict }) => verdict);

describe('compareRuns', () => {
  it('finds what is slower and faster by more than runs of the same lie apart', () => {
    const before = [row('naive', 1000, 1), row('simd', 1000, 2), row('blocked', 1000, 3)];
    const after = [row('naive', 1100, 4), row('simd', 1010, 5), row('blocked', 900, 6)];
    expect(verdicts(before, after)).toEqual(['slower', 'no difference found', 'faster']);
    const [slower] = compareRuns(runOf(before), runOf(after), NEAR).rows;
    expect(slower.ratio).toBeCloseTo(1.1, 2);
    expect(slower.low).toBeGreaterThan(1.05);
    expect(slower.high).toBeLessThan(1.16);
  });

  it('finds no difference where the machine was slower, and says that it was', () => {
    const [before, after] = [runOf([row('simd', 1000, 1)]), runOf([row('simd', 1200, 2, 120)])];
    const { rows, warnings } = compareRuns(before, after, NEAR);
    expect(rows[0]).toMatchObject({ verdict: 'no difference found' });
    expect(rows[0].ratio).toBeCloseTo(1, 2);
    expect(warnings.join()).toContain('its calibration loop took 20% longer or shorter in 1 of 1 rows');
  });

  it('takes what only waiting for a core explains for no difference', () => {
    const waited = (strategy: string, medianNs: number, share: number, samples: number): TimedMeasurement => {
      const each = Array.from({ length: samples }, () => medianNs);
      const rounds = each.map((_, index) => index + 1);
      const disturbance = { disturbed: samples, rounds: samples, isSetAside: false };
      const sampling = { ...{ session: '1', rounds, disturbance }, calibrationNs: each.map(() => 100) };
      const waitedShares = each.map(() => share);
      return timed(strategy, medianNs, undefined, {
        samplesNs: each,
        samples,
        sampling: { ...sampling, waitedShares },
      });
    };
    // Two samples say as much as their median does: half of their time the thread stood in line.
    const quiet = waited('naive', 1e6, 0, 2);
    expect(verdicts([quiet], [waited('naive', 2e6, 0.5, 2)])).toEqual(['no difference found']);
    expect(verdicts([quiet], [waited('naive', 2e6, 0.1, 2)])).toEqual(['slower']);
    expect(verdicts([waited('naive', 2e6, 0.5, 2)], [quiet])).toEqual(['no difference found']);
    // The low decile of many looks past the waiting of the thread itself, not past that of the others.
    expect(verdicts([waited('simd', 1e6, 0, 200)], [waited('simd', 1.2e6, 0.3, 200)])).toEqual(['slower']);
    expect(verdicts([waited('parallel', 1e6, 0, 200)], [waited('parallel', 1.2e6, 0.3, 200)])).toEqual([
      'no difference found',
    ]);
    const alone = (row: TimedMeasurement): TimedMeasurement => ({ ...row, parameters: { threads: 1 } });
    expect(verdicts([alone(waited('parallel', 1e6, 0, 200))], [alone(waited('parallel', 1.2e6, 0.3, 200))])).toEqual([
      'slower',
    ]);
  });

  it('knows without a null test that two cores are quiet at once less often than one', () => {
    const changed = (strategy: string) =>
      compareRuns(runOf([row(strategy, 1000, 1)]), runOf([row(strategy, 1120, 2)]), USUAL_SPREAD).rows[0]?.verdict;
    expect(['simd', 'naive', 'parallel', 'sparse', 'blas', 'webgpu'].map(changed)).toEqual([
      ...['slower', 'slower', 'no difference found', 'no difference found', 'no difference found'],
      'no difference found',
    ]);
  });

  it('widens the interval of a median that few samples give at less than 95%', () => {
    const [before, after] = [timed('naive', 1e6), timed('naive', 1.1e6)];
    const width = (confidence: number): number => {
      const [low, high] = runEvidence(
        { ...before, confidence },
        { ...after, confidence },
        { share: 0, runs: null },
      ).interval(0.95);
      return Math.log(high / low);
    };
    // 1.960 ÷ 0.674 standard deviations.
    expect(width(0.5) / width(0.95)).toBeCloseTo(2.906, 2);
    expect(width(0.99)).toBe(width(0.95));
  });

  it('compares no row of which one sample is left, and no median by less than its samples scatter', () => {
    const alone = timed('naive', 2e6, undefined, { samples: 1, samplesNs: [2e6], confidence: 0 });
    const { rows, unmatched } = compareRuns(runOf([timed('naive', 1e6)]), runOf([alone]), NEAR);
    expect(rows).toEqual([]);
    expect(unmatched.map(({ reason }) => reason)).toEqual([expect.stringContaining('a larger time budget')]);
    const scattered = (low: number) => timed('naive', 2e6, undefined, { samplesNs: [low, low, 2e6, 2e6, 2e6, 2e6] });
    expect(verdicts([timed('naive', 1e6)], [scattered(1e6)])).toEqual(['no difference found']);
    expect(verdicts([timed('naive', 1e6)], [scattered(1.9e6)])).toEqual(['slower']);
  });

  it('judges all rows together: of many that are the same hardly one is told apart', () => {
    let alarms = 0;
    for (let trial = 0; trial < 100; trial++) {
      const random = new RandomStream(trial);
      // Standard deviations of 1% between runs: 95% of the pairs lie within 1.96·√2 of that.
      const drift = (): number =>
        1 + 0.01 * Array.from({ length: 12 }, () => random.next()).reduce((sum, each) => sum + each, -6);
      const rows = (part: number): readonly TimedMeasurement[] =>
        Array.from({ length: 10 }, (_, index) => row(`s${index}`, 1000 * drift(), 1000 * trial + 20 * part + index));
      if (verdicts(rows(0), rows(1), 0.028).some((verdict) => verdict !== 'no difference found')) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(10);
  });

  it('compares medians, and the spread, where a run does not have the loop', () => {
    expect(verdicts([timed('simd', 100)], [timed('simd', 103)])).toEqual(['no difference found']);
    expect(verdicts([timed('simd', 100)], [timed('simd', 109)])).toEqual(['slower']);
  });

  it('lists rows that have no partner, with the reason', () => {
    const before = [timed('simd', 1), timed('naive', 1), untimed('blocked'), timed('loops', 1, square(8))];
    const after = [timed('simd', 1), untimed('naive'), timed('blocked', 1), timed('outer', 1)];
    const { rows, unmatched } = compareRuns(runOf(before), runOf(after), NEAR);
    expect(rows.map(({ before: { strategy } }) => strategy)).toEqual(['simd']);
    expect(unmatched.map(({ subject, reason }) => `${subject.strategy}: ${reason}`)).toEqual([
      'naive: no time after: It cannot run here.',
      'blocked: no time before: It cannot run here.',
      'loops: only in the earlier run',
      'outer: only in the later run',
    ]);
  });

  it('warns of what differs beside the code', () => {
    const after = runOf([timed('simd', 1, undefined, { backend: 'other' })], {
      machine: { ...MACHINE, processor: 'Another' },
      versions: { extension: '0.1.0', node: '24.0.0', v8: '11.3', engineFlags: ['--x'] },
    });
    const { warnings } = compareRuns(runOf([timed('simd', 1)]), after, NEAR);
    expect(warnings).toEqual([
      `processor: ${MACHINE.processor} before, Another after.`,
      'Node: 20.0.0 before, 24.0.0 after.',
      'engine flags: none before, --x after.',
      'simd: scalar JS ran before, other after.',
    ]);
    expect(compareRuns(runOf([timed('simd', 1)]), runOf([timed('simd', 1)]), NEAR).warnings).toEqual([]);
  });
});

describe('the same row of two runs', () => {
  it('may have run with parameters that a tuning of the machine gave: nobody has set them', () => {
    const tuned = { ...timed('simd', 1), parameters: { mr: 6, nr: 16 }, tuned: ['mr', 'nr'] };
    const set = { ...timed('simd', 1), parameters: { mr: 6, nr: 16 } };
    expect(compareRuns(runOf([timed('simd', 1)]), runOf([tuned]), NEAR).rows).toHaveLength(1);
    expect(compareRuns(runOf([timed('simd', 1)]), runOf([set]), NEAR).rows).toHaveLength(0);
  });
});

describe('the interval of two runs', () => {
  const exact = { share: 0, runs: null };

  it('holds what is not known of each low decile, in both directions', () => {
    const { ratio, interval } = runEvidence(row('simd', 1000, 1), row('simd', 1000, 2), exact);
    const [low, high] = interval(0.95);
    // The fastest samples are spread evenly over 1%: their low decile is known to about a tenth of that.
    expect(Math.log(ratio / low)).toBeGreaterThan(0.0005);
    expect(Math.log(high / ratio)).toBeGreaterThan(0.0005);
    expect(high / low).toBeLessThan(1.01);
  });

  it('holds the change of the calibration loop, for a kernel need not follow it', () => {
    const { ratio, interval } = runEvidence(row('simd', 1000, 1, 100), row('simd', 1000, 2, 110), exact);
    const [low, high] = interval(0.95);
    expect(ratio).toBeCloseTo(1 / 1.1, 2);
    expect(Math.log(high / ratio)).toBeGreaterThan(Math.log(1.1));
    expect(Math.log(ratio / low)).toBeGreaterThan(Math.log(1.1));
  });
});

describe('the warnings of benchmarks', () => {
  const benchmark = { budgetSeconds: 1, precision: 0.02, threads: null };
  const runWith = (...benchmarks: Run['benchmarks']) => runOf([timed('simd', 1)], { benchmarks });

  it('are of those that both runs have, whatever else one of them has', () => {
    const [square, wide] = [
      { ...benchmark, name: 'square' },
      { ...benchmark, name: 'wide', threads: 1 },
    ];
    const { warnings } = compareRuns(runWith(square), runWith(wide, square), NEAR);
    expect(warnings).toEqual([]);
  });

  it('say which benchmarks were given other threads or another cache', () => {
    const names = ['square', 'wide'];
    const before = runWith(...names.map((name) => ({ ...benchmark, name })));
    const after = runWith(
      { ...benchmark, name: 'wide', threads: 1, cache: 'cold' },
      { ...benchmark, name: 'square', threads: 1 },
    );
    expect(compareRuns(before, after, NEAR).warnings).toEqual([
      'thread limit: all before, 1 after, in square, wide.',
      'cache: warm before, cold after, in wide.',
    ]);
  });
});

describe('normalQuantile', () => {
  it('is as in tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.96, 2);
    expect(normalQuantile(0.995)).toBeCloseTo(2.576, 2);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 2);
  });
});
