/** On one line, and without what Markdown would take for its own. */
export function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
}

/** On one line, and without what would end the cell. */
export function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|<]/g, '\\$&');
}
