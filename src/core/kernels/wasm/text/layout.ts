import type { CodeNode } from './codeTree';

/** Code is broken into lines that are at most this long where it can be. */
export const LINE_WIDTH = 110;

/** The lines of some code, folded: an instruction stands before the values that it takes. */
export function layOut(nodes: readonly CodeNode[], indent: number): readonly string[] {
  const lines: string[] = [];
  for (const node of nodes) appendNode(lines, node, indent);
  return lines;
}

/**
 * Words in parentheses on as few lines as they fit into, between what opens and what closes, as declarations are written.
 */
export function wrap(words: readonly string[], indent: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE_WIDTH) lines.push(' '.repeat(indent) + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** @param closers parentheses that will be put behind its last line */
function appendNode(lines: string[], node: CodeNode, indent: number, closers = 0): void {
  const margin = ' '.repeat(indent);
  const { head, values, parts, folded } = node;
  if (parts.length > 0) {
    appendStructure(lines, node, indent);
    return;
  }
  if (!folded) {
    lines.push(margin + head);
    return;
  }
  const line = margin + inline(node);
  if (line.length + closers <= LINE_WIDTH || values.length === 0) {
    lines.push(line);
    return;
  }
  lines.push(`${margin}(${head}`);
  for (const [index, value] of values.entries()) {
    appendNode(lines, value, indent + 2, index < values.length - 1 ? 0 : closers + 1);
  }
  lines[lines.length - 1] += ')';
}

/** Each part closes on a line of its own, so that it can be folded away. */
function appendStructure(lines: string[], { head, values, parts }: CodeNode, indent: number): void {
  const margin = ' '.repeat(indent);
  const opening = [`${margin}(${head}`, ...values.map(inline)].join(' ');
  if (opening.length <= LINE_WIDTH) lines.push(opening);
  else {
    lines.push(`${margin}(${head}`);
    for (const value of values) appendNode(lines, value, indent + 2);
  }
  for (const { head: partHead, nodes } of parts) {
    if (partHead === '') for (const node of nodes) appendNode(lines, node, indent + 2);
    else {
      lines.push(`${margin}  (${partHead}`);
      for (const node of nodes) appendNode(lines, node, indent + 4);
      lines.push(`${margin}  )`);
    }
  }
  lines.push(`${margin})`);
}

function inline({ head, values }: CodeNode): string {
  return `(${[head, ...values.map(inline)].join(' ')})`;
}
