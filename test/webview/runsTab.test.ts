import { expect, test } from 'vitest';
import { compareSavedRuns } from '../../src/host/runs/runComparisons';
import { suggestedComparison } from '../../src/host/runs/suggestedComparison';
import { showTabRequest } from '../../src/shared/viewProtocol';
import type { CompareRequest } from '../../src/shared/viewProtocol';
import { viewOfRun } from '../../src/shared/runView';
import { runOf, SAVED, SUMMARIES } from './comparedRuns';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

async function openRuns(change: Parameters<typeof openResults>[1] = {}): Promise<ResultsHarness> {
  const [newest] = SAVED;
  if (newest === undefined) throw new Error('There is no run.');
  const compare = (request: CompareRequest) => compareSavedRuns(request, runOf);
  const suggested = suggestedComparison(newest, SAVED, change.baseline ?? null);
  const harness = await openResults(viewOfRun(newest), { recent: SUMMARIES, compare, suggested, ...change });
  await harness.page.getByRole('tab', { name: 'Runs' }).click();
  return harness;
}

const findings = (page: ResultsHarness['page']) => page.locator('.comparison .finding').allInnerTexts();

test('the shown run is compared with the next older one of its kind: the finding first', async () => {
  const { page } = await openRuns();
  await expect.poll(() => findings(page)).toEqual(['1 faster, 1 slower, in 3 no difference was found']);
  await expect
    .poll(() => page.locator('.comparison .sub').innerText())
    .toMatch(
      /^The largest gain: simd on square, 512×512×512 takes 0\.815× \(.*\) the time\. The largest loss: outer on/,
    );
  await expect.poll(() => page.locator('h2.finding').count()).toBe(1);
});

test('each cell says its ratio, its interval and its verdict, or why there is none', async () => {
  const { page } = await openRuns();
  const cells = page.locator('.ratios td');
  await cells.first().waitFor();
  const texts = (await cells.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  expect(texts[0]).toMatch(/^1\.00× no difference found 0\.\d+–1\.0\d+$/);
  expect(texts[2]).toMatch(/^0\.815× ▼ ?faster 0\.\d+–0\.\d+$/);
  expect(texts[4]).toMatch(/^1\.29× ▲ ?slower 1\.\d+–1\.\d+$/);
  expect(texts[5]).toBe('no time before: One run would take longer than the budget of 1 s.');
});

test('where no other run has a row in common there is the history and a sentence, and no empty comparison', async () => {
  const { page } = await openRuns({ suggested: null });
  await expect
    .poll(() => page.locator('h2.finding').allInnerTexts())
    .toEqual(['No other run has a row in common with this one']);
  expect(await page.locator('.comparison').count()).toBe(0);
  expect(await page.locator('[data-run]').count()).toBe(SAVED.length);
  await page.locator('[data-run="first"] input[type="radio"]').check();
  await page.locator('[data-run="second"] input[type="checkbox"]').check();
  await expect.poll(() => findings(page)).toEqual(['No difference was found in any of 5 rows']);
});

test('runs that have no row in common are no map, which would be empty', async () => {
  const compare = async (request: CompareRequest) =>
    (await compareSavedRuns(request, runOf)).map((comparison) => ({ ...comparison, rows: [] }));
  const { page } = await openRuns({ compare });
  await expect.poll(() => findings(page)).toEqual(['Nothing could be compared: no row has a time in both runs']);
  expect(await page.locator('.ratios').count()).toBe(0);
});

test('names of strategies stay whole beside many columns', async () => {
  const { page } = await openRuns();
  await page.setViewportSize({ width: 320, height: 900 });
  const names = page.locator('.ratios tbody th');
  await names.first().waitFor();
  const widths = await names.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  expect(Math.min(...widths)).toBeGreaterThan(45);
});

test('a baseline goes before older runs, and has its mark', async () => {
  const { page } = await openRuns({ baseline: 'first' });
  await page.getByText('square.matmul.json, 5 May 2024', { exact: false }).first().waitFor();
  await expect.poll(() => page.locator('[data-run="first"] .mark').allInnerTexts()).toEqual(['baseline']);
  await expect.poll(() => page.locator('[data-run="first"] input[type="radio"]').isChecked()).toBe(true);
});

test('several later runs stand side by side, and the choice survives a reload', async () => {
  const { page, view } = await openRuns({ baseline: 'first' });
  await page.locator('[data-run="second"] input[type="checkbox"]').check();
  const both = ['1 faster, 1 slower, in 3 no difference was found', 'No difference was found in any of 5 rows'];
  await expect.poll(() => findings(page)).toEqual(both);
  await view.ready();
  await expect.poll(() => findings(page)).toEqual(both);
});

test('a command opens the tab with the runs that it names', async () => {
  const { page, view } = await openRuns();
  await page.getByRole('tab', { name: 'Table' }).click();
  await view.host.sendRequest(showTabRequest, { tab: 'runs', compared: ['first', 'second'] });
  await expect.poll(() => findings(page)).toEqual(['No difference was found in any of 5 rows']);
});

test('a run is opened, named, exported and deleted by the host', async () => {
  const { page, asked } = await openRuns();
  const row = page.locator('[data-run="second"]');
  await row.locator('[data-action="openRun"]').click();
  await row.locator('[data-action="runMenu"]').click();
  await row.locator('[data-action="exportSavedRun"]').click();
  await row.locator('[data-action="deleteRun"]').click();
  await expect.poll(() => asked).toEqual(['open second', 'menu second', 'export second', 'delete second']);
});
