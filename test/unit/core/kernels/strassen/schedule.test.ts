import { describe, expect, it } from 'vitest';
import {
  coreOf,
  possibleLevels,
  strassenSteps,
  temporaryBytes,
} from '../../../../../src/core/kernels/strassen/schedule';
import type { Start, Step } from '../../../../../src/core/kernels/strassen/schedule';

const WORKSPACE = 1 << 20;

function stepsOf(m: number, k: number, n: number, levels: number, start: Start = 'zero'): Step[] {
  const block = (address: number, leading: number) => ({ address, leading, transposed: false });
  const product = { size: { m, k, n }, a: block(0, k), b: block(4096, n), c: block(8192, n), start };
  return strassenSteps(product, levels, WORKSPACE, 4);
}

const productsOf = (steps: readonly Step[]) => steps.filter(({ kind }) => kind === 'multiply');

describe('strassenSteps', () => {
  it.each([0, 1, 2, 3])(
    'multiplies 7 times a level, and passes over memory 12 times for its sums (%i levels)',
    (levels) => {
      const steps = stepsOf(16, 16, 16, levels);
      expect(productsOf(steps)).toHaveLength(7 ** levels);
      const sums = Array.from({ length: levels }, (_, level) => 12 * 7 ** level).reduce((sum, count) => sum + count, 0);
      expect(steps.length - 7 ** levels).toBe(sums);
    },
  );

  it('peels what the levels do not divide, one plain product for each size', () => {
    expect(productsOf(stepsOf(9, 8, 8, 1))).toHaveLength(8);
    expect(productsOf(stepsOf(9, 9, 9, 1))).toHaveLength(10);
    const rest = productsOf(stepsOf(11, 10, 9, 2)).slice(-3);
    expect(rest.map((step) => (step.kind === 'multiply' ? step.size : null))).toEqual([
      { m: 8, k: 2, n: 8 },
      { m: 8, k: 10, n: 1 },
      { m: 3, k: 10, n: 9 },
    ]);
  });

  it('does not write beyond its temporaries', () => {
    for (const start of ['zero', 'kept', 'beta'] as const) {
      for (const levels of [1, 2, 3]) {
        const end = WORKSPACE + temporaryBytes({ m: 24, k: 17, n: 40 }, levels, start, 4);
        for (const step of stepsOf(24, 17, 40, levels, start)) {
          const [block, rows, columns] =
            step.kind === 'multiply' ? [step.c, step.size.m, step.size.n] : [step.target, step.rows, step.columns];
          if (block.address < WORKSPACE) continue;
          expect(block.address + ((rows - 1) * block.leading + columns) * 4).toBeLessThanOrEqual(end);
        }
      }
    }
  });

  it('needs one matrix more where C is not overwritten', () => {
    const size = { m: 64, k: 64, n: 64 };
    expect(temporaryBytes(size, 1, 'zero', 4)).toBe(3 * 32 * 32 * 4);
    expect(temporaryBytes(size, 1, 'kept', 4)).toBe(4 * 32 * 32 * 4);
    expect(temporaryBytes(size, 0, 'kept', 4)).toBe(0);
  });
});

describe('sizes', () => {
  it('can be halved until one of them is 1', () => {
    expect(possibleLevels({ m: 8, k: 9, n: 15 })).toBe(3);
    expect(possibleLevels({ m: 7, k: 900, n: 900 })).toBe(2);
    expect(possibleLevels({ m: 1, k: 900, n: 900 })).toBe(0);
    expect(possibleLevels({ m: 0, k: 1, n: 1 })).toBe(0);
  });

  it('have a core that is divided without a rest', () => {
    expect(coreOf({ m: 8, k: 9, n: 15 }, 2)).toEqual({ m: 8, k: 8, n: 12 });
    expect(coreOf({ m: 8, k: 9, n: 15 }, 0)).toEqual({ m: 8, k: 9, n: 15 });
  });
});
