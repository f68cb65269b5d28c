import { expect, test } from 'vitest';
import { done, problem, runView, SEARCH, searchRun, subject, timed } from './fixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

test('a search opens on its chart, with its sentence above and its numbers below', async () => {
  const { page } = await openResults(searchRun());
  await expect.poll(() => page.getByRole('tab', { name: 'Crossovers' }).getAttribute('aria-selected')).toBe('true');
  await expect
    .poll(() => page.locator('.finding').innerText())
    .toMatch(/^sparse is faster up to density 0\.300, dense from density 0\.500 on \(at least \d+(\.\d+)?% certain\)$/);
  const table = page.getByRole('region', { name: `${SEARCH.name} as a table` });
  await expect.poll(() => table.getByRole('row').count()).toBe(7);
  await expect.poll(() => table.getByRole('row').nth(4).innerText()).toContain('no difference found');
});

test('the arrow keys go from point to point, and say each', async () => {
  const { page } = await openResults(searchRun());
  const chart = page.getByRole('slider', { name: /^sparse is faster up to/ });
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  const text = (): Promise<string> => page.locator('[data-part="point"]').innerText();
  await expect.poll(text).toMatch(/^density 0\.0100: sparse is faster, sparse ÷ dense 0\.200×/);
  await page.keyboard.press('End');
  await expect.poll(text).toMatch(/^density 1\.00: dense is faster/);
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^density 1\.00: dense is faster/);
});

test('of several searches each sentence stands at its chart, and above the other tabs', async () => {
  const other = { ...SEARCH, name: 'the other' };
  const { rows } = searchRun();
  const renamed = rows.flatMap((row) =>
    row.state === 'done' ? [done({ ...row.measurement, benchmark: other.name })] : [],
  );
  const { page } = await openResults(searchRun({ rows: [...rows, ...renamed], searches: [SEARCH, other] }));
  const sentence = page.getByText(/sparse is faster up to density 0\.300/);
  await expect.poll(() => page.locator('.finding').innerText()).toBe('2 of 2 searches found one crossover');
  await expect.poll(() => page.locator('.panel .sub').innerText()).toMatch(/^12 points were measured/);
  await expect.poll(() => sentence.count()).toBe(2);
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect
    .poll(() => page.locator('.panel .sub').innerText())
    .toMatch(/^sparse or dense, by density: sparse is .* the other: /);
});

test('a run that looks for no crossover has no tab for them', async () => {
  const { page } = await openResults(runView([done(timed(subject('simd', problem(512)), 100))]));
  const tabs = await page.getByRole('tab').allInnerTexts();
  expect(tabs).toContain('Heatmap');
  expect(tabs).not.toContain('Crossovers');
});

test('a row that a search adds while it runs is taken in', async () => {
  const run = searchRun();
  const [first, second, ...added] = run.rows;
  const { page, patch } = await openResults({ ...run, rows: [first, second], state: 'running' });
  await patch({
    runId: run.id,
    rows: added.map((state, at) => ({ row: at + 2, state })),
    activity: null,
    elapsedMs: 1,
  });
  await expect.poll(() => page.locator('.crossover tbody tr').count()).toBe(6);
});
