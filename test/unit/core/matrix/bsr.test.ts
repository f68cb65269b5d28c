import { describe, expect, it } from 'vitest';
import { cellCount, cellMap, coarsened, countCells, writeBlockIndex } from '../../../../src/core/matrix/bsr';

/** Cells of a 9×18 matrix: 3 rows of 5 cells. */
const stored = [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 4];
const byColumns = [1, 0, 0, 0, 0, 0, 0, 0, 7, 2, 0, 0, 0, 0, 4];

function index(map: ReturnType<typeof cellMap>): { readonly rowStarts: number[]; readonly columns: number[] } {
  const target = { rowStarts: new Int32Array(map.rows + 1).fill(9), columns: new Int32Array(countCells(map)) };
  writeBlockIndex(map, target);
  return { rowStarts: [...target.rowStarts], columns: [...target.columns] };
}

describe('a map of cells', () => {
  it('has a cell for each 4×4 elements, those at the edge cut off', () => {
    expect(cellCount(9, 18)).toBe(15);
    expect(cellCount(8, 16)).toBe(8);
    expect(cellCount(1, 1)).toBe(1);
  });

  it.each([
    ['as it is', stored, false],
    ['transposed', byColumns, true],
  ] as const)('says which blocks there are, of a matrix stored %s', (_, cells, isTransposed) => {
    const map = cellMap(Uint8Array.from(cells), 9, 18, isTransposed);
    expect(index(map)).toEqual({ rowStarts: [0, 2, 2, 4], columns: [0, 3, 2, 4] });
    expect(index(coarsened(map, 2))).toEqual({ rowStarts: [0, 2, 4], columns: [0, 1, 1, 2] });
    expect(index(coarsened(map, 3))).toEqual({ rowStarts: [0, 2], columns: [0, 1] });
    expect(index(coarsened(map, 8))).toEqual({ rowStarts: [0, 1], columns: [0] });
  });

  it('is coarsened in steps as at once', () => {
    const map = cellMap(Uint8Array.from(stored), 9, 18, false);
    expect(index(coarsened(coarsened(map, 2), 2))).toEqual(index(coarsened(map, 4)));
  });

  it('has no blocks where nothing is', () => {
    expect(index(cellMap(new Uint8Array(15), 9, 18, false))).toEqual({ rowStarts: [0, 0, 0, 0], columns: [] });
  });
});
