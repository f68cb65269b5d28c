import { describe, expect, it } from 'vitest';
import { speedBar } from '../../../../src/host/benchmarkFiles/speedBar';

describe('speedBar', () => {
  it.each([
    [1, '██████'],
    [0.5, '███'],
    [0.75 / 6, '▊'],
    [4.25 / 6, '████▎'],
    [0, '▏'],
    [1e-6, '▏'],
    [2, '██████'],
  ])('draws the share %d', (share, bar) => {
    expect(speedBar(share)).toBe(bar.padEnd(6, '\u00a0'));
  });
});
