/** A place in a text as editors count it, from 1; columns are UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Where an offset, in UTF-16 units, lies in a text with line feeds of any kind. */
export function positionAt(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** A problem in a file as compilers print it, so that terminals and editors can link to it. */
export function diagnosticText(
  fileName: string,
  text: string,
  { offset, severity, message }: { offset: number; severity: 'error' | 'warning'; message: string },
): string {
  const { line, column } = positionAt(text, offset);
  return `${fileName}:${line}:${column}: ${severity}: ${message}`;
}
