import { describe, expect, it } from 'vitest';
import { sizeLabel } from '../../../../src/core/problem';
import { countProblems, problemsOf } from '../../../../src/core/spec/problems';
import type { ProblemLists } from '../../../../src/core/spec/problems';
import { sizesMismatch } from '../../../../src/core/spec/sizeCombinations';

function lists(more: Partial<ProblemLists>): ProblemLists {
  return {
    sizes: { m: [4], k: [4], n: [4] },
    sweep: 'zip',
    dtypes: ['f32'],
    structures: ['uniform'],
    densities: [1],
    transposeA: false,
    transposeB: false,
    alpha: 1,
    beta: 0,
    seed: 1,
    ...more,
  };
}

describe('problemsOf', () => {
  it('takes lists of sizes one by one and repeats single values', () => {
    const problems = problemsOf(lists({ sizes: { m: [64], k: [784, 100, 100], n: [100, 100, 10] } }));
    expect(problems.map(sizeLabel)).toEqual(['64×784×100', '64×100×100', '64×100×10']);
  });

  it('takes each size with each in a product, n fastest', () => {
    const problems = problemsOf(lists({ sizes: { m: [1, 2], k: [3], n: [4, 5] }, sweep: 'product' }));
    expect(problems.map(sizeLabel)).toEqual(['1×3×4', '1×3×5', '2×3×4', '2×3×5']);
  });

  it('multiplies out element types, structures and densities', () => {
    const problems = problemsOf(
      lists({ dtypes: ['f32', 'f64'], structures: ['uniform', 'banded'], densities: [0.1, 0.5] }),
    );
    expect(problems.map(({ dtype, structure, density }) => [dtype, structure, density])).toEqual(
      (['f32', 'f64'] as const).flatMap((dtype) =>
        (['uniform', 'banded'] as const).flatMap((structure) =>
          [0.1, 0.5].map((density) => [dtype, structure, density]),
        ),
      ),
    );
  });

  it('has one dense problem, whatever the structures', () => {
    const dense = problemsOf(lists({ structures: ['banded', 'block'], densities: [0.5, 1] }));
    expect(dense.map(({ structure, density }) => [structure, density])).toEqual([
      ['banded', 0.5],
      ['banded', 1],
      ['block', 0.5],
    ]);
  });

  it('drops problems that come again', () => {
    const sizes = { m: [8, 8, 16], k: [8, 8, 16], n: [8, 8, 16] };
    expect(problemsOf(lists({ sizes })).map(sizeLabel)).toEqual(['8×8×8', '16×16×16']);
  });

  it('is counted beforehand', () => {
    const many = { m: [1, 2, 3], k: [4, 5], n: [6] };
    const asked = lists({ sizes: many, sweep: 'product', dtypes: ['f32', 'f64'], densities: [0.1, 0.2] });
    expect(countProblems(asked)).toBe(24);
    expect(problemsOf(asked)).toHaveLength(24);
  });
});

describe('sizesMismatch', () => {
  it('names the later of two lists of different lengths', () => {
    expect(sizesMismatch({ m: [1, 2, 3], k: [1, 2], n: [1] })).toEqual({
      field: 'k',
      problem: '"k" has 2 sizes and "m" has 3; give equally many, or one',
    });
    expect(sizesMismatch({ m: [1, 2, 3], k: [1], n: [1, 2] })).toMatchObject({ field: 'n' });
    expect(sizesMismatch({ m: [1], k: [1, 2, 3], n: [1, 2] })?.problem).toContain('"k" has 3');
  });

  it('lets lists of one length and single values pass', () => {
    expect(sizesMismatch({ m: [1], k: [1, 2], n: [3, 4] })).toBeNull();
  });
});
