import { expect, test } from 'vitest';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import { openWave } from './waveMap';

useBrowser();

type Page = ResultsHarness['page'];

const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);
const ends = (page: Page, selector: string): Promise<readonly string[]> =>
  page.locator(selector).evaluateAll((cells) => [cells.at(0)?.textContent ?? '', cells.at(-1)?.textContent ?? '']);

test('the table of a map of a million cells draws a page of its lines and columns', async () => {
  const { page } = await openWave(1000);
  await page.locator('[data-action="mapsAsTables"]').click();
  const table = page.locator('.map-table[data-map="C"]');
  await table.waitFor();
  await expect
    .poll(() => Promise.all([table.getAttribute('aria-rowcount'), table.getAttribute('aria-colcount')]))
    .toEqual(['1001', '1001']);
  await expect.poll(() => table.locator('td').count()).toBe(2500);
  expect(await elements(page)).toBeLessThan(3500);
  await page.getByText('rows 1 to 50 of 1000').waitFor();
  await page.locator('[data-action="pageAfter"]').click();
  await page.locator('[data-action="columnsAfter"]').click();
  await page.locator('[data-action="columnsAfter"]').click();
  await page.getByText('columns 101 to 150 of 1000').waitFor();
  await expect.poll(() => ends(page, '.map-table tbody th')).toEqual(['50', '99']);
  await expect.poll(() => ends(page, '.map-table thead th.num')).toEqual(['100', '149']);
  const cell = table.locator('tbody tr').first().locator('td').first();
  await expect
    .poll(() => cell.innerText())
    .toBe((Math.sin(100 / 40) * Math.cos(50 / 25)).toPrecision(3).replace('-', '−'));
  await expect
    .poll(() => Promise.all([cell.getAttribute('aria-colindex'), cell.locator('..').getAttribute('aria-rowindex')]))
    .toEqual(['102', '52']);
  await page.locator('[data-action="columnsBefore"]').click();
  await page.getByText('columns 51 to 100 of 1000').waitFor();
  expect(await elements(page)).toBeLessThan(3500);
});

test('the table of a large heatmap begins with the page of the cell that is looked at', async () => {
  const side = 60;
  const rows = Array.from({ length: side * side }, (_row, index) => {
    const [m, n] = [8 * (Math.floor(index / side) + 1), 8 * ((index % side) + 1)];
    return done(timed(subject('simd', problem(64, { m, n }), {}, 'grid'), 1 + index / side));
  });
  const { page } = await openResults(runView(rows));
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.getByRole('option', { name: 'm × n' }).click();
  // The fastest is the last.
  await page.getByRole('gridcell', { name: /^m = 480, n = 480/ }).waitFor({ state: 'attached' });
  await page.locator('[data-action="heatmapAsTable"]').click();
  await page.getByText('rows 51 to 60 of 60').waitFor();
  await expect.poll(() => page.locator('.heatmap-table td').count()).toBe(100);
  await expect.poll(() => ends(page, '.heatmap-table tbody th')).toEqual(['408', '480']);
  await page.locator('[data-action="pageBefore"]').click();
  await page.locator('[data-action="columnsBefore"]').click();
  await page.getByText('columns 1 to 50 of 60').waitFor();
  await expect.poll(() => page.locator('.heatmap-table td').count()).toBe(2500);
});
