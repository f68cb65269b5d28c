import * as l10n from '@vscode/l10n';

/** Whole sentences one after the other, as the language puts them; empty ones are left out. */
export function sentences(...said: readonly string[]): string {
  return joined(said, (before, after) => l10n.t('{0} {1}', before, after));
}

/** 'simd, parallel, blas', as the language puts a list. */
export function listed(items: readonly string[]): string {
  return joined(items, (before, after) => l10n.t('{0}, {1}', before, after));
}

/** Clauses of one sentence or hint: 'bands are intervals; level lines are peaks'. */
export function clauses(...said: readonly string[]): string {
  return joined(said, (before, after) => l10n.t('{0}; {1}', before, after));
}

/** 'simd, parallel and blas'. */
export function allOf(items: readonly string[]): string {
  return items.length < 2 ? listed(items) : l10n.t('{0} and {1}', listed(items.slice(0, -1)), items[items.length - 1]);
}

/** 'simd, parallel or blas'. */
export function anyOf(items: readonly string[]): string {
  return items.length < 2 ? listed(items) : l10n.t('{0} or {1}', listed(items.slice(0, -1)), items[items.length - 1]);
}

/** A clause as a sentence of its own. */
export function ended(clause: string): string {
  return l10n.t('{0}.', clause);
}

function joined(parts: readonly string[], join: (before: string, after: string) => string): string {
  const [first = '', ...others] = parts.filter((part) => part !== '');
  return others.reduce(join, first);
}
