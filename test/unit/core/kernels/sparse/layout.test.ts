import { describe, expect, it } from 'vitest';
import { chooseLayout } from '../../../../../src/core/kernels/sparse/layout';
import type { ChosenLayout, Survey } from '../../../../../src/core/kernels/sparse/layout';
import { cellMap } from '../../../../../src/core/matrix/bsr';

/** 64×64, with some nonzeros in each of the cells that are chosen. */
function survey(nonzerosOfCell: number, isChosen: (row: number, column: number) => boolean): Survey {
  const cells = Uint8Array.from({ length: 256 }, (_, at) => (isChosen(Math.floor(at / 16), at % 16) ? 1 : 0));
  const chosen = cells.reduce((sum, cell) => sum + cell, 0);
  return { nonzeros: chosen * nonzerosOfCell, map: cellMap(cells, 64, 64, false) };
}

function label(layout: ChosenLayout): string {
  return layout.format === 'csr' ? 'csr' : `${layout.blocks} of ${layout.block}`;
}

const blocksOf16 = survey(16, (row, column) => (row >> 2) % 2 === 0 && (column >> 2) % 3 === 0);
const cellsApart = survey(16, (row, column) => row % 2 === 0 && column % 2 === 0);
const scattered = survey(2, () => true);

describe('chooseLayout', () => {
  it('takes blocks where they are full, as large as they are', () => {
    expect(label(chooseLayout(blocksOf16, null, null))).toBe('4 of 16');
    expect(label(chooseLayout(cellsApart, null, null))).toBe('64 of 4');
  });

  it('takes compressed rows where blocks would be mostly zeros, or where nothing is stored', () => {
    expect(label(chooseLayout(scattered, null, null))).toBe('csr');
    expect(
      label(
        chooseLayout(
          survey(0, () => false),
          null,
          null,
        ),
      ),
    ).toBe('csr');
  });

  it('takes what is asked for', () => {
    expect(label(chooseLayout(blocksOf16, 'csr', null))).toBe('csr');
    expect(label(chooseLayout(blocksOf16, 'csr', 8))).toBe('csr');
    expect(label(chooseLayout(scattered, 'bsr', null))).toBe('16 of 16');
    expect(label(chooseLayout(scattered, 'bsr', 12))).toBe('36 of 12');
    expect(
      label(
        chooseLayout(
          survey(0, () => false),
          'bsr',
          8,
        ),
      ),
    ).toBe('0 of 8');
  });

  it('judges the block size that is asked for where the format is not', () => {
    expect(label(chooseLayout(blocksOf16, null, 8))).toBe('16 of 8');
    expect(label(chooseLayout(blocksOf16, null, 64))).toBe('csr');
  });
});
