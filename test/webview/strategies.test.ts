import { describe, expect, test } from 'vitest';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

async function openStrategies(walk: string | null, options: ViewOptions = {}): Promise<ResultsHarness> {
  const harness = await openResults(twoBenchmarks(), options);
  const { page } = harness;
  await page.getByRole('tab', { name: 'Strategies' }).click();
  if (walk !== null) await page.locator(`[data-walk="${walk}"] button`).click();
  return harness;
}

const finding = (page: Page): Promise<string> => page.locator('h2.finding').innerText();
const step = (page: Page): Promise<string> => page.locator('.step-count').innerText();
const cell = (page: Page, region: string, at: string) => page.locator(`[data-region="${region}"] [data-cell="${at}"]`);
const words = (page: Page, region: string, at: string): Promise<string | null> =>
  cell(page, region, at).getAttribute('aria-label');
const written = (page: Page, region: string, at: string): Promise<string | null> =>
  cell(page, region, at).locator('span').getAttribute('data-text');
/** Misses of a row of the table of counts. */
const misses = (page: Page, name: string): Promise<string> =>
  page.locator(`[data-counts="${name}"] td`).nth(0).innerText();

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

describe('what a strategy does', () => {
  test('begins with the strategy of the row that is chosen, and says its finding', async () => {
    const { page } = await openStrategies(null);
    await expect
      .poll(() => finding(page))
      .toMatch(/^2 threads miss 200 times where i-j-k misses 592, for each thread reads its B once/);
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.locator('[data-row="1"]').click();
    await page.getByRole('tab', { name: 'Strategies' }).click();
    await expect
      .poll(() => finding(page))
      .toBe(
        'i-k-j misses 160 times where i-j-k misses 592, for it walks B along its rows (128 misses at B, 512 in i-j-k)',
      );
  });

  test('a step shows what is touched, what was missed, and the line that runs', async () => {
    const { page } = await openStrategies('ijk');
    await page.locator('[data-action="stepForward"]').click();
    await expect.poll(() => words(page, 'A', '0-0')).toBe('A[0, 0], read now, missed, in the cache');
    await expect.poll(() => words(page, 'A', '0-3')).toBe('A[0, 3], in the cache');
    await expect.poll(() => words(page, 'A', '0-4')).toBe('A[0, 4], not in the cache');
    await expect.poll(() => words(page, 'C', '0-0')).toBe('C[0, 0], 1 of 8 terms added, not in the cache');
    await expect.poll(() => written(page, 'C', '0-0')).toBe('1');
    await expect.poll(() => page.locator('[aria-current="step"]').innerText()).toBe('      sum += A[i, k]·B[k, j]');
    await expect
      .poll(async () => (await page.locator('.statement').innerText()).split(/\n+/))
      .toEqual(['sum += A[0, 0]·B[0, 0]', 'misses A[0, 0], B[0, 0]']);
    await page.keyboard.press('.');
    await expect.poll(() => words(page, 'A', '0-1')).toBe('A[0, 1], read now, hit, in the cache');
    await expect.poll(() => misses(page, 'A')).toBe('1');
    await expect.poll(() => misses(page, 'B')).toBe('2');
    await expect.poll(() => misses(page, 'all')).toBe('3');
  });

  test('steps go back as they came, and to both ends', async () => {
    const { page } = await openStrategies('ikj');
    await page.locator('[data-action="stepForward"]').click();
    await press(page, '.', 11);
    const before = await page.locator('.statement').innerText();
    await press(page, '.', 5);
    await press(page, ',', 5);
    await expect.poll(() => page.locator('.statement').innerText()).toBe(before);
    await expect.poll(() => step(page)).toBe('12 / 640');
    await page.locator('.scrub').focus();
    await page.keyboard.press('End');
    await expect.poll(() => step(page)).toBe('640 / 640');
    await expect.poll(() => misses(page, 'all')).toBe('160');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => step(page)).toBe('639 / 640');
    await page.locator('[data-action="firstStep"]').click();
    await expect.poll(() => step(page)).toBe('0 / 640');
    await expect.poll(() => misses(page, 'all')).toBe('0');
  });

  test('another cache gives other misses, in the finding and in the table', async () => {
    const { page } = await openStrategies('ikj');
    await page.locator('[data-field="lines"]').click();
    await page.locator('[data-field="lines"]').getByRole('option', { name: 'cache of 32 lines' }).click();
    await expect.poll(() => finding(page)).toBe('i-k-j misses 48 times, as i-j-k does');
    await expect.poll(() => page.locator('[data-walk="ikj"] td').nth(1).innerText()).toBe('48');
    await page.locator('[data-field="elementsOfLine"]').click();
    await page.locator('[data-field="elementsOfLine"]').getByRole('option', { name: '8 elements a line' }).click();
    await expect.poll(() => finding(page)).toBe('i-k-j misses 24 times, as i-j-k does');
  });

  test('panels say what is packed in them', async () => {
    const { page } = await openStrategies('packed4x4');
    await expect.poll(() => words(page, 'pB', '0-0')).toBe('pB[0, 0], empty, not in the cache');
    await page.locator('[data-action="stepForward"]').click();
    await expect
      .poll(() => words(page, 'pB', '0-0'))
      .toBe('pB[0, 0], holds B[0, 0], written now, missed, in the cache');
    await expect.poll(() => written(page, 'pB', '0-0')).toBe('00');
  });

  test('two threads run side by side, each with a cache', async () => {
    const { page } = await openStrategies('threads2');
    await page.locator('[data-action="stepForward"]').click();
    await expect
      .poll(() => page.locator('.statement p').allInnerTexts())
      .toEqual(['1: pack B[0, 0 … 3]', '2: pack B[0, 4 … 7]', 'misses B[0, 0], pB1[0, 0], B[0, 4], pB2[0, 0]']);
    await expect
      .poll(() => words(page, 'B', '0-4'))
      .toBe('B[0, 4], read now by thread 2, missed, in the cache of thread 2');
    await expect.poll(() => misses(page, 'thread 2')).toBe('2');
  });

  test('the zeros of a sparse A are said to be none that is stored', async () => {
    const { page } = await openStrategies('sparse25');
    const labels = await page
      .locator('[data-region="A"] [data-cell]')
      .evaluateAll((cells) => cells.map((each) => each.getAttribute('aria-label') ?? ''));
    expect(labels.filter((label) => label.includes('zero, not stored'))).toHaveLength(48);
  });

  test('arrow keys move over the cells, which are one tab stop each matrix', async () => {
    const { page } = await openStrategies('ijk');
    await expect.poll(() => page.locator('[data-region="B"] [tabindex="0"]').count()).toBe(1);
    await cell(page, 'B', '0-0').focus();
    await press(page, 'ArrowRight', 2);
    await press(page, 'ArrowDown', 3);
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await expect.poll(focused).toBe('B[3, 2], not in the cache');
    await page.keyboard.press('Control+End');
    await expect.poll(focused).toBe('B[7, 7], not in the cache');
    await expect.poll(() => page.locator('[data-region="B"] [tabindex="0"]').count()).toBe(1);
  });

  test('a link opens the page that explains it', async () => {
    const { page, asked } = await openStrategies('ijk');
    await page.locator('[data-action="openDocs"]').click();
    await expect.poll(() => asked).toEqual(['docs inside']);
  });
});

describe('playing', () => {
  test('goes on by itself to the end, and stops where it is told to', async () => {
    const { page } = await openStrategies('blocked8');
    await page.locator('[data-action="play"]').click();
    await expect.poll(async () => Number.parseInt(await step(page), 10)).toBeGreaterThan(2);
    await page.keyboard.press('k');
    await expect.poll(() => page.locator('[data-action="play"]').getAttribute('title')).toBe('Play (k)');
    const paused = await step(page);
    await page.waitForTimeout(400);
    expect(await step(page)).toBe(paused);
    await page.locator('[data-field="speed"]').click();
    await page.locator('[data-field="speed"]').getByRole('option', { name: '128 steps/s' }).click();
    await page.locator('[data-action="play"]').click();
    await expect.poll(() => step(page)).toBe('36 / 36');
    await expect.poll(() => misses(page, 'all')).toBe('80');
  });

  test('with reduced motion there are steps by key, and no Play', async () => {
    const { page } = await openStrategies('ijk', { reducedMotion: true });
    expect(await page.locator('[data-action="play"]').count()).toBe(0);
    await page.locator('[data-action="stepForward"]').click();
    await page.keyboard.press('k');
    await press(page, '.', 2);
    await expect.poll(() => step(page)).toBe('3 / 576');
    await page.waitForTimeout(400);
    expect(await step(page)).toBe('3 / 576');
  });
});

test('what is looked at survives a change of tabs and a reload', async () => {
  const { page, view } = await openStrategies('strassen');
  await page.locator('[data-action="stepForward"]').click();
  await press(page, '.', 16);
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('tab', { name: 'Strategies' }).click();
  await expect.poll(() => step(page)).toBe('17 / 83');
  await page.keyboard.press('Tab');
  await page.locator('[data-action="stepForward"]').click();
  // Remembered once it rests.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          (JSON.parse(sessionStorage.getItem('state') ?? '{}') as { strategies?: { step?: number } }).strategies?.step,
      ),
    )
    .toBe(18);
  await view.ready();
  await page.locator('.step-count').waitFor();
  await expect.poll(() => step(page)).toBe('18 / 83');
  await expect.poll(() => finding(page)).toContain('Strassen');
});

test('a state that an earlier version left is kept', async () => {
  const { page, view } = await openStrategies('ijk');
  await page.evaluate(() => {
    const state = JSON.parse(sessionStorage.getItem('state') ?? '{}') as Record<string, unknown>;
    delete state.strategies;
    sessionStorage.setItem('state', JSON.stringify({ ...state, tab: 'heatmap' }));
  });
  await view.ready();
  await page.getByRole('grid').waitFor();
  await expect.poll(() => page.getByRole('tab', { name: 'Heatmap' }).getAttribute('aria-selected')).toBe('true');
});
