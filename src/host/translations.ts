import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/**
 * Imported before all else: gives the strings of modules that do not know of VS Code (`l10n.t` of @vscode/l10n) the bundle
 * that VS Code has loaded for `vscode.l10n.t`. Without a bundle, in English, both give the strings as they stand.
 */
l10n.config({ contents: { ...vscode.l10n.bundle } });
