import { expect, test } from 'vitest';
import { TUNING, TUNING_POINTS } from '../tuningFixture';
import type { TunedDefault } from '../../src/core/spec/tunedDefaults';
import type { RunView } from '../../src/shared/viewProtocol';
import { done, problem, runView, subject, timed, twoBenchmarks } from './fixtures';
import { sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const SPEEDS = [100, 54, 121, 20] as const;

/** mr = 4, nr = 16 beats the default in the final round; mr = 6, nr = 8 was given up. */
function tuningRun(change: Partial<RunView> = {}): RunView {
  const rows = TUNING_POINTS.map((point, index) => {
    const of = subject('simd', problem(512), point, 'tune simd');
    const timing = timed(of, SPEEDS[index], { stopped: index === 3 ? 'hopeless' : 'interval' });
    return done(index === 0 || index === 2 ? { ...timing, finalRound: true } : timing);
  });
  return runView(rows, { title: 'tune simd at 512×512×512', tuning: TUNING, ...change });
}

const KEPT: TunedDefault = {
  ...{ processor: 'Example CPU 3000', codePath: 'relaxed', strategy: 'simd', dtype: 'f32' },
  ...{ values: { mr: 4, nr: 16 }, size: '512×512×512', keptAt: '2026-01-02T03:04:05.000Z' },
  gain: { ratio: 1.21, low: 1.2, high: 1.22 },
};

const cell = (page: ResultsHarness['page'], name: RegExp) => page.getByRole('gridcell', { name });

test('a tuning opens on its map, with the sentence above and the default beside it', async () => {
  const { page } = await openResults(tuningRun());
  await expect.poll(() => page.getByRole('tab', { name: 'Heatmap' }).getAttribute('aria-selected')).toBe('true');
  await expect
    .poll(() => page.locator('.finding').innerText())
    .toBe('mr = 4, nr = 16 is 1.21× as fast as the default (1.20–1.22)');
  await expect
    .poll(() => page.locator('.reference').innerText())
    .toMatch(/^Default: 100 GFLOP\/s · 2\.684 ms ±0\.6% · wasm/);
  await expect.poll(() => page.getByRole('columnheader').allInnerTexts()).toEqual(['mr ╲ nr', '6', '8', '16']);
  await expect.poll(() => page.getByRole('rowheader').allInnerTexts()).toEqual(['4', '6']);
});

test('each cell says its point, what it is equal to, why it was given up or cannot run', async () => {
  const { page } = await openResults(tuningRun());
  const label = (name: RegExp) => cell(page, name).getAttribute('aria-label');
  await expect
    .poll(() => label(/^mr = 4, nr = 16/))
    .toMatch(
      /^mr = 4, nr = 16, the best point, measured again in the final round, 1\.21× \(1\.20–1\.22\) as fast as the default, 121/,
    );
  await expect
    .poll(() => label(/^mr = 6, nr = 16/))
    .toMatch(/^mr = 6, nr = 16, computes as the default does, measured again/);
  await expect.poll(() => label(/^mr = 6, nr = 8/)).toContain('stopped early: others are faster by far');
  await expect
    .poll(() => label(/^mr = 4, nr = 6/))
    .toBe('mr = 4, nr = 6, unsupported: A vector holds 4 elements of f32.');
});

test('the arrow keys move from point to point, and Enter opens the row', async () => {
  const { page } = await openResults(tuningRun());
  await page.locator('[role="gridcell"][tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
  await expect.poll(focused).toMatch(/^mr = 6, nr = 16/);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(focused).toMatch(/^mr = 6, nr = 8/);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Details of simd (mr 6 · nr 8)' }).waitFor();
  await expect.poll(() => page.locator('tr.selected').getAttribute('data-row')).toBe('3');
  await page.getByText('it was stopped early at').waitFor();
});

test('a point that was given up is painted paler than its place on the scale', async () => {
  const colourOf = async (run: RunView): Promise<string> => {
    const { page } = await openResults(run);
    const box = await cell(page, /^mr = 6, nr = 8/).boundingBox();
    if (box === null) throw new Error('no cell');
    const pixels = await page.screenshot({ clip: { x: box.x + 4, y: box.y + box.height - 8, width: 2, height: 2 } });
    return pixels.toString('base64');
  };
  const rows = tuningRun().rows.map((row) =>
    row.state === 'done' && row.measurement.status === 'ok' && row.measurement.stopped === 'hopeless'
      ? done({ ...row.measurement, stopped: 'interval' })
      : row,
  );
  expect(await colourOf(tuningRun())).not.toBe(await colourOf(tuningRun({ rows })));
});

test('the table twin has the same numbers and marks', async () => {
  const { page } = await openResults(tuningRun());
  await page.locator('[data-action="heatmapAsTable"]').click();
  const table = page.locator('.heatmap-table');
  await expect
    .poll(() => table.locator('td').allInnerTexts())
    .toEqual(['unsupported', '54.0', '121 ★', 'unsupported', '~20.0', '100 *']);
  await expect.poll(() => table.locator('caption').innerText()).toContain('GFLOP/s by mr and nr');
  await page.getByRole('radiogroup').getByText('× default', { exact: true }).click();
  await expect.poll(() => table.locator('td').nth(2).innerText()).toBe('1.21 ★');
});

test('one parameter goes across, in a line of its own', async () => {
  const rows = [{}, { mr: 4 }, { mr: 5 }].map((point, index) =>
    done(timed(subject('simd', problem(512), point, 'tune'), 100 - index)),
  );
  const tuning = { ...TUNING, axes: [{ parameter: 'mr', values: [4, 5] }], leftOut: [] };
  const { page } = await openResults(runView(rows, { tuning }));
  await expect.poll(() => page.getByRole('columnheader').allInnerTexts()).toEqual(['mr', '4', '5']);
  await expect.poll(() => page.getByRole('rowheader').allInnerTexts()).toEqual(['simd']);
  await cell(page, /^simd at mr = 4, /).waitFor();
  await expect.poll(() => page.locator('.finding').innerText()).toBe('No point is faster than the default: keep it');
});

test('the best point can be kept, and forgotten again', async () => {
  const { page, asked, show } = await openResults(tuningRun());
  expect(await page.locator('[data-action="forgetTuning"]').count()).toBe(0);
  await page.locator('[data-action="keepTuning"]').click();
  await expect.poll(() => asked).toEqual(['keep run-1']);
  await show(tuningRun(), KEPT);
  await expect.poll(() => page.locator('[data-action="keepTuning"]').count()).toBe(0);
  await expect
    .poll(() => page.locator('.tuning-actions').innerText())
    .toContain('This machine’s default of simd for f32 is mr = 4, nr = 16, tuned at 512×512×512.');
  await page.locator('[data-action="forgetTuning"]').click();
  await expect.poll(() => asked.at(-1)).toBe('forget run-1');
  await show(tuningRun(), { ...KEPT, values: { mr: 5 } });
  await page.locator('[data-action="keepTuning"]').waitFor();
});

test('a tuning that was stopped says so and offers nothing to keep', async () => {
  const { page } = await openResults(tuningRun({ state: 'cancelled' }));
  await expect.poll(() => page.locator('.finding').innerText()).toBe('The tuning is not finished');
  expect(await page.locator('[data-action="keepTuning"]').count()).toBe(0);
});

test('a row of the table offers to tune its strategy at its size, where it has parameters', async () => {
  const { page, asked } = await openResults(twoBenchmarks());
  await page.getByRole('button', { name: 'simd', exact: true }).first().click();
  await page.locator('[data-action="tuneRow"]').click();
  await expect.poll(() => asked).toEqual(['tune simd at 512']);
  await page.getByRole('button', { name: 'naive', exact: true }).first().click();
  await page.getByRole('region', { name: 'Details of naive' }).waitFor();
  expect(await page.locator('[data-action="tuneRow"]').count()).toBe(0);
});

test('parameters that a tuned default gave say so', async () => {
  const of = { ...subject('simd', problem(64), { mr: 4, nr: 16 }), tuned: ['mr', 'nr'] };
  const { page } = await openResults(runView([done(timed(of, 50))]));
  await expect.poll(() => page.locator('.parameters').innerText()).toContain('mr 4 (tuned) · nr 16 (tuned)');
});

test('the side bar offers to tune a strategy that has parameters', async () => {
  const { page, asked } = await openSidebar(sidebarState());
  await page.getByRole('button', { name: 'About simd' }).click();
  await page.locator('[data-action="tune-simd"]').click();
  await expect.poll(() => asked).toEqual(['tune simd']);
  await page.getByRole('button', { name: 'About naive' }).click();
  expect(await page.locator('[data-action="tune-naive"]').count()).toBe(0);
});
