import { describe, expect, it } from 'vitest';
import { WORK_KINDS } from '../../../../src/core/measure/timeline';
import type { Span, Timeline, WorkKind } from '../../../../src/core/measure/timeline';
import { kindsOf, timelineExplanation, timelineFinding, workName } from '../../../../src/core/model/timelineFinding';
import { inChinese } from '../../l10n/inChinese';
import { square } from '../measurementFixtures';

const span = (kind: WorkKind, startNs: number, endNs: number): Span => ({ kind, startNs, endNs, place: null });

function timeline(threads: readonly (readonly Span[])[], totalNs: number, lostSpans = 0): Timeline {
  return { problem: square(64), backend: 'wasm', threads, totalNs, untracedNs: 90e3, lostSpans };
}

describe('timelineFinding', () => {
  it('says what one thread spends on copying', () => {
    const { title, detail } = timelineFinding(
      'simd',
      timeline([[span('pack B', 0, 25), span('multiply', 25, 100)]], 100),
    );
    expect(title).toBe('Copying into panels costs 25% of the time; 75% is spent multiplying');
    expect(detail).toContain('64×64×64 f32');
    expect(detail).toContain('25% goes into copying A and B');
  });

  it('says what Strassen spends on sums', () => {
    const { title } = timelineFinding(
      'strassen',
      timeline([[span('between products', 0, 30), span('multiply', 30, 100)]], 100),
    );
    expect(title).toBe('Sums between the products cost 30% of the time; 70% is spent multiplying');
  });

  it('does not claim to know what a call does within that tells of no pieces', () => {
    const { title, detail } = timelineFinding('blas', timeline([[span('kernel', 0, 6000)]], 6000));
    expect(title).toBe('blas does not tell what it does within a call of 6.000 µs');
    expect(detail).toMatch(/^One multiplication by blas, 64×64×64 f32: .* are in that time\./);
    expect(detail).not.toContain('%');
  });

  it('says what several threads spend on waiting, and which of them holds the others up', () => {
    const { title, detail } = timelineFinding(
      'parallel',
      timeline([[span('kernel', 0, 60)], [span('kernel', 0, 100)]], 100),
    );
    expect(title).toBe('Waiting costs 20% of the 2 threads’ time; 80% is spent multiplying');
    expect(detail).toContain('Thread 2 holds the others up: it works 20% longer than the average');
  });

  it('holds nothing against threads that work alike', () => {
    const { detail } = timelineFinding('parallel', timeline([[span('kernel', 0, 99)], [span('kernel', 0, 100)]], 100));
    expect(detail).toContain('All threads work alike');
  });
});

describe('timelineExplanation', () => {
  it('counts the pieces, and says what is missing', () => {
    const { sentences } = timelineExplanation(timeline([[span('multiply', 0, 1e5)], []], 1e5, 7));
    expect(sentences[0]).toContain('A row for each of 2 threads, with 1 piece of work');
    expect(sentences[1]).toBe(
      'Without tracing, the fastest of as many took 90.00 µs, from call to return. 7 more pieces found no room, so that the end is missing.',
    );
  });
});

describe('kindsOf', () => {
  it('lists the kinds that there are, in their order', () => {
    expect(kindsOf({ threads: [[span('multiply', 0, 1)], [span('pack A', 0, 1)]] })).toEqual(['pack A', 'multiply']);
  });
});

describe('in Simplified Chinese', () => {
  inChinese();

  const copies = timeline([[span('pack B', 0, 25), span('multiply', 25, 100)]], 100);
  const sums = timeline([[span('between products', 0, 30), span('multiply', 30, 100)]], 100);
  const uneven = timeline([[span('kernel', 0, 60)], [span('kernel', 0, 100)]], 100, 7);
  const even = timeline([[span('kernel', 0, 99)], [span('kernel', 0, 100)]], 100);

  it('the finding and what stands behind it are Chinese throughout', () => {
    const texts = [copies, sums, uneven, even].flatMap((each) => {
      const { title, detail } = timelineFinding('simd', each);
      const { sentences, units } = timelineExplanation(each);
      return [title, detail, ...sentences, ...units.flatMap(({ unit, definition }) => [unit, definition])];
    });
    const english = texts.filter((text) => /[A-Za-z]{2,}/.test(text.replaceAll(/simd|path|µs|ns/g, '')));
    expect(english).toEqual([]);
    expect(timelineFinding('parallel', uneven).title).toBe('等待占 2 个线程时间的 20%；80% 用于乘法');
  });

  it('each kind of work has a name', () => {
    expect(new Set([...WORK_KINDS, 'waiting' as const].map(workName)).size).toBe(6);
  });
});
