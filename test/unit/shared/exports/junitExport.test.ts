import { parse } from 'junit2json';
import { describe, expect, it } from 'vitest';
import { junitOf } from '../../../../src/shared/exports/junitExport';
import { runOf } from '../../../runFixture';
import { disturbedRounds, square, timed, untimed } from '../../core/measurementFixtures';

describe('a run as JUnit XML', () => {
  const failed = { status: 'failed', code: 'wrong result', reason: 'The error is 1 & the "bound" < 1e-5.' } as const;
  const run = runOf([
    timed('simd', 2e6),
    untimed('sparse'),
    untimed('naive', failed),
    timed('simd', 4e6, square(128), { benchmark: 'large <&> "one"' }),
  ]);

  it('is read by a reader of its own, with a suite for each benchmark and a case for each row', async () => {
    const read = await parse(junitOf(run));
    expect(read).toMatchObject({ tests: 4, failures: 1, skipped: 1 });
    const suites = read !== null && read !== undefined && 'testsuite' in read ? (read.testsuite ?? []) : [];
    expect(suites.map(({ name, tests, failures, skipped }) => ({ name, tests, failures, skipped }))).toEqual([
      { name: 'squares', tests: 3, failures: 1, skipped: 1 },
      { name: 'large <&> "one"', tests: 1, failures: 0, skipped: 0 },
    ]);
    const [simd, sparse, naive] = suites[0].testcase ?? [];
    expect(simd).toMatchObject({ name: 'simd/64x64x64/f32', classname: 'squares', time: 0.002 });
    expect(simd).not.toHaveProperty('failure');
    expect(sparse.skipped).toMatchObject([{ message: 'It cannot run here.' }]);
    expect(naive.failure).toMatchObject([{ type: 'wrong result', message: failed.reason }]);
  });

  it('says of a case whose rounds were disturbed that they were, as what it wrote to standard error', () => {
    const text = junitOf(runOf([timed('simd', 1e6, undefined, disturbedRounds(1)), timed('naive', 1e6)]));
    expect(text.match(/<system-err>.*/g)).toEqual([
      '<system-err>1 of 40 rounds was disturbed and taken again</system-err>',
    ]);
    expect(text.indexOf('<system-err>')).toBeLessThan(text.indexOf('naive/64'));
  });

  it('has a case for each expectation: a failure where it was missed, skipped where it is undecided', async () => {
    const judged = { benchmark: 'squares', index: 0, reason: 'It takes 1.2× its time.' };
    const read = await parse(
      junitOf(runOf([timed('simd', 1e6)]), [
        { ...judged, title: 'first', outcome: 'met' },
        { ...judged, title: 'second', outcome: 'missed' },
        { ...judged, title: 'third', outcome: 'undecided' },
      ]),
    );
    expect(read).toMatchObject({ tests: 4, failures: 1, skipped: 1 });
    const suites = read !== null && read !== undefined && 'testsuite' in read ? (read.testsuite ?? []) : [];
    const [, met, missed, undecided] = suites[0].testcase ?? [];
    expect(met).toMatchObject({ name: 'first', classname: 'squares expectations' });
    expect(met).not.toHaveProperty('failure');
    expect(missed.failure).toMatchObject([{ type: 'expectation', message: judged.reason }]);
    expect(undecided.skipped).toMatchObject([{ message: judged.reason }]);
  });

  it('leaves out characters that XML does not allow', () => {
    const text = junitOf(runOf([untimed('simd', { ...failed, reason: 'it said \u0000\u001b[1m' })]));
    expect(text).toContain('it said \ufffd\ufffd[1m');
  });
});
