import fc from 'fast-check';
import { DTYPES, STRUCTURES } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';

/** Dense problems with sizes from 1 up to `largest`, of both element types, in all transposes, with α and β. */
export function denseProblems(largest: number): fc.Arbitrary<Problem> {
  const size = fc.integer({ min: 1, max: largest });
  return fc.record({
    m: size,
    k: size,
    n: size,
    dtype: fc.constantFrom(...DTYPES),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    alpha: fc.constantFrom(1, 2, -0.5),
    beta: fc.constantFrom(0, 1, -0.5),
    structure: fc.constant('uniform' as const),
    density: fc.constant(1),
    seed: fc.nat(),
  });
}

/** The same with a sparse A, of every structure. */
export function sparseProblems(largest: number): fc.Arbitrary<Problem> {
  return fc
    .tuple(denseProblems(largest), fc.constantFrom(...STRUCTURES), fc.constantFrom(0.001, 0.01, 0.1, 0.4, 0.99))
    .map(([problem, structure, density]) => ({ ...problem, structure, density }));
}
