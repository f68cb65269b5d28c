import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simd } from '../../../../src/core/kernels/simd';
import { strassen } from '../../../../src/core/kernels/strassen';
import { machine, square } from './fakeContext';
import { denseProblems } from './problemArbitrary';
import { expectCorrect, runStrategy } from './runStrategy';

const settings = { seed: 20260103, numRuns: 60 };
const SLOW = 60_000;
const unfused = { ...machine, wasm: { ...machine.wasm, codePaths: { f32: 'separate', f64: 'separate' } as const } };

describe('strassen', () => {
  it.each([1, 2, 3, 4])(
    'agrees with the reference at any shape, with %i levels',
    async (levels) => {
      await fc.assert(
        fc.asyncProperty(denseProblems(90), fc.boolean(), async (problem, fused) => {
          await expectCorrect(strassen, problem, { levels }, fused ? machine : unfused);
        }),
        settings,
      );
    },
    SLOW,
  );

  it('is exact where nothing is rounded', async () => {
    for (const levels of [1, 2, 3]) {
      for (const [m, k, n] of [
        [16, 16, 16],
        [17, 23, 30],
      ] as const) {
        const { c, context } = await runStrategy(strassen, { ...square, m, k, n }, { levels }, ({ a, b }) => {
          a.elements.forEach((element, at) => (a.elements[at] = Math.round(element * 8)));
          b.elements.forEach((element, at) => (b.elements[at] = Math.round(element * 8)));
        });
        const conventional = await runStrategy(simd, { ...square, m, k, n }, {}, ({ a, b }) => {
          a.elements.set(context.a.elements);
          b.elements.set(context.b.elements);
        });
        expect([...c]).toEqual([...conventional.c]);
      }
    }
  });

  it('computes a sparse A, of which rows may be empty', async () => {
    for (const levels of [1, 3]) {
      const problem = { ...square, m: 40, k: 40, n: 40, density: 0.05, beta: 0 } as const;
      await expectCorrect(strassen, { ...problem, structure: 'power' }, { levels });
    }
  });

  it('says how many levels ran', async () => {
    const backend = async (size: number, levels: number): Promise<string> =>
      (await runStrategy(strassen, { ...square, m: size }, { levels })).backend;
    expect(await backend(8, 1)).toMatch(/^strassen 1 level on wasm simd128/);
    expect(await backend(8, 3)).toMatch(/^strassen 3 levels on wasm simd128/);
    expect(await backend(3, 4)).toMatch(/^strassen 1 level on/);
    expect((await runStrategy(strassen, square)).backend).toMatch(/^strassen without a level on/);
  });

  it('takes a level more with each doubling of the size, from where it pays', () => {
    const levels = (m: number, k = m, n = m): string | undefined =>
      strassen.effect?.({ ...square, m, k, n }, machine, {});
    expect(levels(1023)).toBe('0 levels');
    expect(levels(1024)).toBe('1 levels');
    expect(levels(2048)).toBe('2 levels');
    expect(levels(4096)).toBe('3 levels');
    expect(levels(4096, 1024, 4096)).toBe('1 levels');
    expect(levels(65536)).toBe('4 levels');
  });

  it('has a larger error than the conventional product, which a larger bound accounts for', async () => {
    const problem = { ...square, m: 128, k: 128, n: 128 };
    const conventional = (await runStrategy(simd, problem)).verification;
    const one = (await runStrategy(strassen, problem, { levels: 1 })).verification;
    const three = (await runStrategy(strassen, problem, { levels: 3 })).verification;
    expect(three.norm).toBeGreaterThan(conventional.norm);
    expect(one.bound).toBeGreaterThan(conventional.bound);
    expect(three.bound).toBeGreaterThan(10 * one.bound);
  });

  it('is accepted where only samples and sums of rows are checked', async () => {
    for (const transposeB of [false, true]) {
      const problem = { ...square, m: 290, k: 280, n: 270, transposeB, beta: -0.5 };
      for (const levels of [1, 4]) {
        const { verification } = await runStrategy(strassen, problem, { levels });
        expect(verification.method).toBe('sampled and Freivalds');
        expect(verification.norm).toBeLessThanOrEqual(verification.bound);
      }
    }
  });

  it('spreads a NaN over C, which the verification does not let through', async () => {
    const { c, verification } = await runStrategy(strassen, square, { levels: 1 }, ({ a }) => {
      a.elements[0] = NaN;
    });
    expect([...c].filter(Number.isNaN).length).toBeGreaterThan(square.n);
    expect(verification.norm).toBe(Infinity);
  });
});
