import { describe, expect, it } from 'vitest';
import type { Measurement, Run, TimedMeasurement } from '../../../../src/core/measure/measurement';
import { tunedDefaultOf } from '../../../../src/core/model/keptTuning';
import { findingOfRun, tuningFinding, tuningWinner } from '../../../../src/core/model/tuningFinding';
import { MACHINE } from '../../../machineFixture';
import { TUNING, TUNING_POINTS } from '../../../tuningFixture';
import { inChinese } from '../../l10n/inChinese';
import { timed, untimed } from '../measurementFixtures';

/** Rows of the fixture's points with these medians; those of `final` were measured again. */
function rows(medians: readonly number[], final: readonly number[], half = 0.01): readonly TimedMeasurement[] {
  return TUNING_POINTS.map((parameters, index) =>
    timed('simd', medians[index], undefined, {
      parameters,
      intervalNs: [medians[index] * (1 - half), medians[index] * (1 + half)],
      ...(final.includes(index) ? { finalRound: true } : {}),
    }),
  );
}

const finished = (measurements: readonly Measurement[]) => ({ measurements, state: 'finished' }) as const;

describe('the finding of a tuning', () => {
  it('names the best point and its gain over the default, with the interval', () => {
    const run = finished(rows([121, 200, 100, 300], [0, 2]));
    expect(tuningFinding(TUNING, run)).toEqual({
      title: 'mr = 4, nr = 16 is 1.21× as fast as the default (1.19–1.23)',
      detail:
        'The best point was measured again against the default, with fresh samples. 4 points tried, the default among them. 2 points of the grid cannot run here.',
    });
  });

  it('goes by the final round alone: a point that only looked faster in the grid does not win', () => {
    const run = finished(rows([121, 50, 100, 60], [0, 2]));
    expect(tuningWinner(run)?.point.parameters).toEqual({ mr: 4, nr: 16 });
  });

  it('keeps the default where the interval of the gain holds 1', () => {
    const run = finished(rows([101, 200, 100, 300], [0, 2]));
    expect(tuningWinner(run)).toBeNull();
    expect(tuningFinding(TUNING, run)).toMatchObject({
      title: 'No point is faster than the default: keep it',
      detail: expect.stringContaining('1.01× as fast as the default (0.990–1.03): no gain was found.') as string,
    });
  });

  it('keeps the default where it lost its lead in the final round', () => {
    expect(tuningWinner(finished(rows([80, 200, 100, 300], [0, 2])))).toBeNull();
  });

  it('keeps the default where no point was worth a final round', () => {
    expect(tuningFinding(TUNING, finished(rows([100, 200, 300, 400], [])))).toMatchObject({
      title: 'No point is faster than the default: keep it',
      detail: expect.stringContaining('The default had the best time of all points.') as string,
    });
  });

  it('claims nothing from too few samples', () => {
    const few = rows([121, 200, 100, 300], [0, 2]).map((row) => ({ ...row, confidence: 0.9 }));
    expect(tuningWinner(finished(few))).toBeNull();
    expect(tuningFinding(TUNING, finished(few)).detail).toContain('too few samples');
  });

  it('says that a tuning which was stopped is not finished, and keeps quiet on the gain', () => {
    const measurements = [...rows([121, 200, 100, 300], [0, 2]).slice(0, 3), untimed('simd', { status: 'cancelled' })];
    expect(tuningFinding(TUNING, { measurements, state: 'cancelled' })).toEqual({
      title: 'The tuning is not finished',
      detail:
        '3 of 4 points of simd have a time. So far mr = 4, nr = 16 looks fastest, which may be luck: it was not measured again against the default.',
    });
  });

  it('says that nothing can be said without a time of the default', () => {
    const measurements = [untimed('simd', { reason: 'It crashed.' }), ...rows([1, 2, 3, 4], []).slice(1)];
    expect(tuningFinding(TUNING, finished(measurements))).toEqual({
      title: 'Nothing can be said, because the default has no time',
      detail: 'It crashed.',
    });
  });

  it('counts points that were stopped early or got no time', () => {
    const [reference, ...others] = rows([100, 200, 300, 400], []);
    const measurements = [reference, { ...others[0], stopped: 'hopeless' } as const, untimed('simd')];
    expect(tuningFinding(TUNING, finished(measurements)).detail).toContain(
      '1 point stopped early: others were faster by far. 1 point got no time;',
    );
  });
});

describe('the finding of a tuning, in Chinese', () => {
  inChinese();

  it('is Chinese throughout', () => {
    expect(tuningFinding(TUNING, finished(rows([121, 200, 100, 300], [0, 2])))).toEqual({
      title: 'mr = 4、nr = 16 的速度是默认值的 1.21 倍 (1.19–1.23)',
      detail: '最佳点已用新的样本与默认值重新对比测量。尝试了 4 个点，包括默认值。网格中有 2 个点无法在此运行。',
    });
    const stopped = [...rows([100, 200, 300, 400], []).slice(0, 2), untimed('simd', { status: 'cancelled' })];
    expect(tuningFinding(TUNING, { measurements: stopped, state: 'cancelled' }).detail).toBe(
      'simd 的 3 个点中有 2 个有时间。目前默认值看起来最快。',
    );
  });
});

describe('a run', () => {
  const sampled = { name: 'squares', budgetSeconds: 1, precision: 0.02, threads: null };
  const run = (
    tuning: boolean,
    final: readonly number[],
  ): Pick<Run, 'benchmarks' | 'measurements' | 'state' | 'machine'> => ({
    ...finished(rows([121, 200, 100, 300], final)),
    benchmarks: [{ ...sampled, ...(tuning ? { tuning: TUNING } : {}) }],
    machine: MACHINE,
  });

  it('is spoken of as a tuning only where it is one', () => {
    expect(findingOfRun(run(true, [0, 2])).title).toContain('as fast as the default');
    expect(findingOfRun(run(false, [])).title).toContain('fastest for 64×64×64');
  });

  it('gives what is to be kept of its winner', () => {
    expect(tunedDefaultOf(run(true, [0, 2]), new Date('2026-01-02T03:04:05Z'))).toEqual({
      ...{ processor: MACHINE.processor, codePath: 'relaxed', strategy: 'simd', dtype: 'f32' },
      ...{ values: { mr: 4, nr: 16 }, size: '64×64×64', keptAt: '2026-01-02T03:04:05.000Z' },
      gain: { ratio: 1.21, low: expect.closeTo(1.186, 3) as number, high: expect.closeTo(1.234, 3) as number },
    });
    expect(tunedDefaultOf(run(true, []), new Date())).toBeNull();
    expect(tunedDefaultOf(run(false, [0, 2]), new Date())).toBeNull();
  });
});
