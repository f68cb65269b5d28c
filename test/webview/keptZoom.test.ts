import { expect, test } from 'vitest';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows, rowsToInspect } from './inspections';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

/** One strategy over as many values of m and of n. */
function wide(side: number, title = 'grid.matmul.json') {
  const rows = Array.from({ length: side * side }, (_row, index) => {
    const [m, n] = [8 * (Math.floor(index / side) + 1), 8 * ((index % side) + 1)];
    return done(timed(subject('simd', problem(64, { m, n }), {}, 'grid'), 1 + index));
  });
  return runView(rows, { id: `run-${side}`, title });
}

async function openWide(side: number): Promise<ResultsHarness> {
  const harness = await openResults(wide(side));
  const { page } = harness;
  await goTo(page, 'Heatmap');
  await choose(page, 'm × n');
  return harness;
}

async function choose(page: Page, axes: string): Promise<void> {
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.locator('[data-field="heatmapAxes"]').getByRole('option', { name: axes }).click();
}

const goTo = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const whole = (page: Page) => page.locator('[data-action="zoomWhole"]');
/** Names of the first and the last line that are seen. */
const seen = (page: Page): Promise<readonly string[]> =>
  page
    .locator('.dense-lines text')
    .evaluateAll((texts) => [texts.at(0)?.textContent ?? '', texts.at(-1)?.textContent ?? '']);

/** Zooms in at the upper left, and moves a little. */
async function zoomIn(page: Page): Promise<readonly string[]> {
  const before = await seen(page);
  await page.locator('.dense-cell').focus();
  await page.keyboard.press('Control+Home');
  for (let time = 0; time < 3; time++) await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => seen(page)).not.toEqual(before);
  await whole(page).waitFor();
  await page.evaluate(isDrawn);
  return seen(page);
}

/** Runs in the page: until what the last key did has been drawn, and the effects of that have run. */
function isDrawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

const saved = (page: Page): Promise<string> => page.evaluate(() => sessionStorage.getItem('state') ?? '');

/** Runs in the page: for longer than a zoom is left alone before it is remembered, of which a slow machine makes several. */
function isAtRest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
}

test('what is seen of a map stays over a change of tabs, of themes, and a reload', async () => {
  const { page, view } = await openWide(50);
  const lines = await zoomIn(page);
  // At once: what was not remembered yet is when the map goes away.
  await goTo(page, 'Table');
  await goTo(page, 'Heatmap');
  await expect.poll(() => seen(page)).toEqual(lines);
  await view.setTheme('hcLight');
  await page.locator('body.vscode-high-contrast-light').waitFor();
  await expect.poll(() => seen(page)).toEqual(lines);
  await view.ready();
  await expect.poll(() => seen(page)).toEqual(lines);
});

test('it comes to rest, and is remembered without another action', async () => {
  const { page, view } = await openWide(50);
  const lines = await zoomIn(page);
  await page.evaluate(isAtRest);
  await expect.poll(() => saved(page)).toContain('"mapZooms":{"[');
  await view.ready();
  await expect.poll(() => seen(page)).toEqual(lines);
});

test('each map has its own, and Whole map is in sight until all of it is', async () => {
  const { page } = await openWide(50);
  expect(await whole(page).count()).toBe(0);
  const lines = await zoomIn(page);
  await expect.poll(() => whole(page).innerText()).toBe('Whole map');
  // 2,500 sizes of one strategy are a map of their own.
  await choose(page, 'strategy × size');
  await page.getByRole('grid', { name: /^Strategies by sizes/ }).waitFor();
  expect(await whole(page).count()).toBe(0);
  await choose(page, 'm × n');
  await expect.poll(() => seen(page)).toEqual(lines);
  await whole(page).click();
  await expect.poll(() => whole(page).count()).toBe(0);
  await expect.poll(() => seen(page)).toEqual(['8', '400']);
  await goTo(page, 'Table');
  await goTo(page, 'Heatmap');
  await expect.poll(() => seen(page)).toEqual(['8', '400']);
});

test('a run of fewer sizes shows what there is of it, as far as it can be enlarged', async () => {
  const { page, show } = await openWide(60);
  await page.locator('.dense-cell').focus();
  await page.keyboard.press('Control+End');
  for (let time = 0; time < 12; time++) await page.keyboard.press('+');
  await expect.poll(() => seen(page)).toEqual(['480', '480']);
  await show(wide(41));
  await goTo(page, 'Heatmap');
  await page.getByRole('grid', { name: /^m by n, 41 × 41 cells/ }).waitFor();
  await expect.poll(() => seen(page)).toEqual(['328', '328']);
  await expect.poll(() => saved(page)).toContain('{"k":41,');
  await whole(page).click();
  await expect.poll(() => seen(page)).toEqual(['8', '328']);
});

test('maps of matrices keep theirs, each by itself, and one that looks closer begins whole', async () => {
  const run = rowsToInspect();
  const harness = await openResults(run);
  harness.inspect = inspectRows(run);
  const { page, view } = harness;
  await page.locator('[data-row="0"]').click();
  await goTo(page, 'Matrices');
  const map = (of: string) => page.locator(`.matrix-map[data-map="${of}"]`);
  const zoomed = (): Promise<readonly number[]> =>
    Promise.all(['A', 'B', 'C', 'error'].map((of) => map(of).locator('[data-action="zoomWhole"]').count()));
  await map('C').getByRole('gridcell').focus();
  await page.keyboard.press('+');
  await map('A').locator('[data-action="zoomIn"]').click();
  await expect.poll(zoomed).toEqual([1, 0, 1, 0]);
  // Both are told of when they go away.
  await goTo(page, 'Table');
  await goTo(page, 'Matrices');
  await expect.poll(zoomed).toEqual([1, 0, 1, 0]);
  await view.ready();
  await expect.poll(zoomed).toEqual([1, 0, 1, 0]);
  await map('C').getByRole('gridcell').focus();
  await page.keyboard.press('Enter');
  await expect.poll(zoomed).toEqual([1, 0, 0, 0]);
  await page.keyboard.press('Escape');
  await expect.poll(zoomed).toEqual([1, 0, 1, 0]);
});
