import { expect, test } from 'vitest';
import { subjectOf } from '../../src/webview/rowState';
import { sweep } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

const run = sweep();
const rowOf = (strategy: string, n: number): number =>
  run.rows.findIndex((row) => subjectOf(row).strategy === strategy && subjectOf(row).problem.n === n);
const goTo = (page: Page, name: string) => page.getByRole('tab', { name }).click();
/** Dashed frames on a chart: around the points of the chosen row. */
const frames = (page: Page, chart: string) =>
  page.locator(`[data-chart="${chart}"] svg path[d*="h18"]`).evaluateAll((paths) => paths.length / 2);
const ringed = (page: Page) => page.locator('[role="gridcell"][tabindex="0"]').getAttribute('aria-label');

test('a row that is chosen in the table is framed in the heatmap and the curves, and its samples are shown', async () => {
  const { page, view } = await openResults(run);
  await page.locator(`tr[data-row="${rowOf('simd', 64)}"]`).click();
  await goTo(page, 'Heatmap');
  expect(await ringed(page)).toMatch(/^simd at n = 64/);
  await goTo(page, 'Curves');
  await expect.poll(() => frames(page, 'curves')).toBe(1);
  await goTo(page, 'Distribution');
  expect(await page.locator('h2.finding').innerText()).toContain('simd, 64×64×64');
  // The choice is part of what survives a reload.
  await view.ready();
  await goTo(page, 'Curves');
  await expect.poll(() => frames(page, 'curves')).toBe(1);
});

test('a point of a curve that is chosen by keys is chosen in the table', async () => {
  const { page } = await openResults(run);
  await goTo(page, 'Curves');
  await page.getByRole('slider').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => frames(page, 'curves')).toBe(1);
  const text = await page.locator('[data-chart="curves"] [data-part="point"]').innerText();
  const [, strategy = '', n = ''] = /^(\w+).*, n = (\d+):/.exec(text) ?? [];
  await goTo(page, 'Table');
  expect(await page.locator('tr.row.selected').getAttribute('data-row')).toBe(String(rowOf(strategy, Number(n))));
});
