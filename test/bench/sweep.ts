import { plainProblem } from '../../src/core/problem';
import type { Dtype, Problem } from '../../src/core/problem';
import type { ArmId } from './arms';
import type { BenchRow } from './benchResult';
import { cliffs } from './ratio';
import type { Cliff } from './ratio';
import type { RowPlan } from './sections';

/** The section `sweep`: every size, so that none is slow beside its neighbours, and thin shapes. */

const LARGEST = 300;
const PEERS: readonly ArmId[] = ['openblas1', 'openblas1Avx2'];
/** Hundreds of rows: each has to do with the fewest rounds. */
const BUDGET_SHARE = 0.03;
const THIN_BUDGET_SHARE = 0.1;

type ThinShape = readonly [m: number, k: number, n: number, transposed?: 'A' | 'B'];

/** One size of 1 to 16, in the cache and beyond it, rows that alias (1024 in f32 are 4 KiB) and rows that do not. */
const THIN_SHAPES: readonly ThinShape[] = [
  [1, 256, 256],
  [1, 1024, 1024],
  [1, 1000, 1000],
  [1, 256, 256, 'B'],
  [1, 1024, 1024, 'B'],
  [256, 256, 1],
  [1024, 1024, 1],
  [256, 256, 1, 'A'],
  [1024, 1024, 1, 'A'],
  [4, 256, 256],
  [4, 1000, 1000],
  [4, 1000, 1000, 'B'],
  [16, 256, 256],
  [16, 1000, 1000],
  [16, 1024, 1024],
  [16, 1000, 1000, 'B'],
  [256, 256, 4],
  [1000, 1000, 4],
  [1000, 1000, 4, 'A'],
  [256, 256, 16],
  [1000, 1000, 16],
  [1000, 1000, 16, 'A'],
  [256, 1, 256],
  [1000, 1, 1000],
  [1000, 4, 1000],
];

export function sweepRows(sizes: readonly number[] | null, dtypes: readonly Dtype[]): readonly RowPlan[] {
  const all = sizes ?? Array.from({ length: LARGEST }, (_, index) => index + 1);
  const plan = (problem: Problem, budgetShare: number): RowPlan => ({
    problem,
    arms: ['simd', ...PEERS],
    ratios: PEERS.map((peer) => ['simd', peer] as const),
    budgetShare,
  });
  return dtypes.flatMap((dtype) => [
    ...all.map((n) => plan({ ...plainProblem(n, n, n), dtype }, BUDGET_SHARE)),
    ...(sizes === null ? THIN_SHAPES : []).map(([m, k, n, transposed]) => {
      const transposes = { transposeA: transposed === 'A', transposeB: transposed === 'B' };
      return plan({ ...plainProblem(m, k, n), dtype, ...transposes }, THIN_BUDGET_SHARE);
    }),
  ]);
}

export function isSquare({ problem: { m, k, n } }: Pick<BenchRow, 'problem'>): boolean {
  return m === n && k === n;
}

/** Sizes that fall below their neighbours, the deepest first. */
export function dips(rows: readonly BenchRow[], dtype: Dtype): readonly Cliff[] {
  return cliffs(
    rows
      .filter((row) => row.section === 'sweep' && isSquare(row) && row.problem.dtype === dtype)
      .flatMap(({ problem, arms }) =>
        arms.filter(({ id }) => id === 'simd').map(({ gflops }) => ({ n: problem.n, gflops })),
      )
      .sort((x, y) => x.n - y.n),
  );
}

/** A size below this share of its neighbours is measured again; so many of them, so many times. */
const SUSPICIOUS = 0.9;
const MOST_SUSPECTS = 15;
const REPEATS = 3;

/**
 * Measures the deepest dips again and keeps the faster of both: a machine that was busy for a moment is not slow at that size
 * again, a kernel is.
 *
 * @param measure measures the row of this index
 */
export async function withoutPassingDips(
  rows: readonly BenchRow[],
  measure: (index: number) => Promise<BenchRow>,
): Promise<readonly BenchRow[]> {
  const kept = [...rows];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const dtype of new Set(rows.map(({ problem }) => problem.dtype))) {
      const suspects = dips(kept, dtype).filter(({ share }) => share < SUSPICIOUS);
      for (const { n } of suspects.slice(0, MOST_SUSPECTS)) {
        const index = kept.findIndex((row) => isSquare(row) && row.problem.n === n && row.problem.dtype === dtype);
        const again = await measure(index);
        if (speedOfSimd(again) > speedOfSimd(kept[index])) kept[index] = again;
      }
    }
  }
  return kept;
}

function speedOfSimd({ arms }: BenchRow): number {
  return arms.find(({ id }) => id === 'simd')?.gflops ?? 0;
}
