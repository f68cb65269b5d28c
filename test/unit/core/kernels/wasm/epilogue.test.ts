import { describe, expect, it } from 'vitest';
import { CODE_PATHS } from '../../../../../src/core/codePath';
import { parallel } from '../../../../../src/core/kernels/parallel';
import { simd } from '../../../../../src/core/kernels/simd';
import type { Epilogue } from '../../../../../src/core/kernels/strategy';
import { GEMM, gemmModule } from '../../../../../src/core/kernels/wasm/gemm';
import { gemmBlocking, layoutOf, NO_WISHES } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { BlockingWishes } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import {
  allocateGemmWorkspace,
  canFuse,
  epilogueArguments,
  gemmArguments,
  gemmWorkspaceSize,
  totalBytes,
  wholeOf,
} from '../../../../../src/core/kernels/wasm/gemmCall';
import { defaultShape, shapeLabel, shapeOfPath } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { GemmShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import { floatsAt } from '../../../../../src/core/matrix/dense';
import type { Floats } from '../../../../../src/core/matrix/dense';
import { DTYPES, elementBytes } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { fakeContext, machine, square } from '../fakeContext';
import type { FakeContext } from '../fakeContext';

const problem: Problem = { ...square, m: 23, k: 21, n: 27, alpha: 1, beta: 0 };
const ACTIVATIONS = ['identity', 'relu'] as const;

function biasesIn(context: FakeContext): { readonly bias: number; readonly values: Floats } {
  const { dtype, n } = context.problem;
  const bias = context.allocate(n * elementBytes(dtype));
  const values = floatsAt(dtype, context.memory.buffer, bias, n);
  for (let at = 0; at < n; at++) values[at] = Math.sin(7 * at + 1);
  return { bias, values };
}

/** What the passes of their own make of a product. */
function finished(context: FakeContext, biases: Floats, activation: Epilogue['activation']): Floats {
  const { c, problem } = context;
  const result = c.elements.slice();
  for (let at = 0; at < result.length; at++) {
    // Written to the array first, which rounds as the element type does.
    result[at] += biases[at % problem.n];
    if (activation === 'relu' && result[at] < 0) result[at] = 0;
  }
  return result;
}

/** C by the product with an epilogue, and by the same product and the passes. */
function both(
  product: Problem,
  shape: GemmShape,
  wishes: BlockingWishes,
  activation: Epilogue['activation'],
  change: (context: FakeContext) => void = () => undefined,
): { readonly fused: Floats; readonly apart: Floats; readonly intact: boolean } {
  const layout = layoutOf(product);
  const blocking = gemmBlocking(shape, layout, wishes);
  const size = gemmWorkspaceSize(shape, layout, blocking);
  const context = fakeContext(product, { workspaceBytes: totalBytes(size) + 4096 });
  const { bias, values } = biasesIn(context);
  change(context);
  const epilogue = { bias, activation };
  const workspace = allocateGemmWorkspace(size, { ...context, epilogue });
  const gemm = exportedFunction(context.instantiate(gemmModule(shape, true, false, true)), GEMM);
  const region = wholeOf(context.c);
  const call = gemmArguments(context, region, blocking, workspace);
  context.resetC();
  gemm(...call, ...epilogueArguments(null, product, region));
  const apart = finished(context, values, activation);
  context.resetC();
  gemm(...call, ...epilogueArguments(epilogue, product, region));
  return { fused: context.c.elements.slice(), apart, intact: context.guardsAreIntact() };
}

describe.each(DTYPES)('a product with an epilogue (%s)', (dtype) => {
  const base = defaultShape(dtype, machine);
  const tiny: BlockingWishes = { mc: 2 * base.mr, kc: 8, nc: 2 * base.nr, path: 'packed' };

  it.each(CODE_PATHS.filter((path) => path === 'separate' || machine.wasm.relaxedSimd))(
    'is bit for bit the product and then the passes, by the code path %s',
    (path) => {
      const shape = shapeOfPath(path, dtype);
      for (const activation of ACTIVATIONS) {
        for (const packing of ['packed', 'packed B', 'direct', 'auto'] as const) {
          for (const transposed of [false, true]) {
            const transposes = { transposeA: transposed, transposeB: transposed };
            const { fused, apart } = both(
              { ...problem, dtype, ...transposes },
              shape,
              { ...tiny, path: packing },
              activation,
            );
            expect(fused, `${packing} ${shapeLabel(shape)} ${activation}`).toEqual(apart);
          }
        }
      }
    },
  );

  it.each(ACTIVATIONS)('takes edges of every width and height, and wide tiles (%s)', (activation) => {
    for (let rows = 1; rows <= base.mr + 2; rows++) {
      for (let columns = 1; columns <= 2 * base.nr + 1; columns++) {
        for (const k of [1, 5, 40]) {
          const product = { ...problem, dtype, m: rows, n: columns, k };
          for (const wishes of [{ ...NO_WISHES, path: 'direct' }, NO_WISHES] as const) {
            if (!canFuse(gemmBlocking(base, layoutOf(product), wishes))) continue;
            const { fused, apart, intact } = both(product, base, wishes, activation);
            expect(fused, `${rows}×${columns} from ${k}`).toEqual(apart);
            expect(intact).toBe(true);
          }
        }
      }
    }
  });

  it('finishes C once, with the last steps of k, and takes β·C in before', () => {
    const { fused, apart } = both({ ...problem, dtype, beta: 0.5, k: 40 }, base, { ...tiny, kc: 4 }, 'relu');
    expect(fused).toEqual(apart);
  });

  it('keeps NaN, infinities and zeros of either sign as the passes do', () => {
    const odd = (context: FakeContext): void => {
      const { a, b } = context;
      b.elements.fill(1);
      a.elements.fill(0);
      const { k } = context.problem;
      [NaN, Infinity, -Infinity, -0, -5, 5].forEach((value, row) => {
        for (let at = 0; at < k; at++) a.elements[row * k + at] = Object.is(value, -0) ? -0 : at === 0 ? value : 0;
      });
    };
    for (const activation of ACTIVATIONS) {
      for (const n of [5, base.nr, base.nr + 3]) {
        const { fused, apart } = both({ ...problem, dtype, n }, base, tiny, activation, odd);
        expect(fused.some(Number.isNaN)).toBe(true);
        expect(fused).toEqual(apart);
      }
    }
  });
});

describe('strategies with an epilogue', () => {
  it.each(DTYPES)(
    'finish C on one thread and on several, and compute the product alone when that is asked for (%s)',
    (dtype) => {
      for (const [strategy, threads] of [
        [simd, 1],
        [parallel, 1],
        [parallel, 3],
      ] as const) {
        for (const n of [17, 37, 100]) {
          const product: Problem = { ...problem, dtype, m: 64, k: 90, n };
          const context = fakeContext(product, { workspaceBytes: 2 ** 20, threads: 3 });
          const { bias, values } = biasesIn(context);
          const prepared = strategy.prepare(
            { ...context, epilogue: { bias, activation: 'relu' } },
            strategy === parallel ? { threads } : {},
          );
          context.resetC();
          prepared.runNow?.();
          const apart = finished(context, values, 'relu');
          context.resetC();
          prepared.runFused?.();
          expect(context.c.elements, `${strategy.id} ${threads} ${n}`).toEqual(apart);
          expect(strategy.prepare(fakeContext(product, { workspaceBytes: 2 ** 20, threads: 3 }), {}).runFused).toBe(
            undefined,
          );
        }
      }
    },
  );

  it('leave C to a pass where it is written an element at a time', () => {
    for (const product of [
      { ...problem, k: 1 },
      { ...problem, m: 64, k: 100, n: 5 },
      { ...problem, m: 64, k: 3, n: 2 },
    ]) {
      const context = fakeContext(product, { workspaceBytes: 2 ** 16 });
      const { bias } = biasesIn(context);
      expect(simd.prepare({ ...context, epilogue: { bias, activation: 'relu' } }, {}).runFused).toBe(undefined);
    }
  });
});
