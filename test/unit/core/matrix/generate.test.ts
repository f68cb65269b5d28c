import { describe, expect, it } from 'vitest';
import { generateC, generateOperands } from '../../../../src/core/matrix/generate';
import { layOutOperands, operandsIn } from '../../../../src/core/matrix/operands';
import type { Operands } from '../../../../src/core/matrix/operands';
import { BLOCK_SIZE, maximumNonzeros, powerLawCounts } from '../../../../src/core/matrix/sparsity';
import type { Strided } from '../../../../src/core/matrix/strided';
import { DTYPES, STRUCTURES } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { square } from '../kernels/fakeContext';

function generate(problem: Problem): Operands & { readonly nonzeros: number } {
  const layout = layOutOperands(problem, 0);
  const operands = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  return { ...operands, ...generateOperands(problem, operands.a, operands.b, operands.c) };
}

/** op(X) row by row. */
function rowsOf({ elements, rowStride, columnStride }: Strided, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => elements[i * rowStride + j * columnStride]),
  );
}

function opA(problem: Problem): number[][] {
  return rowsOf(generate(problem).a, problem.m, problem.k);
}

const countIn = (row: readonly number[]): number => row.filter((element) => element !== 0).length;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const wide: Problem = { ...square, m: 50, k: 83, n: 29 };
const tall: Problem = { ...square, m: 83, k: 50, n: 29 };

describe.each(STRUCTURES)('a matrix with the structure %s', (structure) => {
  it('is the same for the same seed, and another for another seed', () => {
    for (const density of [1, 0.3]) {
      const problem = { ...wide, structure, density };
      expect(generate(problem)).toEqual(generate(problem));
      expect(opA({ ...problem, seed: 2 })).not.toEqual(opA(problem));
    }
  });

  it.each(DTYPES)('has the same product under every transpose (%s)', (dtype) => {
    for (const density of [1, 0.3]) {
      const problem = { ...wide, dtype, structure, density };
      const straight = generate(problem);
      const turned = generate({ ...problem, transposeA: true, transposeB: true });
      expect(turned.nonzeros).toBe(straight.nonzeros);
      expect(rowsOf(turned.a, 50, 83)).toEqual(rowsOf(straight.a, 50, 83));
      expect(rowsOf(turned.b, 83, 29)).toEqual(rowsOf(straight.b, 83, 29));
      expect(turned.c.elements).toEqual(straight.c.elements);
    }
  });

  it('counts its nonzeros, at most as many as were foreseen', () => {
    for (const shape of [wide, tall, { ...wide, m: 1 }, { ...wide, k: 1 }, { ...wide, m: 16, k: 16 }]) {
      for (const density of [0.001, 0.05, 0.3, 0.77, 0.999]) {
        const problem = { ...shape, structure, density };
        const { nonzeros, a } = generate(problem);
        expect(nonzeros).toBe(countIn([...a.elements]));
        expect(nonzeros).toBeLessThanOrEqual(maximumNonzeros(problem));
      }
    }
  });

  it('is dense at density 1', () => {
    const { nonzeros, a } = generate({ ...wide, structure });
    expect(nonzeros).toBe(50 * 83);
    expect(countIn([...a.elements])).toBe(50 * 83);
    expect(maximumNonzeros({ ...wide, structure })).toBe(50 * 83);
  });

  it('may have no elements', () => {
    for (const density of [1, 0.5]) {
      for (const shape of [{ m: 0 }, { k: 0 }, { m: 0, k: 0 }, { n: 0 }]) {
        const problem = { ...square, structure, density, ...shape };
        expect(generate(problem).nonzeros).toBe(countIn([...generate(problem).a.elements]));
      }
    }
  });
});

describe('dense operands', () => {
  it('are uniform in (-1, 1), and A, B and C are not alike', () => {
    const { a, b, c } = generate({ ...square, m: 64, k: 64, n: 64 });
    for (const { elements } of [a, b, c]) {
      expect(elements.every((element) => element !== 0 && Math.abs(element) < 1)).toBe(true);
      const sorted = [...elements].sort((x, y) => x - y);
      // Kolmogorov–Smirnov: the distance to the uniform distribution, at a level of 10^-6.
      const distances = sorted.map((value, at) => Math.abs((value + 1) / 2 - (at + 0.5) / sorted.length));
      expect(Math.max(...distances)).toBeLessThan(2.7 / Math.sqrt(sorted.length));
    }
    const correlation = (x: Strided, y: Strided): number =>
      total([...x.elements].map((value, at) => value * y.elements[at]));
    // Sums of 4096 products of variance 1/9: five standard deviations.
    for (const value of [correlation(a, b), correlation(a, c), correlation(b, c)]) {
      expect(Math.abs(value)).toBeLessThan((5 * 64) / 3);
    }
  });

  it('have rows that are independent of each other', () => {
    const { a } = generate({ ...square, m: 64, k: 64, n: 1 });
    const rows = rowsOf(a, 64, 64);
    for (let i = 1; i < 64; i++) {
      expect(Math.abs(total(rows[i].map((value, j) => value * rows[i - 1][j])))).toBeLessThan((5 * 8) / 3);
    }
  });

  it('give C alone again', () => {
    const { c } = generate(wide);
    const before = c.elements.slice();
    c.elements.fill(NaN);
    generateC(wide, c);
    expect(c.elements).toEqual(before);
  });
});

describe('uniform', () => {
  it('has exactly the share of nonzeros that was asked for, anywhere', () => {
    for (const density of [0.01, 0.3, 0.9]) {
      const rows = opA({ ...wide, density });
      expect(total(rows.map(countIn))).toBe(Math.round(density * 50 * 83));
    }
    // Each half of the rows, and of the columns, has about half: 622 ± 5 standard deviations.
    const rows = opA({ ...wide, density: 0.3 });
    expect(Math.abs(total(rows.slice(0, 25).map(countIn)) - 622)).toBeLessThan(75);
    expect(Math.abs(total(rows.map((row) => countIn(row.slice(0, 41)))) - 615)).toBeLessThan(75);
  });
});

describe('banded', () => {
  it('fills a band around the diagonal from corner to corner', () => {
    for (const shape of [wide, tall, { ...wide, k: 50 }]) {
      const problem: Problem = { ...shape, structure: 'banded', density: 0.2 };
      const rows = opA(problem);
      // A column is in the band when it is nearer to the diagonal than one that is not.
      let inside = 0;
      let outside = Infinity;
      rows.forEach((row, i) => {
        row.forEach((element, j) => {
          const distance = Math.abs(j + 0.5 - ((i + 0.5) * problem.k) / problem.m);
          if (element !== 0) inside = Math.max(inside, distance);
          else outside = Math.min(outside, distance);
        });
      });
      expect(inside).toBeLessThanOrEqual(outside);
      expect(rows[0][0]).not.toBe(0);
      expect(rows[problem.m - 1][problem.k - 1]).not.toBe(0);
    }
  });

  it('has the width that comes nearest to the density', () => {
    // Widths of 1, 3, 5, … of a square matrix of 20 have 20, 58, 94, … elements.
    const count = (density: number): number =>
      generate({ ...square, m: 20, k: 20, structure: 'banded', density }).nonzeros;
    expect(count(0.001)).toBe(20);
    expect(count(38 / 400)).toBe(20);
    expect(count(41 / 400)).toBe(58);
    expect(count(75 / 400)).toBe(58);
    expect(count(80 / 400)).toBe(94);
  });
});

describe('block', () => {
  it('fills exactly the share of blocks that was asked for', () => {
    for (const density of [0.01, 0.25, 0.6]) {
      const rows = opA({ ...wide, structure: 'block', density });
      const [down, across] = [Math.ceil(50 / BLOCK_SIZE), Math.ceil(83 / BLOCK_SIZE)];
      let filled = 0;
      for (let i = 0; i < down; i++) {
        for (let j = 0; j < across; j++) {
          const block = rows
            .slice(i * BLOCK_SIZE, (i + 1) * BLOCK_SIZE)
            .flatMap((row) => row.slice(j * BLOCK_SIZE, (j + 1) * BLOCK_SIZE));
          expect([0, block.length]).toContain(countIn(block));
          if (countIn(block) > 0) filled++;
        }
      }
      expect(filled).toBe(Math.max(1, Math.round(density * down * across)));
    }
  });
});

describe('power', () => {
  it('has exactly the share of nonzeros that was asked for, in rows that follow the power law', () => {
    const wanted = Math.round(0.1 * 50 * 83);
    const counts = opA({ ...wide, structure: 'power', density: 0.1 }).map(countIn);
    expect(total(counts)).toBe(wanted);
    const sorted = counts.toSorted((x, y) => y - x);
    expect(sorted).toEqual([...powerLawCounts(50, 83, wanted)]);
    // Shuffled.
    expect(counts).not.toEqual(sorted);
  });

  it('has counts that fall with the rank and are clipped at full rows', () => {
    const counts = [...powerLawCounts(8, 10, 30)];
    expect(total(counts)).toBe(30);
    expect(counts[0]).toBe(10);
    expect(counts).toEqual(counts.toSorted((x, y) => y - x));
    // Unclipped: as 1 ÷ rank.
    expect([...powerLawCounts(4, 1000, 250)]).toEqual([120, 60, 40, 30]);
    expect([...powerLawCounts(4, 5, 20)]).toEqual([5, 5, 5, 5]);
    expect([...powerLawCounts(4, 5, 0)]).toEqual([0, 0, 0, 0]);
    for (let wanted = 0; wanted <= 60; wanted++) expect(total([...powerLawCounts(6, 10, wanted)])).toBe(wanted);
  });
});
