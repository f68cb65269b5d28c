import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Measurement, Run } from '../../src/core/measure/measurement';
import type { StrategyId } from '../../src/core/kernels/strategy';
import type { Workbench } from '../../tools/vscodeServer/workbench.mjs';
import { runIsOver, session, testThatNothingWentWrong } from './session';

/** Neither Vulkan nor EGL finds a driver then: the machine of the engine has no GPU. */
const NO_DRIVERS = { VK_ICD_FILENAMES: '/none.json', __EGL_VENDOR_LIBRARY_FILENAMES: '/none.json' };
/** WebGPU in software, which Chromium offers only when it is told to. */
const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'];
const VIEWPORT = { width: 1600, height: 900 };

/** Chooses these strategies and no others, at a size. */
async function fillForm(sidebar: Frame, size: string, strategies: readonly StrategyId[]): Promise<void> {
  await sidebar.locator('[data-field="m"] input').fill(size);
  await sidebar.locator('[data-action="none"]').click();
  for (const id of strategies) await sidebar.locator(`[data-strategy="${id}"] .strategy-head`).getByText(id).click();
}

/** What is said of the GPU under 'This machine'. */
async function gpuFact(sidebar: Frame): Promise<string> {
  const section = sidebar.locator('[data-section="machine"]');
  if ((await section.getAttribute('open')) === null) await section.locator('summary').first().click();
  const fact = section.locator('dt', { hasText: /^GPU$/ }).locator('xpath=following-sibling::dd[1]');
  await fact.waitFor();
  return fact.innerText();
}

/** The rows of the run that was saved last, once that many are saved. */
async function savedRows({ userData }: Workbench, runs: number): Promise<readonly Measurement[]> {
  const storage = join(userData, 'User', 'workspaceStorage');
  const [workspace = ''] = await readdir(storage);
  const folder = join(storage, workspace, 'matmul-profiler.matmul-profiler', 'runs');
  const saved = async (): Promise<readonly Run[]> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Run));
  };
  await expect.poll(async () => (await saved()).length, { timeout: 40_000 }).toBe(runs);
  const last = [...(await saved())].sort((x, y) => x.startedAt.localeCompare(y.startedAt)).at(-1);
  return last?.measurements ?? [];
}

function expectTimed(row: Measurement, backend: RegExp): void {
  expect(row.status === 'ok' ? row.backend : row.reason).toMatch(backend);
  if (row.status !== 'ok') return;
  expect(row.error.norm).toBeLessThanOrEqual(row.error.bound);
  for (const phase of [row.phasesNs.prepare, row.phasesNs.transfer, row.phasesNs.compute]) {
    expect(phase).toBeGreaterThan(0);
  }
}

describe('where the machine of the engine has no GPU, that of the screen', () => {
  const workbench = session({ env: NO_DRIVERS, viewport: VIEWPORT });
  let sidebar: Frame;

  test('is found by WebGL2, and said of this machine with the reason', async () => {
    sidebar = await workbench().openSidebar();
    await expect
      .poll(() => gpuFact(sidebar), { timeout: 40_000 })
      .toMatch(
        /^SwiftShader \(software\) \(WebGL2, .*; on the user's screen, in a webview; times by wall time; chosen/,
      );
    await expect.poll(() => gpuFact(sidebar)).toContain('this machine has none');
  });

  test('runs gpujs from the side bar, verified, with prepare, transfer and compute apart; webgpu says why not', async () => {
    await fillForm(sidebar, '48', ['gpujs', 'webgpu', 'simd']);
    await sidebar.locator('[data-action="run"]').click();
    const results = await workbench().webview('results');
    await runIsOver(results);
    const rows = await savedRows(workbench(), 1);
    const of = (id: StrategyId): Measurement => rows.find(({ strategy }) => strategy === id) ?? rows[0];
    expectTimed(of('gpujs'), /^gpu\.js webgl2 naive, SwiftShader \(software\), WebGL2, .*, in a webview; wall time$/);
    expect(of('simd').status).toBe('ok');
    expect(of('webgpu')).toMatchObject({
      status: 'unsupported',
      reason: expect.stringContaining('which has no compute shaders') as unknown,
    });
    await results.locator('td[data-column="transfer"]', { hasText: /\d/ }).first().waitFor();
  });

  test('is lost with the view that computes: the row fails in words, the others and the next run do not', async () => {
    await fillForm(sidebar, '64', ['gpujs', 'simd']);
    await sidebar.locator('[data-field="budgetSeconds"] input').fill('20');
    await sidebar.locator('[data-action="run"]').click();
    const results = await workbench().webview('results');
    await sidebar.locator('[data-strategy="gpujs"] .value', { hasText: 'running' }).waitFor();
    await workbench().activityIcon().click();
    await runIsOver(results, 90_000);
    const rows = await savedRows(workbench(), 2);
    expect(rows.map(({ strategy, status }) => `${strategy} ${status}`).sort()).toEqual(['gpujs failed', 'simd ok']);
    const [lost] = rows.filter(({ status }) => status === 'failed');
    expect('reason' in lost ? lost.reason : '').toMatch(
      /^The side bar computed .* was closed or hidden\. Leave a view/,
    );

    sidebar = await workbench().openSidebar();
    await sidebar.locator('[data-field="budgetSeconds"] input').fill('0.5');
    await sidebar.locator('[data-action="run"]').click();
    await runIsOver(await workbench().webview('results'));
    for (const row of await savedRows(workbench(), 3)) expect(row.status).toBe('ok');
  });

  testThatNothingWentWrong(workbench);
});

describe('the GPU of the screen by WebGPU', () => {
  const settings = { 'matmulProfiler.gpu.executor': 'webview' };
  const workbench = session({ settings, flags: WEBGPU, viewport: VIEWPORT });

  test('is taken where the setting says so, and runs webgpu and gpujs', async () => {
    const sidebar = await workbench().openSidebar();
    await expect
      .poll(() => gpuFact(sidebar), { timeout: 40_000 })
      .toMatch(
        /^swiftshader \(software\) \(WebGPU; .* chosen because the setting matmulProfiler\.gpu\.executor says so/,
      );
    await fillForm(sidebar, '48', ['gpujs', 'webgpu']);
    await sidebar.locator('[data-action="run"]').click();
    await runIsOver(await workbench().webview('results'));
    const rows = await savedRows(workbench(), 1);
    expect(rows.length).toBe(2);
    for (const row of rows) {
      expectTimed(row, /^(?:gpu\.js webgpu|wgsl registers) .*swiftshader \(software\), WebGPU, in a webview; /);
    }
  });

  testThatNothingWentWrong(workbench);
});
