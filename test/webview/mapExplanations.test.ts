import { expect, test } from 'vitest';
import { TUNING, TUNING_POINTS } from '../tuningFixture';
import { done, problem, runView, subject, sweep, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows, rowsToInspect } from './inspections';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

const goTo = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const explanation = (page: Page, within = 'main') => page.locator(`${within} [data-part="explanation"]`);
const units = (page: Page, within = 'main') => explanation(page, within).locator('dt').allInnerTexts();

test('a heatmap is asked by keys what it shows, and tells it of its own cells', async () => {
  const { page, view } = await openResults(sweep());
  await goTo(page, 'Heatmap');
  const button = page.getByRole('button', { name: 'What am I seeing?' });
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
  // It leads to what is said.
  const said = page.locator(`#${(await button.getAttribute('aria-controls')) ?? ''}`);
  await expect
    .poll(() => said.locator('p').innerText())
    .toBe(
      'Each line is a strategy and each column a problem, by n: 7 × 12 cells in GFLOP/s, of which more is better; 17.9% of them, hatched, have no value. The best cell is parallel at n = 2048 with 190 GFLOP/s, the worst parallel at n = 16 with 0.120 GFLOP/s, a factor of 1583; simd is the fastest up to n = 128, parallel from n = 256 on.',
    );
  await expect.poll(() => units(page)).toEqual(['GFLOP/s', 'colour', 'marked corner']);
  await page.getByRole('radiogroup').getByText('time', { exact: true }).click();
  await expect.poll(() => said.locator('p').innerText()).toContain('in milliseconds, of which fewer are better');
  // It stays over a reload, and over the table.
  await view.ready();
  await page.locator('[data-action="heatmapAsTable"]').click();
  await page.locator('.heatmap-table').waitFor();
  await expect.poll(() => explanation(page).isVisible()).toBe(true);
  await page.getByRole('button', { name: 'What am I seeing?' }).click();
  await expect.poll(() => explanation(page).isVisible()).toBe(false);
});

test('a map over two things, and that of a tuning, speak of what these are', async () => {
  const densities = [0.01, 0.1].flatMap((density) =>
    [256, 512].map((size) => done(timed(subject('sparse', problem(size, { density })), 1000 * density))),
  );
  const { page, show } = await openResults(runView(densities, { id: 'run-densities' }));
  await goTo(page, 'Heatmap');
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.getByRole('option', { name: 'density × size' }).click();
  await page.locator('[data-action="explain"]').click();
  await expect
    .poll(() => explanation(page).locator('p').innerText())
    .toMatch(
      /^Each cell is sparse with the density of its line and the m×k×n of its column: 2 × 2 cells .* a factor of 10\.0;/,
    );
  await expect.poll(() => units(page)).toContain('density');
  const points = TUNING_POINTS.map((point, index) =>
    done({ ...timed(subject('simd', problem(512), point, 'tune'), [100, 54, 121, 20][index] ?? 1), finalRound: true }),
  );
  await show(runView(points, { id: 'run-tuning', tuning: TUNING }));
  await expect
    .poll(() => explanation(page).locator('p').innerText())
    .toContain(
      'The best point is mr = 4, nr = 16 with 121 GFLOP/s; points with a value within 5% of it, itself among them: 1 of 4',
    );
  expect(await units(page)).not.toContain('density');
});

test('each map of the matrices and the balance of rows says what it shows, as a map and as a table', async () => {
  const run = rowsToInspect();
  const harness = await openResults(run);
  harness.inspect = inspectRows(run);
  const { page } = harness;
  await page.locator('[data-row="1"]').click();
  await goTo(page, 'Matrices');
  await page.locator('.matrix-map').first().waitFor();
  for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
  const said = (of: string) => explanation(page, `[data-map="${of}"]`).locator('p').innerText();
  await expect
    .poll(() => said('A'))
    .toMatch(/ are not 0, dark for none of them\. Of the elements that are seen 6% are not 0; /);
  await expect
    .poll(() => said('B'))
    .toMatch(/^Each of the 60 × 60 cells is the mean of 2 × 2 elements of B: .* The largest element is /);
  await expect
    .poll(() => said('error'))
    .toMatch(
      /is the largest \|C − reference\| of its 2 × 2 elements; .* and lies in C\[\d+ … \d+, \d+ … \d+\]; .* of the bound of /,
    );
  await expect.poll(() => units(page, '[data-map="error"]')).toEqual(['|C − reference|', 'bound']);
  await expect
    .poll(() => explanation(page, '.row-balance').innerText())
    .toMatch(/^Each bar counts rows of A, 120 in all/);
  const a = await said('A');
  await page.getByRole('radiogroup').getByText('values', { exact: true }).click();
  await expect.poll(() => said('A')).toContain('is the mean of 2 × 2 elements of A');
  await page.getByRole('radiogroup').getByText('nonzeros', { exact: true }).click();
  await page.locator('[data-action="mapsAsTables"]').click();
  await page.locator('.map-table').first().waitFor();
  await expect.poll(() => explanation(page, 'section[aria-label="A: nonzeros"]').locator('p').innerText()).toBe(a);
});
