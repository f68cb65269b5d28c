import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

const BENCHMARKS = JSON.stringify({
  benchmarks: [{ name: 'small', size: [16, 24, 32], strategies: ['naive', 'simd'], budget: 0.1 }],
});

describe('a reload of the window', () => {
  const workbench = session({ files: { 'small.matmul.json': BENCHMARKS } });
  let table = '';

  test('finds the panel open on a run', async () => {
    await workbench().openFile('small.matmul.json');
    await workbench().lenses().filter({ hasText: 'Run all' }).click();
    const results = await workbench().webview('results');
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBe(6);
    table = await results.getByRole('grid', { name: 'Measurements' }).innerText();
    await results.getByRole('tab', { name: 'Heatmap' }).click();
    await results.getByRole('gridcell').first().waitFor();
  });

  test('brings the panel back with its tab and its rows', async () => {
    await workbench().reload();
    const results = await workbench().webview('results');
    await results.getByRole('gridcell').first().waitFor();
    await results.getByRole('tab', { name: 'Table' }).click();
    await expect.poll(() => results.getByRole('grid', { name: 'Measurements' }).innerText()).toBe(table);
    await expect.poll(() => workbench().tab('Results').count()).toBe(1);
  });

  test('lists the run in the side bar', async () => {
    const sidebar = await workbench().openSidebar();
    await sidebar.getByText('small.matmul.json').first().waitFor();
  });

  test('sets a saved run aside that cannot be read, and says so', async () => {
    const folder = await savedRuns(workbench().userData);
    const [name = ''] = await readdir(folder);
    await rename(join(folder, name), join(folder, `kept-${name}`));
    await writeFile(join(folder, name), '{"schema": "matmul-profiler/run@1", "measurements": [');
    await workbench().reload();
    await workbench().toasts().getByText(`The saved run ${name} cannot be read and was set aside`).waitFor();
    expect((await readdir(folder)).sort()).toEqual([`${name}.bad`, `kept-${name}`].sort());
    // The other one is as good as before.
    const results = await workbench().webview('results');
    await expect.poll(() => timedRows(results).count()).toBe(6);
  });

  testThatNothingWentWrong(workbench);
});

/** Where the extension keeps the runs of the only workspace of this server. */
async function savedRuns(userData: string): Promise<string> {
  const storage = join(userData, 'User', 'workspaceStorage');
  const [workspace = ''] = await readdir(storage);
  return join(storage, workspace, 'matmul-profiler.matmul-profiler', 'runs');
}
