import type { Frame, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

const FILE = 'layers.matmul.json';
const BENCHMARKS = `{
  "benchmarks": [
    { "name": "layer 1", "size": [64, 128], "budget": 0.1, "strategies": ["naive", "simd", "parallel"] },
    { "name": "pruned", "size": 128, "density": [0.05, 0.5], "budget": 0.1, "strategies": ["sparse"] }
  ]
}
`;

/** What was copied, as soon as something was. */
async function clipboardOf(page: Page): Promise<string> {
  const read = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
  await expect.poll(read).not.toBe('');
  return read();
}

describe('each tab of a real run, opened by its command', () => {
  const workbench = session({ files: { [FILE]: BENCHMARKS }, viewport: { width: 1600, height: 1000 } });
  let results: Frame;
  /** The sentence at the head of a tab. */
  const finding = (): Promise<string> => results.locator('h2.finding').first().innerText();
  const show = async (title: string, id: string): Promise<void> => {
    await workbench().runCommand(`Matmul: Show ${title}`);
    await results.locator(`#tab-${id}[aria-selected="true"]`).waitFor();
  };

  test('Show Timeline: one multiplication is traced on the threads that there are', async () => {
    await workbench().openFile(FILE);
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    results = await workbench().webview('results');
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBe(8);
    await results.getByRole('button', { name: 'parallel', exact: true }).last().click();
    await show('Timeline', 'timeline');
    await expect.poll(finding).toMatch(/^What do the threads of parallel/);
    await results.locator('[data-action="trace"]').click();
    await results.locator('[data-chart="timeline"]').waitFor();
    await expect.poll(finding).toMatch(/\d/);
    const texts = await results.locator('[data-chart="timeline"] svg text').allTextContents();
    expect(texts).toContain('thread 1');
    const grid = results.getByRole('grid', { name: 'Time by thread and kind of work' });
    await expect.poll(() => grid.locator('tbody tr').count()).toBeGreaterThan(0);
    await expect
      .poll(() => results.locator('[role="status"]', { hasText: 'untraced' }).innerText())
      .toMatch(/^wasm .*; .* traced/);
  });

  test('and is there again after other tabs', async () => {
    await show('Table', 'table');
    await show('Timeline', 'timeline');
    await results.locator('[data-chart="timeline"]').waitFor();
  });

  test('Show Heatmap: a map over density beside that over size', async () => {
    await show('Heatmap', 'heatmap');
    await results.getByRole('gridcell').nth(5).waitFor();
    await expect.poll(() => results.getByRole('gridcell').count()).toBe(6);
    await expect.poll(() => results.getByRole('gridcell').first().getAttribute('aria-label')).toMatch(/\d/);
  });

  test('Show Runs: two runs of the file side by side, each row with a ratio and a verdict', async () => {
    await results.locator('[data-action="runAgain"]').click();
    await results.locator('[data-action="stop"]').waitFor();
    await runIsOver(results);
    await show('Runs', 'runs');
    await results.locator('table.ratios td.ratio').nth(7).waitFor();
    await expect.poll(finding).toMatch(/No row changed|faster|slower|differ/i);
    for (const text of await results.locator('table.ratios td.ratio').allInnerTexts())
      expect(text).toMatch(/\d(\.\d+)?×[\s\S]*\d/);
    await expect.poll(() => results.locator('table.history tbody tr[data-run]').count()).toBe(2);
  });

  test('Show Machine: the processor that the engine computes on', async () => {
    await show('Machine', 'machine');
    expect(await finding()).not.toBe('');
    const facts = await results.locator('.machine-parts').innerText();
    expect(facts).toMatch(new RegExp(`Node \\d+\\.\\d+\\.\\d+, V8`));
    await expect.poll(() => results.locator('[data-part="cores"]').innerText()).toMatch(/threads?/);
  });

  test('Show Matrices and Show Strategies: maps of the row that is chosen, and its steps', async () => {
    await show('Matrices', 'matrices');
    await results.locator('.matrix-map[data-map="A"]').waitFor();
    await show('Strategies', 'strategies');
    await results.locator('[data-action="stepForward"]').click();
    await results.locator('.step-count', { hasText: /^1 \// }).waitFor();
  });

  test('the menu of a row, opened by the pointer, copies the row', async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await show('Table', 'table');
    await timedRows(results).first().locator('td[data-column="speed"]').click({ button: 'right' });
    const menu = workbench().page.locator('.context-view .action-item');
    await expect.poll(() => menu.filter({ hasText: 'Copy' }).count()).toBe(5);
    expect(await menu.filter({ hasText: /^(Cut|Copy|Paste)$/ }).count()).toBe(0);
    await workbench().pickMenuItem('Copy Row');
    const [head, row] = (await clipboardOf(workbench().page)).trimEnd().split('\n');
    expect(head).toContain('strategy\t');
    expect(row).toMatch(/^layer 1\t.*\t(naive|simd|parallel)\t/);
  });

  test('the tab is there again after a reload of the window', async () => {
    await show('Runs', 'runs');
    await workbench().reload();
    results = await workbench().webview('results');
    await results.locator('#tab-runs[aria-selected="true"]').waitFor();
    await results.locator('table.ratios td.ratio').nth(7).waitFor();
  });

  testThatNothingWentWrong(workbench);
});
