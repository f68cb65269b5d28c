import { expect, test } from 'vitest';
import { sweep } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

/** Seven strategies at each size: with the title of its group, eight lines. */
const run = (sizes: number) => sweep(Array.from({ length: sizes }, (_size, index) => index + 1));
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'));

test('of a long table only the rows in sight are drawn, and the grid says how many there are', async () => {
  const { page } = await openResults(run(300));
  const grid = page.getByRole('grid', { name: 'Measurements' });
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('2401');
  const drawn = await page.locator('tr.row').count();
  expect(drawn).toBeGreaterThan(10);
  expect(drawn).toBeLessThan(100);
  await expect.poll(() => page.locator('tr.row').first().getAttribute('aria-rowindex')).toBe('3');
});

test('scrolling draws what comes into sight, in columns that keep their widths', async () => {
  const { page } = await openResults(run(300));
  const widths = () => page.locator('thead th').evaluateAll((cells) => cells.map((cell) => cell.clientWidth));
  const before = await widths();
  await page.locator('.table-scroll').evaluate((box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.locator('tr[aria-rowindex="2401"]').waitFor();
  expect(await page.locator('tr[aria-rowindex="3"]').count()).toBeLessThanOrEqual(1);
  expect(await page.locator('tr.row').count()).toBeLessThan(100);
  await expect.poll(widths).toEqual(before);
});

test('one tab stop; arrow keys, PageDown, Home and End go to rows that were not drawn', async () => {
  const { page } = await openResults(run(300));
  await expect.poll(() => page.locator('.row-button[tabindex="0"]').count()).toBe(1);
  await page.locator('.row-button[tabindex="0"]').focus();
  const steps: readonly (readonly [key: string, rowIndex: string])[] = [
    ['ArrowDown', '4'],
    ['PageDown', '15'],
    ['End', '2401'],
    ['ArrowUp', '2400'],
    ['Home', '3'],
  ];
  for (const [key, rowIndex] of steps) {
    await page.keyboard.press(key);
    await expect.poll(() => focused(page), { message: key }).toBe(rowIndex);
    await expect.poll(() => outOfSightPx(page), { message: key }).toBe(0);
  }
});

test('the details of a row that was chosen stand below the box, whatever is scrolled to', async () => {
  const { page } = await openResults(run(300));
  await page.locator('.row-button[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await expect.poll(() => focused(page)).toBe('2401');
  await page.keyboard.press('Enter');
  await page.locator('#row-details').waitFor();
  await expect.poll(() => page.locator('tr.row.selected').getAttribute('aria-rowindex')).toBe('2401');
});

test('a run that comes in many messages is whole', async () => {
  const { page, show } = await openResults(run(10));
  await show({ ...run(150), id: 'run-long' });
  await expect.poll(() => page.getByRole('grid', { name: 'Measurements' }).getAttribute('aria-rowcount')).toBe('1201');
});

/** How far the row with the focus stands above or below what its box shows of rows, in CSS pixels. */
function outOfSightPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    const boundsOf = (element: Element | null | undefined): DOMRect =>
      (element ?? document.body).getBoundingClientRect();
    const row = boundsOf(document.activeElement?.closest('tr'));
    const top = boundsOf(document.querySelector('thead')).bottom - 1 - row.top;
    const bottom = row.bottom - 1 - boundsOf(document.querySelector('.table-scroll')).bottom;
    return Math.round(Math.max(0, top, bottom));
  });
}
