import { expect, test } from 'vitest';
import { suggestedComparison } from '../../src/host/runs/suggestedComparison';
import { compareSavedRuns } from '../../src/host/runs/runComparisons';
import { viewOfRun } from '../../src/shared/runView';
import type { CompareRequest, MachineView } from '../../src/shared/viewProtocol';
import { MACHINE } from '../machineFixture';
import { runOf, SAVED, SUMMARIES } from './comparedRuns';
import { halfDone, versions } from './fixtures';
import { NULL_TEST, PEAKS } from './formFixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const HERE: MachineView = {
  machine: { ...MACHINE, physicalCores: 1, peaks: PEAKS },
  ...{ versions, notes: [], nullTest: NULL_TEST, codePaths: [] },
};

async function openTab(name: string): Promise<ResultsHarness> {
  const [newest] = SAVED;
  const compare = (request: CompareRequest) => compareSavedRuns(request, runOf);
  const suggested = suggestedComparison(newest, SAVED, null);
  const harness = await openResults(viewOfRun(newest), { recent: SUMMARIES, compare, suggested, here: HERE });
  await harness.page.getByRole('tab', { name }).click();
  return harness;
}

test.each([
  ['Table', /^5 of 6 rows have a time, in 2 groups of the same problem; for 512×512×512 simd is the fastest with 130/],
  ['Strategies', /^Packed, tiles of 4×4 computes C = A·B of 8×8 matrices in \d+ steps, of which none has run yet\./],
  [
    'Runs',
    /^A cell is the time after over the time before: outer at 512×512×512 takes 1\.29× \(1\.21–1\.38\) its earlier time, 29% more/,
  ],
  ['Machine', /^The fastest loop, relaxed, reaches 108 GFLOP\/s in f32 on 2 threads without touching memory/],
])('the tab %s is asked what it shows by keyboard, says where it answers, and remembers it', async (name, answer) => {
  const { page, view } = await openTab(name);
  const button = page.getByRole('button', { name: 'What am I seeing?' });
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');
  const part = page.locator('[data-part="explanation"]');
  expect(await part.isVisible()).toBe(false);
  await button.focus();
  await page.keyboard.press('Enter');
  await part.waitFor();
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
  expect(await button.getAttribute('aria-controls')).toBe(await part.getAttribute('id'));
  await expect.poll(() => part.locator('p').innerText()).toMatch(answer);
  expect(await part.locator('dt').count()).toBe(await part.locator('dd').count());
  await view.ready();
  await part.waitFor();
});

test('what the table says goes along with a run', async () => {
  const { page } = await openResults(halfDone());
  await page.locator('[data-action="explain"]').click();
  await expect.poll(() => page.locator('[data-part="explanation"] p').innerText()).toMatch(/^2 of 6 rows have a time;/);
});
