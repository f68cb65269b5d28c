import { expect, inject, test } from 'vitest';
import { ENGLISH } from '../../src/shared/pageLanguage';
import type { PageLanguage } from '../../src/shared/pageLanguage';
import { viewOfRun } from '../../src/shared/runView';
import { readReportAssets } from '../../src/shared/exports/exportRun';
import { htmlOf } from '../../src/shared/exports/htmlExport';
import type { JudgedRun } from '../../src/core/model/gates';
import { judgeGates } from '../../src/core/model/gates';
import { runOf } from '../runFixture';
import { armOf, LEARNT, trainingRecord } from '../trainingRecordFixture';
import { square, timed, untimed } from '../unit/core/measurementFixtures';
import { expectChinese, namesOfRun } from './chineseText';
import { bundleOf } from './pageServer';
import { openDocument, useBrowser } from './viewPage';

useBrowser();

const RUN = runOf(
  [
    timed('naive', 3e6),
    timed('simd', 1e6),
    untimed('sparse'),
    timed('naive', 9e6, square(128)),
    timed('simd', 2e6, square(128)),
  ],
  { title: 'layers of </script> a net' },
);

async function report(
  scheme: 'light' | 'dark',
  judged: JudgedRun = { run: RUN, verdicts: [] },
  language: PageLanguage = ENGLISH,
) {
  return openDocument(htmlOf(judged, await readReportAssets(inject('bundles')), language), scheme);
}

test('a report draws its run by itself, with nothing that only the editor can do', async () => {
  const page = await report('light');
  await page.getByRole('heading', { level: 1, name: RUN.title }).waitFor();
  await expect.poll(() => page.getByText('It cannot run here.').count()).toBeGreaterThan(0);
  expect(
    await page.locator('[data-action="runAgain"], [data-action="exportRun"], [data-action="tuneRow"]').count(),
  ).toBe(0);
  await page.getByRole('tab', { name: 'Heatmap' }).click();
  await page.getByRole('gridcell').first().waitFor();
  await page.getByRole('tab', { name: 'Curves' }).click();
  await page.locator('[data-chart="curves"] svg path').first().waitFor();
  // There is nobody to ask for a file.
  expect(await page.locator('[data-action="savePicture"]').count()).toBe(0);
});

test('a report of a Chinese editor is in Chinese, its charts too', async () => {
  const page = await report('light', undefined, { lang: 'zh-cn', translations: bundleOf('zh-cn') });
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-cn');
  await page.getByRole('tab', { name: '曲线' }).click();
  await page.getByRole('region', { name: '速度（横轴：n）' }).waitFor();
  await expectChinese(page, namesOfRun(viewOfRun(RUN)), '.panel, [role="tablist"], .run-header');
});

test('every colour of the charts is one in a report too', async () => {
  const page = await report('dark');
  const names = ['blue', 'green', 'purple', 'yellow', 'red'].map((ink) => `--vscode-charts-${ink}`);
  const colours = await page.evaluate(
    (all) => all.map((name) => getComputedStyle(document.body).getPropertyValue(name)),
    names,
  );
  expect(colours).toEqual(names.map(() => expect.stringMatching(/^light-dark\(/) as string));
});

test.each([
  ['light', 'rgb(255, 255, 255)'],
  ['dark', 'rgb(31, 31, 31)'],
] as const)('a report follows the %s scheme of the browser', async (scheme, background) => {
  const page = await report(scheme);
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(background);
  await expect.poll(() => page.locator(`body.vscode-${scheme}`).count()).toBe(1);
  // What is painted on a canvas is asked for by name, and has to be one colour by then.
  const painted = ['editor-background', 'charts-lines', 'descriptionForeground', 'focusBorder'];
  const colours = await page.evaluate(
    (names) => names.map((name) => getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`)),
    painted,
  );
  expect(colours).toEqual(painted.map(() => expect.stringMatching(/^rgba?\(/) as string));
});

test('trainings have a tab: what came of them, what was expected, their curves and the time of a step', async () => {
  const turnsNs = [4e5, 4.1e5, 4e5, 4.2e5, 4e5, 4.1e5, 4e5];
  const digits = trainingRecord(
    [armOf('simd', { turnsNs, ...LEARNT }), armOf('blas', { turnsNs: turnsNs.map((ns) => 2 * ns), ...LEARNT })],
    { expect: [{ kind: 'accuracy at least', strategy: 'simd', share: 0.99 }] },
  );
  const { name, spec, expect: none, elapsedMs } = trainingRecord([armOf('simd')]);
  const lost = { name: 'lost', spec, expect: none, elapsedMs, status: 'failed', code: 'unusable' } as const;
  const run = runOf([], { trainings: [digits, { ...lost, reason: 'There are no samples.' }] });
  const page = await report('light', { run, verdicts: judgeGates(run, null) });
  await page.getByRole('tab', { name: 'Trainings', selected: true }).waitFor();
  const entry = page.getByRole('region', { name, exact: true });
  await expect.poll(() => entry.locator('.finding').innerText()).toMatch(/^digits: 96% .* by simd; 96% .* by blas$/);
  await expect.poll(() => entry.locator('.expectations').innerText()).toMatch(/missed\s*simd has 99%/);
  const loss = entry.getByRole('slider', { name: /^Mean loss/ });
  await loss.focus();
  await page.keyboard.press('End');
  await expect.poll(() => loss.getAttribute('aria-valuetext')).toBe('simd, epoch 2.00: loss 0.500');
  await expect
    .poll(() => entry.locator('.step-bar').nth(1).innerText())
    .toMatch(/blas .*2\.00× \(.*\) the time of simd/s);
  await expect.poll(() => entry.locator('.parts-bar .forward').count()).toBe(2);
  await expect.poll(() => page.locator('.run-header').innerText()).toContain('2 trainings');
  const failed = page.getByRole('region', { name: 'lost' });
  await expect.poll(() => failed.innerText()).toMatch(/nothing was trained\s+There are no samples\./);
  expect(await page.locator('[data-action="savePicture"]').count()).toBe(0);
});
