import { describe, expect, it } from 'vitest';
import type { GpuChoice, GpuExecutor, GpuFound, GpuState } from '../../../../src/core/gpu';
import { plainProblem } from '../../../../src/core/problem';
import { ChosenGpu } from '../../../../src/engine/gpu/chosenGpu';
import type { GpuConnection } from '../../../../src/engine/gpu/gpuConnection';

function found(executor: GpuExecutor, isSoftware: boolean): GpuFound {
  return {
    ...{ status: 'found', executor, api: 'webgpu', isSoftware, driver: 'Vulkan', clock: 'wall time', hasF16: false },
    name: isSoftware ? 'llvmpipe' : 'a GPU',
    limits: { operandBytes: 1, workgroupBytes: 1, invocationsPerWorkgroup: 1 },
  };
}

const NONE: GpuState = { status: 'missing', reason: 'Nothing there.' };

/** An executor that has this, and notes what it was asked. */
function executor(state: GpuState): GpuConnection & { readonly asked: string[] } {
  const asked: string[] = [];
  const note = (what: string): Promise<never> => {
    asked.push(what);
    return Promise.resolve(undefined as never);
  };
  return {
    asked,
    look: () => {
      asked.push('look');
      return Promise.resolve(state);
    },
    open: () => note('open'),
    openProducts: () => note('openProducts'),
    ask: () => note('ask'),
    settle: () => note('settle'),
    dispose: () => void note('dispose'),
  };
}

async function choose(choice: GpuChoice, onHost: GpuState, inView: GpuState | null) {
  const host = executor(onHost);
  const view = inView === null ? null : executor(inView);
  const settings = { executor: choice, namedBy: choice === 'auto' ? null : 'the setting', hasViews: view !== null };
  const gpu = new ChosenGpu(settings, host, view);
  const state = await gpu.look();
  await gpu.open(plainProblem(1, 1, 1));
  const opened = view?.asked.includes('open') === true ? 'webview' : 'host';
  return { state, opened, host, view };
}

describe('the choice of a GPU', () => {
  it.each([
    ['host', found('host', false), found('webview', false)],
    ['webview', found('host', true), found('webview', false)],
    ['webview', NONE, found('webview', false)],
    ['host', found('host', true), found('webview', true)],
    ['host', found('host', true), NONE],
    ['webview', NONE, found('webview', true)],
  ] as const)('is %s of itself: hardware first, then this machine', async (expected, onHost, inView) => {
    const { state, opened } = await choose('auto', onHost, inView);
    expect(state).toMatchObject({ status: 'found', executor: expected });
    expect(opened).toBe(expected);
  });

  it('does not ask a view where this machine has hardware', async () => {
    const { view, state } = await choose('auto', found('host', false), found('webview', false));
    expect(view?.asked).toEqual([]);
    expect(state).not.toHaveProperty('because');
  });

  it('says why it is what it is', async () => {
    const reason = async (...of: Parameters<typeof choose>): Promise<string | undefined> => {
      const { state } = await choose(...of);
      return state.status === 'found' ? state.because : state.reason;
    };
    expect(await reason('auto', found('host', true), found('webview', false))).toBe(
      'this machine has only software (llvmpipe)',
    );
    expect(await reason('auto', NONE, found('webview', true))).toBe('this machine has none: Nothing there');
    expect(await reason('auto', found('host', true), NONE)).toBe('views reach none: Nothing there');
    expect(await reason('auto', NONE, NONE)).toBe('Nothing there. Nothing there.');
    expect(await reason('host', found('host', true), null)).toBe('the setting says so');
    expect(await reason('webview', found('host', false), null)).toContain('There is no editor here');
    expect(await reason('off', found('host', false), null)).toBe(
      'GPUs are off by the setting. Set it to auto, and run again, to use one.',
    );
  });

  it('is the one that is forced, and asks no other', async () => {
    const inView = await choose('webview', found('host', false), found('webview', true));
    expect(inView.opened).toBe('webview');
    expect(inView.host.asked).toEqual([]);
    const onHost = await choose('host', found('host', true), found('webview', false));
    expect(onHost.opened).toBe('host');
    expect(onHost.view?.asked).toEqual([]);
    const off = await choose('off', found('host', false), found('webview', false));
    expect(off.host.asked).toEqual(['open']);
    expect(off.view?.asked).toEqual([]);
  });
});
