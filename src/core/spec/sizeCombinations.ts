import * as l10n from '@vscode/l10n';

/** How lists of m, k and n go together: one by one, single values repeated, or each with each. */
export const SWEEPS = ['zip', 'product'] as const;
export type Sweep = (typeof SWEEPS)[number];

export interface Dimensions {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Lists of sizes, none of them empty. */
export interface SizeLists {
  readonly m: readonly number[];
  readonly k: readonly number[];
  readonly n: readonly number[];
}

export interface SizesMismatch {
  /** The later of two lists that do not go together. */
  readonly field: 'k' | 'n';
  /** '"k" has 2 sizes and "m" has 3; …' */
  readonly problem: string;
}

/** Why lists cannot go together one by one, or `null` where they can. */
export function sizesMismatch({ m, k, n }: SizeLists): SizesMismatch | null {
  if (m.length > 1 && k.length > 1 && k.length !== m.length) return mismatch('k', k, 'm', m);
  if (m.length > 1 && n.length > 1 && n.length !== m.length) return mismatch('n', n, 'm', m);
  if (k.length > 1 && n.length > 1 && n.length !== k.length) return mismatch('n', n, 'k', k);
  return null;
}

function mismatch(field: 'k' | 'n', sizes: readonly number[], other: string, others: readonly number[]): SizesMismatch {
  const problem = l10n.t(
    '"{0}" has {1} sizes and "{2}" has {3}; give equally many, or one',
    field,
    sizes.length,
    other,
    others.length,
  );
  return { field, problem };
}

/** How many combinations there are, before equal ones are dropped. */
export function countCombinations({ m, k, n }: SizeLists, sweep: Sweep): number {
  return sweep === 'product' ? m.length * k.length * n.length : Math.max(m.length, k.length, n.length);
}

/**
 * The combinations in the order of the lists, n fastest in a product. The lists must go together (`sizesMismatch`), and
 * there should not be too many (`countCombinations`).
 */
export function combineSizes(lists: SizeLists, sweep: Sweep): readonly Dimensions[] {
  const { m, k, n } = lists;
  if (sweep === 'product') {
    return m.flatMap((rows) => k.flatMap((depth) => n.map((columns) => ({ m: rows, k: depth, n: columns }))));
  }
  const at = (sizes: readonly number[], index: number): number => sizes[sizes.length === 1 ? 0 : index];
  return Array.from({ length: countCombinations(lists, sweep) }, (_, index) => ({
    m: at(m, index),
    k: at(k, index),
    n: at(n, index),
  }));
}
