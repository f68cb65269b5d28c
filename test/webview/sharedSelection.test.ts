import { expect, test } from 'vitest';
import type { Tuning } from '../../src/core/measure/tuning';
import { subjectOf } from '../../src/webview/rowState';
import { done, problem, runView, subject, sweep, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows, rowsToInspect } from './inspections';
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
  await expect.poll(() => ringed(page)).toMatch(/^simd at n = 64/);
  await goTo(page, 'Curves');
  await expect.poll(() => frames(page, 'curves')).toBe(1);
  await goTo(page, 'Distribution');
  await expect.poll(() => page.locator('h2.finding').innerText()).toContain('simd, 64×64×64');
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
  await expect
    .poll(() => page.locator('tr.row.selected').getAttribute('data-row'))
    .toBe(String(rowOf(strategy, Number(n))));
});

/** The cell that is framed, as it is read aloud; '' where none is. */
const framed = async (page: Page): Promise<string> =>
  (await page.locator('[role="gridcell"][aria-selected="true"]').allInnerTexts()).length === 1
    ? ((await page.locator('[role="gridcell"][aria-selected="true"]').getAttribute('aria-label')) ?? '')
    : '';
const expectInTable = async (page: Page, row: number): Promise<void> => {
  await goTo(page, 'Table');
  await expect.poll(() => page.locator('tr.row.selected').getAttribute('data-row')).toBe(String(row));
};

async function chooseAxes(page: Page, axes: string): Promise<void> {
  await goTo(page, 'Heatmap');
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.getByRole('option', { name: axes }).click();
}

test('a cell of the heatmap that is clicked, or taken by Space, is chosen in all views', async () => {
  const { page } = await openResults(run);
  await goTo(page, 'Heatmap');
  await page.getByRole('gridcell', { name: /^simd at n = 64/ }).click();
  await expect.poll(() => framed(page)).toMatch(/^simd at n = 64/);
  await goTo(page, 'Curves');
  await expect.poll(() => frames(page, 'curves')).toBe(1);
  await expectInTable(page, rowOf('simd', 64));
  await goTo(page, 'Heatmap');
  await page.locator('[role="gridcell"][tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect.poll(() => framed(page)).toMatch(/^simd at n = 96/);
  await goTo(page, 'Distribution');
  await expect.poll(() => page.locator('h2.finding').innerText()).toContain('simd, 96×96×96');
  await expectInTable(page, rowOf('simd', 96));
});

test('a map over two things frames the chosen row, though it is not the fastest of its cell, and of its own strategy', async () => {
  const shapes = runView(
    ['blocked', 'simd'].flatMap((strategy) =>
      [16, 64].flatMap((m) =>
        [32, 128].flatMap((n) =>
          [48, 96].map((mc) =>
            done(timed(subject(strategy, problem(64, { m, n }), { mc }), strategy === 'simd' ? mc : mc / 48)),
          ),
        ),
      ),
    ),
  );
  const { page } = await openResults(shapes);
  // simd, m = 64, n = 32, with the mc that is slower.
  await page.locator('tr[data-row="12"]').click();
  await chooseAxes(page, 'm × n');
  await page.getByRole('grid', { name: /^m by n/ }).waitFor();
  await expect
    .poll(() => page.locator('[data-field="heatmapStrategy"]').evaluate((field) => 'value' in field && field.value))
    .toBe('simd');
  await expect.poll(() => ringed(page)).toMatch(/^m = 64, n = 32, .*the fastest of 2 rows, 96\.0 GFLOP\/s/);
  await expect.poll(() => framed(page)).toMatch(/^m = 64, n = 32/);
  await page.getByRole('gridcell', { name: /^m = 16, n = 128/ }).click();
  await expect.poll(() => framed(page)).toMatch(/^m = 16, n = 128/);
  await expectInTable(page, 11);
});

test('a map of a tuning frames a point in its own cell, not in one that computes alike', async () => {
  const of = (mr: number, nr: number) => subject('simd', problem(512), { mr, nr }, 'tune');
  const rows = [done(timed(subject('simd', problem(512), {}, 'tune'), 90)), done(timed(of(6, 16), 100))];
  const tuning: Tuning = {
    strategy: 'simd',
    axes: [
      { parameter: 'mr', values: [4, 6] },
      { parameter: 'nr', values: [8, 16] },
    ],
    leftOut: [
      { kind: 'equal', values: { mr: 4, nr: 8 }, equals: { mr: 6, nr: 16 } },
      { kind: 'equal', values: { mr: 4, nr: 16 }, equals: {} },
    ],
  };
  const { page } = await openResults(runView(rows, { tuning }));
  await goTo(page, 'Table');
  await page.locator('tr[data-row="1"]').click();
  await goTo(page, 'Heatmap');
  await expect.poll(() => framed(page)).toMatch(/^mr = 6, nr = 16/);
  await goTo(page, 'Table');
  await page.locator('tr[data-row="0"]').click();
  await goTo(page, 'Heatmap');
  // The default has no values of its own: its cell is the point that computes as it does.
  await expect.poll(() => framed(page)).toMatch(/^mr = 4, nr = 16, .*computes as the default does/);
});

test('charts show the benchmark of the chosen row, and the matrices the row that a map chose', async () => {
  const rows = rowsToInspect();
  const harness = await openResults(rows);
  harness.inspect = inspectRows(rows);
  const { page } = harness;
  await page.locator('tr[data-row="1"]').click();
  await goTo(page, 'Heatmap');
  await expect.poll(() => framed(page)).toMatch(/^sparse at /);
  await page.locator('[data-field="benchmark"]').click();
  await page.locator('[data-field="benchmark"]').getByRole('option', { name: 'square' }).click();
  await page.getByRole('gridcell', { name: /^simd at / }).click();
  await goTo(page, 'Matrices');
  await expect.poll(() => page.locator('h2.finding').innerText()).toMatch(/^simd keeps/);
});
