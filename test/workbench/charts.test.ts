import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong } from './session';

const SIZES = `{
  "benchmarks": [
    {
      "name": "sizes",
      "size": [32, 64, 128],
      "budget": 0.1,
      "strategies": [
        "naive",
        "simd"
      ]
    }
  ]
}
`;

describe('the charts of a real run', () => {
  const workbench = session({ files: { 'sizes.matmul.json': SIZES }, viewport: { width: 1600, height: 900 } });
  let results: Frame;
  const finding = (): Promise<string> => results.locator('.finding').innerText();

  test('Show Curves: a finding with a number, a line for each strategy, a ratio below', async () => {
    await workbench().openFile('sizes.matmul.json');
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    results = await workbench().webview('results');
    await runIsOver(results);
    await workbench().runCommand('Matmul: Show Curves');
    await results.locator('[data-chart="curves-ratio"] svg path').first().waitFor();
    await expect.poll(finding).toMatch(/\d\.?\d*× \(|n ≈ \d+ \(|no difference/i);
    const texts = await results.locator('[data-chart="curves"] svg text').allTextContents();
    expect(texts).toEqual(expect.arrayContaining(['naive', 'simd', '32', '128']));
  });

  test('Show Roofline, on a machine that has been measured: each row under its roof', async () => {
    // Another test may have measured it before, so that the button on the tab is not there.
    await workbench().runCommand('Matmul: Measure This Machine');
    const measuring = workbench().toasts().getByText('Measuring this machine').first();
    await measuring.waitFor();
    await measuring.waitFor({ state: 'detached', timeout: 90_000 });
    await workbench().runCommand('Matmul: Show Roofline');
    await results.locator('[data-action="runAgain"]').click();
    await results.locator('[data-action="stop"]').waitFor();
    await runIsOver(results);
    await expect.poll(finding, { timeout: 20_000 }).toMatch(/reaches [\d.]+% \(.*\) of what .* allows at n = 128/);
    const texts = await results.locator('[data-chart="roofline"] svg text').allTextContents();
    expect(texts.join('\n')).toMatch(/memory [\d.]+ GB\/s/);
  }, 180_000);

  test('Show Distribution: every sample that was taken, and the calibration loop', async () => {
    await workbench().runCommand('Matmul: Show Distribution');
    await results.locator('[data-chart="calibration"] svg .fill-blue').first().waitFor();
    await expect.poll(finding).toMatch(/takes .* \(.*\); 8 of 10 samples lie from/);
  });

  test('Save picture… asks for a form and a file, and writes it', async () => {
    await results.locator('[data-chart="histogram"] [data-action="savePicture"]').click();
    await workbench().quickPick('SVG, dark').click();
    const path = join(workbench().folder, 'histogram.svg');
    await expect.poll(() => workbench().quickInput().inputValue()).toMatch(/\.svg$/);
    await workbench().quickInput().fill(path);
    await workbench().page.keyboard.press('Enter');
    await workbench().toasts().getByText('histogram.svg was written.').waitFor();
    const text = await readFile(path, 'utf8');
    expect(text).toContain('<title>sizes.matmul.json: How often each time was taken</title>');
  });

  test('after a reload the panel is back on the tab', async () => {
    await workbench().reload();
    results = await workbench().webview('results');
    await results.locator('[data-chart="histogram"] svg .fill-blue').first().waitFor({ timeout: 20_000 });
  });

  testThatNothingWentWrong(workbench);
});
