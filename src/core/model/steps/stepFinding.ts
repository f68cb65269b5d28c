import * as l10n from '@vscode/l10n';
import { listed, sentences } from '../../sentences';
import type { Finding } from '../findings';
import { BASE_WALK, walkOf } from './catalogue';
import type { WalkId } from './catalogue';
import { countsOf } from './replay';
import type { CacheShape, WalkCounts } from './replay';
import type { Walk } from './step';
import { SIZE } from './step';

/** Multiply-adds of the product when A is full. */
const ALL_MULTIPLY_ADDS = SIZE ** 3;

/** What a walk shows, with its numbers, beside i-j-k. */
export function walkFinding(id: WalkId, shape: CacheShape): Finding {
  const walk = walkOf(id);
  const counts = countsOf(walk, shape);
  if (id === BASE_WALK) return baseFinding(counts);
  const base = countsOf(walkOf(BASE_WALK), shape);
  return { title: titleOf(walk, counts, base), detail: detailOf(walk, counts) };
}

function baseFinding({ total, regions }: WalkCounts): Finding {
  const ofB = regions.get('B')?.misses ?? 0;
  return {
    title: l10n.t(
      'i-j-k misses {0} times in {1} accesses, {2} of them at B, which it walks down its columns',
      ...[total.misses, total.hits + total.misses, ofB],
    ),
    detail: sentences(
      l10n.t('It does {0} multiply-adds on {1} elements.', ALL_MULTIPLY_ADDS, 3 * SIZE * SIZE),
      l10n.t('Each sum stays in a register, so that C is written once.'),
    ),
  };
}

function titleOf(walk: Walk, counts: WalkCounts, base: WalkCounts): string {
  const [name, misses, before] = [nameOf(walk), counts.total.misses, base.total.misses];
  const isOne = walk.threads === 1;
  if (misses === before) {
    return isOne
      ? l10n.t('{0} misses {1} times, as i-j-k does', name, misses)
      : l10n.t('{0} miss {1} times, as i-j-k does', name, misses);
  }
  const reason = reasonOf(walk, counts, base);
  if (reason === null) {
    return isOne
      ? l10n.t('{0} misses {1} times where i-j-k misses {2}', name, misses, before)
      : l10n.t('{0} miss {1} times where i-j-k misses {2}', name, misses, before);
  }
  const numbers = [name, misses, before, reason.clause, reason.misses, reason.at, reason.before] as const;
  return isOne
    ? l10n.t('{0} misses {1} times where i-j-k misses {2}, for {3} ({4} misses at {5}, {6} in i-j-k)', ...numbers)
    : l10n.t('{0} miss {1} times where i-j-k misses {2}, for {3} ({4} misses at {5}, {6} in i-j-k)', ...numbers);
}

function detailOf(walk: Walk, counts: WalkCounts): string {
  return sentences(workText(walk, counts), copiesText(walk, counts), threadsText(counts));
}

function workText({ threads }: Walk, { total: { reads, writes }, multiplyAdds, additions }: WalkCounts): string {
  if (multiplyAdds === ALL_MULTIPLY_ADDS) {
    return threads === 1
      ? l10n.t('It does all {0} multiply-adds with {1} reads and {2} writes.', multiplyAdds, reads, writes)
      : l10n.t('They do all {0} multiply-adds with {1} reads and {2} writes.', multiplyAdds, reads, writes);
  }
  return additions === 0
    ? l10n.t(
        'It does {0} multiply-adds instead of {1}, with {2} reads and {3} writes.',
        ...[multiplyAdds, ALL_MULTIPLY_ADDS, reads, writes],
      )
    : l10n.t(
        'It does {0} multiply-adds instead of {1}, and {2} additions of its own, with {3} reads and {4} writes.',
        ...[multiplyAdds, ALL_MULTIPLY_ADDS, additions, reads, writes],
      );
}

function copiesText({ regions }: Walk, counts: WalkCounts): string {
  const copies = regions.filter(({ role }) => role === 'panels' || role === 'temporary');
  const copied = copies.reduce((sum, { id }) => sum + (counts.regions.get(id)?.misses ?? 0), 0);
  if (copied === 0) return '';
  return copies.some(({ role }) => role === 'panels')
    ? l10n.t('{0} of the misses are in panels.', copied)
    : l10n.t('{0} of the misses are in temporary matrices.', copied);
}

function threadsText({ threads }: WalkCounts): string {
  if (threads.length < 2) return '';
  const misses = threads.map((each) => String(each.misses));
  return l10n.t('Each thread has a cache of its own; they miss {0} times.', listed(misses));
}

/** Why most of the difference arises, and its misses there beside those of i-j-k. */
interface NumberedReason {
  readonly clause: string;
  readonly at: string;
  readonly misses: number;
  readonly before: number;
}

/** That of the matrix at which most of the difference arises; `null` where there is none. */
function reasonOf(walk: Walk, counts: WalkCounts, base: WalkCounts): NumberedReason | null {
  const isFewer = counts.total.misses < base.total.misses;
  const reasons = walk.reasons();
  let best: { readonly reason: NumberedReason; readonly difference: number } | null = null;
  for (const [id, { misses }] of missesByMatrix(walk, counts)) {
    const before = base.regions.get(id)?.misses ?? 0;
    const difference = isFewer ? before - misses : misses - before;
    const clause = reasons[id]?.[isFewer ? 'fewer' : 'more'];
    if (clause === undefined || difference <= (best?.difference ?? 0)) continue;
    best = { reason: { clause, at: matrixName(id), misses, before }, difference };
  }
  return best?.reason ?? null;
}

/** Panels of all threads go together; what stands for A is A. */
function missesByMatrix(walk: Walk, { regions }: WalkCounts): ReadonlyMap<string, { readonly misses: number }> {
  const sums = new Map<string, { readonly misses: number }>();
  const ofA = new Set(walk.regions.flatMap(({ standsFor }) => standsFor ?? []).map((cell) => cell?.region ?? ''));
  for (const [id, { misses }] of regions) {
    const name = ofA.has(id) ? 'A' : id.replace(/^(p[AB])\d$/, '$1');
    sums.set(name, { misses: misses + (sums.get(name)?.misses ?? 0) });
  }
  return sums;
}

function matrixName(id: string): string {
  return id === 'pA' || id === 'pB' ? l10n.t('panels of {0}', id.slice(1)) : id;
}

/** Where it begins a sentence; 'i-k-j' is a name, and stays. */
export function nameOf({ title }: Walk): string {
  const name = title();
  return /^[ijk]-/.test(name) ? name : name.charAt(0).toUpperCase() + name.slice(1);
}
