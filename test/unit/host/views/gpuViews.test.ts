import { describe, expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc';
import { GpuViews } from '../../../../src/host/views/gpuViews';
import {
  closeOnGpuRequest,
  describeGpuRequest,
  endGpuRequest,
  GPU_LOST,
  openOnGpuRequest,
  runOnGpuRequest,
} from '../../../../src/shared/gpuProtocol';
import { inChinese } from '../../l10n/inChinese';
import { plainProblem } from '../../../../src/core/problem';

interface FakePage {
  readonly connection: MessageConnection;
  readonly asked: string[];
}

/** A page that answers with its name, but never to a run. */
function page(name: string): FakePage {
  const asked: string[] = [];
  const sendRequest = (type: string | { readonly method: string }): Promise<unknown> => {
    const method = typeof type === 'string' ? type : type.method;
    asked.push(method);
    return method === runOnGpuRequest.method ? new Promise(() => undefined) : Promise.resolve(name);
  };
  return { connection: { sendRequest } as unknown as MessageConnection, asked };
}

const PROBLEM = plainProblem(4, 4, 4);
const RUN = { handle: 0, times: 1 };
const lost = (data: string, message: RegExp): unknown =>
  expect.objectContaining({ code: GPU_LOST, data, message: expect.stringMatching(message) as unknown });

describe('the GPU of the screen', () => {
  it('cannot be had without a view, and says what to open', async () => {
    const views = new GpuViews();
    await expect(views.ask(describeGpuRequest, undefined)).rejects.toEqual(lost('no view', /Open the side bar or the/));
    await expect(views.ask(closeOnGpuRequest, undefined)).rejects.toEqual(lost('no view', /./));
    await views.end();
  });

  it('is that of the results before that of the side bar, and stays where it is', async () => {
    const views = new GpuViews();
    const sidebar = page('sidebar');
    const results = page('results');
    const atSidebar = views.place('sidebar', sidebar.connection);
    const atResults = views.place('results', results.connection);
    atSidebar.listens();
    expect(await views.ask(describeGpuRequest, undefined)).toBe('sidebar');
    atResults.listens();
    await expect(views.ask(openOnGpuRequest, PROBLEM)).resolves.toBe('sidebar');
    atSidebar.gone();
    await expect(views.ask(openOnGpuRequest, PROBLEM)).resolves.toBe('results');
  });

  it('is waited for while a view is on its way, and no longer than it may take', async () => {
    const views = new GpuViews(200);
    const place = views.place('results', page('results').connection);
    place.loading();
    const answer = views.ask(describeGpuRequest, undefined);
    place.listens();
    expect(await answer).toBe('results');

    const slow = new GpuViews(5);
    slow.place('results', page('results').connection).loading();
    await expect(slow.ask(describeGpuRequest, undefined)).rejects.toEqual(lost('no view', /./));
  });

  it('is lost to what waits when its view is closed, and to what comes later, until another problem is opened', async () => {
    const views = new GpuViews();
    const place = views.place('sidebar', page('sidebar').connection);
    place.listens();
    await views.ask(openOnGpuRequest, PROBLEM);
    const run = views.ask(runOnGpuRequest, RUN);
    place.gone();
    const closed = lost('view closed', /^The side bar computed .*was closed or hidden\. Leave a view open/);
    await expect(run).rejects.toEqual(closed);
    await expect(views.ask(runOnGpuRequest, RUN)).rejects.toEqual(closed);
    place.loading();
    place.listens();
    await expect(views.ask(runOnGpuRequest, RUN)).rejects.toEqual(closed);
    await expect(views.ask(openOnGpuRequest, PROBLEM)).resolves.toBe('sidebar');
  });

  it('is lost to what waits when its view is loaded again', async () => {
    const views = new GpuViews();
    const place = views.place('results', page('results').connection);
    place.listens();
    await views.ask(openOnGpuRequest, PROBLEM);
    const run = views.ask(runOnGpuRequest, RUN);
    place.listens();
    await expect(run).rejects.toEqual(lost('view reloaded', /^The results computed .*were loaded again/));
  });

  it('is ended in the page that computes', async () => {
    const views = new GpuViews();
    const results = page('results');
    views.place('results', results.connection).listens();
    await views.ask(openOnGpuRequest, PROBLEM);
    await views.end();
    expect(results.asked).toEqual([openOnGpuRequest.method, endGpuRequest.method]);
  });
});

describe('the GPU of the screen in Chinese', () => {
  inChinese();

  it('says which view is gone, how, and what to do', async () => {
    const views = new GpuViews();
    const place = views.place('sidebar', page('sidebar').connection);
    place.listens();
    await views.ask(openOnGpuRequest, PROBLEM);
    const running = views.ask(runOnGpuRequest, RUN);
    place.gone();
    await expect(running).rejects.toEqual(
      lost('view closed', /^侧边栏正在用屏幕所在计算机的 GPU 计算，却被关闭或隐藏。运行期间请保持一个视图打开。$/),
    );
  });
});
