import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparse } from '../../../../src/core/kernels/sparse';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import type { Operand } from '../../../../src/core/kernels/strategy';
import type { CodePath } from '../../../../src/core/codePath';
import type { Machine } from '../../../../src/core/machine';
import { DTYPES } from '../../../../src/core/problem';
import { codePaths } from './codePaths';
import { machine, square } from './fakeContext';
import type { FakeContext } from './fakeContext';
import { sparseProblems } from './problemArbitrary';
import { expectCorrect, runStrategy } from './runStrategy';

const SLOW = 60_000;

function onPath(path: CodePath): Machine {
  return { ...machine, wasm: { ...machine.wasm, codePaths: { f32: path, f64: path } } };
}

const csr = { format: 'csr' };
const bsr = { format: 'bsr' };
const variants: readonly ParameterValues[] = [
  {},
  csr,
  { ...csr, panel: 4 },
  { ...csr, panel: 20 },
  { ...csr, panel: 128, threads: 3 },
  bsr,
  { ...bsr, block: 4, panel: 24 },
  { ...bsr, block: 12, panel: 4, threads: 4 },
  { ...bsr, block: 64, threads: 2 },
];

describe.each(codePaths)('sparse on the code path %s', (path) => {
  it.each(variants)(
    'agrees with the reference at any shape: %o',
    async (values) => {
      await fc.assert(
        fc.asyncProperty(sparseProblems(200), (problem) => expectCorrect(sparse, problem, values, onPath(path))),
        { seed: 20260203, numRuns: 10 },
      );
    },
    SLOW,
  );

  it.each([csr, bsr])(
    'computes every number of columns up to 20, packed and not: %o',
    async (values) => {
      for (let n = 1; n <= 20; n++) {
        for (const dtype of DTYPES) {
          for (const transposeB of [false, true]) {
            const problem = { ...square, m: 19, k: 23, n, dtype, transposeB, density: 0.4, alpha: -0.5, beta: 2 };
            await expectCorrect(sparse, problem, values, onPath(path));
          }
        }
      }
    },
    SLOW,
  );
});

/** Elements that are made not finite, or 0, by the share of those that there are. */
const places = fc.array(
  fc.record({
    share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    value: fc.constantFrom(NaN, Infinity, -Infinity, 0),
  }),
  { maxLength: 4 },
);

/** op(X), row by row. */
function usedOrder({ elements, rowStride, columnStride }: Operand, rows: number, columns: number): readonly number[] {
  return Array.from(
    { length: rows * columns },
    (_, at) => elements[Math.floor(at / columns) * rowStride + (at % columns) * columnStride],
  );
}

/** What is not finite as it is, for all that is finite 0. */
const kindOf = (value: number): number => (Number.isFinite(value) ? 0 : value);

describe.each(codePaths)('what is not finite, on the code path %s', (path) => {
  it.each([
    ...[csr, { ...csr, panel: 4, threads: 2 }].map((values) => ({ values, inB: true })),
    // A block's zeros are multiplied: with what is not finite in B they make NaN.
    ...[bsr, { ...bsr, block: 4, threads: 2 }].map((values) => ({ values, inB: false })),
  ])(
    'goes wherever an entry of A meets it: $values',
    async ({ values, inB }) => {
      await fc.assert(
        fc.asyncProperty(sparseProblems(60), places, places, async (problem, ofA, ofB) => {
          const { m, k, n, alpha, beta } = problem;
          const { c, context, backend } = await runStrategy(
            sparse,
            problem,
            values,
            ({ a, b }) => {
              const entries = [...a.elements].flatMap((element, at) => (element === 0 ? [] : [at]));
              for (const { share, value } of ofA) {
                if (entries.length > 0) a.elements[entries[Math.floor(share * entries.length)]] = value;
              }
              for (const { share, value } of ofB) {
                if (inB || value === 0) b.elements[Math.floor(share * b.elements.length)] = value;
              }
            },
            onPath(path),
          );
          const computed = [...c].map(kindOf);
          const [a, b] = [usedOrder(context.a, m, k), usedOrder(context.b, k, n)];
          // C again as it was before.
          context.resetC();
          const start = context.c.elements;
          const expected = [...start].map((old, at) => {
            const [i, j] = [Math.floor(at / n), at % n];
            let sum = 0;
            for (let p = 0; p < k; p++) if (a[i * k + p] !== 0) sum += a[i * k + p] * b[p * n + j];
            return kindOf(beta === 0 ? alpha * sum : alpha * sum + beta * old);
          });
          expect(computed, backend).toEqual(expected);
        }),
        { seed: 20260204, numRuns: 15 },
      );
    },
    SLOW,
  );
});

describe('rows and columns of A without entries', () => {
  it.each([csr, bsr, {}])('come to β·C: %o', async (values) => {
    for (const beta of [0, 2]) {
      for (const n of [1, 3, 37]) {
        const problem = { ...square, m: 41, k: 37, n, density: 0.3, beta };
        const empty = await runStrategy(sparse, problem, values, ({ a }) => {
          a.elements.fill(0);
        });
        expect(empty.verification.norm).toBe(0);
        expect(empty.context.guardsAreIntact()).toBe(true);
        const { verification } = await runStrategy(sparse, problem, values, ({ a }) => {
          for (let i = 0; i < problem.m; i++) if (i % 20 > 2) a.elements.fill(0, i * problem.k, (i + 1) * problem.k);
        });
        expect(verification.norm).toBeLessThanOrEqual(verification.bound);
      }
    }
  });
});

describe('what is not finite', () => {
  const problem = { ...square, m: 33, k: 33, n: 7, density: 0.5 };

  /** A has two entries, [0, 0] and [32, 32]. */
  const two = (a: FakeContext['a']): void => {
    a.elements.fill(0);
    a.elements[0] = 2;
    a.elements[a.elements.length - 1] = 3;
  };

  it.each([csr, bsr])(
    'goes from an entry of A through its row, and from B through what it is multiplied with: %o',
    async (values) => {
      const { c, verification } = await runStrategy(sparse, problem, values, ({ a, b }) => {
        two(a);
        a.elements[0] = NaN;
        // The last element of A is the only one in its block, whatever the block.
        b.elements.fill(Infinity, 32 * problem.n, 32 * problem.n + 1);
      });
      expect([...c.subarray(0, problem.n)].every(Number.isNaN)).toBe(true);
      expect(c[32 * problem.n]).toBe(Infinity);
      // By IEEE 754 the zeros of A that meet Infinity make NaN of the first column: the reference, which skips nothing, says so.
      expect(verification.norm).toBe(Infinity);
    },
  );

  it('does not pass zeros of A that are not stored: they are skipped, not multiplied, and the verification fails', async () => {
    const { c, verification } = await runStrategy(sparse, problem, csr, ({ a, b }) => {
      two(a);
      b.elements[5 * problem.n] = NaN;
    });
    expect(c.some(Number.isNaN)).toBe(false);
    expect(verification.norm).toBe(Infinity);
  });

  it('passes zeros that are stored within a block', async () => {
    const { c } = await runStrategy(sparse, problem, { ...bsr, block: 8 }, ({ a, b }) => {
      two(a);
      b.elements[5 * problem.n] = NaN;
    });
    const rows = [...c].flatMap((value, at) => (Number.isNaN(value) ? [Math.floor(at / problem.n)] : []));
    expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('what sparse says of itself', () => {
  const backendOf = async (more: object, values: ParameterValues = {}, on = machine): Promise<string> =>
    (await runStrategy(sparse, { ...square, m: 96, k: 96, n: 80, ...more }, values, undefined, on)).backend;

  it('takes blocks where A has some, and says how well they are filled', async () => {
    expect(await backendOf({ structure: 'block', density: 0.2 })).toContain('BSR 16×16, 100% filled, tiles 4×8');
    expect(await backendOf({ structure: 'uniform', density: 0.05 })).toContain('CSR, panels of');
    expect(await backendOf({ density: 0.05 }, { ...bsr, block: 8 })).toMatch(/BSR 8×8, \d% filled/);
  });

  it('names panels as they are, whether B is packed, and the vectors', async () => {
    expect(await backendOf({ density: 0.2 }, { panel: 24 })).toContain('simd128 CSR, panels of 24 columns');
    expect(await backendOf({ density: 0.2 })).toContain('packed B');
    expect(await backendOf({ density: 0.01 })).not.toContain('packed B');
    expect(await backendOf({ density: 0.01, transposeB: true })).toContain('packed B');
    expect(await backendOf({ density: 0.2, n: 1 })).toContain('scalar CSR');
    // A single column lies as a row does.
    expect(await backendOf({ density: 0.2, n: 1, transposeB: true })).not.toContain('packed B');
    if (machine.wasm.relaxedSimd) {
      expect(await backendOf({ density: 0.2 }, csr, onPath('simd256'))).toContain('simd256 CSR');
      expect(await backendOf({ density: 0.2 }, bsr, onPath('simd256'))).toContain('tiles 4×16');
      expect(await backendOf({ density: 0.2 }, { ...csr, panel: 20 }, onPath('simd256'))).toContain('simd128 CSR');
    }
  });

  it('says how many threads really ran, and leaves small work to one', async () => {
    expect(await backendOf({ density: 0.2 }, { threads: 3 })).toMatch(/3 threads \((3×1|1×3)\)/);
    expect(await backendOf({ density: 0.2 }, { threads: 100 })).toContain('4 threads');
    expect(await backendOf({ density: 0.01, m: 20 })).toContain('1 thread of 4, too small to share');
  });
});

describe('parameters of sparse', () => {
  it('must be multiples of four', () => {
    for (const id of ['block', 'panel']) {
      expect(sparse.supports(square, machine, { [id]: 6 })).toMatchObject({
        supported: false,
        reason: `Set ${id} to a multiple of 4 instead of 6.`,
      });
      expect(sparse.supports(square, machine, { [id]: 8 })).toEqual({ supported: true });
    }
  });

  it('have one effect where they compute alike', () => {
    const effect = (values: ParameterValues): string | undefined =>
      sparse.effect?.({ ...square, n: 30 }, machine, values);
    expect(effect({ ...csr, block: 8 })).toBe(effect(csr));
    expect(effect({ panel: 32 })).toBe(effect({ panel: 64 }));
    expect(effect({ threads: 4 })).toBe(effect({ threads: 16 }));
    const different = [{}, csr, bsr, { block: 8 }, { ...bsr, block: 8 }, { panel: 16 }, { threads: 1 }, { threads: 2 }];
    expect(new Set(different.map(effect)).size).toBe(different.length);
  });
});
