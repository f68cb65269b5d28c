import { expect, test } from 'vitest';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

/** `parallel` at two sizes with one, two and four threads, and `simd` beside it. */
const threads = () =>
  runView(
    [256, 512].flatMap((size) => [
      done(timed(subject('simd', problem(size)), 100)),
      ...[1, 2, 4].map((count) => done(timed(subject('parallel', problem(size), { threads: count }), 50 * count))),
    ]),
    { id: 'run-threads' },
  );

/** `simd` at three m by two n. */
const shapes = () =>
  runView(
    [16, 64, 256].flatMap((m) =>
      [32, 128].map((n) => done(timed(subject('simd', problem(64, { m, n })), Math.sqrt(m * n)))),
    ),
    { id: 'run-shapes' },
  );

/** `sparse` at two densities by two sizes. */
const densities = () =>
  runView(
    [0.01, 0.1].flatMap((density) =>
      [256, 512].map((size) => done(timed(subject('sparse', problem(size, { density })), 1000 * density))),
    ),
    { id: 'run-densities' },
  );

async function choose(page: ResultsHarness['page'], axes: string): Promise<void> {
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.getByRole('option', { name: axes }).click();
  await page.getByRole('grid', { name: / by .* cells/ }).waitFor();
}

const heads = (page: ResultsHarness['page']) =>
  Promise.all([
    page.getByRole('rowheader').allInnerTexts(),
    page.locator('.heatmap').getByRole('columnheader').allInnerTexts(),
  ]);

test('a run over threads and sizes has a map of one by the other', async () => {
  const { page } = await openResults(threads());
  await choose(page, 'threads × size');
  const [lines, [corner, ...columns]] = await heads(page);
  expect([lines, corner, columns]).toEqual([['1', '2', '4'], 'threads ╲ m×k×n', ['256×256×256', '512×512×512']]);
  const cell = page.getByRole('gridcell', { name: /^threads = 4, 512×512×512, / });
  await expect.poll(() => cell.getAttribute('aria-label')).toContain('200 GFLOP/s');
});

test('a run over m and n has a map of one by the other, which survives a reload', async () => {
  const { page, view } = await openResults(shapes());
  await choose(page, 'm × n');
  const expected = [
    ['16', '64', '256'],
    ['m ╲ n', '32', '128'],
  ];
  await expect.poll(() => heads(page)).toEqual(expected);
  await view.ready();
  await page.getByRole('grid', { name: / by .* cells/ }).waitFor();
  await expect.poll(() => heads(page)).toEqual(expected);
});

test('a run over densities and sizes has a map of one by the other, and its cells lead to the table', async () => {
  const { page } = await openResults(densities());
  await choose(page, 'density × size');
  await page.getByRole('gridcell', { name: /^density = 10%, 256/ }).dblclick();
  await page.locator('tr.row.selected').waitFor();
  await expect.poll(() => page.locator('tr.row.selected').getAttribute('data-row')).toBe('2');
});

test('a run that varies in one thing alone has no choice of axes', async () => {
  const { page } = await openResults(runView([16, 64].map((size) => done(timed(subject('simd', problem(size)), 10)))));
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.getByRole('grid').waitFor();
  expect(await page.locator('[data-field="heatmapAxes"]').count()).toBe(0);
});
