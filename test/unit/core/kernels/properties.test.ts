import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorStrategies as strategies } from '../../../../src/core/kernels/registry';
import type { Floats } from '../../../../src/core/matrix/dense';
import { worstCaseBound } from '../../../../src/core/matrix/errorBound';
import { DTYPES } from '../../../../src/core/problem';
import { codePathsOf, machineWith } from './codePaths';
import { square } from './fakeContext';
import { parameterValues } from './parameterArbitrary';
import { denseProblems, sizes } from './problemArbitrary';
import { expectCorrect, runStrategy } from './runStrategy';

const size = sizes(70);
const settings = { seed: 20260101, numRuns: 30 };
/** Milliseconds on a busy machine: some draw values that make a module each. */
const SLOW = 60_000;

/** Numbers that spread over rows and columns. */
const SPECIAL = [NaN, Infinity, -Infinity];
/** Where in A, B and C they stand, as shares of the elements. */
const places = fc.array(
  fc.record({
    share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    value: fc.constantFrom(...SPECIAL),
  }),
  { maxLength: 3 },
);

/** Every third element becomes 0: times what is not finite it is NaN, for whoever does not leave it out. */
function sprinkleZeros(elements: Floats): void {
  for (let at = 0; at < elements.length; at += 3) elements[at] = 0;
}

const cases = strategies.flatMap((strategy) =>
  codePathsOf(strategy).map((path) => ({ id: strategy.id, path, strategy })),
);

describe.each(cases)('$id, code path $path', ({ strategy, path }) => {
  const machine = machineWith(path);

  it(
    'agrees with the reference at any shape, whatever is set',
    async () => {
      await fc.assert(
        fc.asyncProperty(denseProblems(200), parameterValues(strategy), async (problem, values) => {
          fc.pre(strategy.supports(problem, machine, values).supported);
          await expectCorrect(strategy, problem, values, machine);
        }),
        settings,
      );
    },
    SLOW,
  );

  it(
    'computes the same wherever in a cache line the operands begin',
    async () => {
      // Of f64, eight are a cache line.
      const offset = fc.integer({ min: 0, max: 7 });
      const offsets = fc.record({ a: offset, b: offset, c: offset });
      await fc.assert(
        fc.asyncProperty(denseProblems(70), parameterValues(strategy), offsets, async (problem, values, drawn) => {
          fc.pre(strategy.supports(problem, machine, values).supported);
          await expectCorrect(strategy, problem, values, machine, drawn);
        }),
        { ...settings, numRuns: 20 },
      );
    },
    SLOW,
  );

  it(
    'carries NaN and infinities wherever they stand as IEEE 754 says',
    async () => {
      // With levels of its own, Strassen's method spreads them further.
      const values = parameterValues(strategy, ['levels']);
      const zeros = fc.record({
        // What A has none of is all that sparse leaves out (sparse.test.ts).
        a: strategy.id === 'sparse' ? fc.constant(false) : fc.boolean(),
        b: fc.boolean(),
      });
      const drawn = fc.record({ inA: places, inB: places, inC: places, zeros });
      await fc.assert(
        fc.asyncProperty(denseProblems(70), values, drawn, async (problem, values, { inA, inB, inC, zeros }) => {
          fc.pre(strategy.supports(problem, machine, values).supported);
          const { verification, backend } = await runStrategy(
            strategy,
            problem,
            values,
            (context) => {
              for (const [{ elements }, drawn, hasZeros] of [
                [context.a, inA, zeros.a],
                [context.b, inB, zeros.b],
              ] as const) {
                if (hasZeros) sprinkleZeros(elements);
                for (const { share, value } of drawn) elements[Math.floor(share * elements.length)] = value;
              }
              const { elements } = context.c;
              const start = elements.slice();
              for (const { share, value } of inC) start[Math.floor(share * start.length)] = value;
              elements.set(start);
              context.resetC = () => {
                elements.set(start);
              };
            },
            machine,
          );
          // The reference's error is infinite where one of both is not finite and the other is, or is another.
          expect(verification.norm, `${backend} ${JSON.stringify(values)}`).toBeLessThanOrEqual(verification.bound);
        }),
        settings,
      );
    },
    SLOW,
  );

  it('gives B back where A is the identity', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, fc.constantFrom(...DTYPES), async (m, n, dtype) => {
        const problem = { ...square, m, k: m, n, dtype };
        const { c, context } = await runStrategy(
          strategy,
          problem,
          {},
          ({ a }) => {
            a.elements.fill(0);
            for (let i = 0; i < m; i++) a.elements[i * m + i] = 1;
          },
          machine,
        );
        expect([...c]).toEqual([...context.b.elements]);
      }),
      { ...settings, numRuns: 15 },
    );
  });

  it('is linear in A, within the bound', async () => {
    await fc.assert(
      fc.asyncProperty(denseProblems(70), async (drawn) => {
        const problem = { ...drawn, alpha: 1, beta: 0 };
        // |A| and a matrix of ones: the product of their sum is the sum of their products, and as nothing cancels, the
        // result is also the magnitude that the bound is relative to.
        const product = async (change: (element: number) => number): Promise<readonly number[]> => {
          const { c } = await runStrategy(
            strategy,
            problem,
            {},
            ({ a, b }) => {
              a.elements.forEach((element, at) => (a.elements[at] = change(element)));
              b.elements.forEach((element, at) => (b.elements[at] = Math.abs(element)));
            },
            machine,
          );
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
      { ...settings, numRuns: 10 },
    );
  });
});
