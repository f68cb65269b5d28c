import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { judgeGates } from '../../../../src/core/model/gates';
import { parseRun } from '../../../../src/core/spec/runSchema';
import { csvOf } from '../../../../src/shared/exports/csvExport';
import { googleBenchmarkOf } from '../../../../src/shared/exports/googleBenchmarkExport';
import { junitOf } from '../../../../src/shared/exports/junitExport';
import { markdownOf } from '../../../../src/shared/exports/markdownExport';
import { runOf } from '../../../runFixture';
import { armOf, LEARNT, trainingRecord } from '../../../trainingRecordFixture';
import { timed } from '../../core/measurementFixtures';

const turnsNs = [4e5, 4.1e5, 4e5, 4.2e5, 4e5, 4.1e5, 4e5];
const digits = trainingRecord(
  [armOf('simd', { turnsNs }), armOf('a|b', { accuracy: null, turnsNs: turnsNs.map((ns) => 2 * ns) })],
  { expect: [{ kind: 'accuracy at least', strategy: 'simd', share: 0.99 }] },
);
const { name, spec, expect: none, elapsedMs } = trainingRecord([armOf('simd')]);
const lost = { name, spec, expect: none, elapsedMs, status: 'failed', code: 'unusable', reason: 'No <data>.' } as const;
const run = runOf([timed('simd', 1e6)], { trainings: [digits, { ...lost, name: 'lost' }] });
const alone = runOf([], { trainings: [digits] });

describe('trainings of a run', () => {
  it('come back from its JSON as they were', () => {
    expect(parseRun(JSON.parse(JSON.stringify(run)))).toEqual({ run });
  });

  it('keep their curves, also where a loss was no number', () => {
    const curve = [...LEARNT.curve, { epoch: 2.5, steps: 1, loss: NaN, accuracy: 0.1 }];
    const learnt = runOf([], { trainings: [trainingRecord([armOf('simd', { ...LEARNT, curve })])] });
    expect(parseRun(JSON.parse(JSON.stringify(learnt)))).toEqual({ run: learnt });
  });

  it('are lines of their own kinds in CSV, behind those of products', () => {
    const learnt = trainingRecord([
      armOf('simd', { turnsNs, ...LEARNT }),
      armOf('blas', { turnsNs: turnsNs.map((ns) => 2 * ns) }),
    ]);
    const text = csvOf(runOf([timed('simd', 1e6)], { trainings: [learnt, { ...lost, name: 'lost' }] }));
    const lines: readonly Record<string, string>[] = parseCsv(text, { columns: true });
    const ofKind = (kind: string) => lines.filter((line) => line['kind'] === kind);
    expect(ofKind('product')).toMatchObject([{ benchmark: 'squares', median_ns: '1000000', step_ns: '' }]);
    expect(ofKind('training')).toMatchObject([
      {
        ...{ benchmark: 'digits', strategy: 'simd', status: 'ok', dtype: 'f32', seed: '1', steps: '780' },
        ...{ step_ns: '400000', step_p10_ns: '390000', test_accuracy: '0.96', over_first: '', median_ns: '' },
        network: '784-100-10, relu, softmax + cross-entropy',
      },
      { strategy: 'blas', over_first: expect.stringMatching(/^(2|1\.9+|2\.0+)/) as string },
      { benchmark: 'lost', strategy: 'simd', status: 'failed', reason: 'No <data>.', step_ns: '' },
    ]);
    expect(ofKind('phase').map((line) => [line['strategy'], line['phase'], line['phase_ns'], line['backend']])).toEqual(
      [
        ['simd', 'Z1', '100000', 'simd: wasm'],
        ['simd', 'update', '20000', 'wasm simd'],
        ['blas', 'Z1', '100000', 'blas: wasm'],
        ['blas', 'update', '20000', 'wasm simd'],
      ],
    );
    expect(ofKind('epoch').map((line) => [line['epoch'], line['loss'], line['test_accuracy']])).toEqual([
      ['1', '1', '0.93'],
      ['2', '0.5', '0.96'],
    ]);
  });

  it('add no column to the CSV of a run without any', () => {
    expect(csvOf(runOf([timed('simd', 1e6)]))).not.toContain('kind');
  });

  it('are benchmarks of google/benchmark whose repetitions are their turns, and errors where nothing was trained', () => {
    const { benchmarks } = JSON.parse(googleBenchmarkOf(run, 'host')) as {
      readonly benchmarks: readonly Readonly<Record<string, unknown>>[];
    };
    const steps = benchmarks.filter(({ run_name }) => String(run_name).startsWith('train/'));
    const named = (name: string) => steps.filter(({ run_name }) => run_name === name);
    expect(named('train/digits/simd/step').filter(({ run_type }) => run_type === 'iteration')).toMatchObject(
      turnsNs.map((ns, at) => ({
        ...{ name: 'train/digits/simd/step', repetition_index: at, real_time: ns, cpu_time: ns, time_unit: 'ns' },
        ...{ iterations: 111, steps: 780, test_accuracy: 0.96 },
      })),
    );
    expect(named('train/digits/simd/step').find(({ aggregate_name }) => aggregate_name === 'median')).toMatchObject({
      real_time: 4e5,
    });
    expect(named('train/digits/a|b/step')).toHaveLength(7 + 4);
    expect(named('train/lost/simd/step')).toMatchObject([
      { error_occurred: true, error_message: 'failed: No <data>.', real_time: 0 },
    ]);
    const families = benchmarks.map(({ family_index, run_name }) => `${String(family_index)} ${String(run_name)}`);
    expect(new Set(families).size).toBe(new Set(benchmarks.map(({ run_name }) => run_name)).size);
  });

  it('are tables in Markdown, with the ratio of steps that took turns', () => {
    const text = markdownOf(run, judgeGates(run, null));
    expect(text).toMatch(/\| simd +\| +96% \| +780 \| 400\.0 µs \(390\.0 µs to 440\.0 µs\) \| +\|/);
    expect(text).toMatch(/\| a\\\|b +\| +– \| .*\| 2\.00× \(/);
    expect(text).toContain('- **missed**: simd has 99% of the test samples right.');
    expect(text).toContain('### lost\n\nNot trained: No \\<data\\>.');
  });

  it('are all that Markdown has, where nothing was measured', () => {
    const text = markdownOf(alone);
    expect(text).toMatch(/^## squares\n\n### digits\n\n784-100-10, relu/);
    expect(text).not.toContain('median of one product');
    expect(text).toContain('seed 1.');
  });

  it('say in Markdown and JUnit that something was wrong on purpose', () => {
    const mistaken = { ...digits, spec: { ...digits.spec, mistakes: ['no-mean'] as const } };
    const wrong = runOf([], { trainings: [mistaken] });
    expect(markdownOf(wrong)).toContain('**WRONG ON PURPOSE: No division by the batch.');
    expect(junitOf(wrong)).toContain('<system-err>WRONG ON PURPOSE: No division by the batch.');
  });

  it('are suites in JUnit: a case for each strategy, a failure where nothing was trained', async () => {
    const read = await parse(junitOf(run, judgeGates(run, null)));
    expect(read).toMatchObject({ tests: 5, failures: 2, skipped: 0 });
    const suites = read !== null && read !== undefined && 'testsuite' in read ? (read.testsuite ?? []) : [];
    expect(suites.map((suite) => [suite.name, suite.tests, suite.failures])).toEqual([
      ['squares', 1, 0],
      ['digits', 3, 1],
      ['lost', 1, 1],
    ]);
    expect(suites[1].testcase?.[0]).toMatchObject({ name: 'training by simd', time: 0.0004 });
    expect(suites[2].testcase?.[0].failure).toMatchObject([{ type: 'unusable', message: 'No <data>.' }]);
  });
});
