/** Between the end of a line and what stands after it. */
const SMALLEST_GAP = 2;
/** Lines that are longer than the shortest by more than this do not push the others' texts away. */
const LARGEST_GAP = 12;

/**
 * Gaps, in columns, after lines of these widths, so that what follows begins in one column where that is not too far away.
 */
export function alignedGaps(widths: readonly number[]): readonly number[] {
  const shortest = Math.min(...widths);
  const near = widths.filter((width) => width - shortest <= LARGEST_GAP);
  const column = Math.max(...near) + SMALLEST_GAP;
  return widths.map((width) => Math.max(SMALLEST_GAP, column - width));
}

/** Columns that a line takes, with tabs that reach to the next multiple of `tabSize`. */
export function columnsOf(line: string, tabSize: number): number {
  let columns = 0;
  for (const character of line) columns += character === '\t' ? tabSize - (columns % tabSize) : 1;
  return columns;
}
