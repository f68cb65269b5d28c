import { describe, expect, it } from 'vitest';
import { floatsAt } from '../../../../../src/core/matrix/dense';
import { createReference } from '../../../../../src/core/matrix/reference';
import { CODE_PATHS } from '../../../../../src/core/codePath';
import { DTYPES } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { GEMM, gemmModule } from '../../../../../src/core/kernels/wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { BlockingWishes, GemmBlocking, ProductLayout } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
  wholeOf,
} from '../../../../../src/core/kernels/wasm/gemmCall';
import type { Region } from '../../../../../src/core/kernels/wasm/gemmCall';
import { gemmLabel } from '../../../../../src/core/kernels/wasm/gemmLabel';
import { GEMM_PARAMETERS } from '../../../../../src/core/kernels/wasm/gemmParameters';
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

  it.each(['packed', 'packed B', 'direct'] as const)('takes edges of every width and height (%s)', (path) => {
    for (let rows = 1; rows <= 2 * base.mr + 1; rows++) {
      for (let columns = 1; columns <= base.nr + lanes; columns++) {
        const context = compute({ ...problem, dtype, m: rows, n: columns, k: 5 }, base, { ...NO_WISHES, path });
        const { norm, bound } = errorOf(context);
        expect(norm, `${rows}×${columns}`).toBeLessThanOrEqual(bound);
        expect(context.guardsAreIntact(), `${rows}×${columns}`).toBe(true);
      }
    }
  });

  it('reads no further than the end of the memory', () => {
    // B ends with the memory, and its last row with a part of a vector.
    for (const n of [1, lanes - 1, lanes + 1, base.nr + 1]) {
      const part = { ...problem, dtype, m: 4, k: 3, n, beta: 0 };
      const blocking = gemmBlocking(base, layoutOf(part), { ...NO_WISHES, path: 'direct' });
      const context = fakeContext(part, {
        workspaceBytes: totalBytes(gemmWorkspaceSize(base, layoutOf(part), blocking)),
      });
      const { a, b, c, memory } = context;
      const bytes = b.elements.byteLength;
      const atEnd = floatsAt(dtype, memory.buffer, memory.buffer.byteLength - bytes, b.elements.length);
      atEnd.set(b.elements);
      const workspace = allocateGemmWorkspace(gemmWorkspaceSize(base, layoutOf(part), blocking), context);
      const gemm = exportedFunction(context.instantiate(gemmModule(base, true)), GEMM);
      const moved = { ...b, offset: memory.buffer.byteLength - bytes, elements: atEnd };
      gemm(...gemmArguments({ problem: part, a, b: moved, c }, wholeOf(c), blocking, workspace));
      const { norm, bound } = errorOf(context);
      expect(norm, `n = ${n}`).toBeLessThanOrEqual(bound);
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

  const chosen = (size: Partial<Problem>, leading: Partial<ProductLayout> = {}): string =>
    gemmLabel(shape, gemmBlocking(shape, { ...layoutOf({ ...square, ...size }), ...leading }, NO_WISHES))
      .split(', ')
      .slice(1)
      .join(', ')
      .replace('relaxed madd, ', '');

  it('packs nothing for small products, B where it reaches far, both operands of large ones', () => {
    expect(chosen({ m: 64, k: 64, n: 64 })).toBe('direct');
    expect(chosen({ m: 300, k: 300, n: 300 })).toBe('direct');
    expect(chosen({ m: 400, k: 400, n: 400 })).toBe('packed B');
    expect(chosen({ m: 2000, k: 2000, n: 2000 })).toBe('packed');
  });

  it('packs no operand that is read only a few times', () => {
    expect(chosen({ m: 30, k: 1000, n: 1000 })).toBe('direct');
    expect(chosen({ m: 20000, k: 1000, n: 20 })).toBe('direct');
  });

  it('packs operands whose rows alias, however small they are', () => {
    const part = { m: 64, k: 64, n: 64 };
    expect(chosen(part, { bLeading: 1024 })).toBe('packed B');
    expect(chosen(part, { bLeading: 1000 })).toBe('direct');
    expect(chosen({ ...part, transposeA: true }, { aLeading: 1024 })).toBe('packed A');
    expect(chosen({ ...part, transposeA: true }, { aLeading: 1000 })).toBe('direct');
    // Rows of an A that is stored as it is are read one after the other.
    expect(chosen(part, { aLeading: 1024 })).toBe('direct');
  });

  it('packs a transposed A of any size whose rows are far apart', () => {
    const part = { m: 64, k: 200, n: 64, transposeA: true };
    expect(chosen(part, { aLeading: 500 })).toBe('direct');
    expect(chosen(part, { aLeading: 5000 })).toBe('packed A');
  });

  it('lays vectors along k where that is the long side of both operands', () => {
    expect(chosen({ m: 1, k: 100, n: 100, transposeB: true })).toBe('dot products');
    expect(chosen({ m: 16, k: 100, n: 100, transposeB: true })).toBe('dot products');
    expect(chosen({ m: 100, k: 100, n: 1 })).toBe('dot products');
    expect(chosen({ m: 100, k: 100, n: 3, transposeB: true })).toBe('dot products');
    // Too short for a vector; too many rows.
    expect(chosen({ m: 1, k: 3, n: 100, transposeB: true })).toBe('packed B');
    expect(chosen({ m: 17, k: 100, n: 100, transposeB: true })).toBe('packed B');
  });

  it('computes Cᵀ where vectors would lie along few columns', () => {
    expect(chosen({ m: 100, k: 100, n: 1, transposeA: true })).toBe('direct of Cᵀ');
    expect(chosen({ m: 100, k: 100, n: 8, transposeA: true })).toBe('direct');
    expect(chosen({ m: 1, k: 100, n: 100 })).toBe('direct');
  });

  it('writes an outer product as such', () => {
    expect(chosen({ m: 100, k: 1, n: 100 })).toBe('outer product');
    expect(chosen({ m: 100, k: 1, n: 100, transposeA: true, transposeB: true })).toBe('outer product');
    expect(chosen({ m: 100, k: 1, n: 100, transposeB: true }, { bLeading: 2 })).toBe('packed B');
  });

  it('keeps to the five loops where anything is wished for', () => {
    for (const wishes of [{ kc: 64 }, { path: 'direct' }] as const) {
      const blocking = gemmBlocking(shape, layoutOf({ ...square, k: 1, n: 1 }), { ...NO_WISHES, ...wishes });
      expect(blocking).toMatchObject({ kernel: 'tiles', swapped: false, wide: false });
    }
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
