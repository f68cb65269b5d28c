import { describe, expect, it } from 'vitest';
import { tuningMap } from '../../../../src/core/model/tuningMap';
import { TUNING, TUNING_POINTS } from '../../../tuningFixture';
import { timed } from '../measurementFixtures';

const ROWS = TUNING_POINTS.map((parameters, index) => timed('simd', 100 + index, undefined, { parameters }));

describe('the map of a tuning', () => {
  it('has a place for every point of the grid, measured or not', () => {
    const map = tuningMap(TUNING, ROWS, (row) => row);
    expect(map).toMatchObject({ down: 'mr', across: 'nr', columns: ['6', '8', '16'], reference: ROWS[0] });
    expect(map.lines.map(({ label, cells }) => [label, ...cells.map(({ kind }) => kind)])).toEqual([
      ['4', 'unsupported', 'measured', 'measured'],
      ['6', 'unsupported', 'measured', 'equal'],
    ]);
    expect(map.lines[1].cells[2]).toMatchObject({ equals: {}, row: ROWS[0] });
    expect(map.lines[0].cells[2]).toMatchObject({ row: ROWS[2] });
  });

  it('puts one parameter across, in the line of the strategy', () => {
    const tuning = { ...TUNING, axes: [{ parameter: 'mr', values: [4, 6] }], leftOut: [] };
    const map = tuningMap(tuning, [timed('simd', 5, undefined, { parameters: { mr: 6 } })], (row) => row);
    expect(map).toMatchObject({ down: '', across: 'mr', columns: ['4', '6'], reference: null });
    expect(map.lines.map(({ label, cells }) => [label, ...cells.map(({ kind }) => kind)])).toEqual([
      ['simd', 'missing', 'measured'],
    ]);
  });
});
