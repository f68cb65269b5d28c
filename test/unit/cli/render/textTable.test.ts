import { describe, expect, it } from 'vitest';
import { ANSI_INK } from '../../../../src/cli/render/ink';
import { columnWidths, textTable, visibleLength, widthsWithin } from '../../../../src/cli/render/textTable';
import type { Column } from '../../../../src/cli/render/textTable';

const columns: readonly Column<{ readonly name: string; readonly note: string }>[] = [
  { title: 'name', align: 'right', cell: ({ name }) => name },
  { title: 'note', align: 'left', cell: ({ note }) => note },
];

describe('a table of text', () => {
  it('aligns columns and leaves no space at the ends of lines', () => {
    const table = textTable(columns, [
      { name: 'a', note: 'one' },
      { name: 'longer', note: '' },
    ]);
    expect(table).toBe('  name  note\n     a  one\nlonger');
  });

  it('is aligned by what is seen, not by escape codes', () => {
    const plain = [{ name: 'longer', note: '12\u2009345 ±1% A·Bᵀ' }];
    const inked = plain.map(({ name, note }) => ({ name: ANSI_INK.bold(name), note }));
    expect(textTable(columns, inked)).toBe(textTable(columns, plain).replace('longer', ANSI_INK.bold('longer')));
    expect(visibleLength(ANSI_INK.bold('longer'))).toBe(6);
  });

  it('breaks the last column between words when a line has no room for it', () => {
    const rows = [{ name: 'a', note: 'the first of many words and the last' }];
    const widths = widthsWithin(columnWidths(columns, rows), 32);
    expect(textTable(columns, rows, widths)).toBe('name  note\n   a  the first of many words\n      and the last');
  });

  it('does not squeeze the last column out of sight', () => {
    expect(widthsWithin([70, 40], 80)).toEqual([70, 24]);
  });

  it('leaves lines as they are where any length will do', () => {
    expect(widthsWithin([70, 400], null)).toEqual([70, 400]);
  });
});
