import { describe, expect, it, vi } from 'vitest';
import { processorRun, warmTimeNs } from '../../../../src/core/kernels/processorRun';
import { fakeContext, square } from './fakeContext';
import type { FakeOptions } from './fakeContext';

function kernelOf(problem = square, options: Partial<FakeOptions> = {}) {
  const context = fakeContext(problem, { workspaceBytes: 0, ...options });
  const run = vi.fn(() => context.c.elements.fill(7));
  const resetC = vi.spyOn(context, 'resetC');
  const build = vi.fn(() => ({ backend: 'test', prepareNs: 5, run }));
  return { context, run, resetC, build, prepared: processorRun(context, build) };
}

describe('processorRun', () => {
  it('runs as often as it is asked to, and times all of it', async () => {
    const { prepared, run } = kernelOf();
    // The fake clock goes on by 1000 ns a look.
    expect(await prepared.runBatch(3)).toEqual({ times: 3, computeNs: 1000, transferNs: 0 });
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('stops between runs when it is cancelled, after one run at least', async () => {
    let asked = 0;
    const { prepared, run } = kernelOf(square, { cancelled: () => ++asked === 2 });
    expect((await prepared.runBatch(10)).times).toBe(2);
    expect(run).toHaveBeenCalledTimes(2);
    const always = kernelOf(square, { cancelled: () => true });
    expect((await always.prepared.runBatch(10)).times).toBe(1);
  });

  it('sets C back before a batch where β is not 0, and only there', async () => {
    const accumulating = kernelOf({ ...square, beta: 0.5 });
    await accumulating.prepared.runBatch(3);
    expect(accumulating.resetC).toHaveBeenCalledTimes(1);
    const overwriting = kernelOf();
    await overwriting.prepared.runBatch(3);
    expect(overwriting.resetC).not.toHaveBeenCalled();
  });

  it('reads C after one run from the seeded C', async () => {
    const { prepared, run, resetC, context } = kernelOf();
    const c = await prepared.read();
    expect(resetC).toHaveBeenCalledBefore(run);
    expect(run).toHaveBeenCalledTimes(1);
    expect(c).toEqual({ rows: 8, columns: 8, elements: context.c.elements });
  });

  it('does not build a kernel where there is nothing to multiply', async () => {
    for (const change of [{ m: 0 }, { k: 0 }, { n: 0 }, { alpha: 0 }]) {
      const { build, prepared } = kernelOf({ ...square, ...change });
      expect(build).not.toHaveBeenCalled();
      expect(prepared.backend).toBe('scalar JS, β·C only');
      expect((await prepared.runBatch(2)).times).toBe(2);
    }
  });

  it('rejects when the kernel throws', async () => {
    const { prepared, run } = kernelOf();
    run.mockImplementation(() => {
      throw new RangeError('broken');
    });
    await expect(prepared.runBatch(1)).rejects.toThrow('broken');
    await expect(prepared.read()).rejects.toThrow('broken');
  });
});

describe('warmTimeNs', () => {
  it('is the least of five runs', () => {
    const context = fakeContext(square, { workspaceBytes: 0 });
    const times = [9e6, 3e6, 2e6, 4e6, 5e6];
    let now = 0;
    let run = 0;
    context.nowNs = () => now;
    expect(
      warmTimeNs(context, () => {
        now += times[run++];
      }),
    ).toBe(2e6);
    expect(run).toBe(5);
  });

  it('is that of one run where one takes long', () => {
    const context = fakeContext(square, { workspaceBytes: 0 });
    let now = 0;
    let run = 0;
    context.nowNs = () => now;
    warmTimeNs(context, () => {
      run++;
      now += 60e6;
    });
    expect(run).toBe(1);
  });
});
