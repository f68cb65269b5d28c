import { describe, expect, test } from 'vitest';
import { rows, runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

describe('a run from the command palette', () => {
  const workbench = session({});

  test('Profile… asks for sizes and refuses what is none', async () => {
    await workbench().runCommand('Matmul: Profile…');
    await workbench().quickInput().fill('none');
    await workbench().page.locator('.quick-input-message', { hasText: 'none' }).waitFor();
    await workbench().page.keyboard.press('Enter');
    await expect.poll(() => workbench().quickInput().inputValue()).toBe('none');
  });

  test('then for strategies, and runs them', async () => {
    const { page } = workbench();
    await workbench().quickInput().fill('24, 32');
    await page.keyboard.press('Enter');
    await workbench().quickPick('simd').waitFor();
    // Those of the processor are chosen at first: the first click chooses the others too.
    const all = page.getByRole('checkbox', { name: 'Toggle all checkboxes' });
    await all.click();
    await all.click();
    for (const id of ['naive', 'loops', 'blocked', 'simd'])
      await page
        .locator('.quick-input-list .monaco-list-row', { has: page.getByText(id, { exact: true }) })
        .locator('.monaco-checkbox')
        .click();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await workbench().toasts().getByText('Profiling').waitFor();
    const results = await workbench().webview('results');
    await runIsOver(results);
    await expect.poll(() => rows(results).count()).toBe(8);
    await expect.poll(() => timedRows(results).count()).toBe(8);
    await workbench().toasts().getByText('Profiling').waitFor({ state: 'detached' });
  });

  test('Profile with Last Settings runs the same again', async () => {
    const results = await workbench().webview('results');
    const before = await results.locator('[data-part="run-facts"]').textContent();
    await workbench().runCommand('Matmul: Profile with Last Settings');
    await results.locator('[data-action="stop"]').waitFor();
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBe(8);
    expect(before).toContain('4 strategies');
  });

  test('Open Results brings the panel back', async () => {
    await workbench().tab('Results').click();
    await workbench().runCommand('View: Close Editor');
    await workbench().tab('Results').waitFor({ state: 'detached' });
    await workbench().runCommand('Matmul: Open Results');
    const results = await workbench().webview('results');
    await timedRows(results).nth(7).waitFor();
    await expect.poll(() => workbench().tab('Results').count()).toBe(1);
  });

  testThatNothingWentWrong(workbench);
});
