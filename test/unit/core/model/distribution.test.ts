import { describe, expect, it } from 'vitest';
import type { SamplingRecord } from '../../../../src/core/measure/measurement';
import { distributionOf } from '../../../../src/core/model/distribution';
import { distributionExplanation, distributionFinding } from '../../../../src/core/model/distributionFinding';
import { timed } from '../measurementFixtures';
import { englishWords } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';

/** 40 samples from 100 to 119 µs, one a round, with rounds 5 and 6 set aside. */
const SAMPLES = Array.from({ length: 40 }, (_, index) => 100_000 + 1000 * ((index * 7) % 20));
const SAMPLING: SamplingRecord = {
  session: 'one',
  rounds: SAMPLES.map((_, index) => (index < 4 ? index + 1 : index + 3)),
  calibrationNs: SAMPLES.map((_, index) => (index === 10 ? 1200 : 1000)),
  disturbance: { disturbed: 2, rounds: 42, isSetAside: true },
};

const of = (samplesNs: readonly number[], sampling?: SamplingRecord) =>
  distributionOf(
    timed('simd', 109_500, undefined, {
      ...{ samplesNs, samples: samplesNs.length, intervalNs: [108_000, 111_000] },
      ...(sampling === undefined ? {} : { sampling }),
    }),
  );

describe('the distribution of a row', () => {
  it('counts every sample in one bin', () => {
    const { bins, beyond } = of(SAMPLES);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    expect(beyond).toBe(0);
    for (const [at, bin] of bins.slice(1).entries()) expect(bin.from).toBeCloseTo(bins[at].to, 6);
  });

  it('does not let one pause flatten the rest: severe outliers are counted beyond the range', () => {
    const { range, beyond, samples } = of([...SAMPLES, 5_000_000]);
    expect(beyond).toBe(1);
    expect(range[1]).toBeLessThan(125_000);
    expect(samples.at(-1)?.kind).toBe('high severe');
  });

  it('of equal samples, or of a single one, has a range all the same', () => {
    for (const samples of [[7], [7, 7, 7, 7, 7, 7]]) {
      const { range, bins } = of(samples);
      expect(range[0]).toBeLessThan(range[1]);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
    }
  });

  it('knows which rounds were set aside, and where the calibration loop moved', () => {
    const { setAside, samples } = of(SAMPLES, SAMPLING);
    expect(setAside).toEqual([5, 6]);
    expect(samples.filter(({ isDisturbed }) => isDisturbed).map(({ round }) => round)).toEqual([13]);
    expect(samples[10].calibration).toBeCloseTo(1.2, 6);
  });

  it('finds a drift where the halves differ, and none where they do not', () => {
    expect(of(SAMPLES).drift).toBeNull();
    const drift = of(SAMPLES.map((ns, index) => (index < 20 ? ns : 1.5 * ns))).drift;
    expect(drift?.ratio).toBeCloseTo(1.5, 6);
    expect(drift?.low).toBeGreaterThan(1);
  });
});

describe('what is said of it', () => {
  it('is the median with its interval, and where most samples lie', () => {
    const { title, detail } = distributionFinding('simd', of(SAMPLES));
    expect(title).toBe('simd takes 109.5 µs (108.0 µs–111.0 µs); 8 of 10 samples lie from 102.0 µs to 117.0 µs');
    expect(detail).toMatch(/^No outliers, no drift/);
  });

  it('names outliers, disturbed rounds and drift, with what to do', () => {
    const drifting = SAMPLES.map((ns, index) => (index < 20 ? ns : 1.1 * ns));
    const { detail } = distributionFinding('simd', of([...drifting.slice(0, 39), 9e6], SAMPLING));
    expect(detail).toContain('1 of 40 outliers: 1 high severe.');
    expect(detail).toContain('2 of 42 rounds were disturbed and taken again: another program');
    expect(detail).toMatch(/It grew slower while it was measured, 1\.\d+× \(.*\) from the first half to the second/);
  });

  it('explains each chart by its own numbers', () => {
    const distribution = of(SAMPLES, SAMPLING);
    const said = (['histogram', 'strip', 'order', 'calibration'] as const).map(
      (chart) => distributionExplanation(chart, distribution).sentences,
    );
    expect(said[0][0]).toMatch(/^Each bar counts the samples, 40 in all/);
    expect(said[1][1]).toMatch(/^No outliers: /);
    expect(said[2][0]).toContain('the 2 rounds that were set aside');
    expect(said[3][1]).toMatch(/^1 of the 40 samples that count was taken where it moved/);
  });
});

describe('in Chinese', () => {
  inChinese();

  it('the finding and the explanations are so throughout', () => {
    const { title, detail } = distributionFinding('simd', of(SAMPLES));
    expect(title).toBe('simd 用时 109.5 µs (108.0 µs–111.0 µs)；十分之八的样本在 102.0 µs 至 117.0 µs 之间');
    const drifting = SAMPLES.map((ns, index) => (index < 20 ? ns : 1.1 * ns));
    const faster = SAMPLES.map((ns, index) => (index < 20 ? 1.1 * ns : ns));
    const said = [
      title,
      detail,
      ...[drifting, faster].map((samples) => distributionFinding('simd', of(samples)).detail),
    ];
    for (const distribution of [of(SAMPLES, SAMPLING), of(drifting)]) {
      for (const chart of ['histogram', 'strip', 'order', 'calibration'] as const) {
        const { sentences, units } = distributionExplanation(chart, distribution);
        said.push(...sentences, ...units.flatMap(({ unit, definition }) => [unit, definition]));
      }
    }
    expect(said.flatMap((text) => englishWords(text, ['No outliers']))).toEqual([]);
    expect(said.join('')).toContain('测量期间变慢了，后半段为前半段的 1.10× (1.01–1.19)');
  });
});
