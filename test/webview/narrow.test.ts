import { describe, expect, test } from 'vitest';
import { curvesRun, roofRun } from './chartRuns';
import { SUMMARIES } from './comparedRuns';
import { halfDone, twoBenchmarks } from './fixtures';
import { sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { useBrowser } from './viewPage';
import type { View } from './viewPage';

useBrowser();

const NARROW = { width: 320, height: 800 } as const;

describe('the header of a narrow panel', () => {
  test.each(['en', 'zh-cn'] as const)('leaves three quarters of the height to what it heads, in %s', async (lang) => {
    const longer = {
      ...twoBenchmarks(),
      title: 'simd, parallel, blocked and outer at 512×512×512, over night.matmul.json',
    };
    for (const run of [twoBenchmarks(), halfDone(), longer]) {
      const { page } = await openResults(run, { ...NARROW, lang });
      const { y = NaN } = (await page.getByRole('tabpanel').boundingBox()) ?? {};
      expect(y).toBeLessThanOrEqual(NARROW.height / 4);
    }
  });

  test('says the machine on one line, and all of it in the footer', async () => {
    const { page } = await openResults(twoBenchmarks(), NARROW);
    expect((await page.locator('.run-header .machine').boundingBox())?.height).toBeLessThanOrEqual(24);
    const facts = await page.locator('.run-header .machine span').allTextContents();
    expect(facts).toHaveLength(4);
    const footer = await page.locator('.run-footer').innerText();
    for (const fact of facts) expect(footer).toContain(fact);
    await page.setViewportSize({ width: 1000, height: 800 });
    expect(await page.locator('.run-footer').innerText()).not.toContain(facts[0] ?? 'nothing');
  });

  test('has further actions behind three dots, by keyboard and by pointer', async () => {
    const { page, asked } = await openResults(twoBenchmarks(), NARROW);
    expect(await page.getByRole('button', { name: 'Export…' }).count()).toBe(0);
    const more = page.getByRole('button', { name: 'More actions' });
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await more.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('Export…');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Profile…');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Export…');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Export…' }).press('Enter');
    await expect.poll(() => asked).toEqual(['export run-1']);
    await more.click();
    await page.getByRole('menuitem', { name: 'Profile…' }).click();
    await expect.poll(() => asked.at(-1)).toBe('profile');
    await more.click();
    await page.locator('.finding').click();
    expect(await page.getByRole('menu').count()).toBe(0);
  });
});

describe('names of lines in a narrow chart', () => {
  test.each([
    ['Roofline', roofRun(24.4), 'roofline', ['relaxed, 2 threads: 108', 'L2 92.5 GB/s']],
    ['Curves', curvesRun(), 'curves', ['parallel', 'simd']],
  ] as const)(
    'of %s are numbers with a key below it, and none is cut or lies on another',
    async (tab, run, id, names) => {
      const { page } = await openResults(run, NARROW);
      await page.getByRole('tab', { name: tab }).click();
      const chart = page.locator(`[data-chart="${id}"]`);
      await chart.locator('.line-key li').first().waitFor();
      const key = await chart.locator('.line-key li').allInnerTexts();
      const named = key.map((line) => line.replace(/^\d+\s+/, ''));
      expect(named).toEqual(expect.arrayContaining([...names]));
      const texts = await chart.locator('.line-chart svg text').allTextContents();
      expect(texts.join('\n')).not.toContain('…');
      for (const [index] of key.entries()) expect(texts).toContain(String(index + 1));
      expect(await overlapping(page, id)).toEqual([]);
      await page.setViewportSize({ width: 1200, height: 800 });
      await expect.poll(() => chart.locator('.line-key').count()).toBe(0);
      await expect.poll(() => chart.locator('.line-chart svg text').allTextContents()).toContain(names[0]);
    },
  );
});

/** Texts of a chart that lie on each other, or reach out of it. */
function overlapping(page: View['page'], id: string): Promise<readonly string[]> {
  return page.locator(`[data-chart="${id}"] .line-chart > svg`).evaluate((svg) => {
    const outer = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map((text) => ({
      text: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    return boxes.flatMap(({ text, box }, index) => {
      const isOut = box.left < outer.left - 1 || box.right > outer.right + 1;
      const on = boxes.slice(index + 1).filter(({ box: other }) => {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        return across > 1 && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 3;
      });
      return [...(isOut ? [`${text} is cut`] : []), ...on.map((other) => `${text} on ${other.text}`)];
    });
  });
}

test('saved runs stand as close as rows of a list, and what can be done with one is seen where the focus is', async () => {
  const { page } = await openSidebar(sidebarState({ recent: SUMMARIES }));
  const rows = page.locator('.run');
  const boxes = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
  for (const [index, top] of boxes.slice(1).entries()) expect(top - (boxes[index] ?? 0)).toBe(22);
  const opacity = () =>
    rows
      .first()
      .locator('.run-actions')
      .evaluate((actions) => getComputedStyle(actions).opacity);
  expect(await opacity()).toBe('0');
  await rows.first().locator('.run-open').focus();
  await page.keyboard.press('Tab');
  expect(await opacity()).toBe('1');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe('runMenu');
});

test('the history of a narrow panel has all that can be done with a run in sight', async () => {
  const { page } = await openResults(twoBenchmarks(), { ...NARROW, recent: SUMMARIES });
  await page.getByRole('tab', { name: 'Runs' }).click();
  const region = page.getByRole('region', { name: 'Saved runs as a table' });
  expect(await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  expect(await page.locator('[data-run="first"] th').innerText()).toContain('5 May 2024 · before the new tile');
  expect(await page.locator('[data-run="first"] [data-action="deleteRun"]').isVisible()).toBe(true);
});
