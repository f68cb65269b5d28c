import { expect, test } from 'vitest';
import { curvesRun } from './chartRuns';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();

const RUN = curvesRun();
type Page = ResultsHarness['page'];

async function openCurves(run = RUN, options: ViewOptions = {}): Promise<ResultsHarness> {
  const harness = await openResults(run, options);
  await harness.page.getByRole('tab', { name: 'Curves' }).click();
  await harness.page.locator('.line-chart path').first().waitFor();
  return harness;
}

const chart = (page: Page, id: string) => page.locator(`[data-chart="${id}"]`);
const slider = (page: Page, id: string) => chart(page, id).getByRole('slider');
const hint = (page: Page, id: string) => chart(page, id).locator('[data-part="point"]').innerText();
/** Texts of the drawing. */
const texts = (page: Page, id: string) => chart(page, id).locator('svg text').allTextContents();

test('the tab begins with who overtakes whom and where, and what to do', async () => {
  const { page } = await openCurves();
  await expect
    .poll(() => page.locator('.finding').allInnerTexts())
    .toEqual(['parallel overtakes simd at n ≈ 191 (128–256)']);
  await expect
    .poll(() => page.locator('.panel .sub').first().innerText())
    .toMatch(/^Use simd up to 128 and parallel from 256 on: /);
});

test('every strategy has its name at its line, peaks and the crossover are marked', async () => {
  const { page } = await openCurves();
  const drawn = await texts(page, 'curves');
  for (const name of ['naive', 'simd', 'parallel', 'relaxed, 1 thread: 54.2', 'n ≈ 191']) expect(drawn).toContain(name);
  expect(drawn).toEqual(expect.arrayContaining(['16', '2048', '100', 'speed, GFLOP/s (log)']));
});

test('arrow keys go through the points, and say each with its interval', async () => {
  const { page } = await openCurves();
  await slider(page, 'curves').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => hint(page, 'curves')).toBe('naive, n = 32: 1.43 GFLOP/s ±0.6%');
  await expect
    .poll(() => slider(page, 'curves').getAttribute('aria-valuetext'))
    .toBe('naive, n = 32: 1.43 GFLOP/s ±0.6%');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => hint(page, 'curves')).toBe('parallel, n = 32: 0.970 GFLOP/s ±0.6%');
});

test('a pointer finds the point under it', async () => {
  const { page } = await openCurves();
  await slider(page, 'curves').focus();
  await page.keyboard.press('End');
  const ring = chart(page, 'curves').locator('.stroke-text[stroke-width="1.5"]');
  const box = await ring.boundingBox();
  if (box === null) throw new Error('no ring');
  await page.keyboard.press('Home');
  await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2);
  await expect.poll(() => hint(page, 'curves')).toBe('naive, n = 1024: 1.01 GFLOP/s ±0.6%');
});

test('time instead of speed, remembered over a reload with the tab', async () => {
  const { page, view } = await openCurves();
  await page.getByRole('radiogroup').getByText('time', { exact: true }).click();
  await expect.poll(() => texts(page, 'curves')).toContain('time (log)');
  await view.ready();
  await expect.poll(() => texts(page, 'curves')).toContain('time (log)');
  await expect.poll(() => page.getByRole('tab', { name: 'Curves' }).getAttribute('aria-selected')).toBe('true');
});

test('both charts zoom together, by key, button and wheel, and what is seen survives another tab', async () => {
  const { page } = await openCurves();
  await slider(page, 'curves').focus();
  for (let times = 0; times < 4; times++) await page.keyboard.press('+');
  await expect.poll(() => texts(page, 'curves')).not.toContain('16');
  expect(await texts(page, 'curves-ratio')).not.toContain('2048');
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('tab', { name: 'Curves' }).click();
  await expect.poll(() => texts(page, 'curves')).not.toContain('16');
  await chart(page, 'curves').locator('[data-action="zoomWhole"]').click();
  await expect.poll(() => texts(page, 'curves')).toContain('16');
  const box = await slider(page, 'curves').boundingBox();
  if (box === null) throw new Error('no chart');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -400);
  await expect.poll(() => texts(page, 'curves')).toContain('16');
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect.poll(() => texts(page, 'curves')).not.toContain('16');
});

test('the ratio of any two can be asked for', async () => {
  const { page } = await openCurves();
  await expect.poll(() => chart(page, 'curves-ratio').getByRole('heading').innerText()).toBe('simd ÷ parallel');
  await page.locator('[data-field="ratioSecond"]').evaluate((select: HTMLElement & { value: string }) => {
    select.value = 'outer';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect.poll(() => chart(page, 'curves-ratio').getByRole('heading').innerText()).toBe('simd ÷ outer');
});

test('a chart says what is seen, from its own numbers', async () => {
  const { page } = await openCurves();
  const button = chart(page, 'curves').getByRole('button', { name: 'What am I seeing?' });
  await button.click();
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
  const text = await chart(page, 'curves').locator('[data-part="explanation"]').innerText();
  expect(text).toContain('The highest speed is 190 GFLOP/s, of parallel at n = 2048');
  expect(text).toContain('2·m·n·k');
});

test('the same numbers as a table, of which a cell, a row or all can be taken along', async () => {
  const { page, copied } = await openCurves();
  await chart(page, 'curves').locator('[data-action="chartAsTable"]').click();
  const grid = page.getByRole('grid', { name: 'Curves by n' });
  await grid.locator('td').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const copy = async (part: string, format: string): Promise<string | undefined> => {
    await page.locator('[data-field="copyPart"]').evaluate((select: HTMLElement & { value: string }, value) => {
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }, part);
    const before = copied.length;
    await page.locator(`[data-action="copy-${format}"]`).click();
    await expect.poll(() => copied.length).toBe(before + 1);
    return copied.at(-1);
  };
  expect(await copy('cell', 'csv')).toBe('32');
  expect(await copy('row', 'tsv')).toMatch(/^strategy\tn\tspeed \(GFLOP\/s\).*\nnaive\t32\t1\.43\t[^\n]+\n$/);
  const all = await copy('table', 'markdown');
  // Rows with a time and two peaks, below two lines of header.
  expect(all?.trimEnd().split('\n')).toHaveLength(2 + 3 * 11 + 3 * 12 + 2);
});

test('a picture in light and dark, as PNG and SVG, is handed to the host', async () => {
  const { page, pictures } = await openCurves();
  await chart(page, 'curves').locator('[data-action="savePicture"]').click();
  await expect.poll(() => pictures.length).toBe(1);
  const [{ title, svg, png }] = pictures;
  expect(title).toBe('sizes.matmul.json: Speed by n');
  expect(svg.light).toContain('fill="#ffffff"');
  expect(svg.dark).toContain('>parallel</text>');
  for (const bytes of [png.light, png.dark].map((text) => Buffer.from(text, 'base64'))) {
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1920);
  }
  expect(png.light).not.toBe(png.dark);
});

test('a command of the editor opens the tab', async () => {
  const { page, goTo } = await openResults(RUN);
  await goTo('curves');
  await page.locator('[data-chart="curves"]').waitFor();
});

test('one size makes no curve, and that is said', async () => {
  const { page } = await openResults(twoBenchmarks());
  await page.getByRole('tab', { name: 'Curves' }).click();
  await expect.poll(() => page.locator('.panel .sub').first().innerText()).toMatch(/^One size makes no curve\./);
});
