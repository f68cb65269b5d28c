import { describe, expect, it } from 'vitest';
import { blas } from '../../../../src/core/kernels/blas';
import type { BlasState } from '../../../../src/core/blas';
import type { Machine } from '../../../../src/core/machine';
import { fakeContext, machine, square } from './fakeContext';
import { blasStates, NO_BLAS, OPENBLAS } from './fakeBlas';

const on = (auto: BlasState, others?: BlasState): Machine => ({ ...machine, blas: blasStates(auto, others) });
const context = (where: Machine = machine) => fakeContext(square, { workspaceBytes: 0, threads: 2, machine: where });

describe('blas', () => {
  it('cannot run where there is none, and says why', () => {
    expect(blas.supports(square, on(NO_BLAS), {})).toEqual({ supported: false, reason: 'There is none. Install one.' });
    expect(blas.supports(square, machine, { library: 'mkl' })).toMatchObject({ supported: false });
    expect(blas.supports(square, machine, { library: 'openblas' })).toEqual({ supported: true });
  });

  it('is not refused before somebody has looked', () => {
    expect(blas.supports(square, { ...machine, blas: null }, {})).toEqual({ supported: true });
  });

  it('refuses sizes that 32 bits cannot say, where the library has no more', () => {
    const long = { ...square, m: 1, n: 1, k: 2 ** 31 };
    expect(blas.supports(long, machine, {})).toMatchObject({
      supported: false,
      reason: expect.stringContaining('sizes up to 2147483647') as unknown,
    });
    expect(blas.supports({ ...long, k: 2 ** 31 - 1 }, machine, {})).toEqual({ supported: true });
    expect(blas.supports(long, on({ ...OPENBLAS, integerBits: 64 }), {})).toEqual({ supported: true });
  });

  it('refuses a number of threads where the library lets none be set', () => {
    const accelerate = on({ ...OPENBLAS, name: 'Accelerate', version: null, core: null, threads: null });
    expect(blas.supports(square, accelerate, { threads: 2 })).toMatchObject({
      supported: false,
      reason: 'Accelerate does not let its threads be set. Leave threads empty.',
    });
    expect(blas.supports(square, accelerate, {})).toEqual({ supported: true });
  });

  it('says what ran, with the threads that the library says it uses', () => {
    const label = (where: Machine, values = {}): string => blas.prepare(context(where), values).backend;
    const two = { ...machine, logicalCores: 2 };
    expect(label(two)).toBe('OpenBLAS 0.3.99 Example, 2 threads');
    expect(label(two, { threads: 1 })).toBe('OpenBLAS 0.3.99 Example, 1 thread');
    expect(label({ ...two, blas: blasStates({ ...OPENBLAS, threads: 1 }) })).toBe('OpenBLAS 0.3.99 Example, 1 thread');
  });

  it('sets the threads ahead of each batch, for other rows share the library', async () => {
    const own = context({ ...machine, logicalCores: 2 });
    const both = [blas.prepare(own, { threads: 1 }), blas.prepare(own, {})];
    own.blas.threadsSet.length = 0;
    for (const prepared of both) await prepared.runBatch(3);
    await both[0].read();
    expect(own.blas.threadsSet).toEqual([1, 2, 1]);
  });

  it('computes alike with as many threads as there are and with more', () => {
    const effect = (values = {}): string | undefined => blas.effect?.(square, machine, values);
    expect(effect({ threads: 4 })).toBe(effect());
    expect(effect({ threads: 200 })).toBe(effect());
    expect(effect({ library: 'openblas' })).toBe(effect());
    expect(effect({ threads: 1 })).not.toBe(effect());
  });
});
