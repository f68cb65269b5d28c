import { problemKey } from '../measure/comparison';
import type { Dtype, Problem, Structure } from '../problem';
import { combineSizes, countCombinations } from './sizeCombinations';
import type { SizeLists, Sweep } from './sizeCombinations';

/** What a benchmark asks for, before it is multiplied out. No list is empty. */
export interface ProblemLists {
  readonly sizes: SizeLists;
  readonly sweep: Sweep;
  readonly dtypes: readonly Dtype[];
  readonly structures: readonly Structure[];
  readonly densities: readonly number[];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha: number;
  readonly beta: number;
  readonly seed: number;
}

/** How many problems the lists make, before equal ones are dropped. Asked before they are made. */
export function countProblems(lists: ProblemLists): number {
  return countCombinations(lists.sizes, lists.sweep) * lists.dtypes.length * fills(lists).length;
}

/** Each element type with each way to fill A with each size, sizes fastest. Equal problems are there once. */
export function problemsOf(lists: ProblemLists): readonly Problem[] {
  const { transposeA, transposeB, alpha, beta, seed } = lists;
  const dimensions = combineSizes(lists.sizes, lists.sweep);
  const problems = new Map<string, Problem>();
  for (const dtype of lists.dtypes) {
    for (const { structure, density } of fills(lists)) {
      for (const { m, k, n } of dimensions) {
        const problem = { m, k, n, dtype, transposeA, transposeB, alpha, beta, structure, density, seed };
        const key = problemKey(problem);
        if (!problems.has(key)) problems.set(key, problem);
      }
    }
  }
  return [...problems.values()];
}

/** Each structure with each density. At density 1 all structures are the same, so that the first stands for all. */
function fills({ structures, densities }: ProblemLists): readonly { structure: Structure; density: number }[] {
  return structures.flatMap((structure, index) =>
    densities.filter((density) => density !== 1 || index === 0).map((density) => ({ structure, density })),
  );
}
