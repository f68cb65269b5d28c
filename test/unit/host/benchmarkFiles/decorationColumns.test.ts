import { describe, expect, it } from 'vitest';
import { alignedGaps, columnsOf } from '../../../../src/host/benchmarkFiles/decorationColumns';

describe('alignedGaps', () => {
  it('lets all texts begin in one column', () => {
    expect(alignedGaps([10, 22, 17])).toEqual([14, 2, 7]);
  });

  it('does not follow a line that is far longer than the others', () => {
    expect(alignedGaps([10, 15, 300])).toEqual([7, 2, 2]);
  });

  it('is empty without lines', () => {
    expect(alignedGaps([])).toEqual([]);
  });
});

describe('columnsOf', () => {
  it.each([
    ['abc', 3],
    ['\t\tab', 10],
    ['ab\tc', 5],
  ])('counts %j with tabs of 4', (line, columns) => {
    expect(columnsOf(line, 4)).toBe(columns);
  });
});
