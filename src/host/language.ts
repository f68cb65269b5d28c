import * as vscode from 'vscode';
import { ENGLISH } from '../shared/pageLanguage';
import type { PageLanguage } from '../shared/pageLanguage';

/** English, or the language of the editor where VS Code has a bundle of the extension's strings for it. */
export function pageLanguage(): PageLanguage {
  const { bundle } = vscode.l10n;
  return bundle === undefined ? ENGLISH : { lang: vscode.env.language, translations: bundle };
}
