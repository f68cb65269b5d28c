/** A function of a module's text, in lines from 0. */
export interface OutlinedFunction {
  readonly name: string;
  /** 'gemm f32 6×16 …': the module that it belongs to. */
  readonly module: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Lines that fold into the first of them, the last included. */
export interface Fold {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly kind: 'code' | 'comment';
}

/** The functions of text in the WebAssembly text format, as the engine lays it out. */
export function outlinedFunctions(lines: readonly string[]): readonly OutlinedFunction[] {
  const functions: OutlinedFunction[] = [];
  let module = '';
  for (const { firstLine, lastLine } of foldsOf(lines).filter(({ kind }) => kind === 'code')) {
    const line = lines[firstLine];
    if (line.startsWith('(module')) module = line.replace(/^\(module(?: ;; )?/, '');
    const [, name] = /^ {2}\(func \$(\S+)/.exec(line) ?? [];
    if (name !== undefined) functions.push({ name, module, firstLine, lastLine: lastLine + 1 });
  }
  return functions;
}

/** What folds: each list in parentheses that takes several lines, but for its last line, and comments of several lines. */
export function foldsOf(lines: readonly string[]): readonly Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  let comment: number | null = null;
  for (const [index, line] of lines.entries()) {
    const isComment = line.startsWith(';;');
    if (isComment) comment ??= index;
    else if (comment !== null) {
      if (index - 1 > comment) folds.push({ firstLine: comment, lastLine: index - 1, kind: 'comment' });
      comment = null;
    }
    for (const sign of line.replace(/;;.*|"[^"]*"/g, '')) {
      if (sign === '(') open.push(index);
      else if (sign === ')') {
        const firstLine = open.pop();
        // A line that only closes stays in sight, as braces do.
        const lastLine = line.trim() === ')' ? index - 1 : index;
        if (firstLine !== undefined && lastLine > firstLine) folds.push({ firstLine, lastLine, kind: 'code' });
      }
    }
  }
  return folds.sort((x, y) => x.firstLine - y.firstLine);
}
