import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversionBytes, SparseConversion } from '../../../../../src/core/kernels/sparse/conversion';
import type { LayoutWishes } from '../../../../../src/core/kernels/sparse/conversion';
import { BSR_TILE_ROWS } from '../../../../../src/core/kernels/wasm/bsrTiles';
import { floatsAt } from '../../../../../src/core/matrix/dense';
import type { Problem } from '../../../../../src/core/problem';
import { fakeContext, square } from '../fakeContext';
import type { FakeContext } from '../fakeContext';
import { sparseProblems } from '../problemArbitrary';

interface Converted {
  readonly conversion: SparseConversion;
  readonly context: FakeContext;
}

function convert(
  problem: Problem,
  wishes: LayoutWishes,
  change: (context: FakeContext) => void = () => undefined,
): Converted {
  const workspaceBytes = conversionBytes(problem, wishes);
  const context = fakeContext(problem, { workspaceBytes });
  change(context);
  const conversion = new SparseConversion(context, wishes);
  // Twice, as it is timed more than once.
  conversion.run();
  conversion.run();
  expect(context.allocatedBytes()).toBeLessThanOrEqual(workspaceBytes);
  expect(context.guardsAreIntact()).toBe(true);
  return { conversion, context };
}

/** op(A), row by row, as it is in the kernel memory. */
function operand({ a, problem: { m, k } }: FakeContext): readonly number[] {
  return Array.from({ length: m * k }, (_, at) => {
    const [i, p] = [Math.floor(at / k), at % k];
    return a.elements[i * a.rowStride + p * a.columnStride];
  });
}

/** The matrix that the arrays stand for. Every entry must be in its place once, in rising columns. */
function decode({ conversion: { matrix }, context: { problem, memory } }: Converted): readonly number[] {
  const { m, k, dtype } = problem;
  const dense = new Array<number>(m * k).fill(0);
  const { layout, rowStarts } = matrix;
  const stored = rowStarts[rowStarts.length - 1];
  const columns = new Int32Array(memory.buffer, matrix.columns, stored);
  const size = layout.format === 'csr' ? 1 : layout.block ** 2;
  const values = floatsAt(dtype, memory.buffer, matrix.values, stored * size);
  for (let row = 0; row + 1 < rowStarts.length; row++) {
    for (let entry = rowStarts[row]; entry < rowStarts[row + 1]; entry++) {
      if (entry > rowStarts[row]) expect(columns[entry]).toBeGreaterThan(columns[entry - 1]);
      if (layout.format === 'csr') {
        dense[row * k + columns[entry]] = values[entry];
        continue;
      }
      const [firstRow, firstColumn] = [row * layout.block, columns[entry] * layout.block];
      const depth = Math.min(layout.block, k - firstColumn);
      for (let i = 0; i < Math.min(layout.block, m - firstRow); i++) {
        for (let p = 0; p < depth; p++) {
          const tile = Math.floor(i / BSR_TILE_ROWS) * BSR_TILE_ROWS;
          const at = entry * size + tile * depth + p * BSR_TILE_ROWS + (i - tile);
          dense[(firstRow + i) * k + firstColumn + p] = values[at];
        }
      }
    }
  }
  return dense;
}

const wishes: readonly LayoutWishes[] = [
  { format: null, block: null },
  { format: 'csr', block: null },
  { format: 'bsr', block: null },
  ...[4, 8, 12, 16, 64].map((block): LayoutWishes => ({ format: 'bsr', block })),
];

describe('a conversion and back', () => {
  it.each(wishes)('gives op(A) again: $format, blocks of $block', (wish) => {
    fc.assert(
      fc.property(sparseProblems(70), (problem) => {
        const converted = convert(problem, wish);
        expect(decode(converted)).toEqual(operand(converted.context));
        expect(converted.conversion.matrix.nonzeros).toBe(converted.context.nonzeros);
      }),
      { seed: 20260201, numRuns: 40 },
    );
  });

  it('stores NaN and infinities, and no zero of either sign', () => {
    for (const transposeA of [false, true]) {
      for (const dtype of ['f32', 'f64'] as const) {
        const problem = { ...square, m: 7, k: 6, dtype, transposeA };
        const set = ({ a }: FakeContext): void => {
          a.elements.fill(-0);
          a.elements[0] = NaN;
          a.elements[5] = -Infinity;
          a.elements[a.elements.length - 1] = 3;
        };
        const csr = convert(problem, { format: 'csr', block: null }, set);
        expect(csr.conversion.matrix.nonzeros).toBe(3);
        expect(decode(csr).filter((value) => value !== 0)).toEqual([NaN, -Infinity, 3]);
        const bsr = convert(problem, { format: 'bsr', block: 4 }, set);
        expect(bsr.conversion.matrix.nonzeros).toBe(3);
        expect(decode(bsr).map((value) => value + 0)).toEqual(operand(bsr.context).map((value) => value + 0));
      }
    }
  });

  it('stores nothing of a matrix that is all zeros', () => {
    for (const wish of wishes) {
      const { conversion } = convert({ ...square, density: 0.5 }, wish, ({ a }) => {
        a.elements.fill(0);
      });
      expect(conversion.matrix.nonzeros).toBe(0);
      expect([...conversion.matrix.rowStarts].every((start) => start === 0)).toBe(true);
    }
  });
});
