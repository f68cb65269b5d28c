import { ResponseError } from 'vscode-jsonrpc';
import { describe, expect, test } from 'vitest';
import { unpackNumbers } from '../../src/core/matrix/maps/packedNumbers';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows, rowsToInspect } from './inspections';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

/** Looks into row 0 (dense, 100×120×120), 1 (sparse) or 2 (one that takes long). */
async function openMatrices(row: number, options: ViewOptions = {}): Promise<ResultsHarness> {
  const run = rowsToInspect();
  const harness = await openResults(run, options);
  harness.inspect = inspectRows(run);
  await harness.page.locator(`[data-row="${row}"]`).click();
  await harness.page.getByRole('tab', { name: 'Matrices' }).click();
  return harness;
}

const ALL = 'A B C error';
const map = (page: Page, of: string) => page.locator(`.matrix-map[data-map="${of}"]`);
const cell = (page: Page, of: string) => map(page, of).getByRole('gridcell');
const words = (page: Page, of: string): Promise<string> => map(page, of).locator('.map-words').innerText();
const finding = (page: Page): Promise<string> => page.locator('h2.finding').innerText();

/** The painted colour of the middle of a cell. */
function pixel(page: Page, of: string, line: number, column: number, down: number, across: number): Promise<number[]> {
  return page.evaluate(
    ([selector, x, y]) => {
      const canvas = document.querySelector(`.matrix-map[data-map="${selector}"] canvas`);
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const copy = new OffscreenCanvas(1, 1).getContext('2d');
      copy?.drawImage(canvas, Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1, 0, 0, 1, 1);
      return [...(copy?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
    },
    [of, (column + 0.5) / across, (line + 0.5) / down] as const,
  );
}

describe('looking into a row', () => {
  test('that is quick happens at once, and says how exact it is', async () => {
    const { page, inspected } = await openMatrices(0);
    await map(page, 'error').waitFor();
    expect(inspected).toEqual([`0 ${ALL}`]);
    await expect.poll(() => finding(page)).toMatch(/^simd keeps within the error bound and uses \d[\d.]*% of it$/);
    await expect
      .poll(() => page.locator('.sub').innerText())
      .toMatch(
        /^Of 12\s000 elements that were compared, C\[\d+, \d+\] is off most: by \d\.\de-\d of the size of its terms\. A is full\.$/,
      );
    await expect
      .poll(() => page.locator('.reference').innerText())
      .toBe('100×120×120 · f32 · 2.880 MFLOP · ran as wasm relaxed 6×8, was measured as wasm simd256 6×16');
    await expect
      .poll(() => page.locator('.matrix-map h3').allInnerTexts())
      .toEqual(['A: mean values', 'B: mean values', 'C: mean values', 'C: error']);
  });

  test('that takes long waits for the button, which says how long', async () => {
    const { page, inspected, view } = await openMatrices(2);
    const button = page.locator('[data-action="look"]');
    await expect.poll(() => button.innerText()).toBe('Run once (4.500 s) and look');
    expect(inspected).toEqual([]);
    expect(view.complaints).toEqual([]);
  });

  test('that cannot be looked into says why, and can be tried again', async () => {
    const run = rowsToInspect();
    const harness = await openResults(run);
    const { page } = harness;
    harness.inspect = () =>
      Promise.reject(new ResponseError(1, 'A run goes on, which this would disturb. Look again when it has ended.'));
    await page.locator('[data-row="0"]').click();
    await page.getByRole('tab', { name: 'Matrices' }).click();
    await page.getByRole('status').getByText('A run goes on, which this would disturb.').waitFor();
    harness.inspect = inspectRows(run);
    await page.locator('[data-action="look"]').click();
    await map(page, 'C').waitFor();
  });

  test('is given up when another tab is opened', async () => {
    const harness = await openResults(rowsToInspect());
    const { page } = harness;
    let isGivenUp = false;
    harness.inspect = (_request, token) =>
      new Promise((_resolve, reject) => {
        token.onCancellationRequested(() => {
          isGivenUp = true;
          reject(new ResponseError(1, 'It was given up.'));
        });
      });
    await page.locator('[data-row="0"]').click();
    await page.getByRole('tab', { name: 'Matrices' }).click();
    await page.getByText('Running simd once and comparing…').waitFor();
    await page.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => isGivenUp).toBe(true);
  });

  test('another row is looked into in its place', async () => {
    const { page, inspected } = await openMatrices(0);
    await map(page, 'A').waitFor();
    await page.locator('[data-field="row"]').click();
    await page
      .locator('[data-field="row"]')
      .getByRole('option', { name: /^sparse/ })
      .click();
    await expect.poll(() => finding(page)).toMatch(/^sparse keeps/);
    expect(inspected).toEqual([`0 ${ALL}`, `1 ${ALL}`]);
  });
});

describe('the maps', () => {
  test('show the pattern of a sparse A, zeros as dark as the scale goes', async () => {
    const harness = await openMatrices(1);
    const { page } = harness;
    await map(page, 'A').waitFor();
    await expect.poll(() => map(page, 'A').locator('h3').innerText()).toBe('A: nonzeros');
    const answer = await harness.inspect(
      { runId: 'run-1', row: 1, wanted: [{ of: 'A', part: null, cells: 96 }] },
      { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) },
    );
    const [a] = answer.maps;
    const empty = unpackNumbers(a.map.nonzeros).indexOf(0);
    const [line, column] = [Math.floor(empty / a.map.across), empty % a.map.across];
    await expect.poll(() => pixel(page, 'A', line, column, a.map.down, a.map.across)).toEqual([0, 34, 78]);
    await expect
      .poll(() => page.locator('.sub').innerText())
      .toMatch(/A has 864 nonzeros of 14\s400 \(6%\), \d+ to \d+ a row; its fullest row holds/);
    await page.getByRole('radiogroup').getByText('values', { exact: true }).click();
    await expect.poll(() => map(page, 'A').locator('h3').innerText()).toBe('A: mean values');
    // No element: the neutral in the middle of the scale, which is told from the background of each theme.
    const middle = () => pixel(page, 'A', line, column, a.map.down, a.map.across);
    await expect.poll(middle).toEqual([58, 58, 58]);
    await harness.view.setTheme('light');
    await expect.poll(middle).toEqual([222, 222, 222]);
    const legend = map(page, 'A').locator('.ramp stop').nth(8);
    await expect.poll(() => legend.getAttribute('stop-color')).toBe('rgb(222 222 222)');
  });

  test('arrow keys move one stop over the cells, which say what they hold', async () => {
    const { page } = await openMatrices(0);
    await cell(page, 'B').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const label = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await expect.poll(label).toMatch(/^B\[4 … 5, 2 … 3\], mean [−\d.]+, [−\d.]+ to [−\d.]+, 4 of 4 nonzero$/);
    const spoken = await label();
    await expect.poll(() => words(page, 'B')).toBe(spoken);
    const place = await cell(page, 'B').evaluate((element) => [
      element.parentElement?.getAttribute('aria-rowindex'),
      element.getAttribute('aria-colindex'),
    ]);
    expect(place).toEqual(['3', '2']);
    await page.keyboard.press('Control+End');
    await expect.poll(label).toMatch(/^B\[118 … 119, 118 … 119\]/);
    await expect.poll(() => map(page, 'B').locator('[tabindex="0"]').count()).toBe(1);
  });

  test('the pointer reads cells', async () => {
    const { page } = await openMatrices(0);
    const canvas = map(page, 'C').locator('canvas');
    const box = await canvas.boundingBox();
    await canvas.hover({ position: { x: (box?.width ?? 0) - 3, y: 3 } });
    await expect.poll(() => words(page, 'C')).toMatch(/^C\[0 … 1, 118 … 119\], mean/);
  });

  test('Enter looks closer, until a cell is an element; C and its error go together; Escape shows all', async () => {
    const { page, inspected } = await openMatrices(0);
    await cell(page, 'C').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await expect.poll(() => inspected.at(-1)).toBe('0 A B C[75, 90, 25, 30] error[75, 90, 25, 30]');
    await expect
      .poll(() => map(page, 'error').locator('.hint').innerText())
      .toBe('[75 … 99, 90 … 119]. A cell is an element.');
    await expect
      .poll(() => words(page, 'error'))
      .toMatch(/^C\[\d+, \d+\], (?:exact|error \d\.\de-\d+, \d\.\de-\d+ of the size of the terms)$/);
    await expect.poll(() => map(page, 'C').locator('h3').innerText()).toBe('C: values');
    await page.keyboard.press('Escape');
    await expect
      .poll(() => map(page, 'C').locator('.hint').innerText())
      .toBe('[0 … 99, 0 … 119]. A cell is 2 × 2 elements.');
    // It was there already.
    expect(inspected).toHaveLength(2);
  });

  test('the tables have the same numbers', async () => {
    const { page } = await openMatrices(0);
    await cell(page, 'A').focus();
    const spoken = /mean ([^,]+),/.exec((await cell(page, 'A').getAttribute('aria-label')) ?? '')?.[1];
    await page.locator('[data-action="mapsAsTables"]').click();
    const table = page.locator('.map-table[data-map="A"]');
    await expect.poll(() => table.locator('tbody td').first().innerText()).toBe(spoken);
    await expect.poll(() => table.locator('tbody tr').count()).toBe(50);
    await expect.poll(() => table.getAttribute('aria-colcount')).toBe('61');
    await page.locator('section[aria-label="A: mean values"] [data-action="columnsAfter"]').click();
    await expect.poll(() => table.locator('tbody tr').first().locator('td').count()).toBe(10);
    await expect
      .poll(() => page.locator('.map-table[data-map="error"] td').first().innerText())
      .toMatch(/^(?:0|\d\.\de-\d+)$/);
  });
});

test('the rows of A and the errors of the run stand beside the maps', async () => {
  const { page } = await openMatrices(1);
  const bins = page.locator('.row-balance tbody tr');
  await bins.first().waitFor();
  const rows = await bins.locator('td:nth-of-type(1)').allInnerTexts();
  expect(rows.map(Number).reduce((sum, each) => sum + each, 0)).toBe(120);
  await expect
    .poll(() => page.locator('.errors-by-strategy tbody tr').innerText())
    .toMatch(/^sparse\s+2\.4e-7\s+0\.77/);
});

test('what is looked at survives a change of tabs and a reload', async () => {
  const { page, view, inspected } = await openMatrices(0);
  await cell(page, 'A').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => map(page, 'A').locator('.hint').innerText()).toBe('[0 … 24, 0 … 29]. A cell is an element.');
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('tab', { name: 'Matrices' }).click();
  await expect.poll(() => map(page, 'A').locator('.hint').innerText()).toBe('[0 … 24, 0 … 29]. A cell is an element.');
  expect(inspected).toHaveLength(2);
  await view.ready();
  await expect.poll(() => map(page, 'A').locator('.hint').innerText()).toBe('[0 … 24, 0 … 29]. A cell is an element.');
  expect(inspected.at(-1)).toBe('0 A[0, 0, 25, 30] B C error');
});
