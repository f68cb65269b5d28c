import { expect, test } from 'vitest';
import type { CodePathResult } from '../../src/core/kernels/codePathTest';
import { MACHINE } from '../machineFixture';
import { twoBenchmarks } from './fixtures';
import { sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const NOTE =
  'The code path simd256 is not available on Node 20.11.0 here; it has separate. The self-test chose instead.';
const RESULTS: readonly CodePathResult[] = [
  { dtype: 'f32', path: 'separate', gflops: 27.1 },
  { dtype: 'f32', path: 'relaxed', gflops: 54.2 },
  { dtype: 'f32', path: 'simd256', gflops: null },
  { dtype: 'f64', path: 'relaxed', gflops: 27.3 },
];

test('the results say above the rows what is to be known of the engine that took them', async () => {
  const { page, show } = await openResults({ ...twoBenchmarks(), notes: [NOTE] });
  await expect.poll(() => page.locator('.run-header .notes').innerText()).toContain(NOTE);
  await expect.poll(() => page.locator('.run-header').getByRole('img', { name: 'Warning' }).count()).toBe(1);
  await show(twoBenchmarks());
  await page.locator('.run-header .notes').waitFor({ state: 'detached' });
});

test('the side bar says it of this machine, and in the header of the section while that is folded', async () => {
  const { page } = await openSidebar(sidebarState({ notes: [NOTE] }));
  const section = page.locator('[data-section="machine"]');
  await expect.poll(() => section.locator('summary .note').first().innerText()).toBe('warning');
  await section.locator('summary').first().click();
  await section.getByText(NOTE).waitFor();
});

test('the side bar has how each code path did in the self-test, and why it was not chosen', async () => {
  const { page } = await openSidebar(sidebarState({ codePaths: RESULTS, machine: MACHINE }));
  await page.locator('[data-section="machine"] > summary').press('Enter');
  const disclosure = page.getByText('Self-test of the code paths');
  await disclosure.press('Enter');
  const rows = await page
    .locator('.code-paths tr[data-path]')
    .evaluateAll((all) =>
      all.map((row) => [
        row.getAttribute('data-path'),
        ...[...row.querySelectorAll('td')].map((cell) => cell.textContent),
      ]),
    );
  expect(rows).toEqual([
    ['f32 relaxed', '54.2', 'chosen'],
    ['f32 separate', '27.1', '0.500× of relaxed'],
    ['f32 simd256', '–', 'wrong result'],
    ['f64 relaxed', '27.3', 'chosen'],
  ]);
});

test('there is no table of code paths where one was forced', async () => {
  const { page } = await openSidebar(sidebarState());
  await page.locator('[data-section="machine"] > summary').click();
  await page.getByText('dense kernels').waitFor();
  expect(await page.locator('.code-paths').count()).toBe(0);
});
