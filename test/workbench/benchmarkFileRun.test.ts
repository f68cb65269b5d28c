import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { PROCESSOR_STRATEGY_IDS } from '../../src/core/kernels/strategy';
import { report, runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

/** What stands after the ends of lines, by the pseudo elements that VS Code draws it with. */
const LINE_ENDS = `[...document.querySelectorAll('.view-line span')]
  .flatMap((span) => [getComputedStyle(span, '::before').content, getComputedStyle(span, '::after').content])
  .filter((content) => content !== 'none' && content !== 'normal' && content !== '""')`;

/** So long that what happens during a run can be watched. */
const LONG = `{
  "benchmarks": [
    {
      "name": "long",
      "size": [64, 128, 256, 512],
      "budget": 3,
      "precision": 0.001,
      "strategies": [
        "naive",
        "blocked",
        "simd"
      ]
    }
  ]
}
`;

/**
 * The editor asks for lenses a fraction of a second after it was told that they are others. Here the browser and the kernels
 * share the processor, so that only a Stop that waits for the run is found.
 */
const STOP_LIMIT_MS = 10_000;

describe('a run from a benchmark file', () => {
  const workbench = session({
    files: { 'first.matmul.json': readFileSync('examples/first.matmul.json', 'utf8'), 'long.matmul.json': LONG },
    viewport: { width: 1600, height: 900 },
  });
  const lineEnds = async (): Promise<string> =>
    (await workbench().page.evaluate<readonly string[]>(LINE_ENDS)).join('\n');
  const lensTitles = async (): Promise<readonly string[]> =>
    (await workbench().lenses().allTextContents()).map((title) => title.trim());
  const lens = (title: string | RegExp): Locator => workbench().lenses().filter({ hasText: title }).first();

  test('the example has lenses: Run all, and Run at each benchmark', async () => {
    await workbench().openFile('first.matmul.json');
    // VS Code draws all of them anew when the language of the document is set.
    await expect.poll(lensTitles).toEqual(['▶ Run all (1)', 'Open results', '▶ Run']);
    await expect.poll(lineEnds).toBe('');
  });

  test('a click on Run measures the benchmark beside the file, without taking the focus from it', async () => {
    await workbench().page.locator('.view-line').first().click();
    const clicked = Date.now();
    await lens(/^▶ Run$/).click();
    const results = await workbench().webview('results');
    await timedRows(results).first().waitFor();
    report(`the first row came ${Date.now() - clicked} ms after the click on a lens`);
    expect(await workbench().focus()).toBe('editor');
    await expect.poll(() => workbench().page.locator('.editor-group-container').count()).toBe(2);
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBe(4 * PROCESSOR_STRATEGY_IDS.length);
  });

  test('results stand at the ends of the lines', async () => {
    await expect.poll(lineEnds).toMatch(/fastest|no difference/i);
    await expect.poll(lineEnds).toMatch(/\d\s?(ms|µs) ±<?\d/);
  });

  test('lenses offer Stop while a run goes on', async () => {
    await workbench().openFile('long.matmul.json');
    const clicked = Date.now();
    await lens('▶ Run all (1)').click();
    await expect.poll(lensTitles, { timeout: STOP_LIMIT_MS }).toEqual(['■ Stop', 'Open results', '■ Stop']);
    report(`Stop came into the lenses ${Date.now() - clicked} ms after the click on Run all`);
    const results = await workbench().webview('results');
    await results.getByRole('heading', { name: 'long.matmul.json' }).waitFor();
    await timedRows(results).first().waitFor();
  });

  test('Cancel in its notification stops it, and the rows are kept', async () => {
    const results = await workbench().webview('results');
    const before = await timedRows(results).count();
    const toast = workbench().toasts().filter({ hasText: 'Profiling' });
    await toast.hover();
    const clicked = Date.now();
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await runIsOver(results);
    report(`Cancel took ${Date.now() - clicked} ms from the click to the end in the panel`);
    await expect.poll(() => timedRows(results).count()).toBeGreaterThanOrEqual(before);
    await results.locator('[data-part="run-facts"]', { hasText: 'stopped after' }).waitFor();
    await toast.waitFor({ state: 'detached' });
    await lens('▶ Run all (1)').waitFor();
  });

  test('the benchmark at the cursor runs by its command, and stops by its command', async () => {
    const results = await workbench().webview('results');
    await workbench().page.locator('.view-line').first().click();
    await workbench().runCommand('Matmul: Run Benchmark at Cursor');
    await results.locator('[data-action="stop"]').waitFor();
    await workbench().runCommand('Matmul: Stop');
    await runIsOver(results);
  });

  testThatNothingWentWrong(workbench);
});
