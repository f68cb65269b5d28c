import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RowState, RunView } from '../../src/shared/viewProtocol';
import { englishWords } from '../englishWords';

/** What a run brings along, which is shown in the language that it was written in. */
export function namesOfRun({ title, machine, notes, rows, versions, searches }: RunView): readonly string[] {
  const ofRow = (row: RowState): readonly string[] => {
    if (row.state !== 'done') return [row.subject.benchmark];
    const { measurement } = row;
    return [measurement.benchmark, measurement.status === 'ok' ? measurement.backend : measurement.reason];
  };
  return [
    ...[title, ...notes, machine?.processor ?? '', machine?.architecture ?? '', machine?.platform ?? ''],
    ...(versions?.engineFlags ?? []),
    ...searches.flatMap(({ name, crossover: { first, second } }) => [name, first, second]),
    ...rows.flatMap(ofRow),
  ];
}

/**
 * Nothing that is seen or read aloud is in English, but names and units.
 * @param within a selector; all of the page where it is left out.
 */
export async function expectChinese(page: Page, names: readonly string[] = [], within = 'body'): Promise<void> {
  const texts = await page.locator(within).evaluateAll(textsIn);
  expect(texts.length).toBeGreaterThan(0);
  const english = texts.flatMap((text) => {
    const words = englishWords(text, names);
    return words.length === 0 ? [] : [`${words.join(' ')} in “${text}”`];
  });
  expect([...new Set(english)]).toEqual([]);
}

/** Runs in the page: every text of some elements that is not hidden, and what screen readers are told of them. */
function textsIn(roots: readonly Element[]): readonly string[] {
  const READ_ALOUD = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder', 'label'];
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) found.push(node.data);
    if (node instanceof Element) {
      if (['SCRIPT', 'STYLE'].includes(node.tagName) || !node.checkVisibility({ visibilityProperty: true })) return;
      found.push(...READ_ALOUD.map((name) => node.getAttribute(name) ?? ''));
      if (node.shadowRoot !== null) visit(node.shadowRoot);
      // Places where a name may break do not make several texts of it.
      if (node.querySelector(':scope > wbr') !== null && node.querySelector(':scope > :not(wbr)') === null) {
        found.push(node.textContent);
        return;
      }
    }
    for (const child of node.childNodes) visit(child);
  };
  for (const root of roots) visit(root);
  return found.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
}
