import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { TRANSLATIONS_ID } from '../shared/pageLanguage';

/**
 * Imported before all else: the strings in the language of the editor, which the host puts into the page. A page without
 * them, such as a report of the command line, is in English.
 */
const bundle = v.record(v.string(), v.string());
const element = document.getElementById(TRANSLATIONS_ID);

/** By their English text; what the page hands to its worker, which has a `l10n.t` of its own. */
export const translations = v.parse(bundle, JSON.parse(element?.textContent ?? '{}'));
l10n.config({ contents: translations });
