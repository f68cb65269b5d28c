import { describe, expect, it } from 'vitest';
import { WALK_IDS, walkOf } from '../../../../../src/core/model/steps/catalogue';
import type { WalkId } from '../../../../../src/core/model/steps/catalogue';
import { replay } from '../../../../../src/core/model/steps/replay';
import { stepExplanation } from '../../../../../src/core/model/steps/stepExplanation';
import { walkFinding } from '../../../../../src/core/model/steps/stepFinding';
import type { Explanation } from '../../../../../src/core/model/explanation';
import { inChinese } from '../../../l10n/inChinese';

const CACHE = { lines: 8, elementsOfLine: 4 };

function asked(id: WalkId, count: number, cache = CACHE): Explanation {
  const walk = walkOf(id);
  return stepExplanation(walk, replay(walk, cache, count), cache, count);
}

describe('what a step is asked', () => {
  it('says before the first what will be computed, with an empty cache', () => {
    expect(asked('ikj', 0).sentences).toEqual([
      'i-k-j computes C = A·B of 8×8 matrices in 640 steps, of which none has run yet.',
      'The simulated cache has 8 lines of 32 bytes and is empty: the first access to each line will miss.',
    ]);
  });

  it('says what the step does, and what has been counted up to it', () => {
    // C[0, 0 … 7] = 0 takes 8 steps and 2 lines; a = A[0, 0] fetches one; then B[0, 0] is the fourth line.
    expect(asked('ikj', 10).sentences).toEqual([
      'Step 10 of 640 is “C[0, 0] += a·B[0, 0]”, which makes 2 reads, 1 write, 1 multiply-add; elements that were not in the cache: 1.',
      // Four lines were fetched, of which the two of C go back: 6 × 32 bytes.
      'So far 4 of 12 accesses missed (33.3%), for which 192 bytes moved between memory and cache; A, B and C are 1.5 KiB in all.',
    ]);
    expect(asked('ikj', 11).sentences[0]).toMatch(/every access hits\.$/);
  });

  it('counts the statements of all threads together', () => {
    expect(asked('threads2', 1).sentences[0]).toBe(
      'Step 1 of 64 runs a statement on each thread, in all 8 reads, 8 writes; elements that were not in the cache: 4.',
    );
  });

  it('defines hit, miss and traffic with the lines that are chosen', () => {
    const { units } = asked('ijk', 1, { lines: 16, elementsOfLine: 1 });
    expect(units.map(({ unit }) => unit)).toEqual(['hit', 'miss', 'cache', 'traffic', 'multiply-add']);
    expect(units[1].definition).toContain('fetched alone');
    expect(units[2].definition).toMatch(/^16 lines of 8 bytes, 16 elements in all, where a matrix has 64\./);
  });
});

describe('in Simplified Chinese', () => {
  inChinese();

  /** Words that are code, or names. */
  const CODE = /\b(?:sums?|values|columns|starts|entry|first|end|for|in|jb|kb|ib|jc|pc|ic|kr|pA\d?|pB\d?)\b/g;
  const CODE_AND_NAMES = /Strassen–Winograd|bytes|KiB|LRU/g;

  it.each(WALK_IDS)('all that %s says is Chinese, but for its code', (id) => {
    const walk = walkOf(id);
    const { title, detail } = walkFinding(id, CACHE);
    const texts = [
      title,
      detail,
      walk.title(),
      ...walk.code(),
      ...walk.regions.map((region) => region.title()),
      ...walk.steps.flat().map(({ text }) => text()),
      ...Object.values(walk.reasons()).flatMap(({ fewer = '', more = '' }) => [fewer, more]),
      ...[0, 1, walk.steps.length].flatMap((count) => {
        const { sentences, units } = asked(id, count);
        return [...sentences, ...units.flatMap(({ unit, definition }) => [unit, definition])];
      }),
    ];
    const english = texts.filter((text) =>
      /[A-Za-z]{2,}/.test(text.replaceAll(CODE, '').replaceAll(CODE_AND_NAMES, '')),
    );
    expect([...new Set(english)]).toEqual([]);
  });

  it('says the finding in one sentence, as it is said there', () => {
    expect(walkFinding('ikj', CACHE).title).toBe(
      'i-k-j 未命中 160 次，而 i-j-k 未命中 592 次，原因是它沿着行访问 B（B 处未命中 128 次，i-j-k 为 512 次）',
    );
  });
});
