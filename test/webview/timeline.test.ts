import { expect, test } from 'vitest';
import type { Timeline } from '../../src/core/measure/timeline';
import { twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { TIMELINE } from './tracedTimeline';
import { useBrowser } from './viewPage';

useBrowser();

async function openTimeline(timeline: Timeline | null = TIMELINE, width = 900): Promise<ResultsHarness> {
  const harness = await openResults(twoBenchmarks(), { width });
  harness.timeline = timeline;
  await harness.page.getByRole('tab', { name: 'Timeline' }).click();
  await harness.page.locator('[data-action="trace"]').waitFor();
  return harness;
}

async function traced(timeline: Timeline = TIMELINE, width = 900): Promise<ResultsHarness> {
  const harness = await openTimeline(timeline, width);
  await harness.page.locator('[data-action="trace"]').click();
  await harness.page.locator('[data-chart="timeline"]').waitFor();
  return harness;
}

const title = ({ page }: ResultsHarness): Promise<string> => page.locator('.finding').innerText();
const hint = ({ page }: ResultsHarness): Promise<string> => page.locator('[data-part="point"]').innerText();

test('nothing is traced before it is asked for, and what that costs is said', async () => {
  const harness = await openTimeline();
  await expect.poll(() => title(harness)).toMatch(/^What do the threads of .* do\?$/);
  await expect
    .poll(() => harness.page.locator('.panel .sub').innerText())
    .toContain('about as long as a dozen multiplications');
  expect(harness.asked).toEqual([]);
});

test('a traced multiplication says what its threads’ time went into', async () => {
  const harness = await traced();
  expect(harness.asked).toHaveLength(1);
  expect(harness.asked[0]).toMatch(/^trace \d+$/);
  await expect
    .poll(() => title(harness))
    .toBe('Waiting costs 20.8% of the 2 threads’ time; 62.5% is spent multiplying');
  await expect.poll(() => harness.page.locator('.panel .sub').innerText()).toContain('Thread 2 holds the others up');
  await expect
    .poll(() => harness.page.locator('[role="status"]').innerText())
    .toContain('1.200 ms traced, 1.150 ms untraced (+4.3%)');
});

test('each thread has a row, each kind of work an entry', async () => {
  const { page } = await traced();
  const texts = await page.locator('[data-chart="timeline"] svg text').allTextContents();
  for (const text of ['thread 1', 'thread 2', 'pack B', 'multiply', 'waiting', 'time, ms', 'rows 0–127']) {
    expect(texts).toContain(text);
  }
});

test('arrow keys go along a thread, and to what the other does at that time', async () => {
  const harness = await traced();
  await harness.page.getByRole('slider').focus();
  await harness.page.keyboard.press('ArrowRight');
  await expect
    .poll(() => hint(harness))
    .toBe('thread 1, pack B: columns 0–511 of C, steps 0–255 of k; 0–0.2000 ms, 200.0 µs');
  await harness.page.keyboard.press('ArrowRight');
  await expect
    .poll(() => hint(harness))
    .toBe(
      'thread 1, multiply: rows 0–127, columns 0–511 of C, steps 0–255 of k; 0.2000–0.5000 ms, 300.0 µs, 112 GFLOP/s',
    );
  await harness.page.keyboard.press('ArrowDown');
  await expect.poll(() => hint(harness)).toMatch(/^thread 2, pack B/);
  await harness.page.keyboard.press('End');
  await expect.poll(() => hint(harness)).toMatch(/^thread 2, multiply: rows 384–511/);
});

test('a pointer finds the piece under it', async () => {
  const harness = await traced();
  const box = await harness.page.locator('[data-chart="timeline"] .zoom-area').boundingBox();
  if (box === null) throw new Error('no chart');
  await harness.page.mouse.move(box.x + 0.35 * box.width, box.y + 0.25 * box.height);
  await expect.poll(() => hint(harness)).toMatch(/^thread 1, multiply: rows 0–127/);
  await harness.page.mouse.move(box.x + 0.9 * box.width, box.y + 0.75 * box.height);
  await expect.poll(() => hint(harness)).toMatch(/^thread 2, multiply: rows 384–511/);
});

test('what is seen can be made larger, and is remembered with the timeline over another tab and a reload', async () => {
  const { page, view } = await traced();
  await page.getByRole('slider').focus();
  for (let times = 0; times < 5; times++) await page.keyboard.press('+');
  const texts = (): Promise<readonly string[]> => page.locator('[data-chart="timeline"] svg text').allTextContents();
  await expect.poll(texts).not.toContain('0.0');
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.locator('[data-chart="timeline"]').waitFor();
  await expect.poll(texts).not.toContain('0.0');
  await view.ready();
  await page.locator('[data-chart="timeline"]').waitFor();
  await expect.poll(texts).not.toContain('0.0');
});

test('the same as numbers, and as a picture', async () => {
  const { page, pictures } = await traced();
  const grid = page.getByRole('grid', { name: 'Time by thread and kind of work' });
  await expect
    .poll(() => grid.locator('tbody tr').first().innerText())
    .toMatch(/thread 1\s+0\.6000\s+0\.2000\s+0\.4000\s+66\.7|thread 1/);
  await expect
    .poll(() => grid.locator('td').allInnerTexts())
    .toEqual(expect.arrayContaining(['thread 2', '0.9000', '0.1000', '91.7']));
  await page.locator('[data-action="savePicture"]').click();
  await expect.poll(() => pictures.length).toBe(1);
  expect(pictures[0].svg.light).toContain('>thread 2</text>');
});

test('what stands in the way is said, and tracing can be tried again', async () => {
  const harness = await openTimeline();
  harness.refuse = 'A run goes on, which tracing would disturb. Wait until it has ended, or stop it.';
  await harness.page.locator('[data-action="trace"]').click();
  await harness.page.getByText('A run goes on, which tracing would disturb.').waitFor();
  harness.refuse = null;
  await harness.page.locator('[data-action="trace"]').click();
  await harness.page.locator('[data-chart="timeline"]').waitFor();
});

test('a command of the editor opens the tab', async () => {
  const { page, goTo } = await openResults(twoBenchmarks());
  await goTo('timeline');
  await page.locator('[data-action="trace"]').waitFor();
});
