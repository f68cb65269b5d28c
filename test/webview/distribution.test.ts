import { expect, test } from 'vitest';
import { sampledRun } from './chartRuns';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

async function openDistribution(): Promise<ResultsHarness> {
  const harness = await openResults(sampledRun());
  await harness.page.getByRole('tab', { name: 'Distribution' }).click();
  await harness.page.locator('.line-chart path').first().waitFor();
  return harness;
}

const chart = ({ page }: ResultsHarness, id: string) => page.locator(`[data-chart="${id}"]`);
const hint = (harness: ResultsHarness, id: string) => chart(harness, id).locator('[data-part="point"]').innerText();

test('the fastest row is shown first: its median, where most samples lie, and what disturbed it', async () => {
  const harness = await openDistribution();
  await expect
    .poll(() => harness.page.locator('.finding').innerText())
    .toMatch(/^simd, 512×512×512 takes 2\.684 ms \(.*\); 8 of 10 samples lie from .* to /);
  const detail = await harness.page.locator('.panel .sub').innerText();
  expect(detail).toContain('1 of 41 rounds was disturbed and taken again');
  expect(detail).toContain('high severe');
});

test('bars, every sample, their order and the calibration loop are four charts with one point at a time', async () => {
  const harness = await openDistribution();
  const { page } = harness;
  await chart(harness, 'histogram').getByRole('slider').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => hint(harness, 'histogram')).toMatch(/^\d+ of 40 samples from .* ms to .* ms$/);
  await chart(harness, 'order').getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const said = await hint(harness, 'order');
  expect(said).toMatch(/^sample \d+, round \d+: .* outlier/);
  await chart(harness, 'calibration').getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => hint(harness, 'calibration')).toMatch(/^sample 31, round 32: calibration loop \+10%$/);
});

test('the table has each sample with its class, its round and whether it was disturbed', async () => {
  const harness = await openDistribution();
  await chart(harness, 'order').locator('[data-action="chartAsTable"]').click();
  const rows = await harness.page.getByRole('grid').locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(40);
  expect(rows[30]).toMatch(/^31\s+32\s+8\.\d+\s+high severe\s+\+10%\s+yes$/);
});

test('another row is chosen here or in the table, and both agree', async () => {
  const harness = await openDistribution();
  const { page } = harness;
  await page.locator('[data-field="distributionRow"]').evaluate((select: HTMLElement & { value: string }) => {
    select.value = '0';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect.poll(() => page.locator('.finding').innerText()).toMatch(/^naive, 512×512×512 takes/);
  // Its version kept no record of the rounds.
  expect(await chart(harness, 'calibration').count()).toBe(0);
  await expect.poll(() => page.getByText('The calibration loop was not kept').count()).toBe(1);
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('region', { name: 'Details of naive' }).waitFor();
});

test('a command of the editor opens the tab', async () => {
  const { page, goTo } = await openResults(sampledRun());
  await goTo('distribution');
  await page.locator('[data-chart="strip"]').waitFor();
});
