import { describe, expect, it } from 'vitest';
import { generateC, generateOperands } from '../../../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import type { Operands } from '../../../../src/core/matrix/operands';
import { BLOCK_SIZE, maximumNonzeros } from '../../../../src/core/matrix/sparsity';
import { DTYPES, STRUCTURES } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { SQUARE_64 } from '../measurementFixtures';

function generated(change: Partial<Problem>): Operands & { nonzeros: number } {
  const problem = { ...SQUARE_64, ...change };
  const layout = layOutOperands(problem, 0);
  const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  const { nonzeros } = generateOperands(problem, operands.a, operands.b, operands.c);
  return { ...operands, nonzeros };
}

/** op(A) as rows of numbers. */
function rowsOfA(change: Partial<Problem>): number[][] {
  const { m, k } = { ...SQUARE_64, ...change };
  const { elements, rowStride, columnStride } = generated(change).a;
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: k }, (__, p) => elements[i * rowStride + p * columnStride]),
  );
}

const count = (rows: readonly (readonly number[])[]): number => rows.flat().filter((value) => value !== 0).length;

describe('operands', () => {
  it.each(DTYPES)('are uniform in [-1, 1), never 0, and fixed by the seed (%s)', (dtype) => {
    const { a, b, c } = generated({ dtype });
    const again = generated({ dtype });
    const other = generated({ dtype, seed: 2 });
    for (const name of ['a', 'b', 'c'] as const) {
      const { elements } = { a, b, c }[name];
      let sum = 0;
      for (const value of elements) sum += value;
      // Mean 0, standard deviation 1/√3: five standard errors of the mean of 4096.
      expect(Math.abs(sum / elements.length)).toBeLessThan(5 / Math.sqrt(3 * 4096));
      expect(elements.every((value) => value >= -1 && value < 1 && value !== 0)).toBe(true);
      expect(again[name].elements).toEqual(elements);
      expect(other[name].elements).not.toEqual(elements);
    }
    expect(a.elements).not.toEqual(b.elements);
    expect(b.elements).not.toEqual(c.elements);
  });

  it.each(STRUCTURES)('hold the same op(A) and op(B) whether stored transposed or not (%s)', (structure) => {
    const shape = { m: 40, k: 23, n: 31, structure, density: 0.3 } as const;
    expect(rowsOfA({ ...shape, transposeA: true })).toEqual(rowsOfA(shape));
    const plain = generated(shape).b;
    const turned = generated({ ...shape, transposeB: true }).b;
    for (const [p, j] of [
      [0, 0],
      [22, 30],
      [3, 17],
    ]) {
      expect(turned.elements[p * turned.rowStride + j * turned.columnStride]).toBe(plain.elements[p * 31 + j]);
    }
  });

  it('come back as they were when C is reset', () => {
    const { c } = generated({});
    const before = c.elements.slice();
    c.elements.fill(7);
    generateC(SQUARE_64, c);
    expect(c.elements).toEqual(before);
  });

  it.each([
    [{ m: 0 }, [0, 4096, 0]],
    [{ k: 0 }, [0, 0, 4096]],
    [{ n: 0 }, [4096, 0, 0]],
  ])('may be empty: %o', (change, lengths) => {
    const { a, b, c } = generated(change);
    expect([a, b, c].map(({ elements }) => elements.length)).toEqual(lengths);
  });
});

describe('nonzeros of A', () => {
  it.each(STRUCTURES)('are as many as the generator says, and never more than can be foreseen (%s)', (structure) => {
    for (const density of [0.01, 0.1, 0.37, 0.9, 1]) {
      for (const [m, k] of [
        [50, 80],
        [80, 50],
        [1, 64],
        [64, 1],
        [17, 17],
      ]) {
        const shape = { m, k, structure, density };
        const { nonzeros } = generated(shape);
        expect(count(rowsOfA(shape))).toBe(nonzeros);
        expect(nonzeros).toBeLessThanOrEqual(maximumNonzeros({ ...SQUARE_64, ...shape }));
      }
    }
  });

  it.each(['uniform', 'power'] as const)('are exactly the share asked for (%s)', (structure) => {
    for (const density of [0.001, 0.05, 0.5, 0.99]) {
      expect(generated({ m: 70, k: 90, structure, density }).nonzeros).toBe(Math.round(density * 70 * 90));
    }
  });

  it('lie in a band around the diagonal, also where A is not square', () => {
    const rows = rowsOfA({ m: 40, k: 80, structure: 'banded', density: 0.1 });
    const filled = rows.map((row) => row.flatMap((value, p) => (value === 0 ? [] : [p])));
    for (const [i, columns] of filled.entries()) {
      // Without gaps, and the diagonal of a 1:2 matrix is at 2·i.
      expect(columns).toEqual(columns.map((_, at) => columns[0] + at));
      expect(Math.abs((columns[0] + (columns.at(-1) ?? 0)) / 2 - 2 * i)).toBeLessThan(6);
    }
    expect(Math.abs(count(rows) - 320)).toBeLessThan(80);
  });

  it('come in whole blocks', () => {
    const rows = rowsOfA({ m: 48, k: 64, structure: 'block', density: 0.25 });
    const full = BLOCK_SIZE ** 2;
    let blocks = 0;
    for (let i = 0; i < 48; i += BLOCK_SIZE) {
      for (let p = 0; p < 64; p += BLOCK_SIZE) {
        const inside = count(rows.slice(i, i + BLOCK_SIZE).map((row) => row.slice(p, p + BLOCK_SIZE)));
        expect([0, full]).toContain(inside);
        blocks += inside / full;
      }
    }
    expect(blocks).toBe(3);
  });

  it('are very unevenly shared out among the rows by a power law', () => {
    const counts = rowsOfA({ m: 64, k: 64, structure: 'power', density: 0.1 })
      .map((row) => count([row]))
      .sort((x, y) => y - x);
    expect(counts[0]).toBeGreaterThan(4 * counts[32]);
    const uniform = rowsOfA({ m: 64, k: 64, density: 0.1 }).map((row) => count([row]));
    expect(Math.max(...uniform)).toBeLessThan(counts[0]);
  });
});
