import { describe, expect, test } from 'vitest';
import { englishWords } from '../englishWords';
import { expectChinese, namesOfRun } from './chineseText';
import { twoBenchmarks } from './fixtures';
import { sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { TIMELINE } from './tracedTimeline';
import { useBrowser } from './viewPage';
import type { View } from './viewPage';

useBrowser();

/** Pixels by which the page is wider than its window. */
const overflow = (page: View['page']): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const SHOTS = 'dist/test-shots';

/** Words of pseudo-code. */
const CODE = [
  ...['for', 'in', 'sum', 'sums', 'values', 'columns', 'starts', 'first', 'end', 'entry'],
  ...['jb', 'kb', 'ib', 'jc', 'pc', 'ic', 'kr', 'pA', 'pB', 'LRU', 'bytes'],
];

describe.each(['en', 'zh-cn'] as const)('in %s', (lang) => {
  test('the side bar holds its layout at 320 pixels', async () => {
    const { page } = await openSidebar(sidebarState(), { lang, width: 320 });
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `${SHOTS}/sidebar-${lang}.png` });
  });

  test.each([320, 1600])('the results hold their layout at %d pixels', async (width) => {
    const { page } = await openResults(twoBenchmarks(), { lang, width });
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `${SHOTS}/results-${lang}-${width}.png` });
  });

  test.each([320, 1600])('the empty panel holds its layout at %d pixels', async (width) => {
    const { page } = await openResults(null, { lang, width });
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `${SHOTS}/empty-${lang}-${width}.png` });
  });
});

describe('in Simplified Chinese', () => {
  test('the side bar says its words, and marks its language', async () => {
    const { page } = await openSidebar(sidebarState(), { lang: 'zh-cn' });
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-cn');
    await page.getByText('元素类型').or(page.getByText('转置')).first().waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/transpose|density|square:|This machine/);
  });

  test('tabs, header and footer of the results say theirs', async () => {
    const { page } = await openResults(twoBenchmarks(), { lang: 'zh-cn' });
    await expect
      .poll(async () => (await page.getByRole('tab').allTextContents()).slice(0, 4))
      .toEqual(['表格', '热图', '曲线', '屋顶线模型']);
    await page.getByRole('button', { name: '再次运行' }).waitFor();
    await page.locator('.run-footer', { hasText: '每一行均与 float64 核对' }).waitFor();
    await expectChinese(page, namesOfRun(twoBenchmarks()), '[role="tablist"], .run-header, .run-footer');
  });

  test('a sentence keeps its links, in the order of its language', async () => {
    const { page, asked } = await openSidebar(sidebarState({ recent: [], run: null }), { lang: 'zh-cn' });
    await page.locator('.welcome').getByRole('button', { name: '打开示例' }).click();
    await expect.poll(() => asked).toEqual(['openExample']);
    await expect.poll(() => page.locator('.welcome').innerText()).toMatch(/^用 7 种策略测量本机上矩阵乘法的速度/);
  });

  test('the check of this file finds English in texts and in accessible names, and leaves names and units', async () => {
    expect(englishWords('blocked mc=96 在 n = 512 处达到 1.5 GFLOP/s，wasm simd256')).toEqual([]);
    expect(englishWords('layer one：更快', ['layer one'])).toEqual([]);
    expect(englishWords('simd is faster，更快')).toEqual(['is', 'faster']);
    expect(englishWords('verdict')).toEqual(['verdict']);
    expect(englishWords('blockedness')).toEqual(['blockedness']);
    const { page } = await openSidebar(sidebarState(), { lang: 'zh-cn' });
    await page.evaluate(() => {
      const named = document.createElement('div');
      named.setAttribute('aria-label', 'Save picture');
      named.textContent = '图片';
      named.id = 'named';
      document.body.append(named);
    });
    await expect(expectChinese(page, [], '#named')).rejects.toThrow('Save picture in “Save picture”');
  });
});

describe('in Simplified Chinese, whatever is shown and read aloud', () => {
  const run = twoBenchmarks();
  const names = namesOfRun(run);

  test('of the table, of what it says of itself, and of a row that failed', async () => {
    const { page } = await openResults(run, { lang: 'zh-cn', width: 1600 });
    await page.locator('[data-action="explain"]').click();
    await page.getByText('12 行中有 10 行有时间').waitFor();
    await expectChinese(page, [...names, 'uniform'], '.panel > .tools, .explanation, table.results');
    await expect.poll(() => page.locator('[data-row="7"] .status').innerText()).toMatch(/^失败/);
  });

  test('of the table as Markdown; what programs read keeps its heads', async () => {
    const { page, copied } = await openResults(run, { lang: 'zh-cn' });
    await page.locator('[data-action="copy-markdown"]').click();
    await page.locator('[data-action="copy-csv"]').click();
    await expect.poll(() => copied.length).toBe(2);
    const heads = copied.map((text) => text.split(/\r?\n/)[0]);
    expect(heads[0]).toMatch(
      /^\| 基准 \| m×k×n \| 类型 \| 策略 \| 参数 \| 实际运行的后端 \| 时间 \(ms\) \| 95% \(置信区间\)/,
    );
    expect(heads[1]).toMatch(/^benchmark,m×k×n,type,strategy,parameters,backend that ran,time \(ns\),time from \(ns\)/);
    expect(copied[0]).toContain('失败: The error 4.7e-5');
    expect(copied[1]).toContain('failed: The error 4.7e-5');
  });

  test.each(['ikj', 'blocked4', 'packed4x4', 'sparse25', 'threads2', 'strassen'])(
    'of the steps of %s, and of what they say of themselves',
    async (walk) => {
      const { page } = await openResults(run, { lang: 'zh-cn', width: 320 });
      await page.getByRole('tab', { name: '策略' }).click();
      await page.locator(`[data-walk="${walk}"] button`).click();
      await page.locator('[data-action="explain"]').click();
      await expectChinese(page, CODE, '.strategies');
      await page.locator('[data-action="stepForward"]').click();
      for (let step = 1; step < 30; step++) await page.keyboard.press('.');
      await page.getByText(/^第 30 步（共/).waitFor();
      await expectChinese(page, CODE, '.strategies');
      expect(await overflow(page)).toBe(0);
    },
  );

  test.each([320, 1600])('of a timeline, in a window of %d pixels', async (width) => {
    const harness = await openResults(run, { lang: 'zh-cn', width });
    const { page } = harness;
    harness.timeline = TIMELINE;
    await page.getByRole('tab', { name: '时间线' }).click();
    await expectChinese(page, names, '.panel');
    await page.locator('[data-action="trace"]').click();
    await page.locator('[data-action="explain"]').click();
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^线程 1，打包 B：/).waitFor();
    await expectChinese(page, names, '.panel');
    expect(await overflow(page)).toBe(0);
  });
});
