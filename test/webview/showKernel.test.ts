import { expect, test } from 'vitest';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

test('the details of a row offer its kernel, by keyboard too', async () => {
  const { page, asked } = await openResults(twoBenchmarks());
  await page.getByRole('button', { name: 'naive', exact: true }).first().click();
  const button = page.getByRole('button', { name: 'Show the kernel of naive at this size' });
  await button.click();
  const row = await page.locator('tr.selected').getAttribute('data-row');
  await expect.poll(() => asked).toEqual([`kernel run-1 ${row ?? ''}`]);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => asked).toHaveLength(2);
});

test('each row says which one it is to the menu of its context, and only rows do', async () => {
  const { page } = await openResults(twoBenchmarks());
  const contexts = await page
    .locator('tr.row')
    .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-row'), row.getAttribute('data-vscode-context')]));
  expect(contexts.length).toBeGreaterThan(2);
  for (const [row, context] of contexts) {
    expect(JSON.parse(context ?? '')).toEqual({ webviewSection: 'matmulRow', runId: 'run-1', row: Number(row) });
  }
  await expect.poll(() => page.locator('[data-vscode-context*="matmulRow"]').count()).toBe(contexts.length);
});

test('what the host says against it is told', async () => {
  const harness = await openResults(twoBenchmarks());
  harness.refuse = 'This run is no longer there.';
  await harness.page.getByRole('button', { name: 'naive', exact: true }).first().click();
  await harness.page.locator('[data-action="showKernel"]').click();
  await harness.page.getByRole('alert').getByText('This run is no longer there.').waitFor();
});
