import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { PROCESSOR_STRATEGY_IDS, STRATEGY_IDS } from '../../src/core/kernels/strategy';
import { countReaches, report, runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

/**
 * The requirement is a second, and the tests of the extension host hold it. Here the browser, which draws in software, and
 * the kernels share the processor, so that only what hangs is found.
 */
const FIRST_ROW_LIMIT_MS = 20_000;

/** All strategies at 11 sizes: so many that the run is not over before it is stopped. */
const ROWS = 11 * PROCESSOR_STRATEGY_IDS.length;

describe('a run from the side bar', () => {
  const workbench = session({
    files: { 'notes.md': '# What I want to know\n' },
    viewport: { width: 1600, height: 900 },
  });
  let sidebar: Frame;
  let results: Frame;

  test('the icon in the activity bar opens the form', async () => {
    await workbench().openFile('notes.md');
    sidebar = await workbench().openSidebar();
    await expect.poll(() => sidebar.locator('[data-strategy]').count()).toBe(STRATEGY_IDS.length);
    await sidebar.locator('[data-action="run"]').waitFor();
  });

  test('what cannot run is said at its field, and Run waits', async () => {
    const m = sidebar.locator('[data-field="m"] input');
    await m.fill('12, -3');
    await sidebar.getByRole('alert').first().waitFor();
    expect(await sidebar.locator('[data-action="run"]').getAttribute('disabled')).not.toBeNull();
    await m.fill('64:704:64');
    await sidebar.getByRole('alert').first().waitFor({ state: 'detached' });
    await sidebar
      .locator('[data-action="run"]', { hasText: `${PROCESSOR_STRATEGY_IDS.length} strategies at 11 sizes` })
      .waitFor();
  });

  test('the first row appears soon after the click', async () => {
    const clicked = Date.now();
    await sidebar.locator('[data-action="run"]').click();
    const inSidebar = sidebar
      .locator('[data-strategy] .value .num')
      .first()
      .waitFor()
      .then(() => Date.now() - clicked);
    results = await workbench().webview('results');
    await timedRows(results).first().waitFor();
    const inPanel = Date.now() - clicked;
    report(`the first row came ${await inSidebar} ms after the click in the side bar, ${inPanel} ms in the panel`);
    // The panel's page has to be loaded first.
    expect(await inSidebar).toBeLessThan(FIRST_ROW_LIMIT_MS);
  });

  test('the panel opens beside the editor and leaves the focus where it was', async () => {
    const { page } = workbench();
    await expect.poll(() => page.locator('.editor-group-container').count()).toBe(2);
    const [first, second] = await page.locator('.editor-group-container').all();
    await expect.poll(() => first?.locator('.tab').allTextContents()).toEqual(['notes.md']);
    await expect.poll(() => second?.locator('.tab').count()).toBe(1);
    expect(await sidebar.evaluate('document.hasFocus()')).toBe(true);
    expect(await results.evaluate('document.hasFocus()')).toBe(false);
  });

  /** Rows in sight alone are in the page; the grid says how many there are, with those of the header and the problems. */
  const rowCount = async (): Promise<number> =>
    Number(await results.getByRole('grid').first().getAttribute('aria-rowcount'));

  test('rows stream in while it runs, and the status bar counts them', async () => {
    await expect.poll(rowCount).toBeGreaterThan(ROWS);
    const done = async (): Promise<number> => {
      const text = await workbench()
        .statusBar()
        .getByText(new RegExp(`Matmul \\d+/${ROWS}`))
        .innerText();
      return Number(/(\d+)\//.exec(text)?.[1]);
    };
    const before = await done();
    await expect.poll(done, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + 7);
    await expect.poll(() => timedRows(results).count()).toBeGreaterThan(0);
    await expect.poll(() => sidebar.locator('[data-action="stop"]').count()).toBe(1);
  });

  test('Stop ends it and keeps the rows', async () => {
    const before = await timedRows(results).count();
    const clicked = Date.now();
    await sidebar.locator('[data-action="stop"]').click();
    await sidebar.locator('[data-action="run"]').waitFor();
    report(`Stop took ${Date.now() - clicked} ms from the click to the Run button`);
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBeGreaterThanOrEqual(before);
    await expect.poll(rowCount).toBeGreaterThan(ROWS);
    await results.locator('[data-part="run-facts"]', { hasText: 'stopped after' }).waitFor();
    await workbench()
      .statusBar()
      .getByText(new RegExp(`Matmul \\d+/${ROWS}`))
      .waitFor({ state: 'detached' });
  });

  test('the heatmap is painted, a cell for each strategy and size', async () => {
    await results.getByRole('tab', { name: 'Heatmap' }).click();
    await countReaches(results.getByRole('gridcell'), ROWS);
    await expect.poll(() => results.getByRole('gridcell').count()).toBe(ROWS);
    await expect.poll(() => results.evaluate(COLOURS_OF_THE_MAP)).toBeGreaterThan(5);
  });

  test('the run is listed in the side bar', async () => {
    const title = (await results.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await sidebar.locator('[data-run] .run-title', { hasText: title }).waitFor();
  });

  testThatNothingWentWrong(workbench);

  test('a violation of the policy would have been seen', async () => {
    await results.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p style="color: red">red</p>')`);
    await expect.poll(() => workbench().policyViolations().length).toBeGreaterThan(0);
  });
});

/** How many colours the middles of the map's cells have; one would be an empty canvas. */
const COLOURS_OF_THE_MAP = `(() => {
  const canvas = document.querySelector('.heatmap canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4 * 97) colours.add(data.slice(at, at + 4).join());
  return colours.size;
})()`;
