import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { judgeGates } from '../../../../src/core/model/gates';
import { parseRun } from '../../../../src/core/spec/runSchema';
import { junitOf } from '../../../../src/shared/exports/junitExport';
import { markdownOf } from '../../../../src/shared/exports/markdownExport';
import { runOf } from '../../../runFixture';
import { armOf, trainingRecord } from '../../../trainingRecordFixture';
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
