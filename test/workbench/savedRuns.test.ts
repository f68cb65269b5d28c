import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/measure/measurement';
import { runIsOver, session, testThatNothingWentWrong } from './session';

/** What stands after the ends of lines, by the pseudo elements that VS Code draws it with. */
const LINE_ENDS = `[...document.querySelectorAll('.view-line span')]
  .map((span) => getComputedStyle(span, '::after').content)
  .filter((content) => content !== 'none' && content !== 'normal' && content !== '""')`;

const HELD = `{
  "benchmarks": [
    {
      "name": "held",
      "size": 64,
      "budget": 0.1,
      "strategies": [
        "naive",
        "simd"
      ],
      "expect": [
        { "strategy": "simd", "fasterThan": "naive" },
        { "strategy": "simd", "notSlowerThanBaselineBy": "900%" }
      ]
    },
    { "name": "other", "size": 32, "budget": 0.1, "strategies": ["naive"] }
  ]
}
`;

describe('saved runs, baselines and expectations', () => {
  const workbench = session({ files: { 'held.matmul.json': HELD }, viewport: { width: 1600, height: 900 } });
  let sidebar: Frame;
  let results: Frame;
  let baseline = '';
  beforeAll(() => {
    baseline = join(workbench().folder, 'held.matmul.baseline.json');
  });

  const lineEnds = async (): Promise<string> =>
    (await workbench().page.evaluate<readonly string[]>(LINE_ENDS)).join('\n');
  const inPanel = (): Promise<string> => results.locator('.expectations').innerText();
  const pick = async (text: string): Promise<void> => {
    await workbench().quickPick(text).click();
  };
  /** The "…" button of the newest run in the side bar. */
  const openMenu = async (): Promise<void> => {
    await sidebar.locator('[data-run] [data-action="runMenu"]').first().click();
    await workbench().quickPick('Set as baseline…').waitFor();
  };

  test('what is met, and what there is nothing to judge by, stands at the lines and in the panel', async () => {
    sidebar = await workbench().openSidebar();
    await workbench().openFile('held.matmul.json');
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    results = await workbench().webview('results');
    await runIsOver(results);
    await expect.poll(lineEnds).toMatch(/"met/);
    await expect.poll(lineEnds).toMatch(/"undecided.+There is no baseline\./);
    await expect.poll(inPanel).toMatch(/undecided\s+simd is not slower than the baseline/);
  });

  test('the "…" button of a run names it', async () => {
    await openMenu();
    await pick('Name…');
    await workbench().quickInput().fill('before the change');
    await workbench().page.keyboard.press('Enter');
    await sidebar.locator('[data-run] .run-title', { hasText: 'before the change' }).waitFor();
    await results.getByRole('heading', { level: 1, name: 'before the change' }).waitFor();
  });

  test('and notes something of it, which the list of saved runs shows', async () => {
    await openMenu();
    await pick('Note…');
    await workbench().quickInput().fill('on battery');
    await workbench().page.keyboard.press('Enter');
    await sidebar.locator('[data-run] .run-open[title*="on battery"]').waitFor();
    await workbench().runCommand('Matmul: Saved Run…');
    await workbench().quickPick('on battery').waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  test('and makes it the baseline of the workspace, to which the run is held', async () => {
    await openMenu();
    await pick('Set as baseline…');
    await pick('This workspace');
    await sidebar.locator('[data-run] [aria-label="baseline"]').waitFor();
    await expect.poll(lineEnds).not.toContain('undecided');
    expect(await inPanel()).not.toContain('undecided');
  });

  test('Set Baseline… writes one beside the benchmark file', async () => {
    await workbench().runCommand('Matmul: Set Baseline…');
    await pick('before the change');
    await pick('held.matmul.json');
    await expect.poll(() => readFile(baseline, 'utf8').catch(() => '')).toContain('"benchmark": "held"');
  });

  test('a change of that file on the disk is noticed: lines and panel are judged anew', async () => {
    const text = await readFile(baseline, 'utf8');
    await writeFile(baseline, JSON.stringify(hundredTimesFaster(JSON.parse(text) as Run)));
    await expect.poll(lineEnds, { timeout: 15_000 }).toMatch(/"missed/);
    await expect.poll(inPanel).toMatch(/missed\s+simd is not slower than the baseline/);
  });

  test('after a reload the results are back at the lines and in the panel, held to the file again', async () => {
    await workbench().reload();
    results = await workbench().webview('results');
    await expect.poll(lineEnds, { timeout: 15_000 }).toMatch(/"missed/);
    await expect.poll(lineEnds).toMatch(/\d\s?(ms|µs) ±<?\d/);
    await expect.poll(inPanel).toMatch(/missed\s+simd is not slower than the baseline/);
  });

  test('without the file the baseline of the workspace counts again, until Clear Baseline', async () => {
    await rm(baseline);
    await expect.poll(lineEnds, { timeout: 15_000 }).not.toMatch(/missed|undecided/);
    await workbench().runCommand('Matmul: Clear Baseline');
    await pick('This workspace');
    await expect.poll(lineEnds).toMatch(/"undecided.+There is no baseline\./);
  });

  test('a run is deleted when that is confirmed', async () => {
    // Its page is another one since the reload.
    sidebar = await workbench().webview('sidebar');
    await openMenu();
    await pick('Delete…');
    await workbench().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await sidebar.getByText('No run yet.').waitFor();
    await expect.poll(lineEnds).toBe('');
  });

  test('a baseline that holds more benchmarks than the run keeps them, or not, as the user says', async () => {
    const { page } = workbench();
    const write = async (run: string): Promise<void> => {
      await workbench().runCommand('Matmul: Set Baseline…');
      await pick(run);
      await pick('writes held.matmul.baseline.json');
    };
    const answer = async (button: string): Promise<void> => {
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.getByText('also holds “other”, which this run does not have.').waitFor();
      await dialog.getByRole('button', { name: button }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    const held = (): Promise<readonly string[]> =>
      readFile(baseline, 'utf8').then(
        (text) => [...new Set((JSON.parse(text) as Run).measurements.map(({ benchmark }) => benchmark))].sort(),
        () => [],
      );
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    results = await workbench().webview('results');
    await sidebar.locator('[data-run]').first().waitFor();
    await runIsOver(results);
    await write('held.matmul.json');
    await expect.poll(held).toEqual(['held', 'other']);
    await workbench()
      .lenses()
      .filter({ hasText: /^.?.?Run$/ })
      .first()
      .click();
    await sidebar.locator('[data-run]').nth(1).waitFor();
    const one = 'held (held.matmul.json)';
    await write(one);
    await answer('Cancel');
    await expect.poll(held).toEqual(['held', 'other']);
    const before = await readFile(baseline, 'utf8');
    await write(one);
    await answer('Keep the Others');
    await expect.poll(() => readFile(baseline, 'utf8')).not.toBe(before);
    await expect.poll(held).toEqual(['held', 'other']);
    await write(one);
    await answer('Replace All');
    await expect.poll(held).toEqual(['held']);
  });

  testThatNothingWentWrong(workbench);
});

function hundredTimesFaster(run: Run): Run {
  const measurements = run.measurements.map((row) => {
    if (row.status !== 'ok') return row;
    const [low, high] = row.intervalNs;
    const samplesNs = row.samplesNs.map((ns) => ns / 100);
    return { ...row, medianNs: row.medianNs / 100, samplesNs, intervalNs: [low / 100, high / 100] as const };
  });
  return { ...run, measurements };
}
