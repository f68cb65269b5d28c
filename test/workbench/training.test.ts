import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { session, testThatNothingWentWrong } from './session';

/** A training takes seconds, also on a machine that does other things. */
const TRAINED = { timeout: 90_000 };

describe('a training', () => {
  const workbench = session({ files: { 'notes.txt': '' }, viewport: { width: 1600, height: 1000 } });
  let results: Frame;

  const finding = (): Promise<string> => results.locator('.finding').innerText();
  const facts = (): Promise<string> => results.locator('[data-part="training-facts"]').innerText();
  const openForm = async (): Promise<void> => {
    const section = results.locator('[data-section="trainForm"]');
    if ((await section.getAttribute('open')) === null) await section.locator(':scope > summary').click();
  };
  const train = async (): Promise<void> => {
    await results.locator('[data-action="train"]').click();
  };

  test('Train… opens the tab, and the packaged digits are learnt by two strategies side by side', async () => {
    await workbench().runCommand('Matmul: Train…');
    results = await workbench().webview('results');
    await results.locator('[data-field="epochs"] input').fill('2');
    await results.getByText(/^Beside it the same training/).click();
    await results
      .locator('[data-field="other"]')
      .evaluate((element: { value?: string; dispatchEvent(event: unknown): boolean }) => {
        Object.assign(element, { value: 'parallel' });
        element.dispatchEvent(new Event('change'));
      });
    await train();
    await expect.poll(facts, TRAINED).toMatch(/2 epochs · /);
    await expect
      .poll(finding)
      .toMatch(
        /^With (simd|parallel) a step takes .+, with (simd|parallel) .+the same curve: (equal losses|losses within [\d.e-]+%) in each of 2 epochs, 9\d\.\d% and 9\d\.\d% of the test samples right$/,
      );
    expect(await results.locator('.step-bar').allInnerTexts()).toHaveLength(2);
    await expect.poll(() => results.locator('.unit-images canvas').count()).toBe(100);
  });

  test('after a reload of the window it is back, with its arrays', async () => {
    const before = await finding();
    await workbench().reload();
    results = await workbench().webview('results');
    await expect.poll(finding, TRAINED).toBe(before);
    await expect.poll(() => results.locator('.unit-images canvas').count()).toBe(100);
    expect(await results.locator('[data-action="saveModel"]').count()).toBe(0);
  });

  test('a mistake is refused by the gradient check, then trained as what it is, paused and stopped', async () => {
    await openForm();
    await results.locator('[data-field="epochs"] input').fill('5000');
    await results.getByText('No division by the batch').click();
    await train();
    await results.locator('.refusal').waitFor(TRAINED);
    await expect.poll(finding).toMatch(/^The gradients are wrong: relative error [3-9]\.\de-1/);
    await expect.poll(() => results.locator('h1').innerText()).toMatch(/^WRONG ON PURPOSE: 784-100-10 by/);
    await results.locator('[data-action="trainAnyway"]').click();
    await results.locator('[data-action="pauseTraining"]').click(TRAINED);
    await expect.poll(facts, TRAINED).toMatch(/^paused in epoch/);
    await results.locator('[data-action="pauseTraining"]').click();
    await expect.poll(facts).toMatch(/so far$/);
    await results.locator('[data-action="stop"]').click();
    await expect.poll(facts, TRAINED).toMatch(/stopped after/);
    await expect.poll(() => results.locator('[data-part="wrong"]').innerText()).toContain('No division by the batch');
  });

  test('its model is saved to a file, which says that it is wrong', async () => {
    await results.locator('[data-action="saveModel"]').click();
    const path = join(workbench().folder, 'wrong.mmpmodel');
    // The dialog fills in its own proposal first.
    await expect.poll(() => workbench().quickInput().inputValue()).toMatch(/\.mmpmodel$/);
    await workbench().quickInput().fill(path);
    await workbench().page.keyboard.press('Enter');
    await expect.poll(() => readFile(path, 'latin1').catch(() => ''), TRAINED).toContain('"mistakes":["no-mean"]');
  });

  testThatNothingWentWrong(workbench);
});
