import { expect, test } from 'vitest';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

const SIDE = 50;

/** One strategy over 50 values of m and of n; where both are the same, nothing could be measured. */
function wideRun() {
  const rows = Array.from({ length: SIDE * SIDE }, (_row, index) => {
    const [line, column] = [Math.floor(index / SIDE), index % SIDE];
    const of = subject('simd', problem(64, { m: 8 * (line + 1), n: 8 * (column + 1) }), {}, 'grid');
    return line === column
      ? done({ ...of, status: 'failed', code: 'over budget', reason: 'It takes longer than the budget.' })
      : done(timed(of, 1 + line + column));
  });
  return runView(rows, { id: 'run-wide' });
}

async function openMap(options: ViewOptions = {}): Promise<ResultsHarness> {
  const harness = await openResults(wideRun(), options);
  const { page } = harness;
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.locator('[data-field="heatmapAxes"]').getByRole('option', { name: 'm × n' }).click();
  await page.getByRole('grid', { name: /^m by n, 50 × 50 cells/ }).waitFor();
  return harness;
}

const cell = (page: Page) => page.locator('[role="gridcell"]');
const words = (page: Page) => page.locator('.map-words');

/** Widths in device pixels of stretches of one colour along the left half of a line of the canvas, at a height from 0 to 1. */
function stretches(page: Page, height: number): Promise<readonly number[]> {
  return page.locator('.dense-ground canvas').evaluate((canvas, share) => {
    if (!(canvas instanceof HTMLCanvasElement)) return [];
    const copy = new OffscreenCanvas(canvas.width, 1).getContext('2d', { willReadFrequently: true });
    copy?.drawImage(canvas, 0, -Math.floor(share * canvas.height));
    const pixels = new Uint32Array(copy?.getImageData(0, 0, canvas.width, 1).data.buffer ?? new ArrayBuffer(0));
    const widths: number[] = [];
    for (let at = 0, from = 0; at < pixels.length / 2; at++) {
      if (pixels[at + 1] === pixels[at]) continue;
      widths.push(at + 1 - from);
      from = at + 1;
    }
    return widths;
  }, height);
}

test('a map of thousands of cells is one canvas of which one cell is an element', async () => {
  const { page } = await openMap();
  await expect.poll(() => cell(page).count()).toBe(1);
  await expect.poll(() => page.locator('.dense-ground').getAttribute('aria-rowcount')).toBe('50');
  await expect.poll(() => page.locator('.dense-ground').getAttribute('aria-colcount')).toBe('50');
});

test('keys go from cell to cell, which say what they hold; Enter opens the row in the table', async () => {
  const { page } = await openMap();
  await cell(page).focus();
  await page.keyboard.press('Control+Home');
  await expect.poll(() => cell(page).getAttribute('aria-label')).toMatch(/^m = 8, n = 8, failed: It takes longer/);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => cell(page).getAttribute('aria-label')).toMatch(/^m = 8, n = 16, .*2\.00 GFLOP\/s/);
  await expect.poll(() => words(page).innerText()).toMatch(/^m = 8, n = 16/);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('tr.row.selected').getAttribute('data-row')).toBe('1');
  // The other way round: the cell of the chosen row is where the map begins.
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await expect.poll(() => cell(page).getAttribute('aria-label')).toMatch(/^m = 8, n = 16/);
});

test('cells have sharp edges at every zoom, and their numbers where they have room', async () => {
  const { page } = await openMap({ deviceScaleFactor: 2 });
  await cell(page).focus();
  await page.keyboard.press('Control+Home');
  const wide = await stretches(page, 0.995);
  // No colour lies between those of two neighbours, as a blurred edge would have it.
  expect(Math.min(...wide)).toBeGreaterThanOrEqual(2);
  for (let time = 0; time < 3; time++) await page.keyboard.press('+');
  await page.locator('[data-action="zoomWhole"]').waitFor();
  // Text has edges of many colours; one of these heights goes through the middle of a cell.
  const heights = Array.from({ length: 8 }, (_height, index) => 0.4 + index / 100);
  const mostStretches = async (): Promise<number> =>
    Math.max(...(await Promise.all(heights.map((height) => stretches(page, height)))).map(({ length }) => length));
  await expect.poll(mostStretches).toBeGreaterThan(30);
  await expect.poll(() => page.locator('.dense-lines text').count()).toBeLessThan(20);
});

test('the wheel zooms while Ctrl is held, dragging moves, 0 shows all; the ring is brought into sight', async () => {
  const { page } = await openMap();
  const box = await page.locator('.dense-ground canvas').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 100, (box?.y ?? 0) + 100];
  const first = () => page.locator('.dense-lines text').first().textContent();
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -400);
  expect(await page.locator('[data-action="zoomWhole"]').count()).toBe(0);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -60);
  await page.keyboard.up('Control');
  await page.locator('[data-action="zoomWhole"]').waitFor();
  const zoomed = await first();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 90, { steps: 3 });
  await page.mouse.up();
  await expect.poll(first).not.toBe(zoomed);
  await cell(page).focus();
  await page.keyboard.press('Control+End');
  await expect.poll(() => page.locator('.dense-lines text').last().textContent()).toBe('400');
  await page.keyboard.press('0');
  await expect.poll(() => page.locator('[data-action="zoomWhole"]').count()).toBe(0);
  await expect.poll(first).toBe('8');
});

test('the pointer reads the cell below it, and what was not measured is hatched', async () => {
  const { page } = await openMap();
  const box = await page.locator('.dense-ground canvas').boundingBox();
  const [width, height] = [box?.width ?? 0, box?.height ?? 0];
  await page.locator('.dense-ground canvas').hover({ position: { x: width * 0.01, y: height * 0.99 } });
  await expect.poll(() => words(page).innerText()).toMatch(/^m = 400, n = 8, .*50\.0 GFLOP\/s/);
  await page.locator('.dense-ground canvas').hover({ position: { x: width * 0.99, y: height * 0.99 } });
  await expect.poll(() => words(page).innerText()).toMatch(/^m = 400, n = 400, failed/);
});
