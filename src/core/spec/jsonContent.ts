import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { itemsOf, propertiesOf, range } from './jsonPosition';
import type { JsonPath, SpecDiagnostic, TextRange } from './specDiagnostic';

/** What valid JSON can hold that no reader should guess at: a key twice in an object, a number beyond all numbers. */
export function ambiguities(text: string, root: Node): readonly SpecDiagnostic[] {
  const found: SpecDiagnostic[] = [];
  const report = (place: TextRange, path: JsonPath, message: string): void => {
    found.push({ kind: 'content', severity: 'error', ...range(place), message, path });
  };
  const visit = (node: Node, path: JsonPath): void => {
    if (node.type === 'number' && !Number.isFinite(node.value)) {
      const digits = text.slice(node.offset, node.offset + node.length);
      report(node, path, l10n.t('{0} is too large for a number', digits));
    }
    const seen = new Set<string>();
    for (const { key, value } of propertiesOf(node)) {
      const name = String(key.value);
      if (seen.has(name)) {
        report(key, [...path, name], l10n.t('"{0}" stands twice in this object; keep one of them', name));
      }
      seen.add(name);
      visit(value, [...path, name]);
    }
    itemsOf(node).forEach((item, index) => {
      visit(item, [...path, index]);
    });
  };
  visit(root, []);
  return found;
}
