/// <reference types="node" />
import { source } from 'axe-core';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import {
  done,
  halfDone,
  problem,
  runView,
  searchRun,
  subject,
  sweep,
  timed,
  twoBenchmarks,
  VERDICTS,
} from './fixtures';
import { compareSavedRuns } from '../../src/host/runs/runComparisons';
import { viewOfRun } from '../../src/shared/runView';
import type { CompareRequest } from '../../src/shared/viewProtocol';
import { curvesRun } from './chartRuns';
import { runOf, SAVED, SUMMARIES } from './comparedRuns';
import { MACHINE } from '../machineFixture';
import { runOf as runWith } from '../runFixture';
import { armOf, LEARNT, trainingRecord } from '../trainingRecordFixture';
import { form, NULL_TEST, PEAKS, sidebarState, verdict } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { openTraining, trainingState, trainingView } from './trainingHarness';
import { inspectRows, rowsToInspect } from './inspections';
import { THEME_NAMES, useBrowser } from './viewPage';
import type { View } from './viewPage';

useBrowser();

interface Axe {
  run(root: Document, options: object): Promise<AxeResults>;
}

/** What axe finds wrong: the rule and the elements. It is evaluated by the driver, so that the policy is not in its way. */
async function violations(page: View['page'], rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const { violations: found } = await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: Axe }).axe.run(document, {
        // Without its own copies of the style sheets, for which it would add inline styles.
        preload: false,
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: { type: 'rule', values: only } }),
      }),
    rules,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** The rules that look at colours, of those that are on. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** All rules in one theme, and in each of the others, for which the page is not made anew, those that concern colours. */
async function expectNothingWrong(view: View): Promise<void> {
  const [first, ...others] = THEME_NAMES;
  if (first === undefined) throw new Error('There is no theme.');
  await view.setTheme(first);
  expect(await violations(view.page), first).toEqual([]);
  for (const theme of others) {
    await view.setTheme(theme);
    expect(await violations(view.page, OF_COLOURS), theme).toEqual([]);
  }
}

describe('in every theme axe finds nothing wrong with', () => {
  test('the sidebar with results and parameters, the peaks and the null test', async () => {
    const recent = [
      {
        id: 'run-9',
        title: 'square',
        startedAt: '2024-05-06T12:02:31.000Z',
        elapsedMs: 48_000,
        state: 'finished',
        measurements: 7,
        note: '',
      },
    ] as const;
    const machine = { ...MACHINE, peaks: PEAKS };
    const state = sidebarState({ run: twoBenchmarks(), recent, baseline: 'run-9', machine, nullTest: NULL_TEST });
    const { page, view } = await openSidebar(state);
    await page.getByRole('button', { name: 'About blocked' }).click();
    await page.getByRole('button', { name: 'About loops' }).click();
    await page.locator('[data-section="machine"] summary').click();
    await expectNothingWrong(view);
  });

  test('a narrow panel with its menu open, its curves numbered, and its runs', async () => {
    const { page, view } = await openResults(curvesRun(), { width: 320, height: 800 });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem').first().waitFor();
    await expectNothingWrong(view);
    await page.keyboard.press('Escape');
    for (const tab of ['Curves', 'Runs']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectNothingWrong(view);
    }
  });

  test('the sidebar with problems', async () => {
    const problems = {
      m: 'Give a whole number.',
      densityPercent: 'Too small.',
      strategies: 'Choose one.',
      memory: 'Too large.',
    };
    const state = sidebarState({
      form: { ...form, m: 'x', square: false },
      verdict: verdict({ problems }),
      problem: { message: 'The engine could not start.' },
    });
    const { view } = await openSidebar(state);
    await expectNothingWrong(view);
  });

  test('the sidebar while a run goes on', async () => {
    const { page, view } = await openSidebar(sidebarState({ run: halfDone() }));
    await page.locator('[data-action="stop"]').waitFor();
    await expectNothingWrong(view);
  });

  test('the table, with details and expectations', async () => {
    const { page, view, show } = await openResults(twoBenchmarks());
    await show(twoBenchmarks(), null, VERDICTS);
    await page.locator('[data-row="4"]').click();
    await page.locator('.expectations').waitFor();
    await expectNothingWrong(view);
  });

  test('the table while a run goes on', async () => {
    const { page, view } = await openResults(halfDone());
    await page.locator('[data-action="stop"]').waitFor();
    await expectNothingWrong(view);
  });

  test('the panel without a run', async () => {
    const { page, view } = await openResults(null);
    await page.getByRole('heading', { name: 'Nothing measured yet' }).waitFor();
    await expectNothingWrong(view);
  });

  test('compared runs and their history, narrow too', async () => {
    const [newest] = SAVED;
    if (newest === undefined) throw new Error('There is no run.');
    const compare = (request: CompareRequest) => compareSavedRuns(request, runOf);
    const options = { recent: SUMMARIES, baseline: 'first', suggested: { before: 'first', after: ['third'] }, compare };
    const { page, view } = await openResults(viewOfRun(newest), options);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.locator('.ratios').waitFor();
    await expectNothingWrong(view);
    await page.setViewportSize({ width: 320, height: 900 });
    await expectNothingWrong(view);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test('the heatmap', async () => {
    const { page, view } = await openResults(sweep());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('grid').waitFor();
    await page.locator('[data-action="explain"]').click();
    await expectNothingWrong(view);
  });

  test('the table of the heatmap', async () => {
    const { page, view } = await openResults(sweep());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.locator('[data-action="heatmapAsTable"]').click();
    await page.locator('.heatmap-table').waitFor();
    await expectNothingWrong(view);
  });

  test.each(['threads2', 'sparse25'])('the strategies: %s', async (walk) => {
    const { page, view } = await openResults(twoBenchmarks());
    await page.getByRole('tab', { name: 'Strategies' }).click();
    await page.locator(`[data-walk="${walk}"] button`).click();
    await page.locator('[data-action="stepForward"]').click();
    for (let step = 0; step < 10; step++) await page.keyboard.press('.');
    await expectNothingWrong(view);
  });

  test('the curves, explained, with a point, and as a table', async () => {
    const { page, view } = await openResults({ ...sweep(), machine: { ...MACHINE, peaks: PEAKS } });
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.locator('[data-chart="curves"] [data-action="explain"]').click();
    await page.locator('[data-chart="curves-ratio"] [data-action="chartAsTable"]').click();
    await page.locator('[data-chart="curves"]').getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.getByRole('grid').waitFor();
    await expectNothingWrong(view);
  });

  test('the distribution, and the roofline without roofs', async () => {
    const { page, view } = await openResults(twoBenchmarks());
    await page.getByRole('tab', { name: 'Distribution' }).click();
    await page.locator('[data-chart="strip"]').waitFor();
    await expectNothingWrong(view);
    await page.getByRole('tab', { name: 'Roofline' }).click();
    await page.locator('[data-action="measureMachine"]').waitFor();
    await expectNothingWrong(view);
  });

  test.each(['as maps', 'as tables'])('the matrices, %s', async (how) => {
    // Small, for axe looks at each cell of the tables.
    const run = runView([done(timed(subject('sparse', problem(10, { density: 0.3 })), 20))]);
    const harness = await openResults(run);
    harness.inspect = inspectRows(run);
    const { page, view } = harness;
    await page.locator('[data-row="0"]').click();
    await page.getByRole('tab', { name: 'Matrices' }).click();
    await page.locator('.matrix-map').first().waitFor();
    for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
    if (how === 'as tables') {
      await page.locator('[data-action="mapsAsTables"]').click();
      await page.locator('.map-table').first().waitFor();
    }
    await expectNothingWrong(view);
  });

  test('the crossovers', async () => {
    const { page, view } = await openResults(searchRun());
    await page.locator('.crossover-chart').waitFor();
    await expectNothingWrong(view);
  });
});

describe('in every theme axe finds nothing wrong with a training', () => {
  test('of two strategies that goes on, its tables and the form open', async () => {
    const other = { all: 'blas', products: {} } as const;
    const training = trainingView({ form: { other }, status: { state: 'running' } });
    const { page, view } = await openTraining(trainingState(training));
    await page.locator('[data-section="trainForm"] > summary').click();
    await page.locator('.unit-images canvas').first().waitFor();
    for (const summary of await page.locator('.chart-table > summary').all()) await summary.click();
    await expectNothingWrong(view);
  });

  test('of a benchmark file, its curves explained and as a table', async () => {
    const arms = [armOf('simd', LEARNT), armOf('blas', LEARNT)];
    const { page, view } = await openResults(viewOfRun(runWith([], { trainings: [trainingRecord(arms)] })));
    await page.locator('[data-action="explain"]').first().click();
    await page.locator('[data-action="chartAsTable"]').nth(1).click();
    await page.locator('.chart-table > summary').click();
    await expectNothingWrong(view);
  });

  test('that was refused, wrong on purpose', async () => {
    const status = { state: 'refused' } as const;
    const { view } = await openTraining(trainingState(trainingView({ form: { mistakes: ['no-mean'] }, status })));
    await expectNothingWrong(view);
  });
});

describe('space', () => {
  const overflow = (page: View['page']): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  test.each([320, 480, 760, 1000, 1600])('at %i px the panel does not scroll sideways', async (width) => {
    const harness = await openResults(twoBenchmarks(), { width });
    const { page, show } = harness;
    await page.locator('[data-row="4"]').click();
    expect(await overflow(page)).toBe(0);
    await show(sweep());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('grid').waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole('tab', { name: 'Strategies' }).click();
    const rows = rowsToInspect();
    harness.inspect = inspectRows(rows);
    await show(rows);
    await page.getByRole('tab', { name: 'Matrices' }).click();
    await page.locator('.matrix-map').first().waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole('tab', { name: 'Strategies' }).click();
    for (const walk of ['packed4x4', 'sparse50', 'strassen']) {
      await page.locator(`[data-walk="${walk}"] button`).click();
      expect(await overflow(page), walk).toBe(0);
    }
    for (const tab of ['Curves', 'Distribution']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.locator('.line-chart path').first().waitFor();
      expect(await overflow(page), tab).toBe(0);
      await page.locator('[data-action="chartAsTable"]').first().click();
      await page.getByRole('grid').waitFor();
      expect(await overflow(page), `${tab} as a table`).toBe(0);
    }
  });

  test.each([180, 240, 320, 600])('at %i px the sidebar does not scroll sideways', async (width) => {
    const { page } = await openSidebar(sidebarState({ run: twoBenchmarks() }), { width });
    await page.getByRole('button', { name: 'About blocked' }).click();
    expect(await overflow(page)).toBe(0);
  });

  test('below 760 px the backend stands under the name', async () => {
    const { page } = await openResults(twoBenchmarks(), { width: 759 });
    const row = page.locator('[data-row="4"]');
    expect(await row.locator('[data-column="backend"]').isVisible()).toBe(false);
    await expect.poll(() => row.locator('.backend-below').isVisible()).toBe(true);
    await page.setViewportSize({ width: 760, height: 900 });
    await expect.poll(() => row.locator('[data-column="backend"]').isVisible()).toBe(true);
    expect(await row.locator('.backend-below').isVisible()).toBe(false);
  });

  test('with reduced motion nothing pulses', async () => {
    const animation = (view: View): Promise<string> =>
      view.page
        .locator('.pulse')
        .first()
        .evaluate((mark) => getComputedStyle(mark).animationName);
    const moving = await openResults(halfDone());
    await expect.poll(() => animation(moving.view)).toBe('pulse');
    const still = await openResults(halfDone(), { reducedMotion: true });
    await expect.poll(() => animation(still.view)).toBe('none');
  });
});
