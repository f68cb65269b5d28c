import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strategies } from '../../../../src/core/kernels/registry';
import { worstCaseBound } from '../../../../src/core/matrix/errorBound';
import { DTYPES } from '../../../../src/core/problem';
import { square } from './fakeContext';
import { denseProblems } from './problemArbitrary';
import { expectCorrect, runStrategy } from './runStrategy';

const size = fc.integer({ min: 1, max: 70 });
const problems = denseProblems(70);
const settings = { seed: 20260101, numRuns: 30 };

describe.each(strategies)('$id', (strategy) => {
  it('agrees with the reference at any shape', async () => {
    await fc.assert(
      fc.asyncProperty(problems, (problem) => expectCorrect(strategy, problem)),
      settings,
    );
  });

  it('gives B back where A is the identity', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, fc.constantFrom(...DTYPES), async (m, n, dtype) => {
        const { c, context } = await runStrategy(strategy, { ...square, m, k: m, n, dtype }, {}, ({ a }) => {
          a.elements.fill(0);
          for (let i = 0; i < m; i++) a.elements[i * m + i] = 1;
        });
        expect([...c]).toEqual([...context.b.elements]);
      }),
      settings,
    );
  });

  it('is linear in A, within the bound', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (drawn) => {
        const problem = { ...drawn, alpha: 1, beta: 0 };
        // |A| and a matrix of ones: the product of their sum is the sum of their products, and as nothing cancels, the
        // result is also the magnitude that the bound is relative to.
        const product = async (change: (element: number) => number): Promise<readonly number[]> => {
          const { c } = await runStrategy(strategy, problem, {}, ({ a, b }) => {
            a.elements.forEach((element, at) => (a.elements[at] = change(element)));
            b.elements.forEach((element, at) => (b.elements[at] = Math.abs(element)));
          });
          return [...c];
        };
        const rounded = (element: number): number => Math.round(element * 64) / 64;
        const left = await product((element) => Math.abs(rounded(element)));
        const right = await product(() => 1);
        const sum = await product((element) => Math.abs(rounded(element)) + 1);
        const bound = 3 * worstCaseBound(problem);
        const errors = sum.map((value, at) => Math.abs(value - left[at] - right[at]) / value);
        expect(Math.max(...errors)).toBeLessThanOrEqual(bound);
      }),
      { ...settings, numRuns: 15 },
    );
  });
});
