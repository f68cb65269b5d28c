import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_PATHS } from '../../../../../src/core/codePath';
import { GEMM, gemmModule } from '../../../../../src/core/kernels/wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES, PACKING_PATHS } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { BlockingWishes } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
} from '../../../../../src/core/kernels/wasm/gemmCall';
import { gemmLabel } from '../../../../../src/core/kernels/wasm/gemmLabel';
import { lanesOf } from '../../../../../src/core/kernels/wasm/element';
import { shapeOfPath, withTile } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { GemmShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import type { Operand } from '../../../../../src/core/kernels/strategy';
import { createReference } from '../../../../../src/core/matrix/reference';
import { DTYPES, elementBytes } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { fakeContext, machine, square } from '../fakeContext';

/** A product of parts of larger matrices: where op(A), op(B) and C begin in them, and by how much those are larger. */
interface PartialProduct {
  readonly problem: Problem;
  readonly first: Readonly<Record<'i' | 'p' | 'j', number>>;
  readonly margin: Readonly<Record<'m' | 'k' | 'n', number>>;
  /** Elements of op(A) and op(B) that are made NaN and infinite. */
  readonly special: boolean;
}

/** Thin and short sizes as often as others. */
const sizes = fc.oneof(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 200 }));
const offsets = fc.integer({ min: 0, max: 5 });

/** Sizes of the products that a property is about. */
type Sizes = Readonly<Record<'m' | 'k' | 'n', fc.Arbitrary<number>>>;
const anySizes: Sizes = { m: sizes, k: sizes, n: sizes };
const thin = fc.integer({ min: 1, max: 17 });

function products(dtype: Problem['dtype'], { m, k, n }: Sizes): fc.Arbitrary<PartialProduct> {
  const problem = fc.record({
    m,
    k,
    n,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    alpha: fc.constantFrom(1, 2, -0.5),
    beta: fc.constantFrom(0, 1, -0.5),
    seed: fc.nat(),
  });
  return fc.record({
    problem: problem.map((drawn) => ({ ...square, ...drawn, dtype })),
    first: fc.record({ i: offsets, p: offsets, j: offsets }),
    // A leading dimension that is the width itself as often as a larger one.
    margin: fc.oneof(fc.constant({ m: 0, k: 0, n: 0 }), fc.record({ m: offsets, k: offsets, n: offsets })),
    special: fc.boolean(),
  });
}

/** Nothing, and as often blocks so small that a product has several of them, with any packing. */
const wishes: fc.Arbitrary<BlockingWishes> = fc.oneof(
  fc.constant(NO_WISHES),
  fc.record({
    mc: fc.integer({ min: 1, max: 40 }),
    kc: fc.integer({ min: 1, max: 40 }),
    nc: fc.integer({ min: 1, max: 80 }),
    path: fc.constantFrom(...PACKING_PATHS),
  }),
);

/** The part of a stored operand whose first element is op(X)[i, j]. */
function partOf(operand: Operand, i: number, j: number, bytes: number): Operand {
  const at = i * operand.rowStride + j * operand.columnStride;
  return { ...operand, offset: operand.offset + at * bytes, elements: operand.elements.subarray(at) };
}

/** Fills what lies outside of op(X)[0 … rows, 0 … columns] with NaN: none of it may be used. */
function spoilOutside(whole: Operand, part: Operand, rows: number, columns: number): void {
  const kept: (readonly [at: number, value: number])[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * part.rowStride + j * part.columnStride;
      kept.push([at, part.elements[at]]);
    }
  }
  whole.elements.fill(NaN);
  for (const [at, value] of kept) part.elements[at] = value;
}

/** Computes a product within larger matrices and holds it against the reference; nothing outside of it may change. */
function expectRight(
  { problem, first: { i, p, j }, margin, special }: PartialProduct,
  shape: GemmShape,
  asked: BlockingWishes,
): void {
  const { m, k, n, dtype } = problem;
  const bytes = elementBytes(dtype);
  const larger = { ...problem, m: m + i + margin.m, k: k + p + margin.k, n: n + j + margin.n };
  const context = fakeContext(larger, { workspaceBytes: WORKSPACE_BYTES });
  const { a, b, c } = context;
  const parts = { a: partOf(a, i, p, bytes), b: partOf(b, p, j, bytes), c: partOf(c, i, j, bytes) };
  const layout = layoutOf(problem, problem, parts);
  const blocking = gemmBlocking(shape, layout, asked);
  const size = gemmWorkspaceSize(shape, layout, blocking);
  expect(totalBytes(size)).toBeLessThanOrEqual(WORKSPACE_BYTES);

  spoilOutside(a, parts.a, m, k);
  spoilOutside(b, parts.b, k, n);
  if (special) {
    const { seed } = problem;
    parts.a.elements[(seed % m) * a.rowStride + ((seed >> 8) % k) * a.columnStride] = NaN;
    parts.b.elements[((seed >> 4) % k) * b.rowStride + ((seed >> 12) % n) * b.columnStride] = Infinity;
  }
  const dense = (): Float64Array =>
    Float64Array.from({ length: m * n }, (_, at) => parts.c.elements[Math.floor(at / n) * c.columns + (at % n)]);
  const reference = createReference(problem, parts.a, parts.b, { rows: m, columns: n, elements: dense() });
  const before = c.elements.slice();

  const workspace = allocateGemmWorkspace(size, { ...context, problem });
  const gemm = exportedFunction(context.instantiate(gemmModule(shape, true)), GEMM);
  gemm(
    ...gemmArguments({ problem, ...parts }, { firstRow: 0, rows: m, firstColumn: 0, columns: n }, blocking, workspace),
  );

  const label = `${gemmLabel(shape, blocking)} at ${JSON.stringify({ problem, i, p, j, margin, asked })}`;
  const { norm, bound } = reference.verify({ rows: m, columns: n, elements: dense() });
  expect(norm, label).toBeLessThanOrEqual(bound);
  expect(context.guardsAreIntact(), `${label}: bytes outside of C`).toBe(true);
  for (let row = 0; row < m; row++) {
    const at = (i + row) * c.columns + j;
    before.set(c.elements.subarray(at, at + n), at);
  }
  expect(c.elements, `${label}: elements beside C`).toEqual(before);
}

const WORKSPACE_BYTES = 2 ** 20;
const settings = { seed: 20260101, numRuns: 40 };
const SLOW = 120_000;
const paths = CODE_PATHS.filter((path) => path === 'separate' || machine.wasm.relaxedSimd);

describe.each(paths)('the generated product, code path %s', (path) => {
  it.each(DTYPES)(
    'is right at any shape, in parts of larger matrices, with NaN and infinities where IEEE 754 has them (%s)',
    (dtype) => {
      const shape = shapeOfPath(path, dtype);
      fc.assert(
        fc.property(products(dtype, anySizes), wishes, (product, asked) => {
          expectRight(product, shape, asked);
        }),
        settings,
      );
    },
    SLOW,
  );

  // There are kernels for these, which `auto` takes.
  it.each<readonly [kind: string, sizes: Sizes]>([
    ['a step of k', { ...anySizes, k: fc.constant(1) }],
    ['few rows and columns, and a k that is cut', { m: thin, k: fc.integer({ min: 2049, max: 4200 }), n: thin }],
  ])(
    'is right for %s',
    (_, sizes) => {
      for (const dtype of DTYPES) {
        const shape = shapeOfPath(path, dtype);
        fc.assert(
          fc.property(products(dtype, sizes), (product) => {
            expectRight(product, shape, NO_WISHES);
          }),
          { ...settings, numRuns: 20 },
        );
      }
    },
    SLOW,
  );
});

/** Rows and vectors of register tiles: the smallest and the largest that can be set, odd numbers of either, and pairs. */
const TILES = [
  [1, 1],
  [1, 8],
  [2, 3],
  [3, 2],
  [4, 1],
  [5, 5],
  [7, 4],
  [8, 1],
  [8, 8],
] as const;

describe.each(TILES)('the generated product, a register tile of %i rows and %i vectors', (mr, vectors) => {
  it.each(DTYPES)(
    'is right at any shape, whatever code path it belongs to (%s)',
    (dtype) => {
      // A module for each tile and path would take minutes to compile: tiles take turns with paths.
      const path = paths[(mr + vectors) % paths.length];
      const shape = withTile(shapeOfPath(path, dtype), mr, vectors * lanesOf(dtype));
      fc.assert(
        fc.property(products(dtype, anySizes), wishes, (product, asked) => {
          expectRight(product, shape, asked);
        }),
        { ...settings, numRuns: 15 },
      );
    },
    SLOW,
  );
});
