import type { Machine } from '../../../../src/core/machine';
import { describe, expect, it } from 'vitest';
import type { ParameterSpec, ParameterValue } from '../../../../src/core/kernels/parameters';
import { parallel } from '../../../../src/core/kernels/parallel';
import { processorStrategies as strategies } from '../../../../src/core/kernels/registry';
import type { Operand, Strategy } from '../../../../src/core/kernels/strategy';
import { DTYPES, STRUCTURES } from '../../../../src/core/problem';
import { machine, square } from './fakeContext';
import { expectCorrect, runStrategy } from './runStrategy';

/** Shapes m×k×n: sizes of 1, sizes that fill no tile, sizes of 0. */
const shapes = [
  [1, 1, 1],
  [1, 7, 5],
  [5, 7, 1],
  [3, 1, 4],
  [1, 23, 1],
  [17, 19, 23],
  [35, 12, 41],
] as const;
const emptyShapes = [
  [0, 3, 4],
  [3, 0, 4],
  [3, 4, 0],
  [0, 0, 0],
] as const;
const transposes = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;
const scalars = [
  [1, 0],
  [2, -0.5],
  [-0.5, 2],
  [1, 1],
  [0, 1],
  [0, -0.5],
  [0, 0],
] as const;

/** Milliseconds that a test may take on a busy machine; some generate a dozen modules. */
const SLOW = 30_000;

/** Values that stand for all that a parameter can be set to. */
function valuesOf(spec: ParameterSpec): readonly ParameterValue[] {
  if (spec.kind === 'choice') return spec.options.map(({ value }) => value);
  return [...new Set([spec.minimum, ...spec.suggestions, spec.maximum])];
}

describe.each(strategies)('$id', (strategy) => {
  it.each(DTYPES)('computes odd shapes, transposes, α and β within the bound (%s)', async (dtype) => {
    for (const [m, k, n] of shapes) {
      for (const [transposeA, transposeB] of transposes) {
        for (const [alpha, beta] of scalars) {
          await expectCorrect(strategy, { ...square, m, k, n, dtype, transposeA, transposeB, alpha, beta });
        }
      }
    }
  });

  it.each(DTYPES)('leaves β·C where a size is 0 (%s)', async (dtype) => {
    for (const [m, k, n] of emptyShapes) {
      for (const [transposeA, transposeB] of transposes) {
        for (const [alpha, beta] of scalars) {
          await expectCorrect(strategy, { ...square, m, k, n, dtype, transposeA, transposeB, alpha, beta });
        }
      }
    }
  });

  it.each(strategy.parameters)(
    'computes within the bound whatever $id is',
    async (spec) => {
      for (const value of valuesOf(spec)) {
        const values = { [spec.id]: value };
        for (const dtype of DTYPES) {
          for (const transposed of [false, true]) {
            const transposes = { transposeA: transposed, transposeB: transposed };
            const problem = { ...square, m: 35, k: 29, n: 41, dtype, ...transposes, alpha: 2, beta: -0.5 };
            if (strategy.supports(problem, machine, values).supported) await expectCorrect(strategy, problem, values);
          }
        }
      }
    },
    SLOW,
  );

  it.each(STRUCTURES)('computes with a sparse A (%s)', async (structure) => {
    for (const dtype of DTYPES) {
      for (const [transposeA, transposeB] of transposes) {
        const problem = { ...square, m: 41, k: 50, n: 37, dtype, transposeA, transposeB, structure, density: 0.2 };
        await expectCorrect(strategy, { ...problem, beta: 2 });
      }
    }
  });

  it('leaves A and B as they are', async () => {
    let before: number[] = [];
    const { context } = await runStrategy(strategy, { ...square, m: 9, transposeB: true }, {}, ({ a, b }) => {
      before = [...a.elements, ...b.elements];
    });
    expect([...context.a.elements, ...context.b.elements]).toEqual(before);
  });

  it('does not read C where β is 0', async () => {
    const { c } = await runStrategy(strategy, { ...square, m: 11, n: 13 }, {}, (context) => {
      context.resetC = () => {
        context.c.elements.fill(NaN);
      };
    });
    expect(c.every(Number.isFinite)).toBe(true);
  });

  it('reads neither A nor B where α is 0', async () => {
    const { c } = await runStrategy(strategy, { ...square, alpha: 0, beta: 2 }, {}, ({ a, b }) => {
      a.elements.fill(NaN);
      b.elements.fill(Infinity);
    });
    expect(c.every(Number.isFinite)).toBe(true);
  });

  it.each(DTYPES)('carries NaN and infinities through rows and columns as IEEE 754 says (%s)', async (dtype) => {
    const problem = { ...square, m: 17, k: 19, n: 23, dtype, alpha: -2, beta: 0.5 };
    for (const [i, p, j] of [
      [0, 0, 0],
      [8, 7, 9],
      [16, 18, 22],
    ] as const) {
      const { c, verification } = await runStrategy(strategy, problem, {}, ({ a, b }) => {
        a.elements[i * problem.k + p] = NaN;
        a.elements[((i + 1) % problem.m) * problem.k + p] = -Infinity;
        b.elements[p * problem.n + j] = Infinity;
      });
      // NaN and infinities must be where the reference has them, and nowhere else.
      expect(verification.norm).toBeLessThanOrEqual(verification.bound);
      expect([...c].filter(Number.isNaN)).toHaveLength(problem.n);
      expect([...c].filter((value) => Math.abs(value) === Infinity)).toHaveLength(problem.n + problem.m - 2);
    }
  });

  // Zeros of A that are not stored are what sparse leaves out (sparse.test.ts).
  it.runIf(strategy.id !== 'sparse').each(DTYPES)(
    'multiplies zeros, too: with infinity they make NaN (%s)',
    async (dtype) => {
      const [m, k, n] = [21, 18, 26];
      for (const [transposeA, transposeB] of transposes) {
        const problem = { ...square, m, k, n, dtype, transposeA, transposeB };
        for (const p of [0, 1, k - 2, k - 1]) {
          for (const infinite of ['a', 'b'] as const) {
            const { c } = await runStrategy(strategy, problem, {}, ({ a, b }) => {
              const set = (
                { elements, rowStride, columnStride }: Operand,
                i: number,
                j: number,
                value: number,
              ): void => {
                elements[i * rowStride + j * columnStride] = value;
              };
              // Column p of op(A), row p of op(B): one is infinite, every second element of the other 0.
              for (let i = 0; i < m; i++) set(a, i, p, infinite === 'a' ? Infinity : (i + p) % 2);
              for (let j = 0; j < n; j++) set(b, p, j, infinite === 'b' ? Infinity : (j + p) % 2);
            });
            const isNaNAt = (at: number): boolean => ((infinite === 'a' ? at % n : Math.floor(at / n)) + p) % 2 === 0;
            expect([...c].map(Number.isNaN)).toEqual([...c].map((_, at) => isNaNAt(at)));
          }
        }
      }
    },
  );

  it('has a default and suggestions that can be set', () => {
    for (const spec of strategy.parameters) {
      const values =
        spec.kind === 'integer' ? [...spec.suggestions, ...(spec.default === null ? [] : [spec.default])] : [];
      for (const value of values) {
        expect(spec.kind === 'integer' && value >= spec.minimum && value <= spec.maximum, spec.id).toBe(true);
      }
      if (spec.kind === 'choice') expect(spec.options.map(({ value }) => value)).toContain(spec.default);
    }
  });
});

const needsSimd = ({ family }: Strategy): boolean => family !== 'loops' && family !== 'native';

describe('what cannot run says why', () => {
  const withoutSimd = { ...machine, wasm: { ...machine.wasm, simd: false, relaxedSimd: false, threads: false } };
  const withoutThreads = { ...machine, wasm: { ...machine.wasm, threads: false } };

  it.each(strategies.filter(needsSimd))('$id without WebAssembly SIMD', (strategy) => {
    expect(strategy.supports(square, withoutSimd, {})).toMatchObject({ supported: false });
  });

  it('parallel without threads', () => {
    expect(parallel.supports(square, withoutThreads, {})).toMatchObject({
      supported: false,
      reason: expect.stringContaining('threads') as unknown,
    });
  });

  it('simd with a tile that fills no vector', () => {
    const simd = strategies.find(({ id }) => id === 'simd');
    expect(simd?.supports(square, machine, { nr: 6 })).toMatchObject({
      supported: false,
      reason: expect.stringContaining('multiple of 4') as unknown,
    });
    expect(simd?.supports({ ...square, dtype: 'f64' }, machine, { nr: 6 })).toEqual({ supported: true });
  });

  it('everything else can run', () => {
    for (const strategy of strategies) expect(strategy.supports(square, machine, {})).toEqual({ supported: true });
    for (const strategy of strategies.filter((each) => !needsSimd(each))) {
      expect(strategy.supports(square, withoutSimd, {})).toEqual({ supported: true });
    }
  });
});

describe('without relaxed SIMD', () => {
  const unfused: Machine = {
    ...machine,
    wasm: { ...machine.wasm, relaxedSimd: false, codePaths: { f32: 'separate', f64: 'separate' } },
  };

  it.each(strategies.filter(needsSimd))('$id multiplies and adds separately', async (strategy) => {
    for (const dtype of DTYPES) {
      await expectCorrect(strategy, { ...square, m: 35, k: 29, n: 41, dtype, beta: 2 }, {}, unfused);
    }
    const { backend } = await runStrategy(strategy, square, {}, undefined, unfused);
    expect(backend).toContain('mul + add');
  });
});
