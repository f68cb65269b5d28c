import { randomBytes } from 'node:crypto';
import { TRANSLATIONS_ID } from '../shared/pageLanguage';
import type { PageLanguage } from '../shared/pageLanguage';

/** What is used of a `vscode.Uri`, so that the page can be built where there is no VS Code. */
interface FolderUri<Self> {
  readonly path: string;
  with(change: { path: string }): Self;
}

/** What is used of a `vscode.Webview`. */
interface ResourceHost<Uri> {
  /** Origin of the webview's resources, for the content security policy. */
  readonly cspSource: string;
  asWebviewUri(resource: Uri): { toString(): string };
}

export interface WebviewPage<Uri extends FolderUri<Uri>> extends PageLanguage {
  readonly webview: ResourceHost<Uri>;
  /** The folder dist/webview; the only `localResourceRoots` that the page needs. */
  readonly folder: Uri;
  /** A new one for each page, from `newNonce`. */
  readonly nonce: string;
  readonly kind: WebviewKind;
  readonly title: string;
}

/** The bundle that the page loads: dist/webview/{kind}.js, with the parts that it imports, and {kind}.css. */
export type WebviewKind = 'sidebar' | 'results';

/** 128 random bits for one page's script. */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The document of a webview. Only the module with the nonce runs, and what it imports, which inherits the nonce; styles and
 * fonts come from the webview's own origin; what is fetched, as the script of a worker, comes from there as well; nothing is
 * inline but the translations, which are no script. State is not embedded: the page asks for it when it listens.
 */
export function webviewHtml<Uri extends FolderUri<Uri>>(page: WebviewPage<Uri>): string {
  const { webview, folder, nonce, kind, title, lang, translations } = page;
  const address = (file: string): string =>
    escapeHtml(webview.asWebviewUri(folder.with({ path: `${folder.path}/${file}` })).toString());
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // The worker that computes on the GPU: it is fetched, since by address only scripts of the page's own origin start.
    `connect-src ${webview.cspSource}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${address('codicon.css')}">
<link rel="stylesheet" href="${address(`${kind}.css`)}">
</head>
<body data-kind="${kind}">
<div id="app"></div>
<script type="application/json" id="${TRANSLATIONS_ID}">${escapeJson(translations)}</script>
<script type="module" nonce="${escapeHtml(nonce)}" src="${address(`${kind}.js`)}"></script>
</body>
</html>
`;
}

/** JSON that cannot end the element that it stands in. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
