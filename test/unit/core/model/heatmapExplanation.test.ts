import { describe, expect, it } from 'vitest';
import { heatmapExplanation } from '../../../../src/core/model/heatmapExplanation';
import type { ExplainedMap } from '../../../../src/core/model/heatmapExplanation';
import { inChinese } from '../../l10n/inChinese';

const ENDED = { hasEnded: true, isOverDensity: false };

type Values = readonly (number | null)[];

/** Strategies by n = 16, 32, 64 …; `*` marks those whose value is a leader's. */
function sizes(lines: Readonly<Record<string, Values>>, stretches: ExplainedMap['stretches']): ExplainedMap {
  const count = Object.values(lines)[0]?.length ?? 0;
  return {
    ...{ kind: 'sizes', metric: 'gflops', lineAxis: null, axis: 'n', stretches },
    columns: Array.from({ length: count }, (_column, at) => ({ title: `n = ${16 * 2 ** at}` })),
    lines: Object.entries(lines).map(([strategy, values]) => ({
      ...{ label: strategy, strategy },
      cells: values.map((value) => ({ value, leader: false, pale: false })),
    })),
  };
}

/** Of mr = 4, 6 by nr = 8, 16. @param marks 'b' for the best point, 'p' for one that was stopped early. */
function grid(kind: 'tuning' | 'crossed', values: readonly Values[], marks: readonly string[]): ExplainedMap {
  return {
    ...{ kind, metric: 'gflops', lineAxis: 'mr', axis: 'nr', stretches: [] },
    columns: [{ title: 'nr = 8' }, { title: 'nr = 16' }],
    lines: values.map((line, at) => ({
      ...{ label: String(4 + 2 * at), strategy: 'simd' },
      cells: line.map((value, column) => ({
        value,
        leader: marks[at]?.[column] === 'b',
        pale: marks[at]?.[column] === 'p',
      })),
    })),
  };
}

const found = (map: ExplainedMap, context = ENDED): string => heatmapExplanation(map, context).sentences[1];
const one = (winner: string, from: number, to: number) => ({ from, to, winners: [winner] });

describe('what is to be seen in strategies by problems', () => {
  const map = sizes({ simd: [20, 40, 50], parallel: [10, 50, 100] }, [one('simd', 0, 1), one('parallel', 1, 3)]);

  it('is what a cell is, in its unit, and that all have a value', () => {
    expect(heatmapExplanation(map, ENDED).sentences[0]).toBe(
      'Each line is a strategy and each column a problem, by n: 2 × 3 cells in GFLOP/s, of which more is better; all of them have a value.',
    );
  });

  it('is the best and the worst cell, and where the winner changes', () => {
    expect(found(map)).toBe(
      'The best cell is parallel at n = 64 with 100 GFLOP/s, the worst parallel at n = 16 with 10.0 GFLOP/s, a factor of 10.0; simd is the fastest up to n = 16, parallel from n = 32 on.',
    );
  });

  it('is the least where less is better', () => {
    const times = { ...sizes({ simd: [2e6, 8e6] }, [one('simd', 0, 2)]), metric: 'time' as const };
    expect(heatmapExplanation(times, ENDED).sentences[0]).toContain('in milliseconds, of which fewer are better');
    expect(found(times)).toBe(
      'The best cell is simd at n = 16 with 2.000 ms, the worst simd at n = 32 with 8.000 ms, a factor of 4.00; simd is the fastest at every problem.',
    );
  });

  it('is which share of the cells has no value', () => {
    const holes = sizes({ simd: [1, 2, null], sparse: [null, null, null] }, []);
    expect(heatmapExplanation(holes, ENDED).sentences[0]).toContain('66.7% of them, hatched, have no value.');
  });

  it('takes a tie for no change of the fastest', () => {
    const tie = { from: 1, to: 2, winners: ['simd', 'parallel'] };
    const lines = { simd: [2, 2, 2], parallel: [1, 2, 3] };
    expect(found(sizes(lines, [one('simd', 0, 1), tie, one('parallel', 2, 3)]))).toContain(
      '; simd is the fastest up to n = 16, parallel from n = 64 on.',
    );
    expect(found(sizes(lines, [one('simd', 0, 1), tie, one('simd', 2, 3)]))).toContain(
      '; simd is the fastest wherever one is told apart.',
    );
    expect(found(sizes(lines, [{ ...tie, from: 0, to: 3 }]))).toContain(
      '; at no problem one strategy is told apart as the fastest.',
    );
  });

  it('counts the changes where there are several', () => {
    const lines = { a: [2, 1, 2, 1], b: [1, 2, 1, 2] };
    expect(found(sizes(lines, [one('a', 0, 1), one('b', 1, 2), one('a', 2, 3), one('b', 3, 4)]))).toContain(
      '; the fastest changes 3 times from column to column: a is it up to n = 16, b from n = 32 on, and so forth.',
    );
  });

  it('is that nothing has a value as long as nothing has', () => {
    expect(found(sizes({ simd: [null] }, []))).toBe('No cell has a value yet.');
    expect(found(sizes({ simd: [5] }, [one('simd', 0, 1)]))).toMatch(
      /^The only cell with a value is simd at n = 16: 5\.00/,
    );
  });
});

describe('what is to be seen in one strategy over two things', () => {
  it('is the best and the worst place, and how often it is the fastest', () => {
    const map = grid(
      'crossed',
      [
        [10, 20],
        [40, null],
      ],
      ['bb', '  '],
    );
    expect(heatmapExplanation(map, ENDED).sentences).toEqual([
      'Each cell is simd with the mr of its line and the nr of its column: 2 × 2 cells in GFLOP/s, of which more is better; 25% of them, hatched, have no value.',
      'The best cell is mr = 6, nr = 8 with 40.0 GFLOP/s, the worst mr = 4, nr = 8 with 10.0 GFLOP/s, a factor of 4.00; simd is the fastest that was measured, or not told apart from it, in 66.7% of those with a value.',
    ]);
  });

  it('defines the density where that is an axis', () => {
    const units = (isOverDensity: boolean): readonly string[] =>
      heatmapExplanation(grid('crossed', [[1, 2]], []), { hasEnded: true, isOverDensity }).units.map(
        ({ unit }) => unit,
      );
    expect(units(true)).toEqual(['GFLOP/s', 'density', 'colour', 'marked corner']);
    expect(units(false)).not.toContain('density');
  });
});

describe('what is to be seen in the grid of a tuning', () => {
  it('is the best point, how many are as good, and how far the worst is', () => {
    const map = grid(
      'tuning',
      [
        [100, 97],
        [94, 20],
      ],
      ['b ', ' p'],
    );
    expect(heatmapExplanation(map, ENDED).sentences).toEqual([
      'Each cell is simd with the mr of its line and the nr of its column: 2 × 2 cells in GFLOP/s, of which more is better; all of them have a value; 25% of them, paler, were stopped early and are known less well.',
      'The best point is mr = 4, nr = 8 with 100 GFLOP/s; points with a value within 5% of it, itself among them: 2 of 4; the worst, mr = 6, nr = 16, is a factor of 5.00 away.',
    ]);
  });

  it('is not the luckiest point where none was found to be better', () => {
    const map = grid('tuning', [[100, 97]], []);
    expect(found(map)).toBe(
      'No point of the grid was found to beat the default: what looks best, mr = 4, nr = 8 with 100 GFLOP/s, may be luck.',
    );
    expect(found(map, { ...ENDED, hasEnded: false })).toContain('No point is marked before the tuning has ended');
  });

  it('of one parameter has it across', () => {
    const map = { ...grid('tuning', [[1, 2]], []), lineAxis: null, metric: 'speedup' as const };
    expect(heatmapExplanation(map, ENDED).sentences[0]).toBe(
      'Each cell is simd with another value of nr: 1 × 2 cells in multiples of the speed of the default; all of them have a value.',
    );
    expect(heatmapExplanation(map, ENDED).units[0]?.unit).toBe('× default');
  });
});

describe('what is to be seen in a heatmap, in Chinese', () => {
  inChinese();

  it('is Chinese throughout', () => {
    const map = sizes({ simd: [20, 40], parallel: [10, null] }, [one('simd', 0, 2)]);
    expect(heatmapExplanation(map, ENDED).sentences).toEqual([
      '每行为一种策略，每列为一个问题（按 n）：2 × 2 个单元格，单位为 GFLOP/s，越高越好；其中 25% 没有值，以斜线标出。',
      '最好的单元格是 n = 32 处的 simd，为 40.0 GFLOP/s，最差的是 n = 16 处的 parallel，为 10.0 GFLOP/s，相差 4.00 倍；simd 在每个问题上都最快。',
    ]);
    const tuned = heatmapExplanation(
      grid(
        'tuning',
        [
          [100, 97],
          [94, 20],
        ],
        ['b ', ' p'],
      ),
      ENDED,
    );
    expect(tuned.sentences[1]).toBe(
      '最佳点是 mr = 4、nr = 8，为 100 GFLOP/s；4 个有值的点中有 2 个与其相差不到 5%（包括其自身）；最差的是 mr = 6、nr = 16，相差 5.00 倍。',
    );
    for (const { definition } of tuned.units) expect(definition).not.toMatch(/[A-Za-z]{2,} [A-Za-z]{2,}/);
  });
});
