import { describe, expect, test } from 'vitest';
import { comparisonFinding } from '../../../../src/core/model/comparisonFinding';
import type { RatioRow } from '../../../../src/core/model/comparisonFinding';
import { plainProblem } from '../../../../src/core/problem';

function row(strategy: string, ratio: number, verdict: RatioRow['verdict']): RatioRow {
  const subject = { benchmark: 'layer', strategy, parameters: {}, problem: plainProblem(64, 64, 64) };
  return { subject, ratio, low: 0.98 * ratio, high: 1.02 * ratio, verdict };
}

describe('the finding of a comparison', () => {
  test('counts what is faster, what is slower and where nothing was found, with the furthest of each', () => {
    const rows = [
      row('simd', 0.9, 'faster'),
      row('parallel', 0.8, 'faster'),
      row('outer', 1.2, 'slower'),
      row('naive', 1, 'no difference found'),
    ];
    const { title, detail } = comparisonFinding(rows);
    expect(title).toBe('2 faster, 1 slower, in 1 no difference was found');
    expect(detail).toMatch(/^The largest gain: parallel on layer, 64×64×64 takes 0\.800× \(0\.784–0\.816\) the time\./);
    expect(detail).toContain('The largest loss: outer on layer');
  });

  test('says plainly that no difference was found', () => {
    const rows = [row('simd', 1.01, 'no difference found'), row('naive', 1, 'no difference found')];
    expect(comparisonFinding(rows)).toEqual({ title: 'No difference was found in any of 2 rows', detail: '' });
  });

  test('says what to do where nothing can be compared', () => {
    expect(comparisonFinding([]).title).toBe('Nothing could be compared: no row has a time in both runs');
    expect(comparisonFinding([]).detail).toBe('Choose two runs of the same benchmarks.');
  });
});
