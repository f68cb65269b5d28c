import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loops } from '../../../../src/core/kernels/loops';
import { outer } from '../../../../src/core/kernels/outer';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import { LOOP_ORDERS } from '../../../../src/core/kernels/wasm/loopOrders';
import { DTYPES } from '../../../../src/core/problem';
import type { Machine } from '../../../../src/core/machine';
import { machine, square } from './fakeContext';
import { denseProblems } from './problemArbitrary';
import { expectCorrect, runStrategy } from './runStrategy';

const settings = { seed: 20260102, numRuns: 40 };
const SLOW = 30_000;
const simd = { path: 'simd' };
const unfused: Machine = { ...machine, wasm: { ...machine.wasm, codePaths: { f32: 'separate', f64: 'separate' } } };

const variants: readonly {
  readonly strategy: typeof loops;
  readonly values: ParameterValues;
  readonly label: string;
}[] = [
  ...LOOP_ORDERS.map((order) => ({ strategy: loops, values: { ...simd, order }, label: `loops ${order}` })),
  ...[1, 3, 4, 16].map((rank) => ({ strategy: outer, values: { ...simd, rank }, label: `outer, rank ${rank}` })),
];

describe.each(variants)('$label in WebAssembly', ({ strategy, values }) => {
  it(
    'agrees with the reference at any shape, fused and not',
    async () => {
      await fc.assert(
        fc.asyncProperty(denseProblems(70), fc.boolean(), async (problem, fused) => {
          await expectCorrect(strategy, problem, values, fused ? machine : unfused);
        }),
        settings,
      );
    },
    SLOW,
  );

  it('does not read C where β is 0', async () => {
    for (const transposeB of [false, true]) {
      const { c } = await runStrategy(strategy, { ...square, m: 11, n: 23, transposeB }, values, (context) => {
        context.resetC = () => {
          context.c.elements.fill(NaN);
        };
      });
      expect(c.every(Number.isFinite)).toBe(true);
    }
  });

  it('carries NaN and infinities through rows and columns as IEEE 754 says', async () => {
    for (const dtype of DTYPES) {
      const problem = { ...square, m: 17, k: 19, n: 23, dtype, alpha: -2, beta: 0.5 };
      const { c, verification } = await runStrategy(strategy, problem, values, ({ a, b }) => {
        a.elements[8 * problem.k + 7] = NaN;
        a.elements[9 * problem.k + 7] = -Infinity;
        b.elements[7 * problem.n + 21] = Infinity;
      });
      expect(verification.norm).toBeLessThanOrEqual(verification.bound);
      expect([...c].filter(Number.isNaN)).toHaveLength(problem.n);
    }
  });

  it('is refused without SIMD, in words that say what to do', () => {
    const without = { ...machine, wasm: { ...machine.wasm, simd: false } };
    expect(strategy.supports(square, without, values)).toMatchObject({
      supported: false,
      reason: expect.stringContaining('path to js') as unknown,
    });
    expect(strategy.supports(square, without, { ...values, path: 'js' })).toEqual({ supported: true });
  });
});

describe('the backend', () => {
  const loopBackend = async (order: string, change: object): Promise<string> =>
    (await runStrategy(loops, { ...square, ...change }, { ...simd, order })).backend;
  const [plain, transposedB] = [{}, { transposeB: true }];

  it('says what the lanes of a vector are', async () => {
    expect(await loopBackend('ijk', plain)).toContain('wasm simd128, i-j-k, 32 columns side by side');
    expect(await loopBackend('ikj', plain)).toContain('wasm simd128, i-k-j, along j');
    expect(await loopBackend('kji', { dtype: 'f64' })).toContain('wasm simd128, k-j-i, 2 columns side by side');
    expect(await loopBackend('jik', transposedB)).toContain('wasm simd128, j-i-k, along k');
  });

  it('says where there are no vectors', async () => {
    expect(await loopBackend('ikj', transposedB)).toBe('wasm scalar, i-k-j');
    expect(await loopBackend('ijk', { transposeA: true, transposeB: true })).toBe('wasm scalar, i-j-k');
  });

  it('says 256 bits where V8 joins pairs of vectors', async () => {
    const joining: Machine = { ...machine, wasm: { ...machine.wasm, codePaths: { f32: 'simd256', f64: 'simd256' } } };
    const backend = async (strategy: typeof loops, values: ParameterValues): Promise<string> =>
      (await runStrategy(strategy, square, { ...simd, ...values }, undefined, joining)).backend;
    expect(await backend(loops, { order: 'kij' })).toContain('wasm simd256, k-i-j');
    expect(await backend(loops, { order: 'jik' })).toContain('wasm simd128, j-i-k');
    expect(await backend(loops, { order: 'jki' })).toContain('wasm simd128, j-k-i');
    expect(await backend(outer, { rank: 2 })).toContain('wasm simd256, rank 2');
  });

  it('says the rank, and whether B had to be gathered', async () => {
    const values = { ...simd, rank: 8 };
    expect((await runStrategy(outer, square, values)).backend).toMatch(/^wasm simd128, rank 8, (?!.*gathered)/);
    expect((await runStrategy(outer, { ...square, transposeB: true }, values)).backend).toContain('rows of B gathered');
  });

  it('says whether products and sums are rounded together', async () => {
    expect((await runStrategy(outer, square, simd, undefined, unfused)).backend).toContain('mul + add');
    expect((await runStrategy(loops, square, simd, undefined, unfused)).backend).toContain('mul + add');
  });
});
