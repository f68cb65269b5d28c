import { expect, test } from 'vitest';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

test('a long table of a chart is drawn page by page; keys and copying know all of it', async () => {
  const sizes = Array.from({ length: 450 }, (_size, index) => 16 + index);
  const run = runView(sizes.map((n) => done(timed(subject('simd', problem(n), {}, 'sizes'), 50))));
  const { page, copied } = await openResults(run);
  await page.getByRole('tab', { name: 'Curves' }).click();
  await page.locator('[data-chart="curves"] [data-action="chartAsTable"]').click();
  const grid = page.getByRole('grid', { name: 'Curves by n' });
  const position = () =>
    page.evaluate(() => document.activeElement?.closest('tr')?.querySelector('td:nth-child(2)')?.textContent);
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('451');
  await expect.poll(() => grid.locator('tbody tr').count()).toBe(200);
  await page.locator('[data-action="pageAfter"]').click();
  await expect.poll(() => grid.locator('tbody tr').first().getAttribute('aria-rowindex')).toBe('202');
  await grid.locator('td[tabindex="0"]').focus();
  await expect.poll(position).toBe('216');
  await page.keyboard.press('ArrowUp');
  await expect.poll(position).toBe('215');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect.poll(position).toBe('465');
  await expect.poll(() => grid.locator('tbody tr').count()).toBe(50);
  await page.locator('[data-action="copy-csv"]').click();
  await expect.poll(() => copied[0]?.trim().split('\r\n').length).toBe(451);
});
