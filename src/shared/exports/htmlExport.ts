import { randomBytes } from 'node:crypto';
import type { JudgedRun } from '../../core/model/gates';
import { ENGLISH, TRANSLATIONS_ID } from '../pageLanguage';
import type { PageLanguage } from '../pageLanguage';
import { REPORT_DATA_ID } from './reportData';

/** The bundle of src/webview/report, and the icons of its buttons. */
export interface ReportAssets {
  readonly script: string;
  readonly style: string;
  /** A style sheet that names its font by an address relative to it. */
  readonly iconStyle: string;
  readonly iconFont: Uint8Array;
}

/**
 * A run as one page that needs nothing else, neither files nor a network: the results panel's own views, with the run in it.
 * It follows the light or dark scheme of the reader's browser, and is in one language: the strings of that language are put in
 * where there are any.
 */
export function htmlOf(
  { run, verdicts }: JudgedRun,
  { script, style, iconStyle, iconFont }: ReportAssets,
  { lang, translations }: PageLanguage = ENGLISH,
): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}' data:; font-src data:`;
  const data = [
    dataElement(REPORT_DATA_ID, { run, verdicts }),
    ...(Object.keys(translations).length > 0 ? [dataElement(TRANSLATIONS_ID, translations)] : []),
  ];
  const icons = iconStyle.replace(/url\([^)]*\)/, `url("${dataAddress('font/ttf', iconFont)}")`);
  return `<!DOCTYPE html>
<html lang="${text(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Matmul Profiler ${text(run.versions.extension)}">
<title>${text(run.title)}</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${dataAddress('text/css', Buffer.from(icons))}">
<style nonce="${nonce}">${style}</style>
</head>
<body data-kind="report">
<div id="app"></div>
${data.join('\n')}
<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

function dataAddress(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An element that holds a value as JSON, in which '<' would let a text end it. */
function dataElement(id: string, value: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`;
}
