import * as l10n from '@vscode/l10n';
import { assertNever } from './assertNever';
import { sizeLabel } from './problem';
import type { Problem } from './problem';
import { listed } from './sentences';

/** What differs among problems; `problems` where more than one thing does. */
export type AxisNoun = 'sizes' | 'densities' | 'element types' | 'structures' | 'problems';

/** How some problems differ from each other. */
export interface ProblemAxis {
  readonly noun: AxisNoun;
  /** Whether 'up to' and 'from … on' make sense. */
  readonly isOrdered: boolean;
  /** What tells a problem from the others: 'n = 128', '64×784×100', 'density 0.1', 'f64'; '' where nothing does. */
  readonly label: (problem: Problem) => string;
}

const ASPECTS: readonly {
  readonly noun: AxisNoun;
  readonly isOrdered: boolean;
  readonly of: (problem: Problem) => string;
}[] = [
  { noun: 'sizes', isOrdered: true, of: sizeLabel },
  { noun: 'densities', isOrdered: true, of: ({ density }) => l10n.t('density {0}', density) },
  { noun: 'element types', isOrdered: false, of: ({ dtype }) => dtype },
  { noun: 'structures', isOrdered: false, of: ({ structure }) => structure },
  { noun: 'problems', isOrdered: false, of: ({ transposeA, transposeB }) => transposes(transposeA, transposeB) },
  { noun: 'problems', isOrdered: false, of: ({ alpha, beta }) => `α = ${alpha}, β = ${beta}` },
  { noun: 'problems', isOrdered: false, of: ({ seed }) => l10n.t('seed {0}', seed) },
];

/** What differs among the problems, and how to name one of them. */
export function axisOf(problems: readonly Problem[]): ProblemAxis {
  const differing = ASPECTS.filter(({ of }) => new Set(problems.map(of)).size > 1);
  const [first, ...more] = differing;
  const square = problems.every(({ m, k, n }) => m === k && k === n);
  const name = (noun: AxisNoun, text: string, { n }: Problem): string =>
    noun === 'sizes' && square ? `n = ${n}` : text;
  return {
    noun: first === undefined ? 'sizes' : more.length === 0 ? first.noun : 'problems',
    isOrdered: first !== undefined && more.length === 0 && first.isOrdered,
    label: (problem) => listed(differing.map(({ noun, of }) => name(noun, of(problem), problem))),
  };
}

function transposes(transposeA: boolean, transposeB: boolean): string {
  return `${transposeA ? 'Aᵀ' : 'A'}·${transposeB ? 'Bᵀ' : 'B'}`;
}

/** '5 sizes'. */
export function counted(noun: AxisNoun, count: number): string {
  switch (noun) {
    case 'sizes':
      return l10n.t('{0} sizes', count);
    case 'densities':
      return l10n.t('{0} densities', count);
    case 'element types':
      return l10n.t('{0} element types', count);
    case 'structures':
      return l10n.t('{0} structures', count);
    case 'problems':
      return l10n.t('{0} problems', count);
    default:
      return assertNever(noun);
  }
}

/** 'all 5 sizes', 'both sizes'. */
export function everyOf(noun: AxisNoun, count: number): string {
  return count === 2 ? both(noun) : l10n.t('all {0}', counted(noun, count));
}

function both(noun: AxisNoun): string {
  switch (noun) {
    case 'sizes':
      return l10n.t('both sizes');
    case 'densities':
      return l10n.t('both densities');
    case 'element types':
      return l10n.t('both element types');
    case 'structures':
      return l10n.t('both structures');
    case 'problems':
      return l10n.t('both problems');
    default:
      return assertNever(noun);
  }
}
