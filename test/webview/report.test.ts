import { expect, inject, test } from 'vitest';
import { readReportAssets } from '../../src/shared/exports/exportRun';
import { htmlOf } from '../../src/shared/exports/htmlExport';
import { runOf } from '../runFixture';
import { square, timed, untimed } from '../unit/core/measurementFixtures';
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

async function report(scheme: 'light' | 'dark') {
  return openDocument(htmlOf({ run: RUN, verdicts: [] }, await readReportAssets(inject('bundles'))), scheme);
}

test('a report draws its run by itself, with nothing that only the editor can do', async () => {
  const page = await report('light');
  await page.getByRole('heading', { level: 1, name: RUN.title }).waitFor();
  expect(await page.getByText('It cannot run here.').count()).toBeGreaterThan(0);
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
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(background);
  expect(await page.locator(`body.vscode-${scheme}`).count()).toBe(1);
  // What is painted on a canvas is asked for by name, and has to be one colour by then.
  const painted = ['editor-background', 'charts-lines', 'descriptionForeground', 'focusBorder'];
  const colours = await page.evaluate(
    (names) => names.map((name) => getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`)),
    painted,
  );
  expect(colours).toEqual(painted.map(() => expect.stringMatching(/^rgba?\(/) as string));
});
