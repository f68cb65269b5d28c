import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import * as v from 'valibot';
import { TRANSLATIONS_VARIABLE } from '../shared/translationsVariable';

const bundle = v.record(v.string(), v.string());

/**
 * Gives `l10n.t` the bundle that the editor has loaded, where whoever started the engine named one. Each bundled script has a
 * `l10n.t` of its own, and so has each thread: it is called at the beginning of each that says something to people. A file that
 * cannot be read is no reason not to compute: then it is English, and a line in the log.
 */
export function readTranslations(): void {
  const path = process.env[TRANSLATIONS_VARIABLE] ?? '';
  if (path === '') return;
  try {
    l10n.config({ contents: v.parse(bundle, JSON.parse(readFileSync(path, 'utf8'))) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`The translations cannot be read, so that this is in English: ${message} (${path})`);
  }
}
