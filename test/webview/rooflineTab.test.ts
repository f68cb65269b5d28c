import { expect, test } from 'vitest';
import type { RunView } from '../../src/shared/viewProtocol';
import { roofRun } from './chartRuns';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

async function openRoofline(run: RunView, saved: readonly RunView[] = []): Promise<ResultsHarness> {
  const harness = await openResults(null);
  harness.saved.push(...saved);
  await harness.show(run);
  await harness.page.getByRole('tab', { name: 'Roofline' }).click();
  await harness.page.locator('.finding').waitFor();
  return harness;
}

const texts = ({ page }: ResultsHarness) => page.locator('[data-chart="roofline"] svg text').allTextContents();

test('a row stands under the measured roofs, and what it reaches of its own is said', async () => {
  const harness = await openRoofline(roofRun(24.4));
  const { page } = harness;
  await expect
    .poll(() => page.locator('.finding').innerText())
    .toBe('blocked reaches 61.0% (60.6–61.4) of what L2 bandwidth allows');
  await expect.poll(() => texts(harness)).toEqual(expect.arrayContaining(['L2 92.5 GB/s', 'relaxed, 2 threads: 108']));
  await expect.poll(() => texts(harness)).toContain('blocked');
  await page.locator('[data-chart="roofline"]').getByRole('slider').focus();
  await page.keyboard.press('Home');
  await expect
    .poll(() => page.locator('[data-part="point"]').innerText())
    .toBe('blocked: 24.4 GFLOP/s, 61.0% (60.6–61.4) of what L2 bandwidth allows');
});

test('another saved run is laid over it, with hollow marks, and its numbers in the table', async () => {
  const harness = await openRoofline(roofRun(24.4), [roofRun(12, { id: 'run-0', title: 'before' })]);
  const { page, asked, view } = harness;
  await page.locator('[data-field="otherRun"]').evaluate((select: HTMLElement & { value: string }) => {
    select.value = 'run-0';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect.poll(() => page.locator('[data-part="point"]').innerText()).toContain('hollow marks are “before”');
  await expect.poll(() => page.locator('[data-chart="roofline"] .fill-background').count()).toBe(1);
  await page.locator('[data-action="chartAsTable"]').click();
  const runs = await page.getByRole('grid', { name: 'Roofline' }).locator('tbody tr td:first-child').allInnerTexts();
  expect(runs.slice(0, 2)).toEqual(['this', 'other']);
  await view.ready();
  await expect.poll(() => asked.filter((what) => what === 'read run-0').length).toBe(2);
});

test('a run that is gone meanwhile is said', async () => {
  const gone = roofRun(12, { id: 'run-0', title: 'before' });
  const harness = await openRoofline(roofRun(24.4), [gone]);
  harness.saved.splice(0, 1);
  await harness.page.locator('[data-field="otherRun"]').evaluate((select: HTMLElement & { value: string }) => {
    select.value = 'run-0';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect.poll(() => harness.page.locator('[data-part="point"]').innerText()).toContain('There is no run run-0.');
});

test('bytes can be the least that must be moved', async () => {
  const { page } = await openRoofline(roofRun(24.4));
  await page.locator('[data-action="chartAsTable"]').click();
  const intensity = page.getByRole('grid', { name: 'Roofline' }).locator('tbody tr').first().locator('td').nth(3);
  await expect.poll(() => intensity.innerText()).toBe('8.53');
  await page.getByRole('radiogroup').getByText('least bytes', { exact: true }).click();
  await expect.poll(() => intensity.innerText()).toBe('85.3');
});

test('without peaks it is said what to do, and done on demand', async () => {
  const { page, asked } = await openRoofline(runView([done(timed(subject('simd', problem(64)), 10))]));
  await expect.poll(() => page.locator('.finding').innerText()).toMatch(/^The roofs of this machine were not measured/);
  await page.locator('[data-action="measureMachine"]').click();
  await expect.poll(() => asked).toEqual(['measureMachine']);
});
