import { describe, expect, it } from 'vitest';
import { BASE_WALK, WALK_IDS, walkOf } from '../../../../../src/core/model/steps/catalogue';
import { countsOf, replay } from '../../../../../src/core/model/steps/replay';
import { addressesOf } from './walkAccesses';
import { walkFinding } from '../../../../../src/core/model/steps/stepFinding';

const SMALL = { lines: 8, elementsOfLine: 4 };
const LARGE = { lines: 256, elementsOfLine: 8 };

describe('replaying a walk', () => {
  it('begins with nothing in the cache', () => {
    const { counts, cells } = replay(walkOf('ikj'), SMALL, 0);
    expect(counts.total).toEqual({ reads: 0, writes: 0, hits: 0, misses: 0 });
    expect([...cells.values()].flat().every(({ now, cachedBy }) => now === null && cachedBy.length === 0)).toBe(true);
  });

  it('shows what is touched, its whole line in the cache, and whether it was missed', () => {
    const { cells } = replay(walkOf('ijk'), SMALL, 1);
    const a = cells.get('A') ?? [];
    expect(a[0].now).toEqual({ kind: 'read', missed: true, thread: 0 });
    expect(a.map(({ cachedBy }) => cachedBy.length).slice(0, 9)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    const next = replay(walkOf('ijk'), SMALL, 2).cells;
    expect(next.get('A')?.[1].now?.missed).toBe(false);
    expect(next.get('B')?.[8].now?.missed).toBe(true);
    expect(next.get('A')?.[0].now).toBeNull();
  });

  it('says how far each element of C is summed', () => {
    const { cells } = replay(walkOf('ijk'), SMALL, 4);
    expect(cells.get('C')?.[0].summed).toEqual({ terms: 4, of: 8 });
    expect(cells.get('C')?.[1].summed).toEqual({ terms: 0, of: 8 });
    expect(cells.get('A')?.[0].summed).toBeNull();
  });

  it('says what is packed where', () => {
    const walk = walkOf('packed4x4');
    const before = replay(walk, SMALL, 0).cells.get('pB') ?? [];
    expect(before.map(({ holds }) => holds)).toEqual(Array.from({ length: 32 }, () => ''));
    const after = replay(walk, SMALL, 8).cells.get('pB') ?? [];
    expect(after.slice(0, 5).map(({ holds }) => holds)).toEqual([
      'B[0, 0]',
      'B[0, 1]',
      'B[0, 2]',
      'B[0, 3]',
      'B[1, 0]',
    ]);
    expect(after[16].holds).toBe('B[0, 4]');
  });

  it('shows the elements of a sparse A where they would be, the zeros as nothing', () => {
    const walk = walkOf('sparse25');
    const { cells } = replay(walk, SMALL, 2);
    const a = cells.get('A') ?? [];
    expect(a.filter(({ holds }) => holds === '')).toHaveLength(48);
    expect(a.filter(({ now }) => now !== null)).toHaveLength(1);
  });

  it('gives each thread a cache of its own', () => {
    const { cells, counts } = replay(walkOf('threads2'), LARGE, 30);
    const holders = [...cells.values()].flat().map(({ cachedBy }) => cachedBy.join());
    expect(new Set(holders)).toEqual(new Set(['', '0', '1', '0,1']));
    expect(counts.threads).toHaveLength(2);
  });

  it.each(WALK_IDS)('of %s ends with the counts of all its steps, hits and misses being all accesses', (id) => {
    const walk = walkOf(id);
    const { counts, cells } = replay(walk, SMALL, walk.steps.length);
    expect(counts).toEqual(countsOf(walk, SMALL));
    const accesses = walk.steps.flat().reduce((sum, work) => sum + work.accesses.length, 0);
    expect(counts.total.hits + counts.total.misses).toBe(accesses);
    expect([...counts.regions.values()].reduce((sum, { misses }) => sum + misses, 0)).toBe(counts.total.misses);
    expect(cells.get('C')?.every(({ summed }) => summed === null || summed.terms === summed.of)).toBe(true);
  });

  it.each(WALK_IDS)('of %s misses each line once in a large cache, and no less in a smaller one', (id) => {
    const walk = walkOf(id);
    const large = countsOf(walk, LARGE);
    expect(large.total.misses).toBeLessThanOrEqual(countsOf(walk, SMALL).total.misses);
    if (walk.threads > 1) return;
    const lines = new Set(addressesOf(walk).map((each) => Math.floor(Number.parseInt(each, 10) / 64)));
    expect(large.total.misses).toBe(lines.size);
  });
});

describe('the finding of a walk', () => {
  it('says in one sentence how it misses beside i-j-k, and why', () => {
    expect(walkFinding('ikj', SMALL).title).toBe(
      'i-k-j misses 160 times where i-j-k misses 592, for it walks B along its rows (128 misses at B, 512 in i-j-k)',
    );
    expect(walkFinding('jki', SMALL).title).toBe(
      'j-k-i misses 1146 times where i-j-k misses 592, for it walks A and C down their columns (570 misses at C, 64 in i-j-k)',
    );
    expect(walkFinding(BASE_WALK, SMALL).title).toBe(
      'i-j-k misses 592 times in 1088 accesses, 512 of them at B, which it walks down its columns',
    );
  });

  it('says that nothing differs where all fits', () => {
    expect(walkFinding('ikj', LARGE).title).toBe('i-k-j misses 24 times, as i-j-k does');
  });

  it('says what work is saved, and what copies and caches of several threads cost', () => {
    expect(walkFinding('strassen', SMALL).detail).toMatch(
      /^It does 448 multiply-adds instead of 512, and 208 additions/,
    );
    expect(walkFinding('packed4x4', SMALL).detail).toMatch(/80 of the misses are in panels\.$/);
    expect(walkFinding('threads2', SMALL).title).toMatch(/^2 threads miss 200 times where/);
    expect(walkFinding('threads2', SMALL).detail).toMatch(/they miss 100, 100 times\.$/);
  });

  it.each(WALK_IDS)('of %s has a reason wherever it differs', (id) => {
    for (const lines of [4, 8, 16, 32, 64]) {
      for (const elementsOfLine of [1, 2, 4, 8]) {
        const { title } = walkFinding(id, { lines, elementsOfLine });
        if (title.includes(' where i-j-k ')) expect(title, `${lines} × ${elementsOfLine}`).toContain(', for ');
      }
    }
  });
});
