import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { Workbench } from '../../tools/vscodeServer/workbench.mjs';
import type { WorkbenchOptions } from '../../tools/vscodeServer/workbench.mjs';

/**
 * Opens a workbench with the packaged extension for the tests of a file, which run one after the other as one user's
 * session. What fails leaves a picture in dist/test-shots.
 */
export function session(options: Omit<WorkbenchOptions, 'extensionsDir'>): () => Workbench {
  let opened: Workbench | null = null;
  const current = (): Workbench => {
    if (opened === null) throw new Error('The workbench is not open.');
    return opened;
  };
  beforeAll(async () => {
    opened = await Workbench.open({ extensionsDir: inject('extensionsDir'), ...options });
  });
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      await opened?.screenshot(`dist/test-shots/${task.name.replace(/\W+/g, '-')}.png`);
    });
  });
  afterAll(() => opened?.close());
  return current;
}

/** The last test of a session: what must not have happened in all of it. */
export function testThatNothingWentWrong(current: () => Workbench): void {
  test('the whole session had no violation of a content security policy, no script error, no error notification', () => {
    const workbench = current();
    expect(workbench.policyViolations()).toEqual([]);
    expect(workbench.webviewErrors()).toEqual([]);
    expect(workbench.errorToasts()).toEqual([]);
  });
}

/** Rows of the results table. */
export function rows(results: Frame): Locator {
  return results.locator('tr[data-row]');
}

/** Rows of the results table that have a time, final or not. */
export function timedRows(results: Frame): Locator {
  return results.locator('tr[data-row]:has(td[data-column="speed"])');
}

/** Until the run that the panel shows is over. */
export async function runIsOver(results: Frame, timeout = 60_000): Promise<void> {
  await results.locator('[data-action="runAgain"]').waitFor({ timeout });
}

/** Resolves as soon as the count of elements is at least `least`; fails after the default time. */
export async function countReaches(elements: Locator, least: number): Promise<void> {
  await elements.nth(least - 1).waitFor({ state: 'attached' });
}

/** The text that a sentence such as 'Stop took 120 ms' adds to the output of the tests. */
export function report(sentence: string): void {
  console.log(`measured: ${sentence}`);
}
