/** How comments are written. */
export interface CommentStyle {
  /** What begins a line of them: ';;' or '//'. */
  readonly mark: string;
  /** Columns that lines are broken at; Infinity where whoever shows them breaks them. */
  readonly width: number;
}

/** Text as lines of a comment; later lines are indented as far as `hang`. */
export function commentLines({ mark, width }: CommentStyle, text: string, hang = 0): readonly string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > width && line !== mark) {
      lines.push(line);
      line = mark + ' '.repeat(hang);
    }
    line += ` ${word}`;
  }
  return [...lines, line.trimEnd()];
}

/** Terms and what there is to say of them, in two columns. */
export function commentTable(
  style: CommentStyle,
  facts: readonly (readonly [term: string, text: string])[],
): readonly string[] {
  const width = Math.max(...facts.map(([term]) => term.length)) + 2;
  return facts.flatMap(([term, text]) => commentLines(style, term.padEnd(width) + text, width));
}
