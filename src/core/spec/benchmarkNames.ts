import * as l10n from '@vscode/l10n';
import type { StrategyId } from '../kernels/strategy';
import { sizeLabel } from '../problem';
import type { Problem } from '../problem';
import type { CrossoverKind } from './crossoverSpec';

/*
 * What benchmarks are called that stand in no file. Rows of other runs are found by these names, which are therefore the
 * same in every language; what is shown is their titles.
 */

const CROSSOVERS: Readonly<Record<CrossoverKind, { readonly name: string; readonly title: () => string }>> = {
  sparse: { name: 'sparse or dense, by density', title: () => l10n.t('sparse or dense, by density') },
  threads: { name: 'one thread or all, by size', title: () => l10n.t('one thread or all, by size') },
  gpu: { name: 'processor or GPU, by size', title: () => l10n.t('processor or GPU, by size') },
  packing: { name: 'unpacked or packed, by size', title: () => l10n.t('unpacked or packed, by size') },
  strassen: { name: 'packed or Strassen, by size', title: () => l10n.t('packed or Strassen, by size') },
};

export function crossoverName(kind: CrossoverKind): string {
  return CROSSOVERS[kind].name;
}

/** 'unpacked or packed, by size', in the language of the editor. */
export function crossoverTitle(kind: CrossoverKind): string {
  return CROSSOVERS[kind].title();
}

/** 'tune simd at 512×512×512' */
export function tuningName(strategy: StrategyId, problem: Problem): string {
  return `tune ${strategy} at ${sizeLabel(problem)}`;
}

/** '512×512×512', '5 sizes, 64×64×64 to 1024×1024×1024'. */
export function sizesName(problems: readonly Problem[]): string {
  const [first, last] = [problems[0], problems[problems.length - 1]];
  return problems.length === 1
    ? sizeLabel(first)
    : `${problems.length} sizes, ${sizeLabel(first)} to ${sizeLabel(last)}`;
}

/** What is shown for the name of a benchmark, in the language of the editor; the user's own names as they are. */
export function benchmarkTitle(name: string): string {
  const crossover = Object.values(CROSSOVERS).find((each) => each.name === name);
  if (crossover !== undefined) return crossover.title();
  const tuning = /^tune (\w+) at ([\d×]+)$/.exec(name);
  if (tuning !== null) return l10n.t('tune {0} at {1}', tuning[1], tuning[2]);
  const sizes = /^(\d+) sizes, ([\d×]+) to ([\d×]+)$/.exec(name);
  return sizes === null ? name : l10n.t('{0} sizes, {1} to {2}', sizes[1], sizes[2], sizes[3]);
}
