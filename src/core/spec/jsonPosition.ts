import type { Node } from 'jsonc-parser';
import type { JsonPath, SpecIssue, TextRange } from './specDiagnostic';

/** The key and the value of each property of an object; a key without a value, after a syntax error, is left out. */
export function propertiesOf(node: Node): readonly { readonly key: Node; readonly value: Node }[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    value === undefined ? [] : [{ key, value }],
  );
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** The property of that name; the last one where there are several, as in the value that is read. */
export function propertyOf(node: Node, name: string): { readonly key: Node; readonly value: Node } | undefined {
  return propertiesOf(node).findLast(({ key }) => key.value === name);
}

/** The value at a path, or `undefined` where there is none. */
export function nodeAt(root: Node, path: JsonPath): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = typeof step === 'number' ? itemsOf(node)[step] : propertyOf(node, step)?.value;
  }
  return node;
}

/** The text that an issue is about. A value that is missing is looked for in the object around it. */
export function rangeOfIssue(root: Node, { path, at }: Pick<SpecIssue, 'path' | 'at'>): TextRange {
  const node = nodeAt(root, path);
  if (node === undefined)
    return path.length === 0 ? range(root) : rangeOfIssue(root, { path: path.slice(0, -1), at: 'object' });
  switch (at) {
    case 'value':
      return range(node);
    case 'key': {
      const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
      return range(key ?? node);
    }
    case 'object':
      return node.type === 'object' ? nameRange(node) : range(node);
  }
}

/** The value of "name", or the opening brace. */
export function nameRange(object: Node): TextRange {
  const name = propertyOf(object, 'name');
  return name === undefined ? { offset: object.offset, length: 1 } : range(name.value);
}

export function range({ offset, length }: TextRange): TextRange {
  return { offset, length };
}
