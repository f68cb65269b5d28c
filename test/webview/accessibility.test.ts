/// <reference types="node" />
import { source } from 'axe-core';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { halfDone, sweep, twoBenchmarks } from './fixtures';
import { form, sidebarState, verdict } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { THEME_NAMES, useBrowser } from './viewPage';
import type { View } from './viewPage';

useBrowser();

/** What axe finds wrong: the rule and the elements. It is evaluated by the driver, so that the policy is not in its way. */
async function violations(page: View['page']): Promise<readonly string[]> {
  await page.evaluate(source);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(root: Document, options: { preload: boolean }): Promise<AxeResults> } }).axe
      // Without its own copies of the style sheets, for which it would add inline styles.
      .run(document, { preload: false }),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

describe.each(THEME_NAMES)('in the theme %s axe finds nothing wrong with', (theme) => {
  test('the sidebar with results and parameters', async () => {
    const recent = [
      {
        id: 'run-9',
        title: 'square',
        startedAt: '2024-05-06T12:02:31.000Z',
        elapsedMs: 48_000,
        state: 'finished',
        measurements: 7,
        note: '',
      },
    ] as const;
    const { page } = await openSidebar(sidebarState({ run: twoBenchmarks(), recent }), { theme });
    await page.getByRole('button', { name: 'About blocked' }).click();
    await page.getByRole('button', { name: 'About loops' }).click();
    await page.locator('[data-section="machine"] summary').click();
    expect(await violations(page)).toEqual([]);
  });

  test('the sidebar with problems, and while a run goes on', async () => {
    const problems = {
      m: 'Give a whole number.',
      densityPercent: 'Too small.',
      strategies: 'Choose one.',
      memory: 'Too large.',
    };
    const state = sidebarState({
      form: { ...form, m: 'x', square: false },
      verdict: verdict({ problems }),
      problem: { message: 'The engine could not start.' },
    });
    const { page, send } = await openSidebar(state, { theme });
    expect(await violations(page)).toEqual([]);
    await send(sidebarState({ run: halfDone() }));
    await page.locator('[data-action="stop"]').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the table, with details, and while a run goes on', async () => {
    const { page, show } = await openResults(twoBenchmarks(), { theme });
    await page.locator('[data-row="4"]').click();
    expect(await violations(page)).toEqual([]);
    await show(halfDone());
    await page.locator('[data-action="stop"]').waitFor();
    expect(await violations(page)).toEqual([]);
    await show(null);
    await page.getByRole('heading', { name: 'Nothing measured yet' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the heatmap and its table', async () => {
    const { page } = await openResults(sweep(), { theme });
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('grid').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('[data-action="heatmapAsTable"]').click();
    await page.locator('.heatmap-table').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('space', () => {
  const overflow = (page: View['page']): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  test.each([320, 480, 760, 1000, 1600])('at %i px the panel does not scroll sideways', async (width) => {
    const { page, show } = await openResults(twoBenchmarks(), { width });
    await page.locator('[data-row="4"]').click();
    expect(await overflow(page)).toBe(0);
    await show(sweep());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('grid').waitFor();
    expect(await overflow(page)).toBe(0);
  });

  test.each([180, 240, 320, 600])('at %i px the sidebar does not scroll sideways', async (width) => {
    const { page } = await openSidebar(sidebarState({ run: twoBenchmarks() }), { width });
    await page.getByRole('button', { name: 'About blocked' }).click();
    expect(await overflow(page)).toBe(0);
  });

  test('below 760 px the backend stands under the name', async () => {
    const { page } = await openResults(twoBenchmarks(), { width: 759 });
    const row = page.locator('[data-row="4"]');
    expect(await row.locator('[data-column="backend"]').isVisible()).toBe(false);
    expect(await row.locator('.backend-below').isVisible()).toBe(true);
    await page.setViewportSize({ width: 760, height: 900 });
    expect(await row.locator('[data-column="backend"]').isVisible()).toBe(true);
    expect(await row.locator('.backend-below').isVisible()).toBe(false);
  });

  test('with reduced motion nothing pulses', async () => {
    const animation = (view: View): Promise<string> =>
      view.page
        .locator('.pulse')
        .first()
        .evaluate((mark) => getComputedStyle(mark).animationName);
    const moving = await openResults(halfDone());
    expect(await animation(moving.view)).toBe('pulse');
    const still = await openResults(halfDone(), { reducedMotion: true });
    expect(await animation(still.view)).toBe('none');
  });
});
