import { describe, expect, it } from 'vitest';
import { describeFailures, firstLineOf, readMochaReport, readVitestReport } from '../../../tools/testReports.mjs';
import type { VitestReport } from '../../../tools/testReports.mjs';

type File = VitestReport['testResults'][number];

function vitestReport(...testResults: readonly File[]): VitestReport {
  return { numPassedTests: 3, numPendingTests: 1, numTodoTests: 1, testResults };
}

function testOf(title: string, ...failureMessages: readonly string[]): File['assertionResults'][number] {
  return {
    ancestorTitles: ['strategies'],
    title,
    status: failureMessages.length > 0 ? 'failed' : 'passed',
    failureMessages,
  };
}

describe('a report of vitest', () => {
  it('names each test that failed by file and titles, with the first line of its error', () => {
    const error = 'AssertionError: expected 1 to be 2 // Object.is equality\n    at /project/test/sidebar.test.ts:9:1';
    const report = vitestReport({
      name: '/project/test/sidebar.test.ts',
      status: 'failed',
      assertionResults: [testOf('are chosen'), testOf('are shown', error, 'Error: later'), testOf('are hidden', error)],
    });
    expect(readVitestReport(report, '/project').failures).toEqual([
      {
        where: ['test/sidebar.test.ts', 'strategies', 'are shown'],
        error: 'AssertionError: expected 1 to be 2 // Object.is equality',
      },
      {
        where: ['test/sidebar.test.ts', 'strategies', 'are hidden'],
        error: 'AssertionError: expected 1 to be 2 // Object.is equality',
      },
    ]);
  });

  it('names a file that could not be loaded, though none of its tests failed', () => {
    const report = vitestReport({
      name: '/project/test/broken.test.ts',
      status: 'failed',
      message: "Cannot find module './gone'",
      assertionResults: [],
    });
    expect(readVitestReport(report, '/project').failures).toEqual([
      { where: ['test/broken.test.ts'], error: "Cannot find module './gone'" },
    ]);
  });

  it('counts what passed, and what was skipped or is still to be written', () => {
    expect(readVitestReport(vitestReport(), '/project')).toEqual({
      counts: { passed: 3, skipped: 2 },
      failures: [],
    });
  });
});

describe('a report of mocha', () => {
  it('names each failure by its full title, with the first line of its error', () => {
    const report = {
      stats: { passes: 7, pending: 2 },
      failures: [{ fullTitle: 'runs "after each" hook', err: { message: '\nTimed out.\nat x', stack: 'Error' } }],
    };
    expect(readMochaReport(report)).toEqual({
      counts: { passed: 7, skipped: 2 },
      failures: [{ where: ['runs "after each" hook'], error: 'Timed out.' }],
    });
  });

  it('takes the stack for an error without a message', () => {
    const report = {
      stats: { passes: 0, pending: 0 },
      failures: [{ fullTitle: 'runs', err: { stack: 'Error\nat x' } }],
    };
    expect(readMochaReport(report).failures).toEqual([{ where: ['runs'], error: 'Error' }]);
  });
});

describe('the first line', () => {
  it('is the first that is not empty, without colours', () => {
    expect(firstLineOf('\n  \n \u001b[31msrc/a.ts(1,2): error\u001b[39m  \nmore')).toBe('src/a.ts(1,2): error');
  });

  it('of nothing is nothing', () => {
    expect(firstLineOf('\n')).toBe('');
  });
});

describe('the end of the output', () => {
  it('has a line for each failure, and its error below', () => {
    const failures = [
      { where: ['webview', 'test/a.test.ts', 'opens'], error: 'Error: closed' },
      { where: ['lint'], error: '' },
    ];
    expect(describeFailures(failures)).toEqual([
      'failed: webview › test/a.test.ts › opens',
      '  Error: closed',
      'failed: lint',
    ]);
  });

  it('is short enough to be kept whole', () => {
    const failures = Array.from({ length: 43 }, (_, i) => ({ where: [`test ${i}`], error: '' }));
    const lines = describeFailures(failures);
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toBe('… and 3 more, which are named above');
  });

  it('is nothing where nothing failed', () => {
    expect(describeFailures([])).toEqual([]);
  });
});
