import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { googleBenchmarkOf } from '../../../../src/shared/exports/googleBenchmarkExport';
import { runOf } from '../../../runFixture';
import { disturbedRounds, timed, untimed } from '../../core/measurementFixtures';

/** What readers of the format rely on. */
const documentSchema = v.object({
  context: v.looseObject({ date: v.string(), host_name: v.string(), num_cpus: v.number(), caches: v.array(v.any()) }),
  benchmarks: v.array(
    v.looseObject({
      ...{ name: v.string(), run_name: v.string(), run_type: v.picklist(['iteration', 'aggregate']) },
      ...{ real_time: v.number(), cpu_time: v.number(), time_unit: v.literal('ns'), iterations: v.number() },
      ...{ repetitions: v.number(), family_index: v.number(), threads: v.number() },
    }),
  ),
});

function entriesOf(...measurements: Parameters<typeof runOf>[0]): v.InferOutput<typeof documentSchema>['benchmarks'] {
  return v.parse(documentSchema, JSON.parse(googleBenchmarkOf(runOf(measurements), 'host'))).benchmarks;
}

describe('a run in the format of google/benchmark', () => {
  it('has each sample as a repetition, then the aggregates', () => {
    const samplesNs = [1000, 1200, 1100, 1500];
    const entries = entriesOf(timed('simd', 1150, undefined, { samplesNs, batch: 8, flops: 1000 }));
    expect(entries.slice(0, 4)).toMatchObject(
      samplesNs.map((real_time, repetition_index) => ({
        ...{ name: 'squares/simd/64x64x64/f32', run_type: 'iteration', repetitions: 4, repetition_index, real_time },
        ...{ iterations: 8, FLOPS: 1000 / (real_time * 1e-9) },
      })),
    );
    const aggregates = entries.slice(4).map(({ name, aggregate_name, real_time }) => [name, aggregate_name, real_time]);
    expect(aggregates).toEqual([
      ['squares/simd/64x64x64/f32_mean', 'mean', 1200],
      ['squares/simd/64x64x64/f32_median', 'median', 1150],
      ['squares/simd/64x64x64/f32_stddev', 'stddev', expect.closeTo(216.02, 2)],
      ['squares/simd/64x64x64/f32_cv', 'cv', expect.closeTo(0.18, 2)],
    ]);
  });

  it('counts the rounds and those that were disturbed, and says the latter as a label', () => {
    const samplesNs = [1000, 1200];
    const disturbed = entriesOf(timed('simd', 1100, undefined, { samplesNs, ...disturbedRounds(3) }));
    const said = { rounds: 40, disturbed_rounds: 3, label: '3 of 40 rounds were disturbed and taken again' };
    expect(disturbed).toMatchObject(Array.from({ length: 6 }, () => said));
    const [calm] = entriesOf(timed('simd', 1100, undefined, { samplesNs, ...disturbedRounds(0) }));
    expect(calm).toMatchObject({ rounds: 40, disturbed_rounds: 0 });
    expect(calm).not.toHaveProperty('label');
    expect(entriesOf(timed('simd', 1100))[0]).not.toHaveProperty('rounds');
  });

  it('says of a row without a time why there is none', () => {
    expect(entriesOf(untimed('sparse'))).toMatchObject([
      { name: 'squares/sparse/64x64x64/f32', error_occurred: true, error_message: 'unsupported: It cannot run here.' },
    ]);
  });

  it('gives rows names of their own, in ASCII', () => {
    const odd = { benchmark: 'Schicht 1/Größe ×2' };
    const entries = entriesOf(
      untimed('simd'),
      { ...untimed('simd'), parameters: { mr: 6 } },
      { ...untimed('simd'), ...odd },
    );
    const names = entries.map(({ run_name }) => run_name);
    expect(names).toEqual([
      'squares/simd/64x64x64/f32',
      'squares/simd/64x64x64/f32/mr=6',
      'Schicht_1_Gr_e_x2/simd/64x64x64/f32',
    ]);
  });
});
