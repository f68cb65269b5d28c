import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/**
 * Imported before all else: gives the strings of modules that do not know of VS Code (`l10n.t` of @vscode/l10n) the bundle
 * that VS Code has loaded for `vscode.l10n.t`. Without a bundle, in English, both give the strings as they stand.
 */
const contents = { ...vscode.l10n.bundle };
l10n.config({ contents });

/** What is made for programs says all in English, in whatever language the editor is. `make` waits for nothing. */
export function inEnglish<T>(make: () => T): T {
  l10n.config({ contents: {} });
  try {
    return make();
  } finally {
    l10n.config({ contents });
  }
}
