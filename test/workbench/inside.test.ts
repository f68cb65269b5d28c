import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong } from './session';

const FILE = 'pruned.matmul.json';
const BENCHMARKS = `{
  "benchmarks": [
    { "name": "pruned", "m": 300, "k": 200, "n": 100, "density": 0.1, "budget": 0.1, "strategies": ["sparse", "strassen"] }
  ]
}
`;

describe('looking inside a product', () => {
  const workbench = session({ files: { [FILE]: BENCHMARKS } });

  test('the engine makes the maps of a row of a run that is over', async () => {
    await workbench().openFile(FILE);
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    const results = await workbench().webview('results');
    await runIsOver(results);
    await results.locator('tr[data-row="0"]').click();
    await results.getByRole('tab', { name: 'Matrices' }).click();
    await results.locator('.matrix-map[data-map="error"]').waitFor();
    await expect.poll(() => results.locator('h2.finding').innerText()).toMatch(/^sparse keeps within the error bound/);
    await expect
      .poll(() => results.locator('.sub').first().innerText())
      .toContain('A has 6000 nonzeros of 60\u2009000 (10%)');
    await expect
      .poll(() => results.locator('.reference').innerText())
      .toMatch(/^300×200×100 · f32 .* · ran as wasm .*CSR/);
    const cell = results.locator('.matrix-map[data-map="A"]').getByRole('gridcell');
    await cell.focus();
    await workbench().page.keyboard.press('Enter');
    await results.locator('.matrix-map[data-map="A"] .hint', { hasText: '[0 … 74, 0 … 49]' }).waitFor();
  });

  test('a strategy goes step by step, and its page opens', async () => {
    const results = await workbench().webview('results');
    await results.getByRole('tab', { name: 'Strategies' }).click();
    await expect.poll(() => results.locator('h2.finding').innerText()).toMatch(/^Sparse rows, 16 of 64 nonzero misses/);
    await results.locator('[data-action="stepForward"]').click();
    await results.locator('.step-count', { hasText: '1 / 32' }).waitFor();
    await results.locator('[data-action="openDocs"]').click();
    await workbench().page.locator('.tab', { hasText: 'inside.md' }).waitFor();
  });

  testThatNothingWentWrong(workbench);
});
