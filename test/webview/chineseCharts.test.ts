import { describe, expect, test } from 'vitest';
import type { RunView } from '../../src/shared/viewProtocol';
import { curvesRun, roofRun, sampledRun } from './chartRuns';
import { expectChinese, namesOfRun } from './chineseText';
import { searchRun } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();

interface ChartTab {
  readonly title: string;
  readonly run: RunView;
  readonly finding: RegExp;
  /** What is said by parts that are not translated yet. */
  readonly english?: readonly string[];
  /** Its axes, a legend, what marks the largest value. */
  readonly drawn: readonly (string | RegExp)[];
}

const TABS: Readonly<Record<'curves' | 'roofline' | 'distribution', ChartTab>> = {
  curves: {
    title: '曲线',
    run: curvesRun(),
    finding: /^n ≈ 191（128–256）处，parallel 超过 simd$/,
    drawn: ['速度，GFLOP/s（对数）', 'n（对数）', 'relaxed，1 个线程：54.2', '时间之比（对数）', '持平'],
  },
  roofline: {
    title: '屋顶线模型',
    run: roofRun(24.4),
    finding: /^blocked 达到上限的 61\.0% \(60\.6–61\.4\)，受限于：L2 带宽$/,
    drawn: ['速度，GFLOP/s（对数）', '各自受限层级的 flop/byte（对数）', 'relaxed，2 个线程：108'],
  },
  distribution: {
    title: '分布',
    run: sampledRun(),
    finding: /^simd，512×512×512 用时 2\.684 ms \(.*\)；十分之八的样本在 .* 至 .* 之间$/,
    english: [
      ...['1 of 40 outliers: 1 high severe', '1 of 41 rounds was disturbed and taken again'],
      ...['of 40 outliers:', 'high severe', 'low severe'],
    ],
    drawn: ['每次运行的时间', '样本', '轮', '循环', /^中位数 2\.684 ms ±/],
  },
};

async function openTab(name: keyof typeof TABS, options: ViewOptions = {}): Promise<ResultsHarness> {
  const { run, title } = TABS[name];
  const harness = await openResults(run, { lang: 'zh-cn', ...options });
  await harness.page.getByRole('tab', { name: title }).click();
  await harness.page.locator('.line-chart path').first().waitFor();
  return harness;
}

describe.each(Object.keys(TABS) as (keyof typeof TABS)[])('the tab %s in Chinese', (name) => {
  const { run, finding, drawn, english = [] } = TABS[name];
  const names = [...namesOfRun(run), ...english];

  test('begins with its finding, and names axes, lines and marks', async () => {
    const { page } = await openTab(name);
    await expect.poll(() => page.locator('.finding').innerText()).toMatch(finding);
    const texts = await page.locator('.line-chart svg text').allTextContents();
    for (const text of drawn)
      expect(texts).toContainEqual(typeof text === 'string' ? text : expect.stringMatching(text));
    await expectChinese(page, names, '.panel');
  });

  test('explains each chart, says each point, and has the same numbers as a table', async () => {
    const { page } = await openTab(name);
    for (const chart of await page.locator('[data-chart]').all()) {
      await chart.locator('[data-action="explain"]').click();
      await chart.getByText('这里显示的是什么？').waitFor();
      const slider = chart.getByRole('slider');
      await slider.focus();
      for (const key of ['Home', 'End', 'ArrowDown', 'End']) {
        await page.keyboard.press(key);
        await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/[：，]|\p{Script=Han}/u);
        await expectChinese(page, names, '.panel');
      }
    }
    for (const button of await page.locator('[data-action="chartAsTable"]').all()) await button.click();
    await expect.poll(() => page.getByRole('grid').count()).toBeGreaterThan(0);
    await expectChinese(page, names, '.panel');
  });

  test.each([320, 1600])('holds its layout at %d pixels', async (width) => {
    const { page } = await openTab(name, { width });
    for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

test('another run is laid over the roofline in Chinese', async () => {
  const before = roofRun(12, { id: 'run-0', title: 'before' });
  const harness = await openResults(null, { lang: 'zh-cn' });
  harness.saved.push(before);
  const { page } = harness;
  await harness.show(roofRun(24.4));
  await page.getByRole('tab', { name: '屋顶线模型' }).click();
  await page.locator('[data-field="otherRun"]').evaluate((select: HTMLElement & { value: string }) => {
    select.value = 'run-0';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const point = page.locator('[data-part="point"]');
  await expect.poll(() => point.innerText()).toContain('空心标记为“before”，点线由其指向此处');
  await page.locator('[data-chart="roofline"]').getByRole('slider').focus();
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
  await expect
    .poll(() => point.innerText())
    .toMatch(/^另一次运行，blocked：12\.0 GFLOP\/s，达到上限的 .*，受限于：L2 带宽$/);
  await expectChinese(page, namesOfRun(before), '.panel');
});

describe('the tab crossover in Chinese', () => {
  const names = namesOfRun(searchRun());

  test('says where two change places, on its chart, at each point and in its table', async () => {
    const { page } = await openResults(searchRun(), { lang: 'zh-cn' });
    await expect
      .poll(() => page.locator('.finding').innerText())
      .toMatch(/^密度 0\.300 及以下 sparse 更快，密度 0\.500 及以上 dense 更快（确定性至少 \d+(\.\d+)?%）$/);
    await page.getByText('● sparse 更快，■ dense 更快，· 未发现差异；线段为比值的置信区间；带为交叉之处').waitFor();
    await expectChinese(page, names, '.panel');
    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('End');
    await expect
      .poll(() => chart.getAttribute('aria-valuetext'))
      .toMatch(/^密度 1\.00：dense 更快，sparse ÷ dense 为 2\.00×/);
    await expectChinese(page, names, '.panel');
  });

  test.each([320, 1600])('holds its layout at %d pixels', async (width) => {
    const { page } = await openResults(searchRun(), { lang: 'zh-cn', width });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
