// What the extension says in a language, by its English: for texts that are the only way to a place.
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

export class Words {
  constructor(language) {
    const suffix = language === 'en' ? '' : `.${language}`;
    this.titles = read(`package.nls${suffix}.json`);
    this.bundle = language === 'en' ? {} : read(`l10n/bundle.l10n.${language}.json`);
  }

  /** The title of a command in the palette. */
  command(id) {
    return `${this.titles['command.category']}: ${this.titles[`command.${id}.title`]}`;
  }

  /** The translation of a text, as far as there is one. */
  of(english) {
    return this.bundle[english] ?? english;
  }
}
