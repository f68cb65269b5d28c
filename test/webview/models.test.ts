import { describe, expect, test } from 'vitest';
import { cividis } from '../../src/webview/charts/cividis';
import { BLACK, WHITE, contrast, inkOn } from '../../src/webview/charts/colour';
import { domainOf, logShare } from '../../src/webview/charts/logScale';
import { dateText } from '../../src/webview/dateText';
import { applyPatch } from '../../src/webview/results/applyPatch';
import { depthIn, sampleRange } from '../../src/webview/results/details/sampleRange';
import { problemAxis, problemFacts } from '../../src/webview/results/problemText';
import { groupRows } from '../../src/webview/results/resultRows';
import { columnsFor } from '../../src/webview/results/table/columns';
import { copiedText } from '../../src/webview/results/table/rowsTable';
import { strategyResults } from '../../src/webview/sidebar/strategyResults';
import { done, halfDone, problem, runView, strategies, subject, timed, twoBenchmarks } from './fixtures';

describe('cividis', () => {
  // Entries of the published table of 256, in parts of 255: its ends, and some between our anchors.
  test.each([
    [0, [0, 34, 78]],
    [255, [254, 232, 56]],
    [15, [0, 45, 104]],
    [21, [0, 49, 112]],
    [72, [75, 84, 108]],
    [120, [118, 118, 118]],
    [168, [163, 154, 116]],
    [200, [196, 180, 104]],
    [247, [248, 223, 60]],
  ])('entry %i is within 2 of the published colour', (index, published) => {
    const { red, green, blue } = cividis(index / 255);
    for (const [channel, value] of [red, green, blue].entries()) {
      expect(Math.abs(value - published[channel])).toBeLessThanOrEqual(2);
    }
  });

  test('its luminance only rises, and beyond its ends it stays', () => {
    const shades = Array.from({ length: 101 }, (_, index) => contrast(cividis(index / 100), BLACK));
    expect(shades).toEqual([...shades].sort((x, y) => x - y));
    expect(cividis(-1)).toEqual(cividis(0));
    expect(cividis(2)).toEqual(cividis(1));
  });

  test('text on every colour of it has a contrast of 4.5 or more', () => {
    for (let index = 0; index <= 255; index += 1) {
      const ground = cividis(index / 255);
      expect(contrast(ground, inkOn(ground))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('contrast is that of WCAG: 21 for black on white, 1 for equal colours, 4.54 for #767676 on white', () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21);
  expect(contrast(WHITE, WHITE)).toBe(1);
  expect(contrast({ red: 0x76, green: 0x76, blue: 0x76 }, WHITE)).toBeCloseTo(4.54, 2);
});

describe('the logarithmic scale', () => {
  test('has the geometric mean in the middle', () => {
    expect(logShare(10, { low: 1, high: 100 })).toBeCloseTo(0.5);
    expect(logShare(1, { low: 1, high: 100 })).toBe(0);
    expect(logShare(1000, { low: 1, high: 100 })).toBe(1);
    expect(logShare(3, { low: 3, high: 3 })).toBe(1);
  });

  test('leaves out what has no logarithm', () => {
    expect(domainOf([0, 5, NaN, Infinity, 2, -1])).toEqual({ low: 2, high: 5 });
    expect(domainOf([0])).toBeNull();
  });
});

describe('dates', () => {
  const now = new Date(2024, 4, 6, 14, 30);
  test.each([
    [new Date(2024, 4, 6, 14, 2), 'today, 14:02'],
    [new Date(2024, 4, 5, 9, 14), 'yesterday, 09:14'],
    [new Date(2024, 3, 30, 9, 14), '30 Apr, 09:14'],
    [new Date(2023, 11, 31, 23, 59), '31 Dec 2023'],
  ])('%s is %s', (date, text) => {
    expect(dateText(date.toISOString(), now)).toBe(text);
  });

  test('what is not a date is shown as it is', () => {
    expect(dateText('soon', now)).toBe('soon');
  });
});

describe('problems', () => {
  test('are told apart by the one thing that varies', () => {
    const axis = (...problems: Parameters<typeof problemAxis>[0]) => problemAxis(problems);
    expect(axis(problem(16), problem(32)).title).toBe('n');
    expect(axis(problem(64, { k: 10 }), problem(64, { k: 20 })).title).toBe('k');
    const density = axis(problem(64, { density: 0.05 }), problem(64, { density: 0.125 }));
    expect([density.title, density.label(problem(64, { density: 0.125 }))]).toEqual(['density', '12.5%']);
    const both = axis(problem(16), problem(32, { dtype: 'f64' }));
    expect([both.title, both.label(problem(32, { dtype: 'f64' }))]).toEqual(['n, type', '32 f64']);
  });

  test('are described by what is not plain about them', () => {
    expect(problemFacts(problem(64, { transposeA: true, alpha: 2, beta: 1, dtype: 'f64' }), undefined)).toEqual([
      '64×64×64',
      'f64',
      'AᵀB',
      'α 2, β 1',
      '524.3 kFLOP',
    ]);
  });
});

describe('rows', () => {
  test('ratios are against naive at the same problem', () => {
    const groups = groupRows(twoBenchmarks());
    expect(groups.map(({ rows }) => rows.length)).toEqual([8, 4]);
    expect(groups[1].rows[1].ratio?.ratio).toBeCloseTo(5.2 / 0.081);
    expect([...groups[0].leaders]).toEqual([6]);
  });

  test('ratios are against the fastest native BLAS at the same problem, and copied where there is one', () => {
    const of = problem(192);
    const rows = ['simd', 'blas', 'blas'].map((id, i) => done(timed(subject(id, of), [50, 100, 60][i])));
    const groups = groupRows(runView(rows));
    expect(groups[0].rows.map(({ nativeRatio }) => nativeRatio?.ratio.toFixed(2))).toEqual(['0.50', '1.00', '0.60']);
    expect(groups[0].rows.map(({ isNative }) => isNative)).toEqual([false, true, false]);
    expect(columnsFor(groups).map(({ id }) => id)).toContain('native');
    expect(copiedText(groups, 'table', null, 'markdown')).toContain('against BLAS (×)');
    const without = groupRows(twoBenchmarks());
    expect(columnsFor(without).map(({ id }) => id)).not.toContain('native');
    expect(copiedText(without, 'table', null, 'tsv')).not.toContain('BLAS');
  });

  test('all that cannot be told apart from the fastest are leaders', () => {
    const of = problem(192);
    const run = runView(
      ['simd', 'parallel', 'naive'].map((id, i) => done(timed(subject(id, of), [98.5, 99.2, 1.7][i]))),
    );
    expect([...groupRows(run)[0].leaders]).toEqual([0, 1]);
  });

  test('a patch replaces rows of its own run only', () => {
    const run = halfDone();
    const state = {
      run,
      strategies,
      recent: [],
      baseline: null,
      suggested: null,
      here: null,
      engineProblem: null,
      kept: null,
      verdicts: [],
    };
    const row = done(timed(subject('naive', problem(512)), 2));
    const patch = {
      runId: run.id,
      rows: [
        { row: 3, state: row },
        { row: 99, state: row },
      ],
      activity: null,
      elapsedMs: 7,
    };
    const after = applyPatch(state, patch);
    expect([after.run?.rows[3], after.run?.rows.length, after.run?.elapsedMs]).toEqual([row, 6, 7]);
    expect(state.run.rows[3]).not.toBe(row);
    expect(applyPatch(state, { ...patch, runId: 'other' })).toBe(state);
  });

  test('the fastest of several sizes speaks for a strategy', () => {
    const run = runView([64, 128].map((size, i) => done(timed(subject('simd', problem(size)), [76, 93][i]))));
    const result = strategyResults(run).get('simd');
    expect(result?.kind === 'timed' && result.timing.gflops).toBe(93);
  });
});

describe('the range of a strip of samples', () => {
  const timing = timed(subject('simd', problem(64)), 50);

  test('holds all samples and the interval', () => {
    const range = sampleRange(timing);
    expect(Math.min(...timing.samplesNs)).toBeGreaterThan(range.low);
    expect(Math.max(...timing.samplesNs)).toBeLessThan(range.high);
    expect(depthIn(range, range.high)).toBe(0);
    expect(depthIn(range, range.low)).toBe(1);
  });

  test('leaves out a pause of the machine', () => {
    const paused = { ...timing, samplesNs: [...timing.samplesNs, 100 * timing.medianNs] };
    expect(sampleRange(paused).high).toBeLessThan(2 * timing.medianNs);
    expect(depthIn(sampleRange(paused), 100 * timing.medianNs)).toBe(0);
  });

  test('has a width where all samples are equal', () => {
    const { low, high } = sampleRange({ ...timing, samplesNs: [100, 100], intervalNs: [100, 100], medianNs: 100 });
    expect(high).toBeGreaterThan(low);
  });
});
