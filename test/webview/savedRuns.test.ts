import { expect, test } from 'vitest';
import type { RunSummary } from '../../src/shared/viewProtocol';
import { twoBenchmarks, VERDICTS } from './fixtures';
import { NULL_TEST, sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

function saved(id: string, change: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ id, title: `run ${id}`, startedAt: '2024-05-06T12:02:31.000Z', elapsedMs: 48_000 },
    ...{ state: 'finished', measurements: 7, note: '', ...change },
  };
}

test('the "…" button of a run asks what to do with that run, by keyboard too', async () => {
  const { page, asked } = await openSidebar(sidebarState({ recent: [saved('a'), saved('b')] }));
  await page.locator('[data-run="b"] [data-action="runMenu"]').click();
  await expect.poll(() => asked).toEqual(['menu b']);
  await page.getByRole('button', { name: /^Name, note, baseline or export of the run run a, / }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => asked).toEqual(['menu b', 'menu a']);
});

test('what the host says against it is told', async () => {
  const harness = await openSidebar(sidebarState({ recent: [saved('a')] }));
  harness.refuse = 'This run is no longer there.';
  await harness.page.locator('[data-action="runMenu"]').click();
  await harness.page.getByRole('alert').getByText(harness.refuse, { exact: true }).waitFor();
});

test('the run that others are held to has a mark of its own, and a note stands in its hint', async () => {
  const recent = [saved('a'), saved('b', { note: 'on battery' })];
  const { page, send } = await openSidebar(sidebarState({ recent, baseline: 'b' }));
  const marked = (): Promise<(string | null)[]> =>
    page
      .locator('[data-run]', { has: page.getByRole('img', { name: 'baseline' }) })
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-run')));
  await expect.poll(marked).toEqual(['b']);
  await expect
    .poll(() => page.locator('[data-run="b"] .run-open').getAttribute('title'))
    .toMatch(/7 measurements\. on battery$/);
  await send(sidebarState({ recent, baseline: null }));
  await expect.poll(marked).toEqual([]);
});

test('the panel says of each expectation what came of it, with the figures, as long as there are any', async () => {
  const { page, show } = await openResults(twoBenchmarks());
  expect(await page.locator('.expectations').count()).toBe(0);
  await show(twoBenchmarks(), null, VERDICTS);
  const section = page.getByRole('region', { name: 'Expectations' });
  await section.waitFor();
  const lines = (await section.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  expect(lines).toHaveLength(3);
  for (const { outcome, title, reason } of VERDICTS) {
    expect(
      lines.filter((line) => line.includes(outcome) && line.includes(title) && line.includes(reason)),
    ).toHaveLength(1);
  }
  await show(twoBenchmarks());
  await section.waitFor({ state: 'detached' });
});

test('the null test stands under this machine: its verdict, its series, and how far runs lie apart', async () => {
  const { page, send } = await openSidebar(sidebarState());
  await page.locator('[data-section="machine"] > summary').click();
  await page.getByText('No null test has been run here').waitFor();
  await send(sidebarState({ nullTest: NULL_TEST }));
  const facts = page.locator('[data-part="nullTest"]');
  await facts.waitFor();
  const text = (await facts.innerText()).replace(/\s+/g, ' ');
  expect(text).toContain('simd at 256×256×256');
  expect(text).toMatch(/false alarms 7 false alarms in 200 comparisons/);
  expect(text).toMatch(/detection .*39 of 40/);
  expect(text).toContain('two runs of the same lie within 3.1% in 95% of cases');
  expect(text).toContain('by strategy simd 2% at 128; naive 35% at 512');
});
