/** How comments are written. */
export interface CommentStyle {
  /** What begins a line of them: ';;' or '//'. */
  readonly mark: string;
  /** Columns that lines are broken at; Infinity where whoever shows them breaks them. */
  readonly width: number;
}

/** Chinese characters and the punctuation between them: each takes two columns, and a line may end behind it. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** What no line begins with. */
const CLOSING = /^[，。；：！？、）”》]/u;

/** Text as lines of a comment; later lines are indented as far as `hang`. */
export function commentLines({ mark, width }: CommentStyle, text: string, hang = 0): readonly string[] {
  const lines: string[] = [];
  let line = `${mark} `;
  let isBegun = false;
  for (const piece of pieces(text)) {
    if (isBegun && columnsOf(line + piece.trimEnd()) > width && !CLOSING.test(piece)) {
      lines.push(line.trimEnd());
      line = `${mark} ${' '.repeat(hang)}`;
    }
    line += piece;
    isBegun = true;
  }
  return [...lines, line.trimEnd()];
}

/** Terms and what there is to say of them, in two columns. */
export function commentTable(
  style: CommentStyle,
  facts: readonly (readonly [term: string, text: string])[],
): readonly string[] {
  const width = Math.max(...facts.map(([term]) => columnsOf(term))) + 2;
  return facts.flatMap(([term, text]) => commentLines(style, term + ' '.repeat(width - columnsOf(term)) + text, width));
}

/** What a line may end behind: words with the blank after them, and single characters of Chinese. */
function pieces(text: string): readonly string[] {
  return text.split(/(?<= )|(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/u);
}

/** Columns of a fixed-width font. */
function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
