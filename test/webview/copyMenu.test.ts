import { expect, test } from 'vitest';
import { parseCopiedPlace } from '../../src/host/views/viewRequests';
import { copyFromTableRequest } from '../../src/shared/viewProtocol';
import type { CopyFormat, CopyPart } from '../../src/shared/viewProtocol';
import { curvesRun } from './chartRuns';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

/** What VS Code hands to a command of the menu: the contexts of all elements around the place, joined. */
function contextAt(locator: ReturnType<ResultsHarness['page']['locator']>): Promise<unknown> {
  return locator.evaluate((element) => {
    const around: unknown[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      around.unshift(JSON.parse(at.getAttribute('data-vscode-context') ?? '{}'));
    return Object.assign({ webview: 'matmulProfiler.results' }, ...around) as unknown;
  });
}

async function copyAt(
  { view, copied }: ResultsHarness,
  locator: ReturnType<ResultsHarness['page']['locator']>,
  part: CopyPart,
  format: CopyFormat,
): Promise<string> {
  const place = parseCopiedPlace(await contextAt(locator));
  if (place === null) throw new Error('There is no table.');
  const before = copied.length;
  await view.host.sendRequest(copyFromTableRequest, { place, part, format });
  return copied.slice(before).join();
}

test('the menu of a cell copies the cell, its row or the table, as the tools do', async () => {
  const harness = await openResults(twoBenchmarks());
  const { page, copied } = harness;
  const row = page.locator('tr.row', { has: page.getByRole('button', { name: 'simd', exact: true }) }).first();
  expect(Number(await copyAt(harness, row.locator('[data-column="time"]'), 'cell', 'tsv'))).toBeCloseTo(2_581_110, -1);
  expect(await copyAt(harness, row.locator('.row-button'), 'cell', 'tsv')).toBe('simd');
  const [, cells = ''] = (await copyAt(harness, row.locator('[data-column="time"]'), 'row', 'tsv')).split('\n');
  expect(cells.split('\t').slice(3, 6)).toEqual(['simd', '', 'wasm simd256 6×16']);
  for (const format of ['markdown', 'csv', 'tsv'] as const) {
    const byMenu = await copyAt(harness, page.locator('tr.row').last(), 'table', format);
    await page.locator(`[data-action="copy-${format}"]`).click();
    await expect.poll(() => copied.at(-1)).toBe(byMenu);
    expect(byMenu.length).toBeGreaterThan(500);
  }
});

test('so does that of the numbers of a chart, of two tables the one that it was opened in', async () => {
  const harness = await openResults(curvesRun());
  const { page } = harness;
  await page.getByRole('tab', { name: 'Curves' }).click();
  for (const chart of ['curves', 'curves-ratio'])
    await page.locator(`[data-chart="${chart}"] [data-action="chartAsTable"]`).click();
  for (const chart of ['curves', 'curves-ratio']) {
    const cells = page.locator(`[data-chart="${chart}"] tbody tr:nth-child(2) td`);
    const texts = await cells.allInnerTexts();
    expect(await copyAt(harness, cells.nth(1), 'cell', 'tsv')).toBe(texts[1]);
    const row = await copyAt(harness, cells.nth(1), 'row', 'tsv');
    expect(row.split('\n')[1]?.split('\t')).toEqual(texts);
  }
});

test('a table that is gone is said, and a place without a table is none', async () => {
  const harness = await openResults(twoBenchmarks());
  const { page, view } = harness;
  const place = parseCopiedPlace(await contextAt(page.locator('tr.row').first()));
  if (place === null) throw new Error('There is no table.');
  expect(parseCopiedPlace(await contextAt(page.locator('.finding')))).toBeNull();
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.locator('.heatmap').waitFor();
  await expect(view.host.sendRequest(copyFromTableRequest, { place, part: 'table', format: 'csv' })).rejects.toThrow(
    'no longer shown',
  );
});

test.each([
  ['csv', /^strategy,n,speed \(GFLOP\/s\),time \(ms\),from \(ms\),to \(ms\)\r\n/],
  ['tsv', /^strategy\tn\tspeed \(GFLOP\/s\)\t/],
  ['markdown', /^\| 策略 \| n \| 速度 \(GFLOP\/s\) \|/],
] as const)(
  'numbers of a chart in Chinese have heads as programs or as people read them, as %s',
  async (format, head) => {
    const { page, copied } = await openResults(curvesRun(), { lang: 'zh-cn' });
    await page.locator('#tab-curves').click();
    await page.locator('[data-chart="curves"] [data-action="chartAsTable"]').click();
    await page.locator(`[data-chart="curves"] [data-action="copy-${format}"]`).click();
    await expect.poll(() => copied.length).toBe(1);
    expect(copied[0]).toMatch(head);
  },
);
