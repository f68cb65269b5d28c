import { describe, expect, test } from 'vitest';
import { partsOf } from '../../src/webview/results/Unbroken';
import { curvesRun, roofRun, sampledRun } from './chartRuns';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

describe('values in headings', () => {
  test.each([
    ['parallel overtakes simd at n ≈ 191 (128–256)', ['n ≈ 191', '(128–256)']],
    ['n ≈ 191（128–256）处，parallel 超过 simd', ['n ≈ 191', '128–256']],
    ['simd misses 12% as often as i-j-k', ['i-j-k']],
    ['loops order=i-k-j ÷ naive', ['order=i-k-j']],
    ['simd takes 2.684 ms (2.668 ms–2.700 ms)', ['2.684 ms', '(2.668 ms–2.700 ms)']],
    ['simd reaches 1\u2009048 GFLOP/s at n = 128', ['1\u2009048 GFLOP/s', 'n = 128']],
    ['784-100-10: 96% right', ['784-100-10']],
  ])('are told from the words around them: %s', (text, values) => {
    const parts = partsOf(text);
    expect(parts.filter(({ isValue }) => isValue).map((part) => part.text)).toEqual(values);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });

  test('may be broken where they are so long that a line may not hold them', () => {
    expect(partsOf('a-name-that-is-longer-than-any-value takes 3').every(({ isValue }) => !isValue)).toBe(true);
  });

  const RUNS = {
    Strategies: twoBenchmarks(),
    Curves: curvesRun(),
    Roofline: roofRun(24.4),
    Distribution: sampledRun(),
  };
  test.each(Object.entries(RUNS))('stand in one line at every width, in the tab %s', async (name, run) => {
    const { page } = await openResults(run, { width: 320 });
    await page.getByRole('tab', { name }).click();
    await page.locator('.finding .unbroken').first().waitFor();
    for (let width = 300; width <= 460; width += 16) {
      await page.setViewportSize({ width, height: 900 });
      const lines = await page
        .locator('.finding .unbroken')
        .evaluateAll((values) => values.map((value) => value.getClientRects().length));
      expect(lines).toEqual(lines.map(() => 1));
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
});
