import { describe, expect, test } from 'vitest';
import { DTYPES } from '../../../src/core/problem';
import { quickPlan } from '../../bench/quick';
import { planSections, SECTION_IDS } from '../../bench/sections';
import type { Section } from '../../bench/sections';

const all = planSections({ sections: SECTION_IDS, sizes: null, dtypes: DTYPES });

function sizesOf(sections: readonly Section[], id: string): readonly number[] {
  return sections.filter((section) => section.id === id).flatMap(({ rows }) => rows.map(({ problem }) => problem.n));
}

describe('the plan of a bench', () => {
  test('asks for no ratio of an arm that does not take part', () => {
    for (const { rows } of all) {
      for (const { arms, ratios } of rows) expect(arms).toEqual(expect.arrayContaining(ratios.flat()));
    }
  });

  test('takes other sizes and element types where they are asked for', () => {
    const [dense] = planSections({ sections: ['dense'], sizes: [7, 9], dtypes: ['f64'] });
    expect(dense.rows.map(({ problem: { n, dtype } }) => [n, dtype])).toEqual([
      [7, 'f64'],
      [9, 'f64'],
    ]);
  });

  test('has no problem that takes long when it is to be quick, and no empty section', () => {
    const quick = quickPlan(all);
    expect(sizesOf(quick, 'strassen')).toEqual([2048]);
    expect(sizesOf(quick, 'dense')).not.toContain(2048);
    expect(sizesOf(all, 'dense')).toContain(2048);
    expect(quick.every(({ rows }) => rows.length > 0)).toBe(true);
    expect(quick.map(({ id }) => id)).toEqual(SECTION_IDS.filter((id) => id !== 'sweep'));
  });

  test('has every size when it is to be quick and nothing else is asked for', () => {
    const sweep = all.filter(({ id }) => id === 'sweep');
    expect(quickPlan(sweep)).toEqual(sweep);
  });
});
