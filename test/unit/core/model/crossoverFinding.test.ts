import { describe, expect, it } from 'vitest';
import type { Crossing, Crossover } from '../../../../src/core/measure/crossover';
import { crossingText, crossoverFinding, crossoverPoints } from '../../../../src/core/model/crossoverFinding';
import type { CrossoverResult } from '../../../../src/core/model/crossoverFinding';
import { englishWords } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';
import { square, timed } from '../measurementFixtures';

const CROSSOVER: Crossover = {
  ...({ axis: 'density', low: 0.1, high: 1, step: 1.1, mostProbes: 9 } as const),
  ...{ first: 'sparse', second: 'dense' },
};
const ROWS = [0.1, 0.5].flatMap((density) =>
  ['sparse', 'simd'].map((strategy) => timed(strategy, 1e6, { ...square(64), density })),
);

function found(crossing: Crossing): CrossoverResult {
  return { benchmark: 'zeros', crossover: CROSSOVER, points: crossoverPoints(CROSSOVER, ROWS), crossing };
}

const CROSSINGS: readonly (readonly [crossing: Crossing, english: string, chinese: string])[] = [
  [
    { kind: 'bracket', before: 'first', last: 0.2, first: 0.3, undecided: 0, certainty: 0.95 },
    'sparse is faster up to density 0.200, dense from density 0.300 on (at least 95% certain)',
    '密度 0.200 及以下 sparse 更快，密度 0.300 及以上 dense 更快（确定性至少 95%）',
  ],
  [
    { kind: 'one winner', winner: 'second', certainty: 0.9 },
    'dense is faster than sparse from density 0.100 to 0.500, wherever a difference was found: no crossover was found (at least 90% certain)',
    '密度 0.100 至 0.500，凡发现差异之处，dense 都比 sparse 快：未发现交叉点（确定性至少 90%）',
  ],
  [
    { kind: 'several', changes: 2, certainty: 0.9 },
    'sparse and dense take turns at being faster from density 0.100 to 0.500: the winner changes 2 times at least (at least 90% certain)',
    '密度 0.100 至 0.500，sparse 和 dense 交替领先：领先者至少变化 2 次（确定性至少 90%）',
  ],
  [
    { kind: 'no difference' },
    'No difference was found between sparse and dense from density 0.100 to 0.500',
    '密度 0.100 至 0.500，sparse 和 dense 之间未发现差异',
  ],
];

describe('what a search has found', () => {
  it.each(CROSSINGS)('is one sentence: %o', (crossing, english) => {
    expect(crossingText(found(crossing))).toBe(english);
  });

  it('of several searches is how many found a crossover, and each', () => {
    const { title, detail } = crossoverFinding(CROSSINGS.slice(0, 2).map(([crossing]) => found(crossing)));
    expect(title).toBe('1 of 2 searches found one crossover');
    expect(detail).toMatch(/^zeros: sparse is faster up to .* certain\)\. zeros: dense is .*\. 4 points were measured/);
  });
});

describe('in Chinese', () => {
  inChinese();

  it.each(CROSSINGS)('is one sentence: %o', (crossing, _english, chinese) => {
    expect(crossingText(found(crossing))).toBe(chinese);
  });

  it('has no English in it, whatever was searched', () => {
    const one = crossoverFinding([found({ kind: 'no difference' })]);
    expect(one.detail).toMatch(/^大小为 64×64×64。测量了 2 个点/);
    const several = crossoverFinding(CROSSINGS.map(([crossing]) => found(crossing)));
    const none = crossingText({ ...found({ kind: 'no difference' }), points: [] });
    const said = [one.title, one.detail, several.title, several.detail, none];
    expect(said.flatMap((text) => englishWords(text, ['sparse', 'dense', 'zeros']))).toEqual([]);
  });
});
