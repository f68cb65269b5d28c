import { describe, expect, test } from 'vitest';
import { contrast } from '../../src/webview/charts/colour';
import type { Colour } from '../../src/webview/charts/colour';
import { done, problem, runView, subject, sweep, timed, twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';
import type { RunView } from '../../src/shared/viewProtocol';

useBrowser();

type Page = ResultsHarness['page'];

async function openHeatmap(run: RunView, options: ViewOptions = {}): Promise<ResultsHarness> {
  const harness = await openResults(run, options);
  await harness.page.getByRole('tab', { name: 'Heatmap' }).click();
  await expect.poll(() => pixel(harness.page, 'simd', '256').then(({ alpha }) => alpha)).toBe(255);
  return harness;
}

/** The painted colour near the lower left corner of a cell, where there is no text, mark or ring. */
function pixel(page: Page, line: string, column: string): Promise<Colour & { alpha: number }> {
  return page.evaluate(
    ([wantedLine, wantedColumn]) => {
      const canvas = document.querySelector('canvas');
      const texts = (selector: string): string[] =>
        [...document.querySelectorAll(selector)].map((element) => element.textContent);
      const at = [texts('.line-label').indexOf(wantedLine), texts('.column').indexOf(wantedColumn)].join('-');
      const cell = document.getElementById(`cell-${at}`);
      // Read from a copy: reading a canvas often would take it off the graphics processor.
      const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      if (!canvas || !cell || !copy) return { red: 0, green: 0, blue: 0, alpha: 0 };
      const [own, whole] = [cell.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const ratio = canvas.width / whole.width;
      const [x, y] = [own.left - whole.left + 6, own.bottom - whole.top - 6].map((at) => Math.round(at * ratio));
      copy.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
      const [red, green, blue, alpha] = copy.getImageData(0, 0, 1, 1).data;
      return { red, green, blue, alpha };
    },
    [line, column] as const,
  );
}

/** Number of different colours on the whole canvas. */
function colours(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    if (canvas === null) return 0;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy?.drawImage(canvas, 0, 0);
    const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(data === undefined ? [] : new Uint32Array(data.buffer)).size;
  });
}

const cell = (page: Page, name: RegExp) => page.getByRole('gridcell', { name });

describe('painting', () => {
  test('cells are painted on a logarithmic cividis scale, from the worst to the best', async () => {
    const { page } = await openHeatmap(sweep());
    const { red, green, blue } = await pixel(page, 'parallel', '16');
    expect([red, green, blue]).toEqual([0, 34, 78]);
    const best = await pixel(page, 'parallel', '2048');
    expect([best.red, best.green, best.blue]).toEqual([254, 232, 56]);
    const middle = await pixel(page, 'parallel', '64');
    expect(middle.red).toBeGreaterThan(110);
    expect(middle.red).toBeLessThan(200);
    await expect.poll(() => colours(page)).toBeGreaterThan(60);
  });

  test('where nothing was measured there is a hatch, not a colour of the scale', async () => {
    const { page } = await openHeatmap(sweep());
    const { red, green, blue } = await pixel(page, 'sparse', '256');
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(3);
  });

  test('the canvas has the pixels of the screen', async () => {
    const { page } = await openHeatmap(sweep(), { deviceScaleFactor: 2 });
    const ratio = await page
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).width / canvas.clientWidth);
    expect(ratio).toBeCloseTo(2, 1);
  });

  test('another theme is painted at once', async () => {
    const { page, view } = await openHeatmap(sweep());
    const before = await pixel(page, 'sparse', '256');
    expect(contrast(before, { red: 31, green: 31, blue: 31 })).toBeLessThan(3);
    await view.setTheme('light');
    await expect.poll(async () => (await pixel(page, 'sparse', '256')).red).toBeGreaterThan(150);
  });

  test('the legend names both ends', async () => {
    const { page } = await openHeatmap(sweep());
    const legend = page.getByRole('group', { name: 'Legend' });
    await expect
      .poll(async () => (await legend.innerText()).replace(/\s+/g, ' '))
      .toBe('0.120 190 GFLOP/s, log scale not measured fastest');
    await page.getByRole('radiogroup').getByText('time', { exact: true }).click();
    await expect.poll(() => legend.innerText()).toMatch(/^2126\s+0\.0003175 ms, log scale/);
  });
});

describe('reading cells', () => {
  test('the pointer shows what is known of a cell', async () => {
    const { page } = await openHeatmap(sweep());
    await cell(page, /^simd at n = 256/).hover();
    const tooltip = page.locator('.tooltip');
    await expect
      .poll(async () => (await tooltip.innerText()).split('\n'))
      .toEqual(['simd at n = 256', '101 GFLOP/s', '332.2 µs ±0.6%', '58.0× (57.4–58.7) naive', 'wasm simd256 6×16']);
    await cell(page, /^naive at n = 2048/).hover();
    await expect.poll(() => tooltip.innerText()).toContain('failed: One run would take longer than the budget of 1 s.');
    await page.getByRole('tab', { name: 'Heatmap' }).hover();
    await expect.poll(() => tooltip.count()).toBe(0);
  });

  test('arrow keys move one tab stop, and each cell says what it holds', async () => {
    const { page } = await openHeatmap(sweep());
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await expect.poll(() => page.locator('[role="gridcell"][tabindex="0"]').count()).toBe(1);
    await page.locator('[role="gridcell"][tabindex="0"]').focus();
    await expect
      .poll(focused)
      .toMatch(/^parallel at n = 2048, fastest here, or not told apart from it, 190 GFLOP\/s, 90\.42 ms/);
    await page.keyboard.press('Home');
    await expect.poll(focused).toMatch(/^parallel at n = 16, 0\.120 GFLOP\/s/);
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('sparse at n = 16, unsupported: A is dense: CSR gains nothing.');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toMatch(/^naive at n = 32, 1\.43 GFLOP\/s/);
    await page.locator('.tooltip', { hasText: 'naive at n = 32' }).waitFor();
    await expect
      .poll(() => page.getByRole('region', { name: 'The chosen cell' }).innerText())
      .toContain('1.43 GFLOP/s');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.tooltip').count()).toBe(0);
    await expect.poll(() => page.locator('[role="gridcell"][tabindex="0"]').count()).toBe(1);
  });

  test('Enter opens the row in the table', async () => {
    const { page } = await openHeatmap(sweep());
    await cell(page, /^simd at n = 256/).click();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Details of simd' }).waitFor();
    await expect.poll(() => page.getByRole('tab', { name: 'Table' }).getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => page.locator('tr.selected').getAttribute('data-row')).toBe(String(6 * 7 + 4));
  });

  test('the strip below says who is fastest from where to where, ties included', async () => {
    const { page } = await openHeatmap(sweep(), { width: 1600 });
    const stretches = async (): Promise<readonly string[]> =>
      (await page.locator('.stretch').allInnerTexts()).map((text) => text.replace(/\s*\n\s*/g, ': '));
    await expect
      .poll(stretches)
      .toEqual(['simd: n = 16 to n = 128', 'no difference found: simd, parallel', 'parallel: n = 256 to n = 2048']);
    const leaders = page.getByRole('gridcell', { name: /n = 192, fastest here/ });
    await expect.poll(() => leaders.count()).toBe(2);
  });
});

describe('what it shows', () => {
  test('the table twin holds the same numbers as the cells', async () => {
    const { page } = await openHeatmap(sweep());
    const spoken = await page
      .getByRole('gridcell')
      .evaluateAll((cells) =>
        cells.map((each) => /([\d.]+) GFLOP\/s/.exec(each.getAttribute('aria-label') ?? '')?.[1] ?? ''),
      );
    await page.locator('[data-action="heatmapAsTable"]').click();
    await page.locator('.heatmap-table').waitFor();
    const table = await page.locator('.heatmap-table td').allInnerTexts();
    expect(table.map((text) => /^[\d.]+/.exec(text)?.[0] ?? '')).toEqual(spoken);
    expect(table.filter((text) => text.endsWith('★'))).toHaveLength(13);
    expect(table).toContain('unsupported');
  });

  test('time and × naive are metrics too', async () => {
    const { page } = await openHeatmap(sweep());
    await page.locator('[data-action="heatmapAsTable"]').click();
    const row = (): Promise<string[]> =>
      page.locator('.heatmap-table tr', { hasText: 'simd' }).locator('td').allInnerTexts();
    await page.getByRole('radiogroup').getByText('time', { exact: true }).click();
    await expect.poll(async () => (await row())[6]).toBe('0.3322');
    await page.getByRole('radiogroup').getByText('× naive', { exact: true }).click();
    await expect.poll(async () => (await row())[6]).toBe('58.0');
    await expect.poll(async () => (await row())[11]).toBe('no naive');
  });

  test('one benchmark at a time', async () => {
    const { page } = await openResults(twoBenchmarks());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await expect.poll(() => page.getByRole('rowheader').allInnerTexts()).toContain('outer rank 64');
    await page.locator('[data-field="benchmark"]').click();
    await page.locator('[data-field="benchmark"]').getByRole('option', { name: 'pruned' }).click();
    await expect
      .poll(() => page.getByRole('rowheader').allInnerTexts())
      .toEqual(['naive', 'simd', 'sparse', 'parallel']);
  });

  test('columns are named by what the sizes differ in', async () => {
    const shapes = [problem(64, { k: 784, n: 100 }), problem(64, { k: 100, n: 10 })];
    const run = runView(shapes.map((shape) => done(timed(subject('simd', shape), 50))));
    const { page } = await openResults(run);
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await expect
      .poll(() => page.getByRole('columnheader').allInnerTexts())
      .toEqual(['m×k×n', '64×784×100', '64×100×10']);
    await cell(page, /^simd at 64×784×100/).waitFor();
  });

  test('rows that stream in are painted', async () => {
    const run = sweep([16, 256]);
    const rows = [...run.rows];
    const last = rows.length - 1;
    const waiting = rows[last].state === 'done' ? rows[last].measurement : undefined;
    if (waiting === undefined) throw new Error('no row');
    rows[last] = { state: 'waiting', subject: waiting };
    const { page, patch } = await openHeatmap({ ...run, rows, state: 'running' });
    const before = await pixel(page, 'parallel', '256');
    await patch({ runId: run.id, rows: [{ row: last, state: done(waiting) }], activity: null, elapsedMs: 2 });
    await expect.poll(async () => (await pixel(page, 'parallel', '256')).red).toBe(254);
    expect(before.red).toBeLessThan(200);
  });
});
