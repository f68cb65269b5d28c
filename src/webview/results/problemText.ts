import * as l10n from '@vscode/l10n';
import { problemFlops, sizeLabel } from '../../core/problem';
import type { Problem } from '../../core/problem';
import { listed } from '../../core/sentences';
import { formatCount, formatFlops } from '../../core/format';

/** Facts of a problem beside its benchmark's name: size, element type, structure, flops. */
export function problemFacts(problem: Problem, nonzeros: number | undefined): readonly string[] {
  const flops = formatFlops(problemFlops(problem, nonzeros));
  return [
    sizeLabel(problem),
    problem.dtype,
    ...transposesOf(problem),
    ...(problem.alpha === 1 && problem.beta === 0 ? [] : [`α ${problem.alpha}, β ${problem.beta}`]),
    ...(problem.density === 1
      ? [flops]
      : [
          l10n.t('{0} A, density {1}', problem.structure, percent(problem.density)),
          nonzeros === undefined ? flops : l10n.t('{0} on {1} nonzeros', flops, formatCount(nonzeros)),
        ]),
  ];
}

export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))}%`;
}

function transposesOf({ transposeA, transposeB }: Problem): readonly string[] {
  if (transposeA) return [transposeB ? 'AᵀBᵀ' : 'AᵀB'];
  return transposeB ? ['ABᵀ'] : [];
}

/** What tells the problems of one benchmark apart. */
export interface ProblemAxis {
  /** 'n', 'm×k×n', 'density'. */
  readonly title: string;
  readonly label: (problem: Problem) => string;
  /** It is one thing whose label does not say what it is of: 256 for n. */
  readonly isNamed: boolean;
}

/** Sizes that are written with all three dimensions. */
const SIZE = 'm×k×n';
const DIMENSIONS = ['m', 'k', 'n'] as const;

/** The shortest labels that tell the problems apart: n alone where all are square, or the one dimension that varies. */
export function problemAxis(problems: readonly Problem[]): ProblemAxis {
  const parts: Pick<ProblemAxis, 'title' | 'label'>[] = [];
  const varies = (part: (problem: Problem) => unknown): boolean => new Set(problems.map(part)).size > 1;
  const varying = DIMENSIONS.filter((dimension) => varies((problem) => problem[dimension]));
  const [only] = varying;
  if (problems.every(({ m, k, n }) => m === k && k === n) && (varying.length > 0 || problems.length === 1)) {
    parts.push({ title: 'n', label: ({ n }) => String(n) });
  } else if (only !== undefined && varying.length === 1) {
    parts.push({ title: only, label: (problem) => String(problem[only]) });
  } else if (varying.length > 0 || problems.length === 1) {
    parts.push({ title: SIZE, label: sizeLabel });
  }
  if (varies(({ dtype }) => dtype)) parts.push({ title: l10n.t('type'), label: ({ dtype }) => dtype });
  if (varies((problem) => transposesOf(problem)[0] ?? '')) {
    parts.push({ title: 'op', label: (problem) => transposesOf(problem)[0] ?? 'AB' });
  }
  if (varies(({ structure }) => structure))
    parts.push({ title: l10n.t('structure'), label: ({ structure }) => structure });
  if (varies(({ density }) => density))
    parts.push({ title: l10n.t('density'), label: ({ density }) => percent(density) });
  if (varies(({ seed }) => seed)) parts.push({ title: l10n.t('seed'), label: ({ seed }) => String(seed) });
  return {
    title: listed(parts.map(({ title }) => title)),
    label: (problem) => parts.map(({ label }) => label(problem)).join(' '),
    isNamed: parts.length === 1 && parts[0]?.title !== SIZE,
  };
}
