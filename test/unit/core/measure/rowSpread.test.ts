import { describe, expect, it } from 'vitest';
import { runEvidence } from '../../../../src/core/measure/betweenRuns';
import { spreadAt, spreadOfRow, spreadOfTimings } from '../../../../src/core/measure/rowSpread';
import { studentQuantile } from '../../../../src/core/measure/studentQuantile';
import { plainProblem } from '../../../../src/core/problem';
import { RandomStream } from '../../../../src/core/matrix/random';
import { timed } from '../measurementFixtures';

const row = (strategy: string, size: number) => ({ ...timed(strategy, 1e6), problem: plainProblem(size, size, size) });
const SPREAD = {
  share: 0.05,
  rows: [
    { strategy: 'simd', size: 128, runs: 8, share: 0.02 },
    { strategy: 'simd', size: 512, runs: 8, share: 0.1 },
    { strategy: 'naive', size: 512, runs: 6, share: 0.3 },
  ],
};

describe('the spread of a row', () => {
  it('is that of its strategy at the nearest size, and the general one where the strategy is not known', () => {
    expect(spreadOfRow(SPREAD, row('simd', 64))).toMatchObject({ share: 0.02, runs: 8 });
    expect(spreadOfRow(SPREAD, row('simd', 400))).toMatchObject({ share: 0.1 });
    expect(spreadOfRow(SPREAD, row('naive', 16))).toMatchObject({ share: 0.3, runs: 6 });
    expect(spreadOfRow(SPREAD, row('dask', 512))).toEqual({ share: 0.05, runs: null });
    expect(spreadOfRow(SPREAD, { ...row('simd', 1), problem: plainProblem(0, 4, 4) })).toMatchObject({ share: 0.02 });
  });

  it('grows faster with the confidence where few runs say it', () => {
    expect(spreadAt({ share: 0.1, runs: 8 }, 0.95)).toBeCloseTo(0.1);
    // Student's t of 7 degrees at 99.5% over that at 97.5%: 3.499 and 2.365; of the normal distribution 2.576 and 1.960.
    expect(spreadAt({ share: 0.1, runs: 8 }, 0.99)).toBeCloseTo((0.1 * 3.499) / 2.365, 3);
    expect(spreadAt({ share: 0.1, runs: null }, 0.99)).toBeCloseTo((0.1 * 2.576) / 1.96, 3);
  });

  it('needs four runs', () => {
    expect(spreadOfTimings([1e6, 1.1e6, 1.2e6].map((ns) => timed('simd', ns)))).toBeNull();
    expect(spreadOfTimings([1e6, 1e6, 1e6, 1e6].map((ns) => timed('simd', ns)))).toEqual({ share: 0, runs: 4 });
  });

  it('covers the next two runs in 95% of cases, and a comparison calls no more of them different', () => {
    const random = new RandomStream(11);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    // Medians 15% apart from process to process, as those of a kernel whose pages collide.
    const run = () => timed('naive', 1e6 * Math.exp(0.15 * normal()));
    let [covered, alarms] = [0, 0];
    const trials = 2000;
    for (let trial = 0; trial < trials; trial++) {
      const spread = spreadOfTimings(Array.from({ length: 8 }, run)) ?? { share: 0, runs: null };
      const [before, after] = [run(), run()];
      if (Math.abs(Math.log(after.medianNs / before.medianNs)) <= spread.share) covered += 1;
      const [low, high] = runEvidence(before, after, spread).interval(0.95);
      if (low > 1 || high < 1) alarms += 1;
    }
    expect(covered / trials).toBeGreaterThan(0.94);
    expect(covered / trials).toBeLessThan(0.96);
    expect(alarms / trials).toBeLessThan(0.06);
  });
});

describe("the quantile of Student's distribution", () => {
  it.each([
    [0.975, 3, 3.182],
    [0.975, 7, 2.365],
    [0.995, 7, 3.499],
    [0.9995, 15, 4.073],
    [0.975, Infinity, 1.96],
  ])('at %s with %s degrees of freedom is %s', (p, degrees, quantile) => {
    expect(Math.abs(studentQuantile(p, degrees) / quantile - 1)).toBeLessThan(0.003);
  });
});
