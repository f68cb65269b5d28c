import { describe, expect, test } from 'vitest';
import type { RunView } from '../../src/shared/viewProtocol';
import { done, halfDone, problem, subject, timed, twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import type { ResultsHarness } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

type Page = ResultsHarness['page'];

/** Indices of the rows as they stand, group after group. */
function order(page: Page): Promise<(string | undefined)[]> {
  return page.locator('tr.row').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row));
}

const cell = (page: Page, row: number, column: string) => page.locator(`[data-row="${row}"] [data-column="${column}"]`);
const header = (page: Page, column: string) => page.locator(`th[data-column="${column}"]`);

describe('a run that has ended', () => {
  test('the finding is the title, with a number and its interval', async () => {
    const { page } = await openResults(twoBenchmarks());
    const title = await page.getByRole('heading', { level: 2 }).innerText();
    expect(title).toMatch(/parallel is fastest for 512×512×512: 1\.75× simd \(1\.72–1\.78\)/);
  });

  test('the header says what was run and on what', async () => {
    const { page } = await openResults(twoBenchmarks());
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('square.matmul.json');
    await expect
      .poll(() => page.locator('[data-part="run-facts"]').innerText())
      .toMatch(/· 7 strategies · 2 benchmarks · 48 s$/);
    const machine = await page.locator('.machine').innerText();
    expect(machine).toContain('Example CPU 3000, 2 threads');
    expect(machine).toContain('node 22.11.0, V8 12.4.254');
  });

  test('each number stands in its column', async () => {
    const { page } = await openResults(twoBenchmarks(), { width: 1600 });
    const texts = await page.locator('[data-row="4"] td[data-column]').allInnerTexts();
    expect(texts).toEqual([
      'wasm simd256 6×16',
      '2.581',
      '±0.6%',
      '104',
      '64.2',
      '63.5–64.9',
      '0.2080',
      '–',
      '2.789',
      '2.4e-7 ≤ 3.1e-5',
      '42',
    ]);
    await expect.poll(() => page.locator('[data-row="1"] th').innerText()).toMatch(/^loops\s+order ikj$/);
  });

  test('rows are grouped by benchmark and problem, with the flops and their definition', async () => {
    const { page } = await openResults(twoBenchmarks());
    await expect
      .poll(() => page.locator('tr.group').allInnerTexts())
      .toEqual([
        'square 512×512×512 · f32 · 268.4 MFLOP',
        'pruned 512×512×512 · f32 · uniform A, density 5% · 13.42 MFLOP on 13\u2009107 nonzeros',
      ]);
    await page.getByText('flops: 2·m·n·k; where A is sparse 2·nnz(A)·n').waitFor();
  });

  test('failed and unsupported rows keep their place and say why', async () => {
    const { page } = await openResults(twoBenchmarks());
    await expect
      .poll(() => page.locator('[data-row="7"] .status').innerText())
      .toBe('failed The error 4.7e-5 is over the bound of 3.1e-5, so it gets no speed.');
    await expect.poll(() => page.locator('[data-row="5"] .status').innerText()).toMatch(/^unsupported A is dense/);
  });

  test('bars are drawn against the best of the run, or on a log scale', async () => {
    const { page } = await openResults(twoBenchmarks());
    const width = (row: number) => page.locator(`[data-row="${row}"] .share-bar .bar`).getAttribute('width');
    await expect.poll(() => Promise.all([width(6), width(4), width(0)])).toEqual(['100.00%', '57.14%', '0.89%']);
    await page.getByText('bars on a log scale').click();
    // From half the lowest speed, 0.0405, to the best, 182: ln(104 / 0.0405) / ln(182 / 0.0405).
    await expect.poll(() => width(4)).toBe('93.35%');
  });
});

describe('sorting', () => {
  /** The first group's rows as each column sorts them at the first click: worst last, without a result at the end. */
  const FIRST_CLICK: Readonly<Record<string, readonly [direction: string, rows: string]>> = {
    strategy: ['ascending', '2 1 0 7 3 6 4 5'],
    backend: ['ascending', '2 0 1 3 4 6 5 7'],
    time: ['ascending', '6 4 3 1 0 2 5 7'],
    interval: ['ascending', '1 2 0 4 3 6 5 7'],
    speedup: ['descending', '6 4 3 1 0 2 5 7'],
    speedupInterval: ['ascending', '1 2 0 4 3 6 5 7'],
    prepare: ['ascending', '0 1 2 3 4 6 5 7'],
    transfer: ['ascending', '0 1 2 3 4 6 5 7'],
    sum: ['ascending', '6 4 3 1 0 2 5 7'],
    error: ['descending', '0 1 2 3 4 6 5 7'],
    samples: ['descending', '6 4 3 0 1 2 5 7'],
  };

  test('by every column, by click and by key, and aria-sort says so', async () => {
    const { page } = await openResults(twoBenchmarks(), { width: 1600 });
    await expect.poll(async () => (await order(page)).slice(0, 8)).toEqual('6 4 3 1 0 2 5 7'.split(' '));
    await expect.poll(() => header(page, 'speed').getAttribute('aria-sort')).toBe('descending');
    for (const [column, [direction, rows]] of Object.entries(FIRST_CLICK)) {
      await header(page, column).locator('button').press('Enter');
      await expect.poll(() => header(page, column).getAttribute('aria-sort'), { message: column }).toBe(direction);
      await expect.poll(async () => (await order(page)).slice(0, 8), { message: column }).toEqual(rows.split(' '));
    }
    await expect.poll(() => page.locator('th[aria-sort]:not([aria-sort="none"])').count()).toBe(1);
    await header(page, 'time').locator('button').click();
    await header(page, 'time').locator('button').click();
    await expect.poll(() => header(page, 'time').getAttribute('aria-sort')).toBe('descending');
    await expect.poll(async () => (await order(page)).slice(0, 8)).toEqual('2 0 1 3 4 6 5 7'.split(' '));
  });

  test('what the user sorts by survives a reload', async () => {
    const { page, view } = await openResults(twoBenchmarks());
    await header(page, 'time').locator('button').click();
    await view.ready();
    await expect.poll(() => header(page, 'time').getAttribute('aria-sort')).toBe('ascending');
  });
});

describe('while a run goes on', () => {
  const settled = (run: RunView): RunView => ({
    ...run,
    state: 'finished',
    activity: null,
    rows: run.rows.map((row) =>
      row.state === 'done'
        ? row
        : done(
            timed(
              row.subject,
              { parallel: 182, simd: 104, blocked: 1.5, naive: 1.6, outer: 190 }[row.subject.strategy] ?? 1,
            ),
          ),
    ),
  });

  test('rows fill in where they stand', async () => {
    const run = halfDone();
    const { page, patch } = await openResults(run);
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).innerText())
      .toBe('Measuring: 2 of 6 rows have a first result');
    await expect.poll(() => page.locator('[data-row="2"] .status').innerText()).toBe('running');
    await expect.poll(() => page.locator('[data-row="3"] .status').innerText()).toBe('waiting');
    await expect.poll(() => page.locator('[data-row="2"]').getByRole('img', { name: 'runs now' }).count()).toBe(1);
    const before = await order(page);
    await patch({
      runId: run.id,
      rows: [{ row: 5, state: done(timed(subject('outer', problem(512), { rank: 8 }), 190)) }],
      activity: run.activity,
      elapsedMs: 23_000,
    });
    await expect.poll(() => cell(page, 5, 'speed').innerText()).toBe('190');
    await expect.poll(() => order(page)).toEqual(before);
    expect(before).toEqual(['0', '1', '2', '3', '4', '5']);
    await expect
      .poll(() => page.locator('[data-part="run-facts"]').innerText())
      .toBe('46% · 23 s so far · about 26 s to go');
  });

  test('a patch of another run changes nothing', async () => {
    const run = halfDone();
    const { page, patch } = await openResults(run);
    await patch({
      runId: 'run-0',
      rows: [{ row: 3, state: done(timed(subject('naive', problem(512)), 99)) }],
      activity: null,
      elapsedMs: 1,
    });
    await patch({ runId: run.id, rows: [], activity: run.activity, elapsedMs: 30_000 });
    await page.getByText('30 s so far').waitFor();
    await expect.poll(() => page.locator('[data-row="3"] .status').innerText()).toBe('waiting');
  });

  test('Stop reaches the host', async () => {
    const { page, asked } = await openResults(halfDone());
    await page.locator('[data-action="stop"]').click();
    await expect.poll(() => asked).toEqual(['stop']);
  });

  test('rows are sorted at the end, but not under the pointer', async () => {
    const run = halfDone();
    const { page, show } = await openResults(run);
    await page.locator('[data-row="1"]').hover();
    await show(settled(run));
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    await expect.poll(() => order(page)).toEqual(['0', '1', '2', '3', '4', '5']);
    await page.getByRole('tab', { name: 'Table' }).hover();
    await expect.poll(() => order(page)).toEqual(['5', '0', '1', '3', '2', '4']);
  });

  test('the user’s own order is kept while rows come in', async () => {
    const run = halfDone();
    const { page, patch } = await openResults(run);
    await header(page, 'time').locator('button').click();
    await page.getByRole('tab', { name: 'Table' }).hover();
    const sorted = await order(page);
    await patch({
      runId: run.id,
      rows: [{ row: 5, state: done(timed(subject('outer', problem(512), { rank: 8 }), 900)) }],
      activity: run.activity,
      elapsedMs: 23_000,
    });
    await expect.poll(() => cell(page, 5, 'speed').innerText()).toBe('900');
    await expect.poll(() => order(page)).toEqual(sorted);
  });
});

describe('the details of a row', () => {
  test('arrow keys go from row to row, Enter opens, Escape closes', async () => {
    const { page } = await openResults(twoBenchmarks());
    const names = page.locator('.row-button');
    await names.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: 'Details of simd' });
    await details.waitFor();
    await expect.poll(() => page.locator('[data-row="4"] .row-button').getAttribute('aria-expanded')).toBe('true');
    await details.getByRole('button', { name: 'Close the details' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => details.count()).toBe(0);
  });

  test('the best row is open at first; a click keeps it open, another closes it', async () => {
    const { page } = await openResults(twoBenchmarks());
    const details = page.getByRole('region', { name: 'Details of parallel' });
    await details.waitFor();
    await page.locator('[data-row="6"]').click();
    await expect.poll(() => details.getAttribute('class')).toBe('details pinned');
    await page.locator('[data-row="6"]').click();
    await expect.poll(() => details.count()).toBe(0);
  });

  test('they say where the time goes and how far to trust it', async () => {
    const { page } = await openResults(twoBenchmarks());
    await page.locator('[data-row="2"]').click();
    const details = page.getByRole('region', { name: 'Details of blocked (mc 96)' });
    const text = (await details.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('compute 179.0 ms 100.0%');
    expect(text).toContain('it covers the median with 93.8% only, for there are only 5 samples');
    expect(text).toContain('complete; the error 2.4e-7 is 0.774% of the bound 3.1e-5');
    expect(text).toMatch(/121× \(120–123\) the time of parallel, the fastest here\./);
  });

  test('arrow keys read the samples, and a table holds the same', async () => {
    const { page } = await openResults(twoBenchmarks());
    await page.locator('[data-row="2"]').click();
    const strip = page.getByRole('slider', { name: 'Samples of blocked' });
    await strip.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const spoken = (await strip.getAttribute('aria-valuetext')) ?? '';
    expect(spoken).toMatch(/^sample 2: 17\d\.\d ms$/);
    await expect.poll(() => page.locator('[data-part="sample"]').innerText()).toBe(spoken);
    await page.locator('[data-action="samplesAsTable"]').click();
    const table = page.getByRole('region', { name: 'Samples as a table' });
    await table.waitFor();
    const cells = await table.locator('td').allInnerTexts();
    expect(cells).toHaveLength(10);
    expect(`sample 2: ${cells[3] ?? ''} ms`).toBe(spoken);
  });
});
