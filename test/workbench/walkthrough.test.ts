import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

const QUICK = { 'matmulProfiler.budgetSeconds': 0.05 };

describe('the walkthrough', () => {
  const workbench = session({ settings: QUICK, viewport: { width: 1600, height: 1000 } });
  const steps = () => workbench().page.locator('.gettingStartedContainer .getting-started-step');
  const open = () => workbench().page.locator('.gettingStartedContainer .getting-started-step.expanded');

  test('Get Started opens it, with five steps, the first run before all', async () => {
    await workbench().runCommand('Matmul: Get Started');
    await steps().nth(4).waitFor();
    await expect.poll(() => steps().count()).toBe(5);
    await open().getByText('Run it for the first time').first().waitFor();
  });

  test('a link in it opens a page of the documentation', async () => {
    await open().getByText('How to begin').click();
    await workbench().tab('getting-started.md').waitFor();
    await workbench().runCommand('Matmul: Get Started');
  });

  test('the button of the first step runs a profile, and the step is done', async () => {
    await open().getByRole('button', { name: 'Run Now' }).click();
    const results = await workbench().webview('results');
    await timedRows(results).first().waitFor();
    await runIsOver(results);
    await workbench().page.locator('[data-done-step-id$="#firstRun"][aria-checked="true"]').first().waitFor();
    await expect.poll(() => timedRows(results).count()).toBeGreaterThan(0);
  });

  testThatNothingWentWrong(workbench);
});
