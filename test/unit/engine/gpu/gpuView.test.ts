import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc';
import { plainProblem } from '../../../../src/core/problem';
import { GpuLostError } from '../../../../src/engine/gpu/gpuLost';
import { GpuView } from '../../../../src/engine/gpu/gpuView';
import { GPU_LOST, GPU_PROBLEM, runOnGpuRequest } from '../../../../src/shared/gpuProtocol';
import type { GpuRelay } from '../../../../src/shared/gpuProtocol';

const PROBLEM = plainProblem(4, 4, 4);

/** A host that answers each request by the next of these. */
function host(...answers: readonly (() => Promise<unknown>)[]): GpuRelay & { ended: number } {
  const left = [...answers];
  const relay = {
    ended: 0,
    ask: () => (left.shift()?.() ?? Promise.reject(new Error('asked too often'))) as Promise<never>,
    end: () => {
      relay.ended += 1;
    },
  };
  return relay;
}

describe('an executor in a webview', () => {
  it('is lost with the reason that the host gives, and a failed product is only that', async () => {
    const view = new GpuView(
      host(
        () => Promise.reject(new ResponseError(GPU_LOST, 'It was closed.', 'view closed')),
        () => Promise.reject(new ResponseError(GPU_PROBLEM, 'It was refused.')),
      ),
    );
    await expect(view.open(PROBLEM)).rejects.toEqual(new GpuLostError('view closed', 'It was closed.'));
    await expect(view.open(PROBLEM)).rejects.not.toBeInstanceOf(GpuLostError);
  });

  it('is looked for again where there was no view, and no more once it is known', async () => {
    const state = { status: 'missing', reason: 'The browser has none.' };
    const view = new GpuView(
      host(
        () => Promise.reject(new ResponseError(GPU_LOST, 'No view is open.', 'no view')),
        () => Promise.resolve(state),
      ),
    );
    expect(await view.look()).toEqual({ status: 'missing', reason: 'No view is open.' });
    expect(await view.look()).toEqual(state);
    expect(await view.look()).toEqual(state);
  });

  it('is ended when it does not answer in time', async () => {
    const silent = host(() => new Promise(() => undefined));
    const view = new GpuView(silent, { openMs: 100, answerMs: 100 });
    await expect(view.ask(runOnGpuRequest, { handle: 0, times: 1 })).rejects.toEqual(
      new GpuLostError('no answer', 'The GPU did not answer within 0.1 s.'),
    );
    expect(silent.ended).toBe(1);
  });

  it('is ended by a cancel when it is still at work then, and left alone else', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const busy = host(() => new Promise((resolve) => (answer = resolve)));
    const view = new GpuView(busy);
    await view.settle(0);
    expect(busy.ended).toBe(0);
    const open = view.open(PROBLEM);
    await view.settle(0);
    expect(busy.ended).toBe(1);
    answer(undefined);
    await open;
  });
});
