const CELLS = 6;
/** A cell that is filled by 1, 2, … 7 eighths from the left. */
const EIGHTHS = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const BLANK = '\u00a0';

/** A bar of block characters, always as wide: full for the share 1, an eighth of a cell at least. */
export function speedBar(share: number): string {
  const eighths = Math.min(CELLS * 8, Math.max(1, Math.round(share * CELLS * 8)));
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8;
  return ('█'.repeat(full) + (rest === 0 ? '' : EIGHTHS[rest - 1])).padEnd(CELLS, BLANK);
}
