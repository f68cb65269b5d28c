import { describe, expect, it } from 'vitest';
import { PLAIN_INK } from '../../../../src/cli/render/ink';
import { parametersText } from '../../../../src/core/measurementLabel';
import { tuneReport } from '../../../../src/cli/render/tuneReport';
import type { Measurement } from '../../../../src/core/measure/measurement';
import { TUNING, TUNING_POINTS } from '../../../tuningFixture';
import { problemOf, runOf, timed } from '../runFixture';

const LAYOUT = { width: null, ink: PLAIN_INK };
const MEDIANS = [121_000, 200_000, 100_000, 300_000] as const;

function rows(): readonly Measurement[] {
  return TUNING_POINTS.map((parameters, index) =>
    timed('simd', MEDIANS[index], {
      parameters,
      problem: problemOf(128, 128, 128),
      stopped: index === 3 ? 'hopeless' : 'interval',
      ...(index === 0 || index === 2 ? { finalRound: true } : {}),
    }),
  );
}

const benchmarks = [{ name: 'tune', budgetSeconds: 1, precision: 0.02, threads: null, tuning: TUNING }];

describe('the report of a tuning', () => {
  it('is the map with its marks, the default, the sentence and what the marks mean', () => {
    const lines = tuneReport(runOf(rows(), { benchmarks }), LAYOUT).split('\n');
    expect(lines[0]).toBe('simd at 128×128×128 (m×k×n), f32, 4.194 MFLOP');
    expect(lines.slice(2, 6)).toEqual([
      'GFLOP/s',
      'mr \\ nr  6      8      16',
      '4        –   21.0  ▸ 41.9',
      '6        –  ~14.0   *34.7',
    ]);
    expect(lines[7]).toBe('default: 34.7 GFLOP/s, 121.0 µs ±1.0%, scalar JS');
    expect(lines[9]).toBe('mr = 4, nr = 16 is 1.21× as fast as the default (1.19–1.23).');
    expect(lines.at(-1)).toContain('~ stopped early');
  });

  it('marks no best point where the tuning is not finished', () => {
    const text = tuneReport(runOf(rows(), { benchmarks, state: 'cancelled' }), LAYOUT);
    expect(text).toContain('The tuning is not finished.\n4 of 4 points');
    expect(text).not.toContain('▸ 41.9');
  });
});

it('a parameter that nobody set says that it is tuned', () => {
  const row = { ...timed('simd', 1, { parameters: { kc: 192, mr: 4 } }), tuned: ['mr'] };
  expect(parametersText(row)).toBe('kc=192 mr=4 (tuned)');
});
