import { sizeLabel } from './problem';
import type { Problem } from './problem';

/** How some problems differ from each other. */
export interface ProblemAxis {
  /** What they are, in the plural: 'sizes', 'densities', or 'problems' where more than one thing differs. */
  readonly noun: 'sizes' | 'densities' | 'element types' | 'structures' | 'problems';
  /** Whether 'up to' and 'from … on' make sense. */
  readonly isOrdered: boolean;
  /** What tells a problem from the others: 'n = 128', '64×784×100', 'density 0.1', 'f64'; '' where nothing does. */
  readonly label: (problem: Problem) => string;
}

const ASPECTS: readonly {
  readonly noun: ProblemAxis['noun'];
  readonly isOrdered: boolean;
  readonly of: (problem: Problem) => string;
}[] = [
  { noun: 'sizes', isOrdered: true, of: sizeLabel },
  { noun: 'densities', isOrdered: true, of: ({ density }) => `density ${density}` },
  { noun: 'element types', isOrdered: false, of: ({ dtype }) => dtype },
  { noun: 'structures', isOrdered: false, of: ({ structure }) => structure },
  { noun: 'problems', isOrdered: false, of: ({ transposeA, transposeB }) => transposes(transposeA, transposeB) },
  { noun: 'problems', isOrdered: false, of: ({ alpha, beta }) => `α = ${alpha}, β = ${beta}` },
  { noun: 'problems', isOrdered: false, of: ({ seed }) => `seed ${seed}` },
];

/** What differs among the problems, and how to name one of them. */
export function axisOf(problems: readonly Problem[]): ProblemAxis {
  const differing = ASPECTS.filter(({ of }) => new Set(problems.map(of)).size > 1);
  const [first, ...more] = differing;
  const square = problems.every(({ m, k, n }) => m === k && k === n);
  const name = (noun: ProblemAxis['noun'], text: string, { n }: Problem): string =>
    noun === 'sizes' && square ? `n = ${n}` : text;
  return {
    noun: first === undefined ? 'sizes' : more.length === 0 ? first.noun : 'problems',
    isOrdered: first !== undefined && more.length === 0 && first.isOrdered,
    label: (problem) => differing.map(({ noun, of }) => name(noun, of(problem), problem)).join(', '),
  };
}

function transposes(transposeA: boolean, transposeB: boolean): string {
  return `${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`;
}
