// What the reports of vitest and mocha say of a run: how many tests passed, and which failed with what.
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** More would push the first ones out of a log of which only the end is kept. */
const MOST_FAILURES = 40;

/** Of vitest's JSON report; files of tests are named from `root`. */
export function readVitestReport(report, root) {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ ancestorTitles, title, failureMessages }) => ({
        where: [file, ...ancestorTitles, title],
        error: firstLineOf(failureMessages[0] ?? ''),
      }));
    // A file that cannot be loaded has no tests, and one of which a hook failed none that failed.
    return status === 'failed' && tests.length === 0 ? [{ where: [file], error: firstLineOf(message ?? '') }] : tests;
  });
  const { numPassedTests, numPendingTests, numTodoTests } = report;
  return { counts: { passed: numPassedTests, skipped: numPendingTests + numTodoTests }, failures };
}

/** Of mocha's JSON report, in which a hook that failed stands beside the tests. */
export function readMochaReport({ stats, failures }) {
  return {
    counts: { passed: stats.passes, skipped: stats.pending },
    failures: failures.map(({ fullTitle, err }) => ({
      where: [fullTitle],
      error: firstLineOf(err.message ?? err.stack ?? ''),
    })),
  };
}

/** The first line that says something. */
export function firstLineOf(text) {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '') ?? '';
}

/** The end of the output of a run that failed: where each failure is, and below it the first line of its error. */
export function describeFailures(failures) {
  const lines = failures
    .slice(0, MOST_FAILURES)
    .flatMap(({ where, error }) => [`failed: ${where.join(' › ')}`, ...(error === '' ? [] : [`  ${error}`])]);
  const more = failures.length - MOST_FAILURES;
  return more > 0 ? [...lines, `… and ${more} more, which are named above`] : lines;
}
