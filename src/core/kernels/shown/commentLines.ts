const WIDTH = 110;

/** Text as lines of a comment that begin with `mark`; later lines are indented as far as `hang`. */
export function commentLines(mark: string, text: string, hang = 0): readonly string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line !== mark) {
      lines.push(line);
      line = mark + ' '.repeat(hang);
    }
    line += ` ${word}`;
  }
  return [...lines, line.trimEnd()];
}

/** Terms and what there is to say of them, in two columns. */
export function commentTable(
  mark: string,
  facts: readonly (readonly [term: string, text: string])[],
): readonly string[] {
  const width = Math.max(...facts.map(([term]) => term.length)) + 2;
  return facts.flatMap(([term, text]) => commentLines(mark, term.padEnd(width) + text, width));
}
