import { describe, expect, it } from 'vitest';
import { createReference } from '../../../../../src/core/matrix/reference';
import { CODE_PATHS } from '../../../../../src/core/codePath';
import { DTYPES } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { GEMM, GEMM_PARAMETERS, gemmModule } from '../../../../../src/core/kernels/wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { BlockingWishes, GemmBlocking } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
  wholeOf,
} from '../../../../../src/core/kernels/wasm/gemmCall';
import type { Region } from '../../../../../src/core/kernels/wasm/gemmCall';
import { defaultShape, shapeLabel, shapeOfPath, withTile } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { GemmShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import { fakeContext, machine, square } from '../fakeContext';
import type { FakeContext } from '../fakeContext';

const problem: Problem = { ...square, m: 23, k: 21, n: 27, alpha: 2, beta: -0.5 };
const tiny: BlockingWishes = { mc: 12, kc: 8, nc: 16, path: 'packed' };

/** Computes a region of C with a module of its own. */
function compute(
  problem: Problem,
  shape: GemmShape,
  wishes: BlockingWishes = NO_WISHES,
  region?: Region,
  sharedMemory = true,
): FakeContext {
  const blocking: GemmBlocking = gemmBlocking(shape, layoutOf(problem), wishes);
  const size = gemmWorkspaceSize(shape, layoutOf(problem), blocking);
  const context = fakeContext(problem, { workspaceBytes: totalBytes(size), sharedMemory });
  const workspace = allocateGemmWorkspace(size, context);
  const gemm = exportedFunction(context.instantiate(gemmModule(shape, sharedMemory)), GEMM);
  gemm(...gemmArguments(context, region ?? wholeOf(context.c), blocking, workspace));
  return context;
}

function errorOf(context: FakeContext): { readonly norm: number; readonly bound: number } {
  const { problem, a, b, c } = context;
  const result = { ...c, elements: c.elements.slice() };
  context.resetC();
  return createReference(problem, a, b, c).verify(result);
}

describe.each(DTYPES)('the generated product (%s)', (dtype) => {
  const base = defaultShape(dtype, machine);
  const lanes = base.nr / 2;

  it.each([1, 2, 3, 4, 8])('is right when k is unrolled by %i', (unroll) => {
    for (const k of [1, 2, 7, 8, 21]) {
      for (const path of ['packed', 'direct'] as const) {
        const context = compute({ ...problem, dtype, k }, { ...base, unroll }, { ...NO_WISHES, path });
        const { norm, bound } = errorOf(context);
        expect(norm).toBeLessThanOrEqual(bound);
      }
    }
  });

  it.each([
    [1, 1],
    [2, 3],
    [3, 1],
    [5, 2],
    [8, 4],
  ])('is right with a tile of %i rows and %i vectors', (mr, vectors) => {
    for (const multiplyAdd of machine.wasm.relaxedSimd ? (['relaxed', 'separate'] as const) : (['separate'] as const)) {
      for (const transposed of [false, true]) {
        const shape = { ...base, mr, nr: vectors * lanes, multiplyAdd };
        const transposes = { transposeA: transposed, transposeB: transposed };
        const context = compute({ ...problem, dtype, ...transposes }, shape, tiny);
        const { norm, bound } = errorOf(context);
        expect(norm, shapeLabel(shape)).toBeLessThanOrEqual(bound);
        expect(context.guardsAreIntact()).toBe(true);
      }
    }
  });

  it.each(CODE_PATHS.filter((path) => path === 'separate' || machine.wasm.relaxedSimd))(
    'is right by the code path %s',
    (path) => {
      const shape = shapeOfPath(path, dtype);
      for (const transposed of [false, true]) {
        for (const packing of ['packed', 'direct'] as const) {
          const transposes = { transposeA: transposed, transposeB: transposed };
          const context = compute({ ...problem, dtype, ...transposes }, shape, { ...tiny, path: packing });
          const { norm, bound } = errorOf(context);
          expect(norm, `${packing} ${shapeLabel(shape)}`).toBeLessThanOrEqual(bound);
          expect(context.guardsAreIntact()).toBe(true);
        }
      }
    },
  );

  it('computes a region of C and leaves the rest', () => {
    const region = { firstRow: 6, rows: 9, firstColumn: 8, columns: 11 };
    for (const transposed of [false, true]) {
      const transposes = { transposeA: transposed, transposeB: transposed };
      const whole = compute({ ...problem, dtype, ...transposes }, base, tiny);
      const part = compute({ ...problem, dtype, ...transposes }, base, tiny, region);
      const start = fakeContext({ ...problem, dtype }, { workspaceBytes: 0 });
      for (let i = 0; i < problem.m; i++) {
        for (let j = 0; j < problem.n; j++) {
          const isInside =
            i >= region.firstRow &&
            i < region.firstRow + region.rows &&
            j >= region.firstColumn &&
            j < region.firstColumn + region.columns;
          const at = i * problem.n + j;
          expect(part.c.elements[at]).toBe((isInside ? whole : start).c.elements[at]);
        }
      }
      const { norm, bound } = errorOf(whole);
      expect(norm).toBeLessThanOrEqual(bound);
    }
  });

  it('works on a memory that is not shared', () => {
    const { norm, bound } = errorOf(compute({ ...problem, dtype }, base, tiny, undefined, false));
    expect(norm).toBeLessThanOrEqual(bound);
  });

  it('takes β·C in once, however many blocks k has', () => {
    const context = compute({ ...problem, dtype, alpha: 1, beta: 4, k: 40 }, base, { ...tiny, kc: 4 });
    const { norm, bound } = errorOf(context);
    expect(norm).toBeLessThanOrEqual(bound);
  });
});

describe('gemmModule', () => {
  const shape = defaultShape('f32', machine);

  it('has one key for one module, and others for others', () => {
    const { key, bytes } = gemmModule(shape, true);
    expect(gemmModule({ ...shape }, true)).toMatchObject({ key, bytes });
    const others = [
      gemmModule(shape, false),
      gemmModule({ ...shape, mr: 2 }, true),
      gemmModule({ ...shape, nr: 4 }, true),
      gemmModule({ ...shape, unroll: 2 }, true),
      gemmModule({ ...shape, splat: 'shuffle' }, true),
      gemmModule({ ...shape, vectorBits: 256 }, true),
      gemmModule({ ...shape, dtype: 'f64' }, true),
      gemmModule({ ...shape, multiplyAdd: shape.multiplyAdd === 'relaxed' ? 'separate' : 'relaxed' }, true),
    ];
    expect(new Set([key, ...others.map((module) => module.key)]).size).toBe(9);
    expect(new Set(others.map((module) => String(module.bytes))).size).toBe(others.length);
  });

  it('fits into a call to the threads', () => {
    expect(GEMM_PARAMETERS.length).toBeLessThanOrEqual(32);
  });
});

describe('shapes', () => {
  it('are those of the code path that the machine has', () => {
    const wasm = { ...machine.wasm, codePaths: { f32: 'simd256', f64: 'shuffle' } } as const;
    expect(shapeLabel(defaultShape('f32', { ...machine, wasm }))).toBe('wasm simd256 6×16, relaxed madd');
    expect(shapeLabel(defaultShape('f64', { ...machine, wasm }))).toBe(
      'wasm simd128 5×4, relaxed madd, splat by shuffle',
    );
    expect(shapeLabel(shapeOfPath('unroll1', 'f32'))).toBe('wasm simd128 4×8, relaxed madd, unroll 1');
  });

  it('with an odd number of vectors have no pairs that could be joined', () => {
    expect(withTile(shapeOfPath('simd256', 'f32'), 4, 12).vectorBits).toBe(128);
    expect(withTile(shapeOfPath('simd256', 'f32'), 4, 8).vectorBits).toBe(256);
    expect(withTile(shapeOfPath('relaxed', 'f32'), 4, 8).vectorBits).toBe(128);
  });
});

describe('gemmBlocking', () => {
  const shape = shapeOfPath('relaxed', 'f32');

  it('takes what was wished for, in whole tiles', () => {
    expect(gemmBlocking(shape, layoutOf(square), { mc: 100, kc: 50, nc: 30, path: 'packed' })).toEqual({
      mc: 96,
      kc: 50,
      nc: 24,
      kernel: 'tiles',
      swapped: false,
      packA: true,
      packB: true,
      wide: false,
    });
    expect(gemmBlocking(shape, layoutOf(square), { mc: 1, kc: 1, nc: 1, path: 'packed' })).toMatchObject({
      mc: 6,
      nc: 8,
    });
  });

  it('packs nothing for small products, both operands for large ones', () => {
    const packing = (m: number, k: number, n: number): string => {
      const { packA, packB } = gemmBlocking(shape, layoutOf({ ...square, m, k, n }), NO_WISHES);
      return `${packA ? 'A' : ''}${packB ? 'B' : ''}`;
    };
    expect(packing(64, 64, 64)).toBe('');
    expect(packing(400, 400, 400)).toBe('B');
    expect(packing(2000, 2000, 2000)).toBe('AB');
    // An operand that is read once or twice is not copied for that.
    expect(packing(1, 2000, 2000)).toBe('');
    expect(packing(2000, 2000, 1)).toBe('');
  });

  it('always packs a B that is stored transposed', () => {
    expect(
      gemmBlocking(shape, layoutOf({ ...square, transposeB: true }), { ...NO_WISHES, path: 'direct' }),
    ).toMatchObject({ packB: true });
  });

  it('cuts k and m evenly', () => {
    const { kc, mc } = gemmBlocking(shape, layoutOf({ ...square, m: 200, k: 300, n: 2000 }), {
      ...NO_WISHES,
      path: 'packed',
    });
    expect(kc).toBe(152);
    expect(mc).toBe(204);
  });
});
