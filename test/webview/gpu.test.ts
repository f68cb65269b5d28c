import { describe, expect, test } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { GpuStrategyId } from '../../src/core/kernels/strategy';
import type { ParameterValues } from '../../src/core/kernels/parameters';
import { plainProblem } from '../../src/core/problem';
import type { Problem } from '../../src/core/problem';
import {
  describeGpuRequest,
  endGpuRequest,
  GPU_LOST,
  openOnGpuRequest,
  prepareOnGpuRequest,
  runOnGpuRequest,
  verifyOnGpuRequest,
} from '../../src/shared/gpuProtocol';
import { sidebarState } from './formFixtures';
import { openSidebar } from './hosts';
import { useBrowser } from './viewPage';

/** WebGPU in software, which Chromium offers only when it is told to. */
const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'];

/** What Chromium does by itself as long as it draws in software. */
const SOFTWARE_WEBGL = ['--enable-unsafe-swiftshader'];

const SHAPES: readonly Problem[] = [
  plainProblem(37, 19, 23),
  { ...plainProblem(1, 130, 5), transposeA: true },
  { ...plainProblem(33, 40, 26), transposeA: true, transposeB: true, alpha: -2, beta: 0.5 },
  // gpu.js cuts loops off after 1000 turns unless it is told not to.
  { ...plainProblem(13, 1500, 7), beta: 1 },
];

/** A page, and its end of the connection on which the host asks for the GPU. */
async function gpuOfPage(lang: 'en' | 'zh-cn' = 'en'): Promise<MessageConnection> {
  const { view } = await openSidebar(sidebarState(), { lang });
  return view.host;
}

async function measure(
  host: MessageConnection,
  problem: Problem,
  strategy: GpuStrategyId,
  values: ParameterValues,
): Promise<string> {
  await host.sendRequest(openOnGpuRequest, problem);
  const { handle, backend, prepareNs, clockNs } = await host.sendRequest(prepareOnGpuRequest, { strategy, values });
  const { norm, bound } = await host.sendRequest(verifyOnGpuRequest, { handle });
  expect(norm).toBeLessThanOrEqual(bound);
  // So often that each of the two takes longer than a step of the clock.
  const { times, transferNs, computeNs } = await host.sendRequest(runOnGpuRequest, { handle, times: 20 });
  expect(times).toBe(20);
  for (const ns of [prepareNs, transferNs, computeNs, clockNs]) expect(ns).toBeGreaterThan(0);
  return backend;
}

describe('the GPU of a page by WebGL2', () => {
  useBrowser();

  test('is found by a worker that is loaded when it is asked for', async () => {
    const host = await gpuOfPage();
    expect(await host.sendRequest(describeGpuRequest)).toMatchObject({
      ...{ status: 'found', executor: 'webview', api: 'webgl2', name: 'SwiftShader', isSoftware: true },
      ...{ driver: expect.stringMatching(/^WebGL2, SwiftShader/) as unknown, clock: 'wall time' },
      limits: { textureSide: expect.any(Number) as unknown, workgroupBytes: 0 },
    });
  });

  test('has verified products of gpu.js at any shape, moving and computing timed apart', async () => {
    const host = await gpuOfPage();
    for (const problem of SHAPES) {
      for (const kernel of ['naive', 'blocked']) {
        expect(await measure(host, problem, 'gpujs', { kernel })).toMatch(
          new RegExp(`^gpu\\.js webgl2 ${kernel}, SwiftShader \\(software\\), WebGL2, .*, in a webview; wall time$`),
        );
      }
    }
  });

  test('is waited for: sixteen times the work takes several times as long', async () => {
    const host = await gpuOfPage();
    const computeNs: number[] = [];
    for (const k of [128, 2048]) {
      await host.sendRequest(openOnGpuRequest, plainProblem(64, k, 64));
      const { handle } = await host.sendRequest(prepareOnGpuRequest, { strategy: 'gpujs', values: {} });
      const runs = [1, 2, 3].map(() => host.sendRequest(runOnGpuRequest, { handle, times: 4 }));
      computeNs.push(Math.min(...(await Promise.all(runs)).map((timing) => timing.computeNs)));
    }
    expect(computeNs[1]).toBeGreaterThan(3 * computeNs[0]);
  });

  test('has no compute shaders, and says so', async () => {
    const host = await gpuOfPage();
    await host.sendRequest(openOnGpuRequest, plainProblem(4, 4, 4));
    await expect(measure(host, plainProblem(4, 4, 4), 'webgpu', {})).rejects.toThrow('WGSL runs on WebGPU alone.');
  });

  test('speaks the language of its page, though it computes in a worker', async () => {
    const host = await gpuOfPage('zh-cn');
    await host.sendRequest(openOnGpuRequest, plainProblem(4, 4, 4));
    await expect(measure(host, plainProblem(4, 4, 4), 'webgpu', {})).rejects.toThrow('WGSL 只能在 WebGPU 上运行。');
  });
});

describe('the GPU of a page by WebGPU', () => {
  useBrowser(WEBGPU);

  test('comes before WebGL2 where both are software', async () => {
    const host = await gpuOfPage();
    expect(await host.sendRequest(describeGpuRequest)).toMatchObject({
      ...{ status: 'found', executor: 'webview', api: 'webgpu', name: 'swiftshader', isSoftware: true },
      limits: { invocationsPerWorkgroup: expect.any(Number) as unknown },
    });
  });

  test.each([
    ['webgpu', { kernel: 'naive' }, /^wgsl naive /],
    ['webgpu', { kernel: 'shared' }, /^wgsl shared /],
    ['webgpu', { kernel: 'registers' }, /^wgsl registers /],
    ['gpujs', { kernel: 'naive' }, /^gpu\.js webgpu naive, /],
    ['gpujs', { kernel: 'blocked' }, /^gpu\.js webgpu blocked, /],
  ] as const)('has verified products of %s by %o', async (strategy, values, backend) => {
    const host = await gpuOfPage();
    for (const problem of SHAPES) {
      const ran = await measure(host, problem, strategy, values);
      expect(ran).toMatch(backend);
      expect(ran).toContain('swiftshader (software), WebGPU, in a webview; ');
    }
  });
});

describe('a GPU that is lost', () => {
  useBrowser(WEBGPU);

  test('fails what waits, and the next request finds it again', async () => {
    const { view } = await openSidebar(sidebarState());
    const { host, page } = view;
    await host.sendRequest(openOnGpuRequest, plainProblem(512, 512, 512));
    const { handle } = await host.sendRequest(prepareOnGpuRequest, { strategy: 'webgpu', values: { kernel: 'naive' } });
    const run = host.sendRequest(runOnGpuRequest, { handle, times: 200 });
    const outcome = expect(run).rejects.toMatchObject({ code: GPU_LOST, data: 'gpu gone' });
    const session = await page.context().browser()?.newBrowserCDPSession();
    // It answers when the process is gone, or not at all.
    void session?.send('Browser.crashGpuProcess').catch(() => undefined);
    await outcome;
    await expect
      .poll(() => host.sendRequest(describeGpuRequest).then(({ status }) => status), { timeout: 15_000 })
      .toBe('found');
    await measure(host, plainProblem(5, 6, 7), 'gpujs', {});
  });
});

describe('the GPU of a page by WebGL2 that computes', () => {
  // What was queued is computed all the same, seconds long in software: in a browser that no other test has.
  useBrowser(SOFTWARE_WEBGL);

  test('is ended, and found again when it is asked once more', async () => {
    const host = await gpuOfPage();
    await host.sendRequest(openOnGpuRequest, plainProblem(256, 256, 256));
    const { handle } = await host.sendRequest(prepareOnGpuRequest, { strategy: 'gpujs', values: {} });
    const run = host.sendRequest(runOnGpuRequest, { handle, times: 20 });
    const outcome = expect(run).rejects.toMatchObject({ code: GPU_LOST, data: 'no answer' });
    await host.sendRequest(endGpuRequest);
    await outcome;
    await measure(host, plainProblem(5, 6, 7), 'gpujs', {});
  });
});
