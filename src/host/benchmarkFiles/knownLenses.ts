import type { PlannedLens } from './lensPlan';

/**
 * What the editor knows of the lenses of each document: what it was given, or was told to ask for. Each change is
 * announced once, since the editor asks for lenses a while after the last announcement: one with every row of a run
 * would put them off to its end. A document that is not in sight is not asked for at all.
 */
export class KnownLenses<Document> {
  private readonly titles = new Map<Document, string>();

  give(document: Document, lenses: readonly PlannedLens[]): void {
    this.titles.set(document, titlesOf(lenses));
  }

  forget(document: Document): void {
    this.titles.delete(document);
  }

  /** Whether any document has other lenses now than the editor knows of; from here on it knows of these. */
  takeChanges(lensesNow: (document: Document) => readonly PlannedLens[]): boolean {
    let changed = false;
    for (const [document, known] of this.titles) {
      const now = titlesOf(lensesNow(document));
      if (now === known) continue;
      this.titles.set(document, now);
      changed = true;
    }
    return changed;
  }
}

function titlesOf(lenses: readonly PlannedLens[]): string {
  return lenses.map(({ line, title }) => `${line} ${title}`).join('\n');
}
