import { describe, expect, test } from 'vitest';
import { englishWords } from '../englishWords';
import { expectChinese, namesOfRun } from './chineseText';
import { twoBenchmarks } from './fixtures';
import { sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { useBrowser } from './viewPage';
import type { View } from './viewPage';

useBrowser();

/** Pixels by which the page is wider than its window. */
const overflow = (page: View['page']): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const SHOTS = 'dist/test-shots';

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
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-cn');
    await page.getByText('元素类型').or(page.getByText('转置')).first().waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/transpose|density|square:|This machine/);
  });

  test('tabs, header and footer of the results say theirs', async () => {
    const { page } = await openResults(twoBenchmarks(), { lang: 'zh-cn' });
    expect((await page.getByRole('tab').allTextContents()).slice(0, 4)).toEqual(['表格', '热图', '曲线', '屋顶线模型']);
    await page.getByRole('button', { name: '再次运行' }).waitFor();
    await page.locator('.run-footer', { hasText: '每一行均与 float64 核对' }).waitFor();
    await expectChinese(page, namesOfRun(twoBenchmarks()), '[role="tablist"], .run-header, .run-footer');
  });

  test('a sentence keeps its links, in the order of its language', async () => {
    const { page, asked } = await openSidebar(sidebarState({ recent: [], run: null }), { lang: 'zh-cn' });
    await page.locator('.welcome').getByRole('button', { name: '打开示例' }).click();
    await expect.poll(() => asked).toEqual(['openExample']);
    expect(await page.locator('.welcome').innerText()).toMatch(/^用 7 种策略测量本机上矩阵乘法的速度/);
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
