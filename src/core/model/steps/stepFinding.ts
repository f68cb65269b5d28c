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
  const { misses } = counts.total;
  const name = nameOf(walk);
  const verb = walk.threads === 1 ? 'misses' : 'miss';
  const where = base.total.misses;
  if (misses === where) {
    const title = `${name} ${verb} ${times(misses)}, as i-j-k does`;
    return { title, detail: detailOf(walk, counts) };
  }
  const reason = reasonOf(walk, counts, base);
  const title = `${name} ${verb} ${times(misses)} where i-j-k misses ${where}${reason === null ? '' : `, for ${reason}`}`;
  return { title, detail: detailOf(walk, counts) };
}

function baseFinding({ total, regions }: WalkCounts): Finding {
  const ofB = regions.get('B')?.misses ?? 0;
  const least = 3 * SIZE * SIZE;
  return {
    title: `i-j-k misses ${times(total.misses)} in ${total.hits + total.misses} accesses, ${ofB} of them at B, which it walks down its columns`,
    detail: `It does ${ALL_MULTIPLY_ADDS} multiply-adds on ${least} elements. Each sum stays in a register, so that C is written once.`,
  };
}

function detailOf(walk: Walk, { total, multiplyAdds, additions, threads, regions }: WalkCounts): string {
  const does = walk.threads === 1 ? 'It does' : 'They do';
  const saved = ALL_MULTIPLY_ADDS - multiplyAdds;
  const work =
    saved === 0
      ? `${does} all ${ALL_MULTIPLY_ADDS} multiply-adds`
      : `${does} ${multiplyAdds} multiply-adds instead of ${ALL_MULTIPLY_ADDS}${additions === 0 ? '' : `, and ${additions} additions of its own`}`;
  const copied = walk.regions
    .filter(({ role }) => role === 'panels' || role === 'temporary')
    .reduce((sum, { id }) => sum + (regions.get(id)?.misses ?? 0), 0);
  const ofCopies = copied === 0 ? '' : `, ${copied} of the misses in ${copiesOf(walk)}`;
  const eachThread =
    threads.length < 2
      ? ''
      : ` Each thread has a cache of its own; they miss ${threads.map(({ misses }) => misses).join(', ')} times.`;
  return `${work} with ${total.reads} reads and ${total.writes} writes${ofCopies}.${eachThread}`;
}

function copiesOf({ regions }: Walk): string {
  return regions.some(({ role }) => role === 'panels') ? 'its panels' : 'its temporary matrices';
}

/** The clause of the matrix at which most of the difference arises, with its numbers; `null` where there is none. */
function reasonOf(walk: Walk, counts: WalkCounts, base: WalkCounts): string | null {
  const isFewer = counts.total.misses < base.total.misses;
  let best: { readonly text: string; readonly difference: number } | null = null;
  for (const [id, { misses }] of missesByMatrix(walk, counts)) {
    const before = base.regions.get(id)?.misses ?? 0;
    const difference = isFewer ? before - misses : misses - before;
    const text = walk.reasons[id]?.[isFewer ? 'fewer' : 'more'];
    if (text === undefined || difference <= (best?.difference ?? 0)) continue;
    best = {
      text: `${text} (${misses} ${misses === 1 ? 'miss' : 'misses'} at ${titleOf(walk, id)}, ${before} in i-j-k)`,
      difference,
    };
  }
  return best?.text ?? null;
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

function titleOf({ regions }: Walk, id: string): string {
  if (id === 'pA' || id === 'pB') return `panels of ${id.slice(1)}`;
  return regions.find((region) => region.id === id)?.id ?? id;
}

/** 'packed, tiles of 4×4' begins a sentence as it is; it is a name. */
function nameOf({ title }: Walk): string {
  return title.charAt(0).toUpperCase() === title.charAt(0) || /^[ijk]-/.test(title)
    ? title
    : title.charAt(0).toUpperCase() + title.slice(1);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
