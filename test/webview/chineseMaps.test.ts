import { describe, expect, test } from 'vitest';
import type { RunView } from '../../src/shared/viewProtocol';
import { emptyWords } from '../../src/webview/results/heatmap/emptyCell';
import type { EmptyReason } from '../../src/webview/results/heatmap/emptyCell';
import { TUNING, TUNING_POINTS } from '../tuningFixture';
import { englishWords } from '../englishWords';
import { inChinese } from '../unit/l10n/inChinese';
import { expectChinese, namesOfRun } from './chineseText';
import { done, problem, runView, subject, timed } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { inspectRows, rowsToInspect } from './inspections';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

/** The run's own, and that of the scale of colours. */
const namesOf = (run: RunView): readonly string[] => [...namesOfRun(run), 'cividis'];
const LANG = { lang: 'zh-cn' } as const;
/** What the heatmap says; above it is the sentence of the run. */
const MAP =
  '.panel > .tools, .panel > .explanation, .heatmap-scroll, .dense-heatmap, .cell-details, .table-scroll, .reference';

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Strategies by sizes, with a tie, and a row that was not asked for. */
const sizes = (): RunView =>
  runView(
    [64, 128, 256].flatMap((size) => [
      done(timed(subject('naive', problem(size)), 1.5)),
      done(timed(subject('simd', problem(size)), 90)),
      ...(size === 64 ? [] : [done(timed(subject('parallel', problem(size)), size === 128 ? 90 : 180))]),
    ]),
    { id: 'run-sizes' },
  );

/** One strategy over densities or threads and sizes, and over m and n. */
const crossed = (): RunView =>
  runView(
    [256, 512].flatMap((size) => [
      ...[0.01, 0.1].map((density) => done(timed(subject('sparse', problem(size, { density })), 100))),
      ...[1, 2].map((threads) => done(timed(subject('parallel', problem(size), { threads }), 50 * threads))),
      ...[16, 64].map((m) => done(timed(subject('simd', problem(64, { m, n: size })), m))),
    ]),
    { id: 'run-crossed' },
  );

const tuning = (): RunView =>
  runView(
    TUNING_POINTS.map((point, index) =>
      done({
        ...timed(subject('simd', problem(512), point, 'tune'), [100, 54, 121, 20][index] ?? 1, {
          stopped: index === 3 ? 'hopeless' : 'interval',
        }),
        ...(index === 0 || index === 2 ? { finalRound: true as const } : {}),
      }),
    ),
    // Reasons are in the language in which they were said.
    { id: 'run-tuning', title: 'tune', tuning: { ...TUNING, leftOut: TUNING.leftOut.map(inNumbers) } },
  );

function inNumbers(point: (typeof TUNING.leftOut)[number]): (typeof TUNING.leftOut)[number] {
  return point.kind === 'unsupported' ? { ...point, reason: '4 > 3' } : point;
}

async function openHeatmap(run: RunView, width = 1180): Promise<Page> {
  const { page } = await openResults(run, { ...LANG, width });
  await page.getByRole('tab', { name: '热图' }).click();
  await page.getByRole('grid').waitFor();
  await page.locator('[data-action="explain"]').click();
  return page;
}

async function choose(page: Page, axes: string): Promise<void> {
  await page.locator('[data-field="heatmapAxes"]').click();
  await page.getByRole('option', { name: axes, exact: true }).click();
}

describe('heatmaps', () => {
  test('say what they hold, as a map and as a table, with every metric', async () => {
    const run = sizes();
    const page = await openHeatmap(run);
    await page
      .getByRole('gridcell', { name: /^n = 256 处的 parallel、此处最快或与最快者未能区分、180 GFLOP\/s/ })
      .hover();
    await page.locator('.tooltip').waitFor();
    for (const metric of ['GFLOP/s', '时间', '× naive']) {
      await page.getByRole('radiogroup').getByText(metric, { exact: true }).click();
      await expectChinese(page, namesOf(run), MAP);
    }
    await expect.poll(() => page.locator('.stretch').first().innerText()).toMatch(/^simd\s+n = 64/);
    await expect.poll(() => page.locator('.stretch').nth(1).innerText()).toMatch(/未发现差异|持平/);
    await page.locator('[data-action="heatmapAsTable"]').click();
    await page.getByText('星号标出每列中最快的').waitFor();
    await expectChinese(page, namesOf(run), MAP);
  });

  test.each([
    ['密度 × 大小', 'sparse'],
    ['线程 × 大小', 'parallel'],
    ['m × n', 'simd'],
  ])('over %s speak of that', async (axes, strategy) => {
    const run = crossed();
    const page = await openHeatmap(run);
    await choose(page, axes);
    await page.getByRole('grid', { name: / 与 .*，2 × 2 个单元格。箭头键移动/ }).waitFor();
    await expect
      .poll(() => page.locator('.explanation p').innerText())
      .toContain(`每个单元格为 ${strategy} 取其所在行的`);
    await expectChinese(page, namesOf(run), MAP);
  });

  test('of a tuning say which point is the best', async () => {
    const run = tuning();
    const page = await openHeatmap(run);
    await expect
      .poll(() => page.locator('.finding').innerText())
      .toBe('mr = 4、nr = 16 的速度是默认值的 1.21 倍 (1.20–1.22)');
    await expect
      .poll(() => page.locator('.explanation p').innerText())
      .toContain('最佳点是 mr = 4、nr = 16，为 121 GFLOP/s');
    await expectChinese(page, namesOf(run), `${MAP}, .finding, .sub`);
    await page.locator('[data-action="heatmapAsTable"]').click();
    await page.getByText('星号标出最佳点').waitFor();
    await expectChinese(page, namesOf(run), MAP);
  });

  test.each([320, 1600])('hold their layout at %d pixels, small and of many cells', async (width) => {
    const page = await openHeatmap(sizes(), width);
    expect(await overflow(page)).toBe(0);
    const side = 45;
    const rows = Array.from({ length: side * side }, (_row, index) =>
      done(
        timed(subject('simd', problem(64, { m: 8 + Math.floor(index / side), n: 8 + (index % side) }), {}, 'grid'), 50),
      ),
    );
    const large = await openHeatmap(runView(rows, { id: 'run-grid' }), width);
    await choose(large, 'm × n');
    await large.getByRole('grid', { name: /^m 与 n，45 × 45 个单元格。.*加号和减号缩放/ }).waitFor();
    await large.locator('[data-action="zoomIn"]').click();
    await large.getByRole('button', { name: '整张热图' }).waitFor();
    expect(await overflow(large)).toBe(0);
    await expectChinese(large, namesOf(runView(rows.slice(0, 1))), MAP);
    await large.locator('[data-action="heatmapAsTable"]').click();
    await large.locator('.heatmap-table').waitFor();
    expect(await overflow(large)).toBe(0);
  });

  describe('without a value', () => {
    inChinese();

    test.each<EmptyReason>([
      ...(['not asked', 'no naive', 'no default', 'waiting', 'running', 'unsupported', 'stopped'] as const),
      ...(['out of memory', 'over budget', 'kernel crashed', 'wrong result', 'engine lost', 'not supported'] as const),
    ])('say why: %s', (reason) => {
      const { text, short } = emptyWords(reason);
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(englishWords(`${text} ${short}`)).toEqual([]);
      expect(short.length).toBeLessThanOrEqual(3);
    });
  });
});

describe('matrices', () => {
  const NAMES = [...namesOf(rowsToInspect()), 'wasm relaxed 6×8', 'run-1'];

  async function openMatrices(row: number, width = 1180): Promise<Page> {
    const run = rowsToInspect();
    const harness = await openResults(run, { ...LANG, width });
    harness.inspect = inspectRows(run);
    const { page } = harness;
    await page.locator(`[data-row="${row}"]`).click();
    await page.getByRole('tab', { name: '矩阵', exact: true }).click();
    return page;
  }

  test('say what they hold, whole and closer, as maps and as tables', async () => {
    const page = await openMatrices(0);
    await page.locator('.matrix-map[data-map="error"]').waitFor();
    await expect
      .poll(() => page.locator('h2.finding').innerText())
      .toMatch(/^simd 未超出误差上限，用了其中的 [\d.]+%$/);
    for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
    await expectChinese(page, NAMES, '.matrices-tab');
    await page.locator('.matrix-map[data-map="A"]').getByRole('gridcell').focus();
    await page.keyboard.press('Enter');
    await page.getByText('每个单元格为一个元素。').first().waitFor();
    await expectChinese(page, NAMES, '.matrices-tab');
    await page.locator('[data-action="mapsAsTables"]').click();
    await page.locator('.map-table').first().waitFor();
    await expectChinese(page, NAMES, '.matrices-tab');
  });

  test('of a sparse A say how its nonzeros lie', async () => {
    const page = await openMatrices(1);
    await page.getByRole('heading', { name: 'A：非零元素' }).waitFor();
    for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
    await expectChinese(page, NAMES, '.maps, .beside-maps, .matrices-tab > .finding, .matrices-tab > .sub');
  });

  test('of a row that takes long say how long', async () => {
    const page = await openMatrices(2);
    await expect.poll(() => page.locator('[data-action="look"]').innerText()).toBe('运行一次（4.500 s）并查看');
    await expectChinese(page, NAMES, '.matrices-tab');
  });

  test.each([320, 1600])('hold their layout at %d pixels', async (width) => {
    const page = await openMatrices(0, width);
    await page.locator('.matrix-map[data-map="error"]').waitFor();
    for (const button of await page.locator('[data-action="explain"]').all()) await button.click();
    expect(await overflow(page)).toBe(0);
    await page.locator('[data-action="mapsAsTables"]').click();
    await page.locator('.map-table').first().waitFor();
    expect(await overflow(page)).toBe(0);
  });
});
