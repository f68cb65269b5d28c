import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { done, failed, problem, runView, subject, sweep, timed, twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

describe('actions', () => {
  test('Run again, Profile, Export and a refusal', async () => {
    const harness = await openResults(twoBenchmarks());
    const { page, asked } = harness;
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('button', { name: 'Profile…' }).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect.poll(() => asked).toEqual(['run again run-1', 'profile', 'export run-1']);
    harness.refuse = 'A run goes on already. Stop it first.';
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('alert').getByText(harness.refuse, { exact: true }).waitFor();
  });

  test('the table and a row are copied', async () => {
    const { page, copied } = await openResults(twoBenchmarks());
    await page.locator('[data-action="copy-markdown"]').click();
    await page.locator('[data-action="copy-tsv"]').click();
    await page.locator('[data-action="copyRow"]').click();
    await expect.poll(() => copied.length).toBe(3);
    const [markdown = '', tsv = '', row = ''] = copied;
    expect(markdown.split('\n')[2]).toBe(
      '| square | 512×512×512 | f32 | parallel |  | wasm simd256 6×16, 2 threads | 1.475 | ±0.9% | 182 | 112 | 111–114 | 0.2120 | – | 1.687 | 2.4e-7 ≤ 3.1e-5 | 64 |',
    );
    expect(markdown.trim().split('\n')).toHaveLength(14);
    expect(tsv.split('\n')[7]?.split('\t').slice(3, 6)).toEqual([
      'sparse',
      '',
      'unsupported: A is dense (density 1): CSR would store 262 144 entries and gain nothing.',
    ]);
    expect(row.trim().split('\n')).toHaveLength(3);
  });

  test('CSV has every digit, and quotes what has to be quoted', async () => {
    const run = twoBenchmarks();
    const { page, copied } = await openResults(run);
    await page.locator('[data-action="copy-csv"]').click();
    await expect.poll(() => copied.length).toBe(1);
    const [header = [], ...lines] = parse(copied[0] ?? '');
    expect(copied[0]).toMatch(
      /^benchmark,m×k×n,type,strategy,parameters,backend that ran,time \(ns\),time from \(ns\),/,
    );
    expect(lines).toHaveLength(run.rows.length);
    const simd = lines.find((cells) => cells[0] === 'square' && cells[3] === 'simd') ?? [];
    const measured = run.rows.flatMap((row) => (row.state === 'done' ? [row.measurement] : []));
    const timing = measured.find(({ benchmark, strategy }) => benchmark === 'square' && strategy === 'simd');
    if (timing?.status !== 'ok') throw new Error('no timing');
    expect(Number(simd[header.indexOf('time (ns)')])).toBe(timing.medianNs);
    expect(Number(simd[header.indexOf('speed (GFLOP/s)')])).toBe(timing.gflops);
    expect(Number(simd[header.indexOf('error bound')])).toBe(timing.error.bound);
    // The backend and the reason have commas.
    expect(lines.map((cells) => cells[5])).toContain('wasm simd256 6×16, 2 threads');
  });

  test('a cell that keys went to is copied, from the tools and by the keys that copy', async () => {
    const { page, copied } = await openResults(twoBenchmarks());
    await page.locator('.row-button[tabindex="0"]').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await expect.poll(focused).toBe('2.581');
    const copy = () =>
      page.evaluate(() => {
        const clipboardData = new DataTransfer();
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
        );
        return clipboardData.getData('text/plain');
      });
    expect(Number(await copy())).toBeCloseTo(2_581_110, -1);
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowLeft');
    expect((await copy()).split('\n')[1]?.split('\t').slice(3, 6)).toEqual(['simd', '', 'wasm simd256 6×16']);
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-field="copyPart"]').click();
    await page.locator('[data-field="copyPart"]').getByRole('option', { name: 'this cell' }).click();
    await page.locator('[data-action="copy-csv"]').click();
    await expect.poll(() => copied).toEqual(['wasm simd256 6×16']);
  });
});

describe('the panel', () => {
  test('tab and run survive a reload, in a state with a version', async () => {
    const { page, view } = await openResults(sweep());
    await page.getByRole('tab', { name: 'Table' }).press('ArrowRight');
    await expect
      .poll(() => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as unknown))
      .toMatchObject({ version: 1, runId: 'run-sweep', tab: 'heatmap' });
    await view.ready();
    await expect.poll(() => page.getByRole('tab', { name: 'Heatmap' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('grid').waitFor();
  });

  test('a state of another version is dropped', async () => {
    const { page, view } = await openResults(twoBenchmarks());
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.evaluate(() => {
      const saved = JSON.parse(sessionStorage.getItem('state') ?? '{}') as object;
      sessionStorage.setItem('state', JSON.stringify({ ...saved, version: 2 }));
    });
    await view.ready();
    await expect.poll(() => page.getByRole('tab', { name: 'Table' }).getAttribute('aria-selected')).toBe('true');
  });

  test('without a run it says what a run does and offers one', async () => {
    const { page, asked } = await openResults(null);
    await page.getByRole('heading', { name: 'Nothing measured yet' }).waitFor();
    await page.getByRole('button', { name: 'Profile…' }).click();
    await expect.poll(() => asked).toEqual(['profile']);
  });

  test('the chosen tab is in sight when the panel gets narrow', async () => {
    const { page } = await openResults(twoBenchmarks());
    const tab = page.getByRole('tab', { name: 'Machine' });
    await tab.click();
    await page.setViewportSize({ width: 320, height: 900 });
    await expect
      .poll(async () => {
        const box = await tab.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= 320;
      })
      .toBe(true);
  });

  test('without a run there are the tabs that need none', async () => {
    const { page } = await openResults(null);
    await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(['Table', 'Strategies', 'Runs', 'Machine']);
    await page.getByRole('tab', { name: 'Strategies' }).click();
    await page.locator('[data-action="stepForward"]').click();
    await page.locator('.step-count', { hasText: /^1 \// }).waitFor();
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByRole('heading', { name: 'No two runs to compare yet' }).waitFor();
  });

  test('names from files stay text', async () => {
    const evil = '<img src=x onerror="document.title=\'broken in\'">';
    const of = subject(evil, problem(64), { '<b>p</b>': evil }, evil);
    const run = runView(
      [
        done({ ...timed(of, 1), backend: evil }),
        done(
          failed(subject('simd', problem(64), {}, evil), { status: 'failed', code: 'kernel crashed', reason: evil }),
        ),
      ],
      { title: evil },
    );
    const { page } = await openResults(run);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe(evil);
    await expect.poll(() => page.locator('[data-row="0"] .row-button').innerText()).toBe(evil);
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('grid').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Matmul Profiler results');
  });
});
