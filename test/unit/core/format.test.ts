import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatConfidence,
  formatCount,
  formatDuration,
  formatError,
  formatFlops,
  formatGflops,
  formatPercentHalfWidth,
  formatRatioInterval,
  formatSeconds,
  formatSignificant,
} from '../../../src/core/format';

describe('numbers for people', () => {
  it.each([
    [1.4754, 4, '1.475'],
    [0.0123, 4, '0.01230'],
    [9.9996, 4, '10.00'],
    [182.4, 3, '182'],
    [12345.6, 3, '12\u2009346'],
    [0, 3, '0'],
    [-2.5, 2, '\u22122.5'],
    [2e-7, 2, '2.0e-7'],
    [Infinity, 3, '∞'],
  ])('%d with %i digits is %s', (value, digits, text) => {
    expect(formatSignificant(value, digits)).toBe(text);
  });

  it('gives durations the unit that suits them', () => {
    expect([61.24, 12_300, 1_475_000, 2.04e9].map(formatDuration)).toEqual([
      '61.24 ns',
      '12.30 µs',
      '1.475 ms',
      '2.040 s',
    ]);
  });

  it('gives half of an interval in percent', () => {
    expect(formatPercentHalfWidth([99, 101], 100)).toBe('±1.0%');
    expect(formatPercentHalfWidth([80, 120], 100)).toBe('±20%');
    expect(formatPercentHalfWidth([99.99, 100.01], 100)).toBe('±<0.1%');
  });

  it('groups thousands from five digits on', () => {
    expect([1024, 13107, 1234567].map(formatCount)).toEqual(['1024', '13\u2009107', '1\u2009234\u2009567']);
  });

  it('gives bytes and flops their units', () => {
    expect([512, 3 * 2 ** 20, 24 * 2 ** 30].map(formatBytes)).toEqual(['512 bytes', '3.0 MiB', '24.0 GiB']);
    expect([12, 2 * 512 ** 3, 1e13].map(formatFlops)).toEqual(['12 FLOP', '268.4 MFLOP', '10.00 TFLOP']);
  });

  it('gives wall-clock times in words', () => {
    expect([400, 48_000, 200_000, 3_900_000].map(formatSeconds)).toEqual(['0.4 s', '48 s', '3 min 20 s', '1 h 5 min']);
  });

  it('writes errors, ratios and confidences as the tables do', () => {
    expect([0, 2.43e-7, Infinity].map(formatError)).toEqual(['0', '2.4e-7', '∞']);
    expect(formatRatioInterval({ ratio: 1.75, low: 1.73, high: 1.77 })).toBe('1.75× (1.73–1.77)');
    expect([0.95, 0.96875].map(formatConfidence)).toEqual(['95%', '96.9%']);
    expect(formatGflops(104.2)).toBe('104');
  });
});
