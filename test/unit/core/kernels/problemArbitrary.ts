import fc from 'fast-check';
import { DTYPES, STRUCTURES } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';

/** Rows and columns of register tiles, vectors and panels; one more or less than a few of them leaves an edge. */
const TILES = [4, 5, 6, 8, 16, 32];

/** Sizes from 1 up to `largest`: any, thin ones, and those about whole tiles. */
export function sizes(largest: number): fc.Arbitrary<number> {
  const aboutTiles = fc
    .tuple(fc.constantFrom(...TILES), fc.integer({ min: 1, max: 6 }), fc.constantFrom(-1, 0, 1))
    .map(([tile, tiles, rest]) => Math.min(largest, tile * tiles + rest));
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: largest }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: Math.min(largest, 16) }) },
    { weight: 2, arbitrary: aboutTiles },
  );
}

/** Dense problems with sizes from 1 up to `largest`, of both element types, in all transposes, with α and β. */
export function denseProblems(largest: number): fc.Arbitrary<Problem> {
  const size = sizes(largest);
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
